# SPDX-License-Identifier: EUPL-1.2
"""The rows of the steps of situations."""

from datetime import datetime

from app.domain.case import CaseStatus
from app.domain.case_step import CaseStep, StepReason
from app.domain.ids import CaseId, CaseStepId
from app.storage import table
from app.storage.driver import Connection, Row


class CaseStepRows:
    """The moves of situations along their life."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, case_id: CaseId) -> tuple[CaseStep, ...]:
        """The steps of a situation, the latest first."""
        rows = self._connection.execute(
            "SELECT * FROM case_step WHERE case_id = ? ORDER BY id DESC", (case_id,)
        )
        return tuple(_step(row) for row in rows)

    def save(self, step: CaseStep) -> None:
        """Add a step, or say more of one."""
        table.save(
            self._connection,
            "case_step",
            {
                "id": step.id,
                "case_id": step.case_id,
                "at": table.instant(step.at),
                "status": step.status.value,
                "reason": step.reason.value,
                "note": step.note,
            },
        )

    def remove(self, id_: CaseStepId) -> None:
        """Take back a step that was made by mistake a moment ago."""
        self._connection.execute("DELETE FROM case_step WHERE id = ?", (id_,))


def _step(row: Row) -> CaseStep:
    return CaseStep(
        id=CaseStepId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        at=datetime.fromisoformat(row.text("at")),
        status=CaseStatus(row.text("status")),
        reason=StepReason(row.text("reason")),
        note=row.text("note"),
    )
