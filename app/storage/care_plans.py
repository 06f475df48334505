# SPDX-License-Identifier: EUPL-1.2
"""The rows of care plans and of their lines."""

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.ids import ActionId, CarePlanId, CaseId, PlanLineId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row


class CarePlanRows:
    """The one current plan of each situation, whole."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, case_id: CaseId) -> CarePlan | None:
        """The plan of a situation with its lines in order."""
        row = self._connection.execute(
            "SELECT * FROM care_plan WHERE case_id = ?", (case_id,)
        ).fetchone()
        return None if row is None else self._whole(row)

    def get(self, id_: CarePlanId) -> CarePlan | None:
        """One plan with its lines in order."""
        row = self._connection.execute("SELECT * FROM care_plan WHERE id = ?", (id_,)).fetchone()
        return None if row is None else self._whole(row)

    def save(self, plan: CarePlan) -> None:
        """Add or rewrite a plan's own row; lines are saved one by one."""
        table.save(
            self._connection,
            "care_plan",
            {
                "id": plan.id,
                "case_id": plan.case_id,
                "version": plan.version,
                "dated": table.day(plan.on),
                "status": plan.status.value,
                "alert": plan.alert,
                "unmet": plan.unmet,
            },
        )

    def line(self, id_: PlanLineId) -> PlanLine | None:
        """One line."""
        row = self._connection.execute("SELECT * FROM plan_line WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _line(row)

    def from_action(self, action_id: ActionId) -> PlanLine | None:
        """The line that a meeting's action was last proposed as."""
        row = self._connection.execute(
            "SELECT * FROM plan_line WHERE source_action = ? ORDER BY id DESC LIMIT 1",
            (action_id,),
        ).fetchone()
        return None if row is None else _line(row)

    def save_line(self, line: PlanLine) -> None:
        """Add or rewrite a line."""
        table.save(
            self._connection,
            "plan_line",
            {
                "id": line.id,
                "plan_id": line.plan_id,
                "position": line.position,
                "part": line.part.value,
                "state": line.state.value,
                "problem": line.problem,
                "objective": line.objective,
                "action": line.action,
                "who_id": line.who_id,
                "who_name": line.who_name,
                "due": table.day(line.due),
                "criterion": line.criterion,
                "review_on": table.day(line.review_on),
                "source_action": line.source_action,
            },
        )

    def remove_line(self, id_: PlanLineId) -> None:
        """Take a line out of a plan."""
        self._connection.execute("DELETE FROM plan_line WHERE id = ?", (id_,))

    def _whole(self, row: Row) -> CarePlan:
        lines = self._connection.execute(
            "SELECT * FROM plan_line WHERE plan_id = ? ORDER BY position, id", (row.text("id"),)
        )
        return CarePlan(
            id=CarePlanId(row.text("id")),
            case_id=CaseId(row.text("case_id")),
            version=row.integer("version"),
            on=table.day_from(row.text_or_none("dated")),
            status=PlanStatus(row.text("status")),
            alert=row.text("alert"),
            unmet=row.text("unmet"),
            lines=tuple(_line(line) for line in lines),
        )


def _line(row: Row) -> PlanLine:
    return PlanLine(
        id=PlanLineId(row.text("id")),
        plan_id=CarePlanId(row.text("plan_id")),
        position=row.integer("position"),
        part=PlanPart(row.text("part")),
        state=LineState(row.text("state")),
        problem=row.text("problem"),
        objective=row.text("objective"),
        action=row.text("action"),
        who_id=table.maybe(ProfessionalId, row.text_or_none("who_id")),
        who_name=row.text("who_name"),
        due=table.day_from(row.text_or_none("due")),
        criterion=row.text("criterion"),
        review_on=table.day_from(row.text_or_none("review_on")),
        source_action=table.maybe(ActionId, row.text_or_none("source_action")),
    )
