# SPDX-License-Identifier: EUPL-1.2
"""A forgotten passphrase: the groups of the recovery sheet, an account, a new passphrase.

The sheet opens the vault, or the backup of a day: `SheetErrand` says which.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.text import NARROW
from ui.opened import OpenPractice
from ui.places import place_words
from ui.screens.unlock.errand import ErrandPage, Wording
from ui.screens.unlock.presenter import Face, SheetDoor
from ui.screens.unlock.restore_door import BackupFace, RestoreDoor
from ui.tasks import Tasks
from ui.widgets import ChoiceField, CodeGroups, PassphraseChoice, show_if

WIDTH = 640


@dataclass(frozen=True)
class SheetErrand:
    """What a sheet is to open, as the vault `folder`; `accounts` are (id, name) pairs.

    `open` takes the groups, the account and its new passphrase; it is slow and raises `UserError`.
    """

    wording: Wording
    folder: Path
    practice: str
    accounts: tuple[tuple[str, str], ...]
    open: Callable[[Sequence[str], str, str], OpenPractice]
    account: str = ""
    """The account that is proposed; empty: the first."""


def open_by_sheet(door: SheetDoor, folder: Path, face: Face) -> SheetErrand:
    """A vault whose passphrase was forgotten."""
    return SheetErrand(
        Wording(
            "Phrase de passe oubliée",
            "Recopiez les huit groupes de la fiche de secours, puis choisissez une nouvelle "
            "phrase de passe. La fiche reste valable.",
            "Ouvrir avec la fiche",
            "Ouverture…",
            face.practice,
        ),
        folder,
        face.practice,
        face.accounts,
        lambda code, account, phrase: door.recover(folder, code, account, phrase),
        face.last,
    )


def restore_by_sheet(door: RestoreDoor, file: Path, folder: Path, face: BackupFace) -> SheetErrand:
    """A backup of a day whose passphrases were forgotten."""
    return SheetErrand(
        Wording(
            "Restaurer avec la fiche de secours",
            f"Recopiez la fiche n°{NARROW}{face.sheet}, même remplacée ou annulée depuis : celle "
            "qui servait à la date de la sauvegarde. Elle redevient la fiche du coffre.",
            "Restaurer et ouvrir",
            "Restauration…",
            f"{face.practice}, telle qu’elle était le {face.made}. "
            f"Dans : {place_words(folder, Path.home())}",
        ),
        folder,
        face.practice,
        face.accounts,
        lambda code, account, phrase: door.restore_by_sheet(file, folder, code, account, phrase),
    )


class RecoveryPage(ErrandPage):
    """Asks for the sheet and a new passphrase; `opened` carries what they opened."""

    def __init__(self, door: SheetDoor, errand: SheetErrand, tasks: Tasks) -> None:
        super().__init__(errand.wording, tasks, width=WIDTH)
        self._errand = errand
        known = (errand.practice, *(name for _, name in errand.accounts))
        self.groups = CodeGroups(door.group_state, door.groups_in)
        self.who = ChoiceField("Compte", errand.accounts)
        self.secret = PassphraseChoice(
            lambda text: door.strength(text, known),
            lambda: door.propose(known),
            "Nouvelle phrase de passe",
        )
        for widget in (self.groups, self.who, self.secret):
            self.card.add(widget)
        self.who.set_value(errand.account)
        show_if(self.who, wanted=len(errand.accounts) > 1)
        self.close_card()
        self.go_button.clicked.connect(self.try_sheet)
        self.secret.confirmed.connect(self.try_sheet)
        self.setFocusProxy(self.groups)

    @property
    def begun(self) -> bool:
        return any(self.groups.groups()) or bool(self.secret.text())

    def forget(self) -> None:
        self.groups.clear()
        self.secret.clear()

    def try_sheet(self) -> None:
        """Try the groups, once they can be those of a sheet and the passphrase is strong."""
        if not self.go_button.isEnabled():
            return
        if not self.groups.complete:
            if not self.groups.message.text():
                self.groups.say("Recopiez les huit groupes de la fiche.")
            self.groups.setFocus()
            return
        if self.secret.judge():
            return
        code, phrase, account = self.groups.groups(), self.secret.text(), self.who.value()
        self.start(
            lambda: self._errand.open(code, account, phrase),
            lambda practice: self.hand_over(practice, self._errand.folder),
        )
