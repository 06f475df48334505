# SPDX-License-Identifier: EUPL-1.2
"""The rows of actions, across meetings."""

from datetime import date, datetime

from app.domain.action import Action, ActionState
from app.domain.ids import ActionId, CaseId, ItemId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row, SqlValue


class ActionRows:
    """Actions by item, by situation, or still open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: ActionId) -> Action | None:
        """One action."""
        row = self._connection.execute("SELECT * FROM action WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _action(row)

    def of(self, item_id: ItemId) -> tuple[Action, ...]:
        """The actions of an item in their order."""
        return self._select("WHERE item_id = ? ORDER BY position, id", (item_id,))

    def open(self) -> tuple[Action, ...]:
        """Every action still to be done, the most urgent first."""
        return self._select("WHERE state IN ('open', 'postponed') ORDER BY due IS NULL, due, id")

    def settled(self, limit: int) -> tuple[Action, ...]:
        """The latest actions that were carried out or given up."""
        return self._select(
            "WHERE state IN ('done', 'not_done') ORDER BY id DESC LIMIT ?", (limit,)
        )

    def open_of_case(self, case_id: CaseId, not_in: ItemId | None = None) -> tuple[Action, ...]:
        """The actions still to be done about a situation, but for those of one item."""
        return self._select(
            "WHERE case_id = ? AND state IN ('open', 'postponed') AND item_id IS NOT ? "
            "ORDER BY due IS NULL, due, id",
            (case_id, not_in),
        )

    def changed_since(self, case_id: CaseId, since: datetime) -> bool:
        """Whether an action about a situation was changed or answered since an instant (UTC)."""
        row = self._connection.execute(
            "SELECT 1 FROM action JOIN operation ON record_id = action.id "
            "WHERE case_id = ? AND kind = 'action' AND at >= ? LIMIT 1",
            (case_id, table.instant(since)),
        ).fetchone()
        return row is not None

    def count_overdue(self, today: date) -> tuple[int, date | None]:
        """How many open actions are late, and the oldest date among them."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n, MIN(due) AS oldest FROM action "
            "WHERE state IN ('open', 'postponed') AND due < ?",
            (today.isoformat(),),
        ).fetchone()
        return (
            (0, None)
            if row is None
            else (row.integer("n"), table.day_from(row.text_or_none("oldest")))
        )

    def save(self, action: Action) -> None:
        """Add or rewrite an action."""
        table.save(
            self._connection,
            "action",
            {
                "id": action.id,
                "item_id": action.item_id,
                "case_id": action.case_id,
                "position": action.position,
                "text": action.text,
                "who_id": action.who_id,
                "who_name": action.who_name,
                "due": table.day(action.due),
                "state": action.state.value,
                "note": action.note,
            },
        )

    def remove(self, id_: ActionId) -> None:
        """Take an action back."""
        self._connection.execute("DELETE FROM action WHERE id = ?", (id_,))

    def _select(self, rest: str, values: tuple[SqlValue, ...] = ()) -> tuple[Action, ...]:
        rows = self._connection.execute(f"SELECT * FROM action {rest}", values)  # noqa: S608 - ours
        return tuple(_action(row) for row in rows)


def _action(row: Row) -> Action:
    return Action(
        id=ActionId(row.text("id")),
        item_id=ItemId(row.text("item_id")),
        position=row.integer("position"),
        text=row.text("text"),
        case_id=table.maybe(CaseId, row.text_or_none("case_id")),
        who_id=table.maybe(ProfessionalId, row.text_or_none("who_id")),
        who_name=row.text("who_name"),
        due=table.day_from(row.text_or_none("due")),
        state=ActionState(row.text("state")),
        note=row.text("note"),
    )
