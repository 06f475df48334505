# SPDX-License-Identifier: EUPL-1.2
"""Care plans: lines proposed by a meeting are answered one by one, the rest is typed."""

from dataclasses import dataclass, replace

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotFoundError
from app.domain.ids import CarePlanId, CaseId, PlanLineId
from app.domain.text import clean
from app.services.aftermath import end_of, plan_of
from app.services.people import People, people
from app.services.records import case_of
from app.storage.unit_of_work import Store, UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True)
class PlanView:
    """The plan of a situation; `plan` is None while nothing was proposed or typed."""

    code: str
    plan: CarePlan | None
    people: People

    def who(self, line: PlanLine) -> str:
        """The short name of a line's person."""
        return self.people.short(line.who_id, line.who_name)


class CarePlanService:
    """The one current plan of a situation."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def view(self, case_id: CaseId) -> PlanView:
        """The plan as it stands. Raises `NotFoundError`."""
        rows = self._store.rows
        return PlanView(case_of(rows, case_id).code, rows.care_plans.of_case(case_id), people(rows))

    def line(self, line_id: PlanLineId) -> PlanLine:
        """One line as it stands. Raises `NotFoundError`."""
        line = self._store.rows.care_plans.line(line_id)
        if line is None:
            raise NotFoundError("Cette ligne n’est plus dans le plan.", "Rouvrez la situation.")
        return line

    def exists(self, plan_id: CarePlanId) -> bool:
        """Whether a plan is there still."""
        return self._store.rows.care_plans.get(plan_id) is not None

    def answer(self, line_id: PlanLineId, state: LineState) -> Changes:
        """Accept or refuse a proposed line. Raises `NotFoundError`."""
        line = self.line(line_id)
        with self._store.write() as work:
            self._save_line(work, replace(line, state=state))
            self._touch(work, line)
            return work.changes

    def accept_all(self, case_id: CaseId) -> Changes:
        """Accept every line that waits for an answer."""
        plan = self._store.rows.care_plans.of_case(case_id)
        if plan is None or not plan.proposed:
            return Changes()
        with self._store.write() as work:
            for line in plan.proposed:
                self._save_line(work, replace(line, state=LineState.ACCEPTED))
            self._touch(work, plan.proposed[0])
            return work.changes

    def save_line(self, line: PlanLine) -> Changes:
        """Rewrite a line as typed. Raises `NotFoundError`."""
        before = self.line(line.id)
        after = replace(
            line,
            problem=clean(line.problem),
            objective=clean(line.objective),
            action=clean(line.action),
            criterion=clean(line.criterion),
            who_name="" if line.who_id else clean(line.who_name).strip(),
        )
        if after == before:
            return Changes()
        with self._store.write() as work:
            self._save_line(work, after)
            self._touch(work, after)
            return work.changes

    def add_line(self, case_id: CaseId, part: PlanPart) -> tuple[PlanLineId, Changes]:
        """Add an empty line at the end of a part."""
        case_of(self._store.rows, case_id)
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            line = PlanLine(
                id=PlanLineId(work.new_id()), plan_id=plan.id, position=end_of(plan), part=part
            )
            self._save_line(work, line)
            self._touch(work, line)
            return line.id, work.changes

    def remove_line(self, line_id: PlanLineId) -> Changes:
        """Take a line out. Raises `NotFoundError`."""
        line = self.line(line_id)
        with self._store.write() as work:
            work.rows.care_plans.remove_line(line_id)
            work.changed(Kind.PLAN_LINE, line_id, {"removed": True})
            self._touch(work, line)
            return work.changes

    def restore_line(self, line: PlanLine) -> Changes:
        """Put back a line that was just removed: the undo of `remove_line`."""
        source = line.source_action
        if source is not None and self._store.rows.actions.get(source) is None:
            source = None  # the action was taken back in between
        with self._store.write() as work:
            self._save_line(work, replace(line, source_action=source))
            self._touch(work, line)
            return work.changes

    def move_line(self, line_id: PlanLineId, step: int) -> Changes:
        """Move a line up (`step` < 0) or down in its part: the first is problem n° 1."""
        line = self.line(line_id)
        plan = self._plan_with(line)
        peers = [other for other in plan.lines if other.part is line.part]
        order = [other for other in peers if other.id != line_id]
        place = next(rank for rank, other in enumerate(peers) if other.id == line_id)
        order.insert(max(0, min(len(order), place + step)), line)
        slots = sorted(other.position for other in peers)
        with self._store.write() as work:
            for position, other in zip(slots, order, strict=True):
                if other.position != position:
                    self._save_line(work, replace(other, position=position))
            self._touch(work, line)
            return work.changes

    def save_ending(self, case_id: CaseId, alert: str, unmet: str, status: PlanStatus) -> Changes:
        """Write what to do if things worsen, what could not be met, and the plan's status."""
        case_of(self._store.rows, case_id)
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            after = replace(plan, alert=clean(alert), unmet=clean(unmet), status=status)
            if after != plan:
                work.rows.care_plans.save(after)
                work.changed(
                    Kind.CARE_PLAN,
                    plan.id,
                    {"alert": after.alert, "unmet": after.unmet, "status": status.value},
                )
                work.journal("care_plan.changed", Kind.CASE, case_id)
            return work.changes

    def _plan_with(self, line: PlanLine) -> CarePlan:
        plan = self._store.rows.care_plans.get(line.plan_id)
        if plan is None:
            raise NotFoundError("Ce plan n’est plus dans le coffre.", "Rouvrez la situation.")
        return plan

    @staticmethod
    def _save_line(work: UnitOfWork, line: PlanLine) -> None:
        work.rows.care_plans.save_line(line)
        work.changed(Kind.PLAN_LINE, line.id, content_of(line))

    def _touch(self, work: UnitOfWork, line: PlanLine) -> None:
        plan = work.rows.care_plans.get(line.plan_id)
        if plan is not None:
            work.rows.care_plans.save(replace(plan, on=self._clock.today()))
            work.changed(Kind.CARE_PLAN, plan.id, {"on": self._clock.today().isoformat()})
            work.journal("care_plan.changed", Kind.CASE, plan.case_id)
