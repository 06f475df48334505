# SPDX-License-Identifier: EUPL-1.2
"""The records of the fictional practice.

Nothing here is dated. Days count from the next meeting: a record of week `w` (0 is the next
meeting, -12 the oldest one) that happens `d` days later falls on `day_of(next_meeting, w, d)`.
Situations are named by their number (14 is `S26-014` in 2026), people by their last name.
Every text is a scribe's typing, stored and shown verbatim.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.domain.action import ActionState
from app.domain.care_plan import PlanPart
from app.domain.case import ComplexityReason, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.feedback import Agreement
from app.domain.field import Field
from app.domain.meeting import AttendanceState, Notes, Role
from app.domain.practice import Practice
from app.domain.protocol import ProtocolContent, ProtocolStep
from app.domain.unmet_need import UnmetCause


def day_of(next_meeting: date, week: int, days: int = 0) -> date:
    """The day that is `days` after the meeting of `week`."""
    return next_meeting + timedelta(weeks=week, days=days)


@dataclass(frozen=True)
class Person:
    """One line of the directory file."""

    last: str
    first: str
    profession: str
    field: Field
    structure: str
    member: bool
    rpps: str
    phone: str
    mail: str


@dataclass(frozen=True)
class ConsentRecord:
    """One statement, made `days_before` the meeting of `week`; None when nothing was asked."""

    state: ConsentState
    week: int
    days_before: int | None
    by: str
    scope: str


@dataclass(frozen=True)
class Outcome:
    """What became of an action, told `after_days` after its meeting.

    `note` says why when it was not done or was postponed; `new_due_days` is the postponed date.
    """

    state: ActionState
    after_days: int
    note: str
    new_due_days: int | None


@dataclass(frozen=True)
class PlannedAction:
    """An action due `due_days` after its meeting; still to be done when `outcome` is None."""

    text: str
    who: str
    due_days: int
    outcome: Outcome | None


@dataclass(frozen=True)
class Feedback:
    """The report to the patient, `after_days` after the meeting."""

    after_days: int
    by: str
    reaction: str
    agreement: Agreement = Agreement.UNSAID
    refused: str = ""


@dataclass(frozen=True)
class Discussion:
    """What a meeting said of a situation; `feedback` is None while it is owed to the patient.

    The discussions of week 0 are what will be said at the next meeting.
    """

    week: int
    notes: Notes
    decisions: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    feedback: Feedback | None


@dataclass(frozen=True)
class PlanRow:
    """One row of a care plan; `due_days` and `review_days` count from the plan's meeting."""

    part: PlanPart
    problem: str
    objective: str
    action: str
    who: str
    criterion: str
    due_days: int
    review_days: int
    plain_objective: str = ""
    plain_action: str = ""
    education: bool = False


@dataclass(frozen=True)
class Plan:
    """The care plan accepted after the meeting of `week`; `unmet` is empty where all was met.

    `alert_who` is whom to call, blank where it is who asked.
    """

    week: int
    alert: str
    unmet: str
    unmet_problem: str
    unmet_cause: UnmetCause
    gir: int | None
    alert_who: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Near:
    """Somebody around a person: of the directory by family name, or described."""

    who: str
    role: str
    care_team: bool


@dataclass(frozen=True)
class Situation:
    """A situation; without identity its presentation is strictly anonymous.

    `opened_week` never decreases from one number to the next. `identity.born` is right when the
    next meeting is on `DemoContent.reference_date`: see `DemoContent.born`.
    """

    number: int
    opened_week: int
    identity: Identity | None
    requester: str
    reason: ComplexityReason
    eligible: Eligibility
    consents: tuple[ConsentRecord, ...]
    title: str
    question: str
    wishes: str
    carer: str
    priority: str
    tried: str
    circle: tuple[Near, ...]
    notes: Notes
    discussions: tuple[Discussion, ...]
    plan: Plan | None


@dataclass(frozen=True)
class AgendaLine:
    """One situation on an agenda; `used` minutes are None before the meeting."""

    case: int
    planned: int
    used: int | None


@dataclass(frozen=True)
class ProtocolLine:
    """A protocol that a meeting validated, by its title, last on the agenda."""

    title: str
    planned: int
    used: int


@dataclass(frozen=True)
class DemoMeeting:
    """One weekly meeting; `started` and `ended` are None for the one to come.

    `approval_minutes` is the time kept for approving the last minutes (0 at the first meeting).
    """

    week: int
    approval_minutes: int
    started: time | None
    ended: time | None
    roles: dict[Role, tuple[str, ...]]
    attendance: tuple[tuple[str, AttendanceState], ...]
    agenda: tuple[AgendaLine, ...]
    protocol: ProtocolLine | None

    @property
    def planned(self) -> int:
        """Minutes planned in all."""
        cases = sum(line.planned for line in self.agenda)
        return self.approval_minutes + cases + (self.protocol.planned if self.protocol else 0)

    @property
    def attending(self) -> frozenset[str]:
        """Who takes part, or is expected to when the meeting is still to come."""
        return frozenset(
            name
            for name, state in self.attendance
            if state.attends or state is AttendanceState.INVITED
        )


@dataclass(frozen=True)
class ProtocolDeed:
    """What became of a protocol the day after the meeting of `week`.

    `do` is to `begin`, `sign` (by `who`), `rewrite`, or a state to move to; `revise_week` says when
    what comes into force is called back. Of a situation it is to `include`, `exclude`, `leave`,
    `complete`, or to `propose` its steps; `met` are the places of the criteria that were ticked. It
    is to `count` an indicator by hand: `counted` is its place, then what was counted of how many.
    """

    week: int
    do: str
    who: tuple[str, ...]
    note: str
    revise_week: int | None
    case: int
    met: tuple[int, ...]
    counted: tuple[int, ...]


@dataclass(frozen=True)
class Rewriting:
    """What a later version says otherwise: fields, cells of steps by their place, new steps."""

    texts: Mapping[str, str]
    steps: Mapping[int, Mapping[str, str]]
    added: tuple[ProtocolStep, ...]


@dataclass(frozen=True)
class DemoProtocol:
    """A protocol as it was first written, and its life."""

    content: ProtocolContent
    referent: str
    deeds: tuple[ProtocolDeed, ...]
    rewriting: Rewriting | None


@dataclass(frozen=True)
class DemoContent:
    """Everything of the fictional practice; `meetings` are past ones, oldest first."""

    practice: Practice
    reference_date: date
    people: tuple[Person, ...]
    situations: tuple[Situation, ...]
    meetings: tuple[DemoMeeting, ...]
    next_meeting: DemoMeeting
    protocols: tuple[DemoProtocol, ...]

    def situation(self, number: int) -> Situation:
        """The situation of a number; raises `KeyError` when there is none."""
        for situation in self.situations:
            if situation.number == number:
                return situation
        raise KeyError(number)

    def born(self, identity: Identity, next_meeting: date) -> date | None:
        """The birth date that keeps the person's age whatever the day the demo is played."""
        if identity.born is None:
            return None
        return identity.born + (next_meeting - self.reference_date)
