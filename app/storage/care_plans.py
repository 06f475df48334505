# SPDX-License-Identifier: EUPL-1.2
"""The rows of care plans and of their lines."""

from datetime import datetime

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus, PlanVersion
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
from app.storage import table
from app.storage.driver import Connection, Row

_YES_NO = {None: "", True: "yes", False: "no"}
_KNOWN = {word: known for known, word in _YES_NO.items()}


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
                "coordinator_id": plan.coordinator_id,
                "coordinator_name": plan.coordinator_name,
                "took_part": int(plan.took_part),
                "agreed_on": table.day(plan.agreed_on),
                "ald": plan.ald,
                "gir": plan.gir,
                "directives": _YES_NO[plan.directives],
                "housing": int(plan.housing),
                "alert_id": plan.alert_id,
                "alert_name": plan.alert_name,
                "alert_nights": plan.alert_nights,
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

    def from_decision(self, decision_id: DecisionId) -> PlanLine | None:
        """The line that a meeting's decision was last proposed as."""
        row = self._connection.execute(
            "SELECT * FROM plan_line WHERE source_decision = ? ORDER BY id DESC LIMIT 1",
            (decision_id,),
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
                "problem_code": line.problem_code,
                "education": int(line.education),
                "plain_objective": line.plain_objective,
                "plain_action": line.plain_action,
                "source_decision": line.source_decision,
                "source_protocol": line.source_protocol,
                "source_step": line.source_step,
            },
        )

    def remove_line(self, id_: PlanLineId) -> None:
        """Take a line out of a plan."""
        self._connection.execute("DELETE FROM plan_line WHERE id = ?", (id_,))

    def versions(self, plan_id: CarePlanId) -> tuple[PlanVersion, ...]:
        """The versions of a plan, the newest first."""
        rows = self._connection.execute(
            "SELECT * FROM plan_version WHERE plan_id = ? ORDER BY number DESC", (plan_id,)
        )
        return tuple(_version(row) for row in rows)

    def add_version(self, version: PlanVersion) -> None:
        """Keep a plan as it is; a version is never rewritten."""
        self._connection.execute(
            "INSERT INTO plan_version (id, plan_id, number, at, account_id, record) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                version.id,
                version.plan_id,
                version.number,
                table.instant(version.at),
                version.account_id,
                version.record,
            ),
        )

    def remove_version(self, id_: PlanVersionId) -> None:
        """Take a version back, as long as validating it can be undone."""
        self._connection.execute("DELETE FROM plan_version WHERE id = ?", (id_,))

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
            coordinator_id=table.maybe(ProfessionalId, row.text_or_none("coordinator_id")),
            coordinator_name=row.text("coordinator_name"),
            took_part=row.flag("took_part"),
            agreed_on=table.day_from(row.text_or_none("agreed_on")),
            ald=row.integer_or_none("ald"),
            gir=row.integer_or_none("gir"),
            directives=_KNOWN[row.text("directives")],
            housing=row.flag("housing"),
            alert_id=table.maybe(ProfessionalId, row.text_or_none("alert_id")),
            alert_name=row.text("alert_name"),
            alert_nights=row.text("alert_nights"),
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
        problem_code=row.text("problem_code"),
        education=row.flag("education"),
        plain_objective=row.text("plain_objective"),
        plain_action=row.text("plain_action"),
        source_decision=table.maybe(DecisionId, row.text_or_none("source_decision")),
        source_protocol=table.maybe(ProtocolId, row.text_or_none("source_protocol")),
        source_step=row.text("source_step"),
    )


def _version(row: Row) -> PlanVersion:
    return PlanVersion(
        id=PlanVersionId(row.text("id")),
        plan_id=CarePlanId(row.text("plan_id")),
        number=row.integer("number"),
        at=datetime.fromisoformat(row.text("at")),
        account_id=row.text("account_id"),
        record=row.text("record"),
    )
