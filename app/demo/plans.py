# SPDX-License-Identifier: EUPL-1.2
"""The plans of the fictional practice: what meetings proposed, written anew as a team would."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from app.demo.records import Plan, Situation, day_of
from app.domain.care_plan import LineState, PlanLine, PlanStatus
from app.domain.ids import CarePlanId, CaseId, PlanLineId, ProfessionalId
from app.services.desk import Desk


class PlanWriter:
    """Writes and validates the plan of one situation after another."""

    def __init__(self, desk: Desk, next_day: date, people: Mapping[str, ProfessionalId]) -> None:
        self._desk, self._next_day, self._people = desk, next_day, people

    def write(self, case_id: CaseId, situation: Situation, plan: Plan) -> None:
        """Edit the lines that were proposed into those of the plan, then validate it."""
        plans = self._desk.care_plans
        proposed = [line.id for line in plans.facts(case_id).lines]
        for row in self._rows(plan):
            line_id = proposed.pop(0) if proposed else plans.add_line(case_id, row.part)[0]
            line = plans.line(line_id)
            plans.save_line(
                replace(
                    row,
                    id=line_id,
                    plan_id=line.plan_id,
                    position=line.position,
                    source_action=line.source_action,
                    source_decision=line.source_decision,
                )
            )
        for line_id in proposed:  # said otherwise in the lines above
            plans.answer(line_id, LineState.REFUSED)
        self._page(case_id, situation, plan)
        plans.set_status(case_id, PlanStatus.VALIDATED)
        case = self._desk.cases.file(case_id).case
        days = min(row.review_days for row in plan.rows)
        self._desk.cases.save(replace(case, review_on=day_of(self._next_day, plan.week, days)))

    def _page(self, case_id: CaseId, situation: Situation, plan: Plan) -> None:
        plans, day = self._desk.care_plans, day_of(self._next_day, plan.week)
        requester = self._desk.cases.file(case_id).case.requester_id
        page = replace(
            plans.facts(case_id).page,
            alert=plan.alert,
            alert_id=self._people.get(plan.alert_who, requester),
            alert_nights="Le 15",
            coordinator_id=requester,
            took_part=situation.number % 4 != 0,
            agreed_on=min(day, self._desk.clock.today()),
            ald=int(situation.eligible.ald),
            gir=plan.gir,
            directives=bool(situation.number % 2),
        )
        plans.save_page(case_id, page)
        if plan.unmet:
            blank = plans.needs.blank(case_id)
            plans.needs.note(
                replace(
                    blank,
                    need=plan.unmet,
                    problem_code=plan.unmet_problem,
                    cause=plan.unmet_cause,
                    noted_on=page.agreed_on or blank.noted_on,
                )
            )

    def _rows(self, plan: Plan) -> Iterator[PlanLine]:
        for row in plan.rows:
            yield PlanLine(
                id=PlanLineId(""),
                plan_id=CarePlanId(""),
                position=0,
                part=row.part,
                problem=row.problem,
                objective=row.objective,
                action=row.action,
                who_id=self._people.get(row.who),
                who_name=row.who,
                due=day_of(self._next_day, plan.week, row.due_days),
                criterion=row.criterion,
                plain_objective=row.plain_objective,
                plain_action=row.plain_action,
                education=row.education,
                review_on=day_of(self._next_day, plan.week, row.review_days),
            )
