# SPDX-License-Identifier: EUPL-1.2
"""A forgotten passphrase: the groups of the recovery sheet, an account, a new passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.opened import Opened, OpenPractice
from ui.screens.unlock.presenter import Face, SheetDoor
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    CodeGroups,
    LabelKind,
    PassphraseChoice,
    PlainLabel,
    show_if,
)

WIDTH = 640
_INTRODUCTION = (
    "Recopiez les huit groupes de la fiche de secours, puis choisissez une nouvelle phrase de "
    "passe. La fiche reste valable."
)


class RecoveryPage(QWidget):
    """Asks for the sheet and a new passphrase; `opened` carries what they opened."""

    opened = Signal(Opened)
    went_back = Signal()

    def __init__(self, door: SheetDoor, folder: Path, face: Face, tasks: Tasks) -> None:
        super().__init__()
        self._door, self._folder, self._tasks = door, folder, tasks
        known = (face.practice, *(name for _, name in face.accounts))
        self.setFixedWidth(WIDTH)
        self.groups = CodeGroups(door.group_state, door.groups_in)
        self.who = ChoiceField("Compte", face.accounts)
        self.secret = PassphraseChoice(
            lambda text: door.strength(text, known),
            lambda: door.propose(known),
            "Nouvelle phrase de passe",
        )
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.open_button = Button("Ouvrir avec la fiche", kind=ButtonKind.PRIMARY)
        self.back = Button("Retour", kind=ButtonKind.QUIET)
        self._lay_out(face)
        self.open_button.clicked.connect(self.try_sheet)
        self.secret.confirmed.connect(self.try_sheet)
        self.back.clicked.connect(self.went_back)
        self.setFocusProxy(self.groups)

    def try_sheet(self) -> None:
        """Try the groups, once they can be those of a sheet and the passphrase is strong."""
        if not self.open_button.isEnabled():
            return
        if not self.groups.complete:
            if not self.groups.message.text():
                self.groups.say("Recopiez les huit groupes de la fiche.")
            self.groups.setFocus()
            return
        if self.secret.judge():
            return
        code, phrase, account = self.groups.groups(), self.secret.text(), self.who.value()
        self._set_busy(busy=True)
        self._say("")
        self._tasks.run(
            lambda: self._door.recover(self._folder, code, account, phrase),
            self._on_open,
            self._on_failed,
        )

    def _on_open(self, practice: OpenPractice) -> None:
        self.groups.clear()
        self.secret.clear()
        self.opened.emit(Opened(practice, self._folder))

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self._say(error.text)

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _set_busy(self, *, busy: bool) -> None:
        self.open_button.set_caption("Ouverture…" if busy else "Ouvrir avec la fiche")
        for button in (self.open_button, self.back):
            button.setEnabled(not busy)

    def _lay_out(self, face: Face) -> None:
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 20)
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("Phrase de passe oubliée", LabelKind.PAGE_TITLE))
        card.add(PlainLabel(face.practice, LabelKind.MUTED, wrap=True))
        card.add(PlainLabel(_INTRODUCTION, LabelKind.MUTED, wrap=True))
        card.add(self.groups)
        card.add(self.who)
        show_if(self.who, wanted=len(face.accounts) > 1)
        card.add(self.secret)
        card.add(self.message)
        self.message.hide()
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.open_button)
        foot.addWidget(self.back)
        foot.addStretch(1)
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
