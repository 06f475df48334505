# SPDX-License-Identifier: EUPL-1.2
"""What can be read of a damaged vault is written into a new one; the report stays on screen."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.dialogs import Dialogs
from ui.places import place_words
from ui.screens.unlock.presenter import Face
from ui.screens.unlock.restore_door import RestoreDoor
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabelKind,
    PassphraseField,
    PlainLabel,
    show_if,
)

WIDTH = 600
_INTRODUCTION = (
    "Tout ce qui se lit encore est écrit dans un nouveau coffre, avec les mêmes comptes. "
    "Le coffre abîmé n’est pas modifié."
)
_ACTION = "Récupérer ce qui se lit"


class SalvagePage(QWidget):
    """Asks for a place, an account and its passphrase; `chosen` leads to the new vault."""

    chosen = Signal(Path)
    went_back = Signal()

    def __init__(
        self, door: RestoreDoor, folder: Path, face: Face, tasks: Tasks, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self._door, self._folder, self._tasks, self._dialogs = door, folder, tasks, dialogs
        self.target = free_beside(folder)
        self.setFixedWidth(WIDTH)
        self.place = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.place_button = Button("Choisir un autre dossier…", kind=ButtonKind.QUIET, small=True)
        self.who = ChoiceField("Compte", face.accounts)
        self.passphrase = PassphraseField()
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.report = PlainLabel("", wrap=True)
        self.salvage_button = Button(_ACTION, kind=ButtonKind.PRIMARY, key="Entrée")
        self.open_button = Button("Ouvrir le coffre récupéré", kind=ButtonKind.PRIMARY)
        self.back = Button("Retour", kind=ButtonKind.QUIET)
        self._lay_out(face)
        self.place_button.clicked.connect(self.choose_place)
        self.salvage_button.clicked.connect(self.salvage)
        self.passphrase.edit.returnPressed.connect(self.salvage)
        self.open_button.clicked.connect(lambda: self.chosen.emit(self.target))
        self.back.clicked.connect(self.went_back)
        self.setFocusProxy(self.passphrase)
        self._show_place()

    def choose_place(self) -> None:
        """Write the new vault under another folder."""
        parent = self._dialogs.choose_folder("Choisir le dossier où écrire le coffre récupéré")
        if parent is not None:
            self.target = free_beside(parent / self._folder.name)
            self._show_place()

    def salvage(self) -> None:
        """Read what can be read, beside the interface."""
        typed, account = self.passphrase.text(), self.who.value()
        if not self.salvage_button.isEnabled():
            return
        if not typed:
            self.passphrase.set_error("Écrivez votre phrase de passe.")
            return
        self._set_busy(busy=True)
        self._say("")
        self._tasks.run(
            lambda: self._door.salvage(self._folder, self.target, account, typed),
            self._on_done,
            self._on_failed,
        )

    def _on_done(self, report: Sequence[str]) -> None:
        self._set_busy(busy=False)
        self.passphrase.clear()
        self.report.setText("\n".join(report))
        for widget in (self.passphrase, self.who, self.place_button, self.salvage_button):
            widget.hide()
        show_if(self.report, wanted=True)
        show_if(self.open_button, wanted=True)
        self.open_button.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self._say(error.text)

    def _say(self, sentence: str) -> None:
        self.passphrase.set_error("")
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _show_place(self) -> None:
        self.place.setText(f"Nouveau coffre : {place_words(self.target, Path.home())}")

    def _set_busy(self, *, busy: bool) -> None:
        self.salvage_button.set_caption("Lecture du coffre…" if busy else _ACTION)
        for button in (self.salvage_button, self.back, self.place_button):
            button.setEnabled(not busy)

    def _lay_out(self, face: Face) -> None:
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 20)
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("Récupérer ce qui se lit", LabelKind.PAGE_TITLE))
        card.add(PlainLabel(_INTRODUCTION, LabelKind.MUTED, wrap=True))
        card.add(self.place)
        row = QHBoxLayout()
        row.setContentsMargins(-14, 0, 0, 0)
        row.addWidget(self.place_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.add(self.who)
        show_if(self.who, wanted=len(face.accounts) > 1)
        if face.accounts:
            self.who.set_value(face.accounts[0][0])
        for widget in (self.passphrase, self.message, self.report):
            card.add(widget)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        for button in (self.salvage_button, self.open_button, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        for hidden in (self.message, self.report, self.open_button):
            hidden.hide()
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def free_beside(folder: Path) -> Path:
    """A name for what was salvaged that nothing bears: « tilleuls-recupere.tdt »."""
    number = 1
    while True:
        tail = "-recupere" if number == 1 else f"-recupere-{number}"
        target = folder.with_name(f"{folder.stem}{tail}{folder.suffix or '.tdt'}")
        if not target.exists():
            return target
        number += 1
