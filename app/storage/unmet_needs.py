# SPDX-License-Identifier: EUPL-1.2
"""The rows of the register of unmet needs."""

from datetime import date

from app.domain.ids import CaseId, UnmetNeedId
from app.domain.unmet_need import UnmetCause, UnmetNeed
from app.storage import table
from app.storage.driver import Connection, Row


class UnmetNeedRows:
    """Needs that could not be met, by situation and by day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: UnmetNeedId) -> UnmetNeed | None:
        """One need."""
        row = self._connection.execute("SELECT * FROM unmet_need WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _need(row)

    def of_case(self, case_id: CaseId) -> tuple[UnmetNeed, ...]:
        """The needs of a situation, the oldest first."""
        rows = self._connection.execute(
            "SELECT * FROM unmet_need WHERE case_id = ? ORDER BY noted_on, id", (case_id,)
        )
        return tuple(_need(row) for row in rows)

    def between(self, first: date, last: date) -> tuple[UnmetNeed, ...]:
        """The needs noted from one day to another, both included, of no situation in the bin."""
        rows = self._connection.execute(
            "SELECT unmet_need.* FROM unmet_need JOIN cases ON cases.id = case_id "
            "WHERE noted_on BETWEEN ? AND ? AND binned_at IS NULL ORDER BY noted_on, unmet_need.id",
            (first.isoformat(), last.isoformat()),
        )
        return tuple(_need(row) for row in rows)

    def years(self) -> tuple[int, ...]:
        """The years in which needs were noted."""
        rows = self._connection.execute(
            "SELECT DISTINCT CAST(substr(noted_on, 1, 4) AS INTEGER) AS year FROM unmet_need"
        )
        return tuple(row.integer("year") for row in rows)

    def save(self, need: UnmetNeed) -> None:
        """Add or rewrite a need."""
        table.save(
            self._connection,
            "unmet_need",
            {
                "id": need.id,
                "case_id": need.case_id,
                "noted_on": need.noted_on.isoformat(),
                "need": need.need,
                "problem_code": need.problem_code,
                "cause": need.cause.value,
                "note": need.note,
                "met_on": table.day(need.met_on),
            },
        )

    def remove(self, id_: UnmetNeedId) -> None:
        """Take a need out."""
        self._connection.execute("DELETE FROM unmet_need WHERE id = ?", (id_,))


def _need(row: Row) -> UnmetNeed:
    return UnmetNeed(
        id=UnmetNeedId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        noted_on=date.fromisoformat(row.text("noted_on")),
        need=row.text("need"),
        problem_code=row.text("problem_code"),
        cause=UnmetCause(row.text("cause")),
        note=row.text("note"),
        met_on=table.day_from(row.text_or_none("met_on")),
    )
