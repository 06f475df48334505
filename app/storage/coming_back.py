# SPDX-License-Identifier: EUPL-1.2
"""What past meetings left to come back, read for all situations at once."""

from dataclasses import dataclass
from datetime import date

from app.domain.ids import CaseId, MeetingId, MinutesId
from app.domain.meeting import AgendaItem
from app.storage.agenda import agenda_item
from app.storage.driver import Connection, Row

_WAITING = "('new', 'to_present', 'followed', 'to_review')"
_HELD = "meeting.state = 'closed' AND meeting.form <> 'short'"


@dataclass(frozen=True)
class PastItem:
    """An item as its closed meeting left it."""

    on: date
    item: AgendaItem


class ComingBackRows:
    """The last word of the closed meetings on each situation and on each point."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cases(self) -> dict[CaseId, PastItem]:
        """The last held item of each situation that is not closed nor archived."""
        # CROSS JOIN keeps the order: from the few situations that wait to their own items,
        # whatever the years hold; only the item that is taken is read whole.
        rows = self._connection.execute(
            "SELECT agenda_item.*, held_on FROM cases CROSS JOIN agenda_item "  # noqa: S608 - constant
            "ON agenda_item.id = (SELECT past.id FROM agenda_item AS past "
            "JOIN meeting ON meeting.id = past.meeting_id WHERE past.case_id = cases.id "
            f"AND {_HELD} ORDER BY held_on DESC, starts DESC LIMIT 1) "
            f"JOIN meeting ON meeting.id = meeting_id WHERE cases.status IN {_WAITING}"
        )
        found = map(_past, rows)
        return {past.item.case_id: past for past in found if past.item.case_id is not None}

    def points(self, since: date) -> tuple[PastItem, ...]:
        """The points of the meetings held since a day, the earliest first."""
        rows = self._connection.execute(
            "SELECT agenda_item.*, held_on FROM agenda_item "  # noqa: S608 - constant
            "JOIN meeting ON meeting.id = meeting_id "
            f"WHERE case_id IS NULL AND held_on >= ? AND {_HELD} "
            "ORDER BY held_on, starts, position",
            (since.isoformat(),),
        )
        return tuple(map(_past, rows))

    def open_actions(self, on: date) -> dict[CaseId, tuple[int, int]]:
        """How many actions of each waiting situation are open, and how many late on a day."""
        rows = self._connection.execute(
            "SELECT case_id, COUNT(*) AS n, COUNT(CASE WHEN due < ? THEN 1 END) AS late "  # noqa: S608 - constant
            "FROM cases CROSS JOIN action ON case_id = cases.id "
            f"WHERE status IN {_WAITING} AND state IN ('open', 'postponed') GROUP BY case_id",
            (on.isoformat(),),
        )
        return {
            CaseId(row.text("case_id")): (row.integer("n"), row.integer("late")) for row in rows
        }

    def feedback_owed(self) -> frozenset[CaseId]:
        """The situations of which nobody has reported back to the person yet."""
        rows = self._connection.execute("SELECT case_id FROM feedback WHERE done_on IS NULL")
        return frozenset(CaseId(row.text("case_id")) for row in rows)

    def unapproved(self, meeting_id: MeetingId) -> MinutesId | None:
        """The minutes of a meeting that no agenda approved or is to; None where one did."""
        row = self._connection.execute(
            "SELECT id FROM minutes WHERE meeting_id = ? AND NOT EXISTS "
            "(SELECT 1 FROM agenda_item JOIN minutes AS known ON known.id = minutes_id "
            "WHERE known.meeting_id = minutes.meeting_id AND topic = 'approval' "
            "AND agenda_item.state <> 'postponed' "
            "AND NOT (agenda_item.state = 'seen' AND outcome = '')) ORDER BY version DESC LIMIT 1",
            (meeting_id,),
        ).fetchone()
        return None if row is None else MinutesId(row.text("id"))


def _past(row: Row) -> PastItem:
    return PastItem(date.fromisoformat(row.text("held_on")), agenda_item(row))
