# SPDX-License-Identifier: EUPL-1.2
"""Whom a written name stands for: by last name, or last and first where two people share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.domain.text import fold, listing


class Named(Protocol):
    """Anybody with a last and a first name."""

    @property
    def last(self) -> str:
        """The family name."""
        ...

    @property
    def first(self) -> str:
        """The given name, empty when unknown."""
        ...


Person = TypeVar("Person", bound=Named)


@dataclass(frozen=True)
class Match(Generic[Person]):
    """What became of a name: nobody, one person, or several between whom to choose."""

    name: str
    people: tuple[Person, ...]

    @property
    def person(self) -> Person | None:
        """The one person meant, None when there is none or a choice."""
        return self.people[0] if len(self.people) == 1 else None

    @property
    def unknown(self) -> bool:
        """Nobody has this name."""
        return not self.people

    @property
    def ambiguous(self) -> bool:
        """Several people have this name."""
        return len(self.people) > 1

    @property
    def sentence(self) -> str:
        """Why no single person was found, for the user; empty when one was."""
        if self.person is not None:
            return ""
        if self.unknown:
            return f"« {self.name} » n’est pas dans l’annuaire."
        names = listing([f"{person.last} {person.first}".strip() for person in self.people])
        return f"« {self.name} » désigne plusieurs personnes de l’annuaire : {names}."


def find_person(name: str, people: Iterable[Person]) -> Match[Person]:
    """Find whom ``name`` means, whatever its case, accents, hyphens, apostrophes and order.

    « Aubry », « Martin Zoé », « zoé martin », « DA COSTA », « Lhostis » are all understood. A last
    and first name together win over a last name alone.
    """
    wanted = _key(name)
    if not wanted:
        return Match(name, ())
    known = tuple(people)
    exact = tuple(p for p in known if wanted in _full_keys(p))
    return Match(name, exact or tuple(p for p in known if wanted == _key(p.last)))


def name_key(person: Named) -> tuple[str, str]:
    """What is equal for two homonyms, to group and compare many people."""
    return _key(person.last), _key(person.first)


def _full_keys(person: Named) -> tuple[str, str]:
    last, first = name_key(person)
    return last + first, first + last


def _key(name: str) -> str:
    """The letters alone; a name made of none (signs, emoji) stands for itself."""
    folded = fold(name)
    return "".join(c for c in folded if c.isalnum()) or "".join(folded.split())
