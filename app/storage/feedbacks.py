# SPDX-License-Identifier: EUPL-1.2
"""The rows of what is owed to patients."""

from datetime import date

from app.domain.feedback import Agreement, PatientFeedback
from app.domain.ids import CaseId, FeedbackId, MeetingId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row

_OWED = (
    "done_on IS NULL AND NOT EXISTS (SELECT 1 FROM cases "
    "WHERE cases.id = feedback.case_id AND status IN ('closed', 'archived'))"
)
"""One that was closed since owes none: the person died, or will not be told."""


class FeedbackRows:
    """Reports owed and made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: FeedbackId) -> PatientFeedback | None:
        """One report."""
        row = self._connection.execute("SELECT * FROM feedback WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _feedback(row)

    def owed(self) -> tuple[PatientFeedback, ...]:
        """The reports not made yet, the oldest meeting first."""
        rows = self._connection.execute(
            "SELECT feedback.* FROM feedback JOIN meeting ON meeting.id = meeting_id "  # noqa: S608 - constant
            f"WHERE {_OWED} ORDER BY held_on, feedback.id"
        )
        return tuple(_feedback(row) for row in rows)

    def count_owed(self) -> tuple[int, date | None]:
        """How many reports are owed, and the day of the oldest meeting among them."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n, MIN(held_on) AS oldest FROM feedback "  # noqa: S608 - constant
            f"JOIN meeting ON meeting.id = meeting_id WHERE {_OWED}"
        ).fetchone()
        if row is None:
            return 0, None
        return row.integer("n"), table.day_from(row.text_or_none("oldest"))

    def count_late(self, today: date, within: int) -> int:
        """How many are owed past their day: the one promised, else `within` days of the meeting."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n FROM feedback JOIN meeting ON meeting.id = meeting_id "  # noqa: S608 - constant
            f"WHERE {_OWED} AND COALESCE(due, date(held_on, ?)) < ?",
            (f"+{within} days", table.day(today)),
        ).fetchone()
        return 0 if row is None else row.integer("n")

    def done(self, most: int) -> tuple[PatientFeedback, ...]:
        """The reports made last, the latest first, at most so many."""
        rows = self._connection.execute(
            "SELECT * FROM feedback WHERE done_on IS NOT NULL "
            "ORDER BY done_on DESC, id DESC LIMIT ?",
            (most,),
        )
        return tuple(_feedback(row) for row in rows)

    def of_case(self, case_id: CaseId) -> tuple[PatientFeedback, ...]:
        """The reports about a situation, the latest first."""
        rows = self._connection.execute(
            "SELECT * FROM feedback WHERE case_id = ? ORDER BY id DESC", (case_id,)
        )
        return tuple(_feedback(row) for row in rows)

    def exists(self, case_id: CaseId, meeting_id: MeetingId) -> bool:
        """Whether a report is already noted for this situation and meeting."""
        row = self._connection.execute(
            "SELECT 1 FROM feedback WHERE case_id = ? AND meeting_id = ?", (case_id, meeting_id)
        ).fetchone()
        return row is not None

    def save(self, feedback: PatientFeedback) -> None:
        """Add or rewrite a report."""
        table.save(
            self._connection,
            "feedback",
            {
                "id": feedback.id,
                "case_id": feedback.case_id,
                "meeting_id": feedback.meeting_id,
                "owed_by": feedback.owed_by,
                "owed_by_name": feedback.owed_by_name,
                "done_on": table.day(feedback.done_on),
                "done_by": feedback.done_by,
                "reaction": feedback.reaction,
                "due": table.day(feedback.due),
                "agreement": feedback.agreement.value,
                "refused": feedback.refused,
                "departure": feedback.departure,
            },
        )

    def remove(self, id_: FeedbackId) -> None:
        """Take back a report that is owed no more."""
        self._connection.execute("DELETE FROM feedback WHERE id = ?", (id_,))


def _feedback(row: Row) -> PatientFeedback:
    return PatientFeedback(
        id=FeedbackId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        meeting_id=MeetingId(row.text("meeting_id")),
        owed_by=table.maybe(ProfessionalId, row.text_or_none("owed_by")),
        owed_by_name=row.text("owed_by_name"),
        done_on=table.day_from(row.text_or_none("done_on")),
        done_by=table.maybe(ProfessionalId, row.text_or_none("done_by")),
        reaction=row.text("reaction"),
        due=table.day_from(row.text_or_none("due")),
        agreement=Agreement(row.text("agreement")),
        refused=row.text("refused"),
        departure=row.text("departure"),
    )
