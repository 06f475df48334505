# SPDX-License-Identifier: EUPL-1.2
"""The care plan of a situation: the columns of the HAS model (PPS 2014, ANS CDA PPS-PAERPA)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.domain.field import Field
from app.domain.ids import (
    ActionId,
    CarePlanId,
    CaseId,
    DecisionId,
    PlanLineId,
    PlanVersionId,
    ProfessionalId,
    ProtocolId,
)
from app.domain.text import fold


class PlanStatus(StrEnum):
    """ANS value set: En cours GEN-034, Validé GEN-068, Clôturé GEN-069."""

    CURRENT = "current"
    VALIDATED = "validated"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The words on the screen and on paper."""
        return _STATUSES[self]


_STATUSES = {
    PlanStatus.CURRENT: "En cours",
    PlanStatus.VALIDATED: "Validé",
    PlanStatus.CLOSED: "Clôturé",
}


class PlanPart(StrEnum):
    """Health and social lines print apart when the person wants it (HAS PPS 2014)."""

    CARE = "care"
    AID = "aid"

    @property
    def label(self) -> str:
        """The title of the part."""
        return "Plan de soins" if self is PlanPart.CARE else "Plan d’aides"


class LineState(StrEnum):
    """A line that comes from a meeting is proposed; nothing enters the plan silently."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlanLine:
    """One row: problem, shared objective, action, who and when, success criterion, dated review.

    A blank cell is printed « à compléter », never filled in by the program. `problem_code` is of
    the HAS problem list; `education` marks therapeutic education (ETP). `plain_objective` and
    `plain_action` are the words for the person; empty, the professional ones are printed. A step of
    a protocol may have proposed it: `source_step` stays when the step is taken out since.
    """

    id: PlanLineId
    plan_id: CarePlanId
    position: int
    part: PlanPart = PlanPart.CARE
    state: LineState = LineState.ACCEPTED
    problem: str = ""
    objective: str = ""
    action: str = ""
    who_id: ProfessionalId | None = None
    who_name: str = ""
    due: date | None = None
    criterion: str = ""
    review_on: date | None = None
    source_action: ActionId | None = None
    problem_code: str = ""
    education: bool = False
    plain_objective: str = ""
    plain_action: str = ""
    source_decision: DecisionId | None = None
    source_protocol: ProtocolId | None = None
    source_step: str = ""

    @property
    def blank(self) -> bool:
        """Nothing was written in it yet."""
        words = (self.problem, self.objective, self.action, self.criterion, self.who_name)
        plain = (self.plain_objective, self.plain_action)
        return not any((*words, *plain, self.who_id, self.due, self.review_on))

    def carries(self, priority: str) -> bool:
        """Whether it is about what the person called their first problem."""
        wanted = fold(priority).strip()
        return bool(wanted) and wanted in fold(f"{self.problem} {self.objective}")

    @property
    def of_a_meeting(self) -> bool:
        """Whether a meeting proposed it."""
        return self.source_action is not None or self.source_decision is not None


@dataclass(frozen=True)
class CarePlan:
    """The one current plan of a situation, with what its recto says without naming the person.

    `ald` is the number of long-term illnesses, `gir` the autonomy group (1 to 6), `directives`
    whether there are advance directives (None: not known), `housing` that a place to live is
    sought. `took_part` lets the patient's print say « préparé avec moi ». `alert_id` or
    `alert_name` is whom to call when things get worse, `alert_nights` evenings and weekends.
    """

    id: CarePlanId
    case_id: CaseId
    version: int = 1
    on: date | None = None
    status: PlanStatus = PlanStatus.CURRENT
    alert: str = ""
    lines: tuple[PlanLine, ...] = ()
    coordinator_id: ProfessionalId | None = None
    coordinator_name: str = ""
    took_part: bool = False
    agreed_on: date | None = None
    ald: int | None = None
    gir: int | None = None
    directives: bool | None = None
    housing: bool = False
    alert_id: ProfessionalId | None = None
    alert_name: str = ""
    alert_nights: str = ""

    def part(self, part: PlanPart) -> tuple[PlanLine, ...]:
        """The accepted lines of one part, in order."""
        return tuple(
            line for line in self.lines if line.part is part and line.state is LineState.ACCEPTED
        )

    @property
    def proposed(self) -> tuple[PlanLine, ...]:
        """The lines that wait for an answer."""
        return tuple(line for line in self.lines if line.state is LineState.PROPOSED)

    @property
    def refused(self) -> tuple[PlanLine, ...]:
        """The proposals that were refused: they can be taken back."""
        return tuple(line for line in self.lines if line.state is LineState.REFUSED)

    @property
    def content(self) -> tuple[object, ...]:
        """What a version says: when it changes, a validated plan is being worked on again.

        Lines that are proposed, refused or blank are no part of it, nor is where they came from.
        """
        page = replace(self, version=0, on=None, status=PlanStatus.CURRENT, lines=())
        lines = [line for part in PlanPart for line in self.part(part) if not line.blank]
        plain = [replace(line, position=0, source_action=None) for line in lines]
        plain = [replace(line, source_protocol=None, source_step="") for line in plain]
        return page, *(replace(line, source_decision=None) for line in plain)


@dataclass(frozen=True)
class PlanVersion:
    """A plan as it was when it was validated or closed; `record` is canonical JSON, `at` is UTC."""

    id: PlanVersionId
    plan_id: CarePlanId
    number: int
    at: datetime
    account_id: str
    record: str


def part_for(field: Field | None) -> PlanPart:
    """Where the action of somebody of this field goes.

    Only the social field goes to the aid plan: an action of an unknown person may speak of health
    and must not reach a social-only print.
    """
    return PlanPart.AID if field is Field.SOCIAL else PlanPart.CARE
