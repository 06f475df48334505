# SPDX-License-Identifier: EUPL-1.2
"""The directory: members of the practice, partners and outside guests."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.field import Field
from app.domain.ids import AbsenceId, ProfessionalId
from app.domain.text import initial_name


@dataclass(frozen=True)
class Professional:
    """Anyone who can be invited, ask for a concertation or be given an action.

    `rpps` is kept as typed: a wrong key is warned about, never refused (domain brief, 6.6).
    `member` says whether the person exercises in the practice; `active` is False once they left.
    """

    id: ProfessionalId
    last: str
    first: str
    profession: str = ""
    field: Field = Field.OTHER
    structure: str = ""
    member: bool = True
    rpps: str = ""
    phone: str = ""
    mail: str = ""
    active: bool = True

    @property
    def full_name(self) -> str:
        """First and last name, as on an attendance sheet."""
        return f"{self.first} {self.last}".strip()

    @property
    def short_name(self) -> str:
        """The initial and the last name, as in an action row."""
        return initial_name(self.first, self.last)


@dataclass(frozen=True)
class Absence:
    """Days on which somebody is away, both included; they are excused without being asked."""

    id: AbsenceId
    professional_id: ProfessionalId
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether the person is away on a day."""
        return self.first <= day <= self.last


def full_names(people: tuple[Professional, ...]) -> dict[ProfessionalId, str]:
    """First and last name of each; two of the same name are told apart by profession and place."""
    names = {person.id: person.full_name for person in people}
    for more in ("profession", "structure"):
        shared = _shared(names.values())
        for person in people:
            told = str(getattr(person, more))
            if names[person.id] in shared and told:
                names[person.id] += f" ({told[:1].lower()}{told[1:]})"
    return names


def short_names(people: tuple[Professional, ...]) -> dict[ProfessionalId, str]:
    """A short name for each, written in full where two people would share it."""
    full = full_names(people)
    shared = _shared(person.short_name for person in people)
    return {
        person.id: full[person.id] if person.short_name in shared else person.short_name
        for person in people
    }


def _shared(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, count in Counter(names).items() if count > 1)
