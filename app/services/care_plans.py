# SPDX-License-Identifier: EUPL-1.2
"""Care plans: lines proposed by a meeting are answered one by one, the rest is typed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.action import Action
from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.changes import Changes, Kind, content_of
from app.domain.decision import Decision
from app.domain.errors import NotFoundError
from app.domain.ids import CarePlanId, CaseId, PlanLineId
from app.domain.lengths import require_lengths
from app.domain.problem import Problems
from app.domain.text import clean
from app.services.aftermath import end_of, plan_of, with_living_source
from app.services.bin import forget_binned
from app.services.people import People, people
from app.services.plan_facts import PlanFacts, exchange, facts_of, take_line_out
from app.services.plan_versions import PlanVersionService, begun_again, with_status
from app.services.proposals import ProposalService
from app.services.records import case_of, writable_case_of
from app.services.unmet_needs import UnmetNeedService
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

_JOURNALLED = {
    PlanStatus.CURRENT: "care_plan.changed",
    PlanStatus.VALIDATED: "care_plan.validated",
    PlanStatus.CLOSED: "care_plan.closed",
}


@dataclass(frozen=True)
class PlanView:
    """The plan of a situation; `plan` is None while nothing was proposed or typed.

    `priority` is what the person calls their first problem: n° 1 of the plan. Of the lines which
    are not accepted, `origins` are the days of the meetings that proposed them, `protocols` the
    titles of the protocols that did.
    """

    code: str
    plan: CarePlan | None
    people: People
    priority: str = ""
    origins: Mapping[PlanLineId, date] = field(default_factory=dict)
    protocols: Mapping[PlanLineId, str] = field(default_factory=dict)
    birth_year: int | None = None

    def who(self, line: PlanLine) -> str:
        """The short name of a line's person."""
        return self.people.short(line.who_id, line.who_name)


class CarePlanService:
    """The one current plan of a situation. Changing a validated plan begins its next version."""

    def __init__(self, store: Store, clock: Clock, problems: Problems) -> None:
        self._store = store
        self._clock = clock
        self._problems = problems
        self.versions = PlanVersionService(store, clock)
        self.needs = UnmetNeedService(store, clock, problems)
        self.proposals = ProposalService(store)

    def view(self, case_id: CaseId) -> PlanView:
        """The plan as it stands. Raises `NotFoundError`."""
        rows = self._store.rows
        case = case_of(rows, case_id)
        plan = rows.care_plans.of_case(case_id)
        asked = (*plan.proposed, *plan.refused) if plan else ()
        days = {line.id: _origin(rows, line) for line in asked}
        origins = {id_: day for id_, day in days.items() if day is not None}
        return PlanView(
            code=case.code,
            plan=plan,
            people=people(rows),
            priority=case.priority,
            origins=origins,
            protocols=_protocols(rows, asked),
            birth_year=case.birth_year,
        )

    def line(self, line_id: PlanLineId) -> PlanLine:
        """One line as it stands. Raises `NotFoundError`."""
        line = self._store.rows.care_plans.line(line_id)
        if line is None:
            raise NotFoundError("Cette ligne n’est plus dans le plan.", "Rouvrez la situation.")
        return line

    def exists(self, plan_id: CarePlanId) -> bool:
        """Whether a plan is there still."""
        return self._store.rows.care_plans.get(plan_id) is not None

    def may_remember(self, case_id: CaseId) -> bool:
        """Whether edits of a plan may be kept in memory: not once its person was erased."""
        case = self._store.rows.cases.get(case_id)
        return case is not None and not case.erased

    def answer(self, line_id: PlanLineId, state: LineState) -> Changes:
        """Accept or refuse a proposed line, or put it back. Raises `NotFoundError`."""
        line = self.line(line_id)
        with self._store.write() as work, self._editing(work, line.plan_id):
            self._save_line(work, replace(line, state=state))
        return work.changes

    def accept_all(self, case_id: CaseId) -> Changes:
        """Accept every line that waits for an answer."""
        plan = self._store.rows.care_plans.of_case(case_id)
        if plan is None or not plan.proposed:
            return Changes()
        with self._store.write() as work, self._editing(work, plan.id):
            for line in plan.proposed:
                self._save_line(work, replace(line, state=LineState.ACCEPTED))
        return work.changes

    def save_line(self, line: PlanLine) -> Changes:
        """Rewrite a line as typed; a problem of the HAS list takes its code.

        Raises `NotFoundError`, and `UserError` for a text that is too long.
        """
        before = self.line(line.id)
        after = replace(
            line,
            problem=clean(line.problem),
            problem_code=self._problems.code_of(line.problem),
            objective=clean(line.objective),
            action=clean(line.action),
            criterion=clean(line.criterion),
            plain_objective=clean(line.plain_objective),
            plain_action=clean(line.plain_action),
            who_name="" if line.who_id else clean(line.who_name).strip(),
        )
        require_lengths(after, before)
        if after == before:
            return Changes()
        with self._store.write() as work, self._editing(work, after.plan_id):
            self._save_line(work, after)
        return work.changes

    def add_line(self, case_id: CaseId, part: PlanPart) -> tuple[PlanLineId, Changes]:
        """Add an empty line at the end of a part."""
        case_of(self._store.rows, case_id)
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            line = PlanLine(
                id=PlanLineId(work.new_id()), plan_id=plan.id, position=end_of(plan), part=part
            )
            with self._editing(work, plan.id):
                self._save_line(work, line)
        return line.id, work.changes

    def add_first(self, case_id: CaseId) -> tuple[PlanLineId, Changes]:
        """Make the person's own first problem line 1 of the plan. Raises `NotFoundError`."""
        problem = clean(case_of(self._store.rows, case_id).priority).strip()
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            first = min((line.position for line in plan.lines), default=0) - 1
            line = PlanLine(
                id=PlanLineId(work.new_id()),
                plan_id=plan.id,
                position=first,
                problem=problem,
                problem_code=self._problems.code_of(problem),
            )
            with self._editing(work, plan.id):
                self._save_line(work, line)
        return line.id, work.changes

    def remove_line(self, line_id: PlanLineId) -> Changes:
        """Take a line out. Raises `NotFoundError`."""
        line = self.line(line_id)
        with self._store.write() as work, self._editing(work, line.plan_id):
            take_line_out(work, self._plan(line.plan_id).case_id, line)
        return work.changes

    def restore_line(self, line: PlanLine) -> Changes:
        """Put back a line that was just removed: the undo of `remove_line`."""
        with self._store.write() as work, self._editing(work, line.plan_id):
            self._save_line(work, with_living_source(work.rows, line))
            forget_binned(work, Kind.PLAN_LINE, line.id)
        return work.changes

    def move_line(self, line_id: PlanLineId, step: int) -> Changes:
        """Move a line up (`step` < 0) or down in its part: the first is problem n° 1."""
        line = self.line(line_id)
        plan = self._plan(line.plan_id)
        peers = [other for other in plan.lines if other.part is line.part]
        order = [other for other in peers if other.id != line_id]
        place = next(rank for rank, other in enumerate(peers) if other.id == line_id)
        order.insert(max(0, min(len(order), place + step)), line)
        slots = sorted(other.position for other in peers)
        with self._store.write() as work, self._editing(work, line.plan_id):
            for position, other in zip(slots, order, strict=True):
                if other.position != position:
                    self._save_line(work, replace(other, position=position))
        return work.changes

    def save_page(self, case_id: CaseId, typed: CarePlan) -> Changes:
        """Write what the plan says besides its lines: its recto, and what to do if things worsen.

        Only those fields of `typed` count. Raises `NotFoundError`, and `UserError` for a text
        that is too long.
        """
        case_of(self._store.rows, case_id)
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            after = replace(
                typed,
                id=plan.id,
                case_id=case_id,
                version=plan.version,
                on=plan.on,
                status=plan.status,
                lines=plan.lines,
                alert=clean(typed.alert),
                alert_nights=clean(typed.alert_nights),
                alert_name="" if typed.alert_id else clean(typed.alert_name).strip(),
                coordinator_name=(
                    "" if typed.coordinator_id else clean(typed.coordinator_name).strip()
                ),
            )
            if after == plan:
                return work.changes
            require_lengths(after, plan)
            with self._editing(work, plan.id):
                work.rows.care_plans.save(after)
                said = content_of(replace(after, lines=()))
                work.changed(Kind.CARE_PLAN, plan.id, said)
        return work.changes

    def set_status(self, case_id: CaseId, status: PlanStatus) -> Changes:
        """Say where the plan stands: validating it, or closing it, keeps it as a version."""
        writable_case_of(self._store.rows, case_id)
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            if plan.status is not status:
                after = with_status(work, plan, status, self._clock, self._store.author)
                work.rows.care_plans.save(replace(after, on=self._clock.today()))
                work.changed(
                    Kind.CARE_PLAN, plan.id, {"status": status.value, "version": after.version}
                )
                work.journal(_JOURNALLED[status], Kind.CASE, case_id)
            return work.changes

    def facts(self, case_id: CaseId) -> PlanFacts:
        """Everything of a plan that can be edited, as it is: what an undo goes back to."""
        return facts_of(self._store.rows, case_id)

    def exchange(self, case_id: CaseId, now: PlanFacts, wanted: PlanFacts) -> Changes:
        """Undo or redo an edit: what is as in `now` becomes as in `wanted`.

        Raises `UserError`, with nothing changed, where something has changed since, or in a file
        that was joined, erased or binned.
        """
        writable_case_of(self._store.rows, case_id)
        with self._store.write() as work:
            exchange(work, case_id, now, wanted)
            return work.changes

    def _plan(self, plan_id: CarePlanId) -> CarePlan:
        plan = self._store.rows.care_plans.get(plan_id)
        if plan is None:
            raise NotFoundError("Ce plan n’est plus dans le coffre.", "Rouvrez la situation.")
        return plan

    @staticmethod
    def _save_line(work: UnitOfWork, line: PlanLine) -> None:
        work.rows.care_plans.save_line(line)
        work.changed(Kind.PLAN_LINE, line.id, content_of(line))

    @contextmanager
    def _editing(self, work: UnitOfWork, plan_id: CarePlanId) -> Iterator[None]:
        """Date the plan, and begin its next version where what was validated says other things.

        Raises `NotFoundError`, `UserError` in a file that was joined, erased or binned.
        """
        before = self._plan(plan_id)
        writable_case_of(work.rows, before.case_id)
        yield
        after = self._plan(plan_id)
        if after.content != before.content:
            after = begun_again(work.rows, after)
        after = replace(after, on=self._clock.today())
        work.rows.care_plans.save(after)
        said = {"on": self._clock.today().isoformat(), "version": after.version}
        work.changed(Kind.CARE_PLAN, plan_id, said | {"status": after.status.value})
        work.journal("care_plan.changed", Kind.CASE, after.case_id)


def _protocols(rows: Rows, lines: Iterable[PlanLine]) -> dict[PlanLineId, str]:
    """What the protocols are called that proposed lines."""
    asked = {line.id: line.source_protocol for line in lines if line.source_protocol is not None}
    found = {id_: rows.protocols.get(id_) for id_ in set(asked.values())}
    titles = {id_: known.content.title for id_, known in found.items() if known is not None}
    return {line: titles[id_] for line, id_ in asked.items() if id_ in titles}


def _origin(rows: Rows, line: PlanLine) -> date | None:
    """The day of the meeting that proposed a line; None where no meeting did."""
    source: Decision | Action | None = None
    if line.source_decision is not None:
        source = rows.decisions.get(line.source_decision)
    elif line.source_action is not None:
        source = rows.actions.get(line.source_action)
    item = rows.agenda.get(source.item_id) if source and source.item_id else None
    meeting = rows.meetings.heading(item.meeting_id) if item else None
    return meeting.on if meeting else None
