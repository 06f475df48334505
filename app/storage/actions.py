# SPDX-License-Identifier: EUPL-1.2
"""The rows of actions, across meetings."""

from dataclasses import replace
from datetime import date

from app.domain.action import Action, ActionState
from app.domain.ids import ActionId, CaseId, ItemId, MeetingId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row, SqlValue

# The operation log is read in the order in which it was written: a clock set back during a meeting
# loses no answer. A resumed meeting has several entries of its beginning: the first one counts.
# Only a whole action, put back from the bin, has a text in the log: an answer has none.
_ANSWERED = """
SELECT action.*, change ->> '$.state' AS said, change ->> '$.note' AS why,
       change ->> '$.due' AS until, coalesce(change ->> '$.undone', 0) AS undone
FROM action
JOIN agenda_item ON agenda_item.id = action.item_id
JOIN meeting ON meeting.id = agenda_item.meeting_id
JOIN operation ON operation.record_id = action.id
JOIN meeting AS this ON this.id = :meeting AND this.state = 'running'
WHERE action.case_id = :case AND meeting.id <> this.id AND meeting.held_on <= this.held_on
  AND change ->> '$.state' IS NOT NULL AND change ->> '$.text' IS NULL
  AND operation.rowid > coalesce(
    (SELECT max(rowid) FROM operation
     WHERE record_id = :meeting AND change ->> '$.reopened'),
    (SELECT min(rowid) FROM operation
     WHERE record_id = :meeting AND change ->> '$.state' = 'running'))
ORDER BY operation.rowid
"""
_DAY_OF = """
SELECT held_on FROM meeting JOIN agenda_item ON meeting.id = meeting_id WHERE agenda_item.id =
"""


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

    def answered(self, case_id: CaseId, meeting_id: MeetingId) -> tuple[tuple[Action, bool], ...]:
        """Each earlier action of a situation as it was answered since a meeting began, in order.

        Of minutes that are written anew: since they are. True with what takes an answer back.
        Actions of this meeting, and of later ones, are none of it; nothing is, once it is closed.
        """
        rows = self._connection.execute(_ANSWERED, {"case": case_id, "meeting": meeting_id})
        return tuple(
            (
                replace(
                    _action(row),
                    state=ActionState(row.text("said")),
                    note=row.text("why"),
                    due=table.day_from(row.text_or_none("until")),
                ),
                row.flag("undone"),
            )
            for row in rows
        )

    def open_before(self, item_id: ItemId, case_id: CaseId) -> tuple[Action, ...]:
        """The actions still to be done that other meetings agreed, but for later ones."""
        return self._select(
            "WHERE case_id = ? AND state IN ('open', 'postponed') AND item_id <> ? "
            f"AND ({_DAY_OF} action.item_id) <= ({_DAY_OF} ?) "
            "ORDER BY due IS NULL, due, id",
            (case_id, item_id, item_id),
        )

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
