# SPDX-License-Identifier: EUPL-1.2
"""What can be read of a damaged vault is written into a new one; the report stays on screen."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal

from ui.dialogs import Dialogs
from ui.places import place_words
from ui.screens.unlock.errand import PassphraseErrand, Wording
from ui.screens.unlock.presenter import Door, Face
from ui.screens.unlock.restore_door import RestoreDoor
from ui.tasks import Tasks
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, show_if

_WORDING = Wording(
    "Récupérer ce qui se lit",
    "Tout ce qui se lit encore est écrit dans un nouveau coffre, avec les mêmes comptes. "
    "Le coffre abîmé n’est pas modifié.",
    "Récupérer ce qui se lit",
    "Lecture du coffre…",
)


class SalvageDoor(Door, RestoreDoor, Protocol):
    """The vault that is read, and what is written of it."""


class SalvagePage(PassphraseErrand):
    """Asks for a place, an account and its passphrase; `chosen` leads to the new vault."""

    chosen = Signal(Path)

    def __init__(
        self, door: SalvageDoor, folder: Path, face: Face, tasks: Tasks, dialogs: Dialogs
    ) -> None:
        super().__init__(_WORDING, tasks)
        self._door, self._folder, self._dialogs = door, folder, dialogs
        self.target = free_beside(folder)
        self.place = PlainLabel("", LabelKind.SECONDARY, wrap=True, verbatim=True)
        self.place_button = Button("Choisir un autre dossier…", kind=ButtonKind.QUIET, small=True)
        self.report = PlainLabel("", wrap=True)
        self.open_button = Button("Ouvrir le coffre récupéré", kind=ButtonKind.PRIMARY)
        self._lay_out()
        self.offer_accounts(face.accounts)
        self.place_button.clicked.connect(self.choose_place)
        self.go_button.clicked.connect(self.salvage)
        self.passphrase.edit.returnPressed.connect(self.salvage)
        self.open_button.clicked.connect(lambda: self.chosen.emit(self.target))
        self._show_place()
        self.render_wait()

    def seconds_left(self) -> int:
        return self._door.seconds_left(self._folder)

    def choose_place(self) -> None:
        """Write the new vault under another folder."""
        parent = self._dialogs.choose_folder("Choisir le dossier où écrire le coffre récupéré")
        if parent is not None:
            self.target = free_beside(parent / self._folder.name)
            self._show_place()

    def salvage(self) -> None:
        """Read what can be read, beside the interface."""
        typed, account = self.typed("Écrivez votre phrase de passe."), self.who.value()
        if typed:
            self.start(
                lambda: self._door.salvage(self._folder, self.target, account, typed),
                self._on_done,
            )

    def _on_done(self, report: Sequence[str]) -> None:
        self.forget()
        self.report.setText("\n".join(report))
        for widget in (self.passphrase, self.who, self.place_button, self.go_button):
            widget.hide()
        show_if(self.report, wanted=True)
        show_if(self.open_button, wanted=True)
        self.open_button.setFocus()

    def _show_place(self) -> None:
        self.place.setText(f"Nouveau coffre : {place_words(self.target, Path.home())}")

    def _lay_out(self) -> None:
        self.add_row(self.place, self.place_button)
        for widget in (self.who, self.passphrase, self.report):
            self.card.add(widget)
        self.close_card(also=[self.open_button])
        for hidden in (self.report, self.open_button):
            hidden.hide()


def free_beside(folder: Path) -> Path:
    """A name for what was salvaged that nothing bears: « tilleuls-recupere.tdt »."""
    number = 1
    while True:
        tail = "-recupere" if number == 1 else f"-recupere-{number}"
        target = folder.with_name(f"{folder.stem}{tail}{folder.suffix or '.tdt'}")
        if not os.path.lexists(target):
            return target
        number += 1
