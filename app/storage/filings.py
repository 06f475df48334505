# SPDX-License-Identifier: EUPL-1.2
"""The rows of the extracts that are owed to patients' records, and of those put there."""

from datetime import date

from app.domain.filing import Filing
from app.domain.ids import CaseId, FilingId, MeetingId, MinutesId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row


class FilingRows:
    """Extracts, filed or owed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: FilingId) -> Filing | None:
        """One extract."""
        row = self._connection.execute("SELECT * FROM filing WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _filing(row)

    def of(self, case_id: CaseId, meeting_id: MeetingId) -> Filing | None:
        """The extract of a situation and a meeting, None where none was ever owed."""
        row = self._connection.execute(
            "SELECT * FROM filing WHERE case_id = ? AND meeting_id = ?", (case_id, meeting_id)
        ).fetchone()
        return None if row is None else _filing(row)

    def of_meeting(self, meeting_id: MeetingId) -> tuple[Filing, ...]:
        """The extracts of a meeting, in no order that matters."""
        rows = self._connection.execute("SELECT * FROM filing WHERE meeting_id = ?", (meeting_id,))
        return tuple(_filing(row) for row in rows)

    def owed(self) -> tuple[Filing, ...]:
        """The extracts not filed yet, the oldest meeting first."""
        rows = self._connection.execute(
            "SELECT filing.* FROM filing JOIN meeting ON meeting.id = meeting_id "
            "WHERE filed_on IS NULL ORDER BY held_on, filing.id"
        )
        return tuple(_filing(row) for row in rows)

    def untracked(self) -> tuple[tuple[CaseId, MeetingId, MinutesId], ...]:
        """What sealed minutes hold of situations that were seen, and of which no extract is known.

        Minutes sealed before extracts were followed owe none; those sealed since owe each at once.
        """
        rows = self._connection.execute(
            "SELECT minutes_item.case_id, minutes.meeting_id, minutes.id AS minutes_id "
            "FROM minutes JOIN meeting ON meeting.id = minutes.meeting_id "
            "JOIN minutes_item ON minutes_item.minutes_id = minutes.id "
            "JOIN agenda_item ON agenda_item.id = minutes_item.item_id "
            "WHERE meeting.state = 'closed' AND agenda_item.state = 'seen' "
            "AND minutes_item.case_id IS NOT NULL AND minutes_item.record IS NOT NULL "
            "AND version = (SELECT MAX(version) FROM minutes AS known "
            "WHERE known.meeting_id = minutes.meeting_id) "
            "AND NOT EXISTS (SELECT 1 FROM filing WHERE filing.case_id = minutes_item.case_id "
            "AND filing.meeting_id = minutes.meeting_id) ORDER BY held_on, minutes_item.position"
        )
        return tuple(
            (
                CaseId(row.text("case_id")),
                MeetingId(row.text("meeting_id")),
                MinutesId(row.text("minutes_id")),
            )
            for row in rows
        )

    def count_owed(self) -> tuple[int, date | None]:
        """How many extracts are owed, and the day of the oldest meeting among them."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n, MIN(held_on) AS oldest FROM filing "
            "JOIN meeting ON meeting.id = meeting_id WHERE filed_on IS NULL"
        ).fetchone()
        if row is None:
            return 0, None
        return row.integer("n"), table.day_from(row.text_or_none("oldest"))

    def save(self, filing: Filing) -> None:
        """Add or rewrite an extract."""
        table.save(
            self._connection,
            "filing",
            {
                "id": filing.id,
                "case_id": filing.case_id,
                "meeting_id": filing.meeting_id,
                "minutes_id": filing.minutes_id,
                "filed_on": table.day(filing.filed_on),
                "filed_by": filing.filed_by,
                "filed_by_name": filing.filed_by_name,
            },
        )

    def remove(self, id_: FilingId) -> None:
        """An extract is owed no more: the situation is not in the new version."""
        self._connection.execute("DELETE FROM filing WHERE id = ?", (id_,))


def _filing(row: Row) -> Filing:
    return Filing(
        id=FilingId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        meeting_id=MeetingId(row.text("meeting_id")),
        minutes_id=MinutesId(row.text("minutes_id")),
        filed_on=table.day_from(row.text_or_none("filed_on")),
        filed_by=table.maybe(ProfessionalId, row.text_or_none("filed_by")),
        filed_by_name=row.text("filed_by_name"),
    )
