# SPDX-License-Identifier: EUPL-1.2
"""The directory: members of the practice, partners and outside guests."""

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


def short_names(people: tuple[Professional, ...]) -> dict[ProfessionalId, str]:
    """A short name for each, written in full where two people would share it."""
    seen: dict[str, int] = {}
    for person in people:
        seen[person.short_name] = seen.get(person.short_name, 0) + 1
    return {
        person.id: person.short_name if seen[person.short_name] == 1 else person.full_name
        for person in people
    }
