# SPDX-License-Identifier: EUPL-1.2
"""What was replaced and is kept in the vault's folder: when, how large, and erased on demand."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.text import NARROW
from app.services.asides import Aside, AsideService
from ui.dialogs import Dialogs
from ui.screens.backups.words import (
    ASIDES,
    ERASE_ASIDE,
    RETURN_GOES,
    aside_row,
    aside_words,
    moment,
)
from ui.theme import Space
from ui.widgets import Button, Card, LabelKind, PlainLabel, RowList, show_if


class AsidesCard(Card):
    """Hidden while nothing is put aside."""

    def __init__(
        self, asides: AsideService, dialogs: Dialogs, tell: Callable[[Changes, str], object]
    ) -> None:
        """`tell` receives what an erasure changed, and what is said of it."""
        super().__init__("Mis de côté dans le coffre")
        self._asides, self._dialogs, self._tell = asides, dialogs, tell
        self._found: dict[str, Aside] = {}
        self._chosen = ""
        self.list = RowList("Mis de côté")
        self.subject = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.refusal = PlainLabel("", LabelKind.LATE, wrap=True)
        self.erase_button = Button("Effacer…")
        self.add(PlainLabel(ASIDES, LabelKind.SECONDARY, wrap=True))
        self.add(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.subject, 1)
        foot.addWidget(self.erase_button)
        self.body.addLayout(foot)
        self.add(self.refusal)
        self.list.opened.connect(self._choose)
        self.erase_button.clicked.connect(self.erase)

    def reload(self) -> None:
        """Show what there is now."""
        self._found = {aside.name: aside for aside in self._asides.all()}
        self.list.set_rows([aside_row(aside) for aside in self._found.values()])
        self._choose(self._chosen if self._chosen in self._found else next(iter(self._found), ""))
        show_if(self, self._found)

    def erase(self) -> None:
        """Ask, then erase the chosen one for good."""
        aside = self._found.get(self._chosen)
        if aside is None or not self._dialogs.confirm(
            f"Effacer le contenu mis de côté le {moment(aside.made)}{NARROW}?",
            ERASE_ASIDE,
            "Effacer pour toujours",
        ):
            return
        try:
            changes = self._asides.erase(aside.name)
        except UserError as refusal:
            self.reload()
            self._refuse(refusal.text)
            return
        self.reload()
        self._tell(changes, "Contenu mis de côté effacé")

    def _choose(self, name: str) -> None:
        self._chosen = name
        self._refuse("")
        aside = self._found.get(name)
        words = "" if aside is None else aside_words(aside)
        self.subject.setText(f"{words} {RETURN_GOES}" if aside and aside.returned else words)
        show_if(self.erase_button, wanted=aside is not None and self._asides.may_erase)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        show_if(self.refusal, sentence)
