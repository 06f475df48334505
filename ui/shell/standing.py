# SPDX-License-Identifier: EUPL-1.2
"""The band above every screen that says how the vault stands, while it cannot be written."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.carry import CarryService, CarryState, Standing
from ui.dialogs import Dialogs
from ui.theme import Space, Tone
from ui.widgets import Banner

GO_ON = "Continuer avec ce coffre"
_SURE = "Continuer sans ce qui manque ?"
_CONSEQUENCE = (
    "Ce qui manque ne reviendra pas dans ce coffre. "
    "Reprenez plutôt une sauvegarde si elle contient ce travail. Ce choix est noté au journal."
)


class StandingBand(QWidget):
    """Hidden while the vault can be written; else its sentence, and the way to the remedy."""

    def __init__(
        self, carry: CarryService, dialogs: Dialogs, show_screen: Callable[[str], object]
    ) -> None:
        """`show_screen` shows the screen where the remedy is, by its key."""
        super().__init__()
        self._carry, self._dialogs, self._show_screen = carry, dialogs, show_screen
        self.banner = Banner()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.GROUP, Space.RELATED, Space.GROUP, 0)
        row.addWidget(self.banner)
        self.update_state()

    def update_state(self) -> None:
        """Say how the vault stands now; the same sentence is not said aloud twice."""
        state = self._carry.state
        if state.standing is Standing.WRITABLE:
            self.banner.clear()
            self.hide()
            return
        words = f"{state.sentence} {state.remedy}".strip()
        if self.banner.label.text() != words or self.isHidden():
            tone = Tone.LATE if state.standing is Standing.DAMAGED else Tone.WARN
            action, deed = self._way_out(state)
            self.banner.show_message(words, tone, action=action, on_action=deed)
        self.show()

    def _way_out(self, state: CarryState) -> tuple[str, Callable[[], object]]:
        if state.may_go_on:
            return GO_ON, self._go_on
        if state.standing is Standing.AWAY or state.may_bring_back:
            return "Rapporter…", lambda: self._show_screen("carry")
        if state.standing is Standing.DAMAGED:
            return "Sauvegardes…", lambda: self._show_screen("backups")
        return "", lambda: None

    def _go_on(self) -> None:
        if not self._dialogs.confirm(_SURE, _CONSEQUENCE, "Continuer"):
            return
        try:
            self._carry.go_on()
        except UserError as refusal:
            self._dialogs.tell(refusal.sentence, refusal.remedy)
        self.update_state()
