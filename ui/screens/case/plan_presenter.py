# SPDX-License-Identifier: EUPL-1.2
"""The care plan as it is shown and worked on: proposals answered one by one, lines in two parts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.changes import Changes
from app.domain.dates import medium_date, short_date
from app.domain.ids import ActionId, CarePlanId, CaseId, PlanLineId
from app.domain.meeting import MeetingState
from app.services.agendas import AgendaService
from app.services.care_plans import CarePlanService, PlanView
from app.services.cases import CaseService
from app.services.kept_forms import About, KeptForms


@dataclass(frozen=True)
class PlanRow:
    """A line with its words; `number` ranks it over both parts as the print does."""

    line: PlanLine
    number: int
    who: str
    due: str
    review: str

    @property
    def sentence(self) -> str:
        """The row for a screen reader."""
        cells = (self.line.problem, self.line.objective, self.line.action, self.who, self.due)
        return f"Ligne {self.number}, " + ", ".join(cell or "à compléter" for cell in cells)


@dataclass(frozen=True)
class PlanState:
    """The plan tab; `origin` names the meetings that proposed lines."""

    code: str
    status: PlanStatus
    dated: str
    alert: str
    unmet: str
    origin: str
    proposals: tuple[PlanRow, ...]
    care: tuple[PlanRow, ...]
    aid: tuple[PlanRow, ...]

    def part(self, part: PlanPart) -> tuple[PlanRow, ...]:
        """The accepted lines of one part."""
        return self.care if part is PlanPart.CARE else self.aid


class PlanPresenter:
    """The plan of one situation; what a deed changed goes to `tell`."""

    def __init__(
        self,
        plans: CarePlanService,
        cases: CaseService,
        agendas: AgendaService,
        kept: KeptForms,
        tell: Callable[[Changes], object],
    ) -> None:
        self._plans, self._cases, self._agendas, self._tell = plans, cases, agendas, tell
        self._kept = kept
        self._case_id = CaseId("")
        self._plan: CarePlan | None = None
        self._known: dict[PlanLineId, PlanLine] = {}

    def show(self, case_id: CaseId) -> PlanState:
        """The plan of a situation. Raises `NotFoundError`."""
        self._case_id = case_id
        return self.state()

    def state(self) -> PlanState:
        """The plan as it stands."""
        view = self._plans.view(self._case_id)
        self._plan = plan = view.plan
        self._known = {line.id: line for line in plan.lines} if plan else {}
        care, aid = (_rows(view, part) for part in PlanPart)
        offset = len(care)
        return PlanState(
            code=view.code,
            status=plan.status if plan else PlanStatus.CURRENT,
            dated=f"Version {plan.version} du {medium_date(plan.on)}" if plan and plan.on else "",
            alert=plan.alert if plan else "",
            unmet=plan.unmet if plan else "",
            origin=self._origin(plan) if plan and plan.proposed else "",
            proposals=tuple(_row(view, line, 0) for line in plan.proposed) if plan else (),
            care=care,
            aid=tuple(replace(row, number=row.number + offset) for row in aid),
        )

    def line(self, line_id: PlanLineId) -> PlanLine | None:
        """One line as it stands."""
        plan = self._plans.view(self._case_id).plan
        return next((line for line in plan.lines if line.id == line_id), None) if plan else None

    def answer(self, line_id: PlanLineId, state: LineState) -> None:
        """Accept or refuse a proposal, or put it back among them."""
        self._tell(self._plans.answer(line_id, state))

    def accept_all(self) -> None:
        """Accept every proposal."""
        self._tell(self._plans.accept_all(self._case_id))

    def save(self, line: PlanLine) -> None:
        """Keep a line as typed."""
        self._tell(self._plans.save_line(line))
        self._known[line.id] = line

    def keep_line_aside(self, line: PlanLine) -> bool:
        """Keep in another place a line that the disk did not take."""
        return self._kept.keep_line(self._known.get(line.id, line), line)

    def line_taken(self, line_id: PlanLineId) -> None:
        """The vault has the line, or it was taken out of the plan."""
        self._kept.taken(About.PLAN_LINE, line_id)

    def add(self, part: PlanPart) -> PlanLineId:
        """A blank line at the end of a part."""
        line_id, changes = self._plans.add_line(self._case_id, part)
        self._tell(changes)
        return line_id

    def remove(self, line: PlanLine) -> None:
        """Take a line out; `restore` puts it back."""
        self._tell(self._plans.remove_line(line.id))

    def restore(self, line: PlanLine) -> None:
        """Undo `remove`."""
        self._tell(self._plans.restore_line(line))

    def move(self, line_id: PlanLineId, step: int) -> None:
        """Move an accepted line by one place among those that are seen (`step` is -1 or 1)."""
        plan = self._plans.view(self._case_id).plan
        line = self.line(line_id)
        if plan is None or line is None:
            return
        # The service counts every line of the part; refused and proposed ones are jumped over.
        peers = [other for other in plan.lines if other.part is line.part]
        here = peers.index(line)
        seen = [rank for rank, other in enumerate(peers) if other.state is LineState.ACCEPTED]
        target = seen.index(here) + step
        if 0 <= target < len(seen):
            self._tell(self._plans.move_line(line_id, seen[target] - here))

    def switch_part(self, line: PlanLine) -> None:
        """Move a line between the care plan and the aid plan."""
        other = PlanPart.AID if line.part is PlanPart.CARE else PlanPart.CARE
        self._tell(self._plans.save_line(replace(line, part=other)))

    def save_ending(self, alert: str, unmet: str, status: PlanStatus) -> None:
        """Keep what to do if things worsen, what could not be met, and the status."""
        self._tell(self._plans.save_ending(self._case_id, alert, unmet, status))
        self._plan = self._plans.view(self._case_id).plan

    def keep_ending_aside(self, alert: str, unmet: str, status: PlanStatus) -> bool:
        """Keep in another place an end that the disk did not take."""
        before = self._plan or CarePlan(id=CarePlanId(""), case_id=self._case_id)
        typed = replace(before, alert=alert, unmet=unmet, status=status)
        return self._kept.keep_ending(before, typed)

    def ending_taken(self) -> None:
        """The vault has the end of the plan."""
        self._kept.taken(About.PLAN, self._case_id)

    def _origin(self, plan: CarePlan) -> str:
        days = self._meeting_days({line.source_action for line in plan.proposed})
        if not days:
            return "Proposé par une séance"
        return "Proposé par la séance du " + " et celle du ".join(
            medium_date(day) for day in sorted(days)
        )

    def _meeting_days(self, actions: set[ActionId | None]) -> set[date]:
        """The days of the meetings in which those actions were decided."""
        file = self._cases.file(self._case_id)
        items = {action.item_id for action in file.open_actions if action.id in actions}
        days = set()
        for meeting in file.meetings:
            if not items or meeting.state is not MeetingState.CLOSED:
                continue
            held = {line.item.id for line in self._agendas.view(meeting.id).lines}
            if held & items:
                days.add(meeting.on)
                items -= held
        return days


def _rows(view: PlanView, part: PlanPart) -> tuple[PlanRow, ...]:
    lines = view.plan.part(part) if view.plan else ()
    return tuple(_row(view, line, number) for number, line in enumerate(lines, 1))


def _row(view: PlanView, line: PlanLine, number: int) -> PlanRow:
    return PlanRow(
        line=line,
        number=number,
        who=view.who(line),
        due=short_date(line.due) if line.due else "",
        review=short_date(line.review_on) if line.review_on else "",
    )
