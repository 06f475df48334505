# SPDX-License-Identifier: EUPL-1.2
"""Situations, meetings and what was said there, drawn from the pools; the same for one seed."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from app.demo.builder import People
from app.demo.pools import Theme, load_pools, pick
from app.domain.case import Case, CaseStatus, Eligibility, Identity
from app.domain.field import NOTE_FIELDS
from app.domain.ids import CaseId, ProfessionalId
from app.domain.meeting import Attendance, AttendanceState, Notes, Role

DECISIONS, ACTIONS = 2, 3
_SENTENCES = 2
_ATTENDING = 8


@dataclass(frozen=True)
class Subject:
    """Whom a situation is about: a theme, an age in years on that day, and who brings it."""

    theme: Theme
    age: int
    requester: ProfessionalId


class Draws:
    """Everything that chance decides; `people` are known by last name."""

    def __init__(self, people: People, rng: Random) -> None:
        self._people = people
        self._rng = rng
        self._pools = load_pools()

    def subject(self) -> Subject:
        """Somebody whose situation is brought to the team."""
        theme = self._rng.choice(self._pools.themes)
        requester = self._people[self._rng.choice(theme.requesters)]
        return Subject(theme, self._rng.randint(*theme.ages), requester)

    def case(self, subject: Subject, id_: CaseId, code: str, created_at: datetime) -> Case:
        """The situation as the team came to know it; it is closed since."""
        theme, notes = subject.theme, self.notes(subject.theme)
        return Case(
            id=id_,
            code=code,
            title=self._one(theme.titles),
            requester_id=subject.requester,
            reason=self._rng.choice(theme.reasons),
            question=self._one(theme.questions),
            wishes=self._one(theme.wishes),
            organic=notes.organic,
            psychic=notes.psychic,
            social=notes.social,
            eligibility=Eligibility(
                over_75=subject.age >= 75,
                ald=self._rng.random() < theme.ald_share,
                treating_doctor_in_sisa=True,
            ),
            status=CaseStatus.CLOSED,
            created_at=created_at,
        )

    def identity(self, subject: Subject, on: date) -> Identity:
        """Who it was, of the age they had in the year of `on`."""
        oldest = self._pools.first_names[0].born_from
        born = date(
            max(on.year - subject.age, oldest), self._rng.randint(1, 12), self._rng.randint(1, 28)
        )
        return Identity(
            last=self._rng.choice(self._pools.last_names),
            first=self._pools.first_name(born.year, self._rng),
            born=born,
        )

    def notes(self, theme: Theme) -> Notes:
        """What is said in the three fields."""
        return Notes(*(self._text(getattr(theme, field.value)) for field in NOTE_FIELDS))

    def decisions(self, theme: Theme) -> tuple[str, ...]:
        """What the team agreed on."""
        return tuple(map(self._filled, pick(theme.decisions, DECISIONS, self._rng)))

    def actions(self, theme: Theme) -> tuple[tuple[str, ProfessionalId, int], ...]:
        """What was to be done, by whom, and in how many days."""
        return tuple(
            (
                self._filled(action.text),
                self._people[self._rng.choice(action.who)],
                7 * self._rng.randint(1, 4),
            )
            for action in self._rng.sample(theme.actions, ACTIONS)
        )

    def scope(self) -> str:
        """Who may know, in the person's words."""
        return self._rng.choice(self._pools.generic["consent_scopes"])

    def reaction(self) -> str:
        """What the person answered when they were told."""
        return self._rng.choice(self._pools.generic["feedback"])

    def attendance(
        self,
    ) -> tuple[tuple[Attendance, ...], dict[Role, tuple[ProfessionalId, ...]]]:
        """Who came, and who of them held which role."""
        everybody = tuple(self._people.values())
        present = self._rng.sample(everybody, _ATTENDING)
        lines = tuple(
            Attendance(id_, AttendanceState.PRESENT if id_ in present else AttendanceState.EXCUSED)
            for id_ in everybody
        )
        return lines, {Role.CHAIR: (present[0],), Role.SCRIBE: (present[1],)}

    def salt(self) -> str:
        """A salt for a digest: 32 hex digits."""
        return self._rng.randbytes(16).hex()

    def _one(self, pool: tuple[str, ...]) -> str:
        return self._filled(self._rng.choice(pool))

    def _text(self, pool: tuple[str, ...]) -> str:
        return " ".join(map(self._filled, pick(pool, _SENTENCES, self._rng)))

    def _filled(self, template: str) -> str:
        return self._pools.fill(template, self._rng)
