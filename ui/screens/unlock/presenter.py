# SPDX-License-Identifier: EUPL-1.2
"""What the unlock page says: which vault, whose account, why it did not open, how long to wait."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import UserError
from app.domain.text import plural
from ui.opened import OpenPractice

if TYPE_CHECKING:
    from ui.widgets.code_groups import GroupJudgement
    from ui.widgets.passphrase_choice import Measured


@dataclass(frozen=True)
class Face:
    """What a vault tells before it is open.

    `accounts` are (id, name) pairs; `has_sheet` tells whether a recovery sheet opens it; `notice`
    is a sentence about the vault or its place, empty when there is nothing to know; `last` is the
    account that opened a vault last on this machine.
    """

    practice: str
    accounts: tuple[tuple[str, str], ...] = ()
    has_sheet: bool = False
    notice: str = ""
    last: str = ""


class Door(Protocol):
    """The way into vaults. Each call raises `UserError` and changes nothing when it cannot be."""

    def look(self, folder: Path) -> Face:
        """Read what a vault tells; slow the first time, because libraries are loaded."""
        ...

    def get_ready(self) -> None:
        """Load what opening a vault will need, while the passphrase is typed; slow once."""
        ...

    def seconds_left(self, folder: Path) -> int:
        """How long the next attempt must wait after the wrong ones."""
        ...

    def unlock(self, folder: Path, passphrase: str, account: str | None = None) -> OpenPractice:
        """Open a vault with one of its accounts; slow, because the key is derived so on purpose."""
        ...


class SheetDoor(Protocol):
    """The way into vaults with a recovery sheet."""

    def recover(
        self, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> OpenPractice:
        """Open a vault and give an account another passphrase; slow. Raises `UserError`."""
        ...

    def propose(self, known: Sequence[str]) -> str:
        """Seven words, none of them of `known`."""
        ...

    def strength(self, passphrase: str, known: Sequence[str]) -> "Measured":
        """How hard a passphrase is to guess for who knows the words of `known`."""
        ...

    def group_state(self, position: int, text: str) -> "GroupJudgement":
        """What can be said of a group while it is typed."""
        ...

    def groups_in(self, text: str) -> tuple[str, ...] | None:
        """The groups of a code that was pasted whole, None when it is none."""
        ...


def refusal_words(sentence: str, remedy: str, wait: int) -> str:
    """What went wrong and what to do next; while there is a wait (in seconds), that is to wait."""
    if wait:
        remedy = f"Encore {plural(wait, 'seconde')} avant le prochain essai."
    return f"{sentence} {remedy}".strip()


@dataclass(frozen=True)
class UnlockState:
    """The page as it is shown.

    `usable` is False when the vault cannot even be looked at: `error` then says why, and only
    another vault helps. `wait` is in seconds.
    """

    practice: str
    accounts: tuple[tuple[str, str], ...] = ()
    has_sheet: bool = False
    notice: str = ""
    last: str = ""
    error: str = ""
    remedy: str = ""
    wait: int = 0
    opening: bool = False
    usable: bool = True

    @property
    def account(self) -> str:
        """The name of the only account; empty while none is known, or several are."""
        return self.accounts[0][1] if len(self.accounts) == 1 else ""

    @property
    def may_try(self) -> bool:
        """Whether a passphrase would be heard now."""
        return self.usable and not self.opening and not self.wait

    @property
    def message(self) -> str:
        """What is said under the passphrase."""
        return refusal_words(self.error, self.remedy, self.wait)

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

    def unlock(self, passphrase: str, account: str | None = None) -> OpenPractice:
        """The open vault. Raises `UserError`."""
        return self._door.unlock(self.folder, passphrase, account)

    def seen(self, face: Face) -> None:
        """The vault can be looked at."""
        self.state = replace(
            self.state,
            practice=face.practice,
            accounts=face.accounts,
            has_sheet=face.has_sheet,
            notice=face.notice,
            last=face.last,
        )
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
