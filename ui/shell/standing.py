# SPDX-License-Identifier: EUPL-1.2
"""The band above every screen that says how the vault stands, while it cannot be written."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.carry import CarryService, Standing
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
        self, carry: CarryService, dialogs: Dialogs, show_carry: Callable[[], object]
    ) -> None:
        """`show_carry` shows the screen where a copy is brought back or given up."""
        super().__init__()
        self._carry, self._dialogs, self._show_carry = carry, dialogs, show_carry
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
            action, deed = "", self._show_carry
            if state.may_go_on:
                action, deed = GO_ON, self._go_on
            elif state.standing is Standing.AWAY or state.may_bring_back:
                action = "Rapporter…"
            self.banner.show_message(words, tone, action=action, on_action=deed)
        self.show()

    def _go_on(self) -> None:
        if not self._dialogs.confirm(_SURE, _CONSEQUENCE, "Continuer"):
            return
        try:
            self._carry.go_on()
        except UserError as refusal:
            self._dialogs.tell(refusal.sentence, refusal.remedy)
        self.update_state()
