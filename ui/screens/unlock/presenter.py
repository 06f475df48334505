# SPDX-License-Identifier: EUPL-1.2
"""What the unlock page says: which vault, whose account, why it did not open, how long to wait."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.errors import UserError
from app.domain.text import plural
from ui.opened import OpenPractice


@dataclass(frozen=True)
class Face:
    """What a vault tells before it is open."""

    practice: str
    account: str


class Door(Protocol):
    """The way into vaults. Each call raises `UserError` and changes nothing when it cannot be."""

    def look(self, folder: Path) -> Face:
        """Read what a vault tells; slow the first time, because the libraries are loaded."""
        ...

    def seconds_left(self, folder: Path) -> int:
        """How long the next attempt must wait after the wrong ones."""
        ...

    def unlock(self, folder: Path, passphrase: str) -> OpenPractice:
        """Open a vault; slow, because the key is derived on purpose slowly."""
        ...


@dataclass(frozen=True)
class UnlockState:
    """The page as it is shown.

    `usable` is False when the vault cannot even be looked at: `error` then says why, and only
    another vault helps. `wait` is in seconds.
    """

    practice: str
    account: str = ""
    error: str = ""
    remedy: str = ""
    wait: int = 0
    opening: bool = False
    usable: bool = True

    @property
    def may_try(self) -> bool:
        """Whether a passphrase would be heard now."""
        return self.usable and not self.opening and not self.wait

    @property
    def message(self) -> str:
        """What went wrong and what to do next; while there is a wait, that is to wait."""
        if self.wait:
            left = f"Encore {plural(self.wait, 'seconde')} avant le prochain essai."
            return f"{self.error} {left}".strip()
        return f"{self.error} {self.remedy}".strip()

    @property
    def button(self) -> str:
        """The words on the button."""
        return "Ouverture…" if self.opening else "Ouvrir"


class UnlockPresenter:
    """`look` and `unlock` are slow and touch no state: they are called beside the interface."""

    def __init__(self, door: Door, folder: Path) -> None:
        self._door = door
        self.folder = folder
        # The folder is named after the practice: the first frame needs no file to be read.
        self.state = UnlockState(practice=folder.stem.replace("-", " ").capitalize())

    def look(self) -> Face:
        """What the vault tells. Raises `UserError`."""
        return self._door.look(self.folder)

    def unlock(self, passphrase: str) -> OpenPractice:
        """The open vault. Raises `UserError`."""
        return self._door.unlock(self.folder, passphrase)

    def seen(self, face: Face) -> None:
        """The vault can be looked at."""
        self.state = replace(self.state, practice=face.practice, account=face.account)
        self.tick()

    def unusable(self, error: UserError) -> None:
        """The vault is missing or damaged."""
        self.state = replace(self.state, error=error.sentence, remedy=error.remedy, usable=False)

    def began(self) -> None:
        """A passphrase is being tried."""
        self.state = replace(self.state, error="", remedy="", opening=True)

    def refused(self, error: UserError) -> None:
        """The passphrase did not open the vault, or the vault cannot be used."""
        said = replace(self.state, error=error.sentence, remedy=error.remedy, opening=False)
        self.state = replace(said, wait=self._door.seconds_left(self.folder))

    def stopped(self) -> None:
        """The attempt ended in an unexpected way, told elsewhere."""
        self.state = replace(self.state, opening=False)

    def tick(self) -> None:
        """A second went by."""
        if self.state.usable:
            self.state = replace(self.state, wait=self._door.seconds_left(self.folder))
