# SPDX-License-Identifier: EUPL-1.2
"""What the first run asks, what is wrong with an answer, and the practice that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.dates import clock, parse_clock
from app.domain.logo import Logo
from app.domain.names import name_fault
from app.domain.practice import Practice, WeeklySlot
from app.domain.text import one_line
from ui.opened import OpenPractice

if TYPE_CHECKING:
    from ui.widgets.passphrase_choice import Measured

_FINESS_DIGITS = 9
_USUAL = WeeklySlot(3, *(time for text in ("12:30", "14:00") if (time := parse_clock(text))))


@dataclass(frozen=True)
class NewPractice:
    """Everything a new vault needs."""

    practice: Practice
    account: str
    passphrase: str = field(repr=False)
    folder: Path
    logo: Logo | None = None


class Foundry(Protocol):
    """What makes vaults."""

    def create(self, new: NewPractice) -> OpenPractice:
        """Make the vault; slow. Raises `UserError`; nothing that exists is overwritten."""
        ...

    def open_logo(self, path: Path) -> Logo:
        """The logo that a picture holds; slow. Raises `UserError`."""
        ...

    def named(self, path: Path) -> tuple[Path, Path | None]:
        """The vault that a folder or a file means, and the backup where it is one.

        Raises `UserError` for anything else.
        """
        ...

    def default_folder(self, practice: str) -> Path:
        """Where the platform wants the vault of that practice; nothing is there yet."""
        ...

    def shared_folder(self, practice: str) -> Path | None:
        """The same for all who use this computer; None where there is no place for it."""
        ...

    def place_warning(self, folder: Path) -> str:
        """A sentence about a place that does not suit a vault, empty where it is fine."""
        ...

    def strength(self, passphrase: str, known: Sequence[str]) -> "Measured":
        """How hard a passphrase is to guess for who knows the words of `known`."""
        ...

    def propose(self, known: Sequence[str]) -> str:
        """Seven words for a passphrase, none of them of `known`."""
        ...


@dataclass(frozen=True)
class PracticeAnswers:
    """The first page as typed; `weekday` is "0" for Monday to "6"."""

    name: str = ""
    place: str = ""
    weekday: str = str(_USUAL.weekday)
    start: str = clock(_USUAL.start)
    end: str = clock(_USUAL.end)
    finess: str = ""

    def faults(self) -> dict[str, str]:
        """A sentence under each field that cannot be kept."""
        faults: dict[str, str] = {}
        if fault := name_fault(self.name):
            faults["name"] = fault
        if not one_line(self.name):
            faults["name"] = "Écrivez le nom de la structure : il figure sur chaque document."
        for key, text in (("start", self.start), ("end", self.end)):
            if parse_clock(text) is None:
                faults[key] = "Heure non comprise. Essayez « 12:30 »."
        return faults

    def practice(self) -> Practice:
        """The practice. Raises ValueError while there are faults."""
        start, end = parse_clock(self.start), parse_clock(self.end)
        if start is None or end is None:
            raise ValueError("the weekly slot has faults")
        return Practice(
            name=one_line(self.name),
            place=one_line(self.place),
            finess=one_line(self.finess),
            slot=WeeklySlot(int(self.weekday), start, end),
        )


def finess_warning(text: str) -> str:
    """What looks odd in a FINESS number; kept all the same. Corsica has letters in it."""
    signs = "".join(text.split())
    if not signs or (len(signs) == _FINESS_DIGITS and signs.isalnum()):
        return ""
    return f"Un numéro FINESS compte {_FINESS_DIGITS} caractères ; celui-ci en a {len(signs)}."


@dataclass(frozen=True)
class AccountAnswers:
    """The second page as typed."""

    name: str = ""
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    def faults(self, strength: "Measured") -> dict[str, str]:
        """A sentence under each field that cannot be kept."""
        faults: dict[str, str] = {}
        if fault := name_fault(self.name):
            faults["account"] = fault
        if not one_line(self.name):
            faults["account"] = "Écrivez votre nom : il signe les comptes rendus."
        if not self.passphrase:
            faults["phrase"] = "Choisissez une phrase de passe."
        elif not strength.accepted:
            faults["phrase"] = f"{strength.label}. {strength.advice}".strip()
        elif self.again != self.passphrase:
            faults["again"] = "Les deux phrases ne sont pas les mêmes. L’œil les montre."
        return faults
