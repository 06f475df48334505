# SPDX-License-Identifier: EUPL-1.2
"""Moving what is still open from one situation to another: what is sealed stays where it was."""

from app.domain.ids import CaseId
from app.storage.driver import Connection

_OPEN = "state IN ('open', 'postponed')"
_OWED = (
    "done_on IS NULL AND NOT EXISTS (SELECT 1 FROM feedback AS known "
    "WHERE known.case_id = :kept AND known.meeting_id = feedback.meeting_id)"
)
_PREPARED = (
    "meeting_id IN (SELECT id FROM meeting WHERE state = 'prepared') "
    "AND NOT EXISTS (SELECT 1 FROM agenda_item AS known "
    "WHERE known.case_id = :kept AND known.meeting_id = agenda_item.meeting_id)"
)
_MOVED = {
    "consent": "1",
    "action": _OPEN,
    "feedback": _OWED,
    "unmet_need": "1",
    "agenda_item": _PREPARED,
    "protocol_inclusion": "1",
}
"""Which rows of the joined situation go to the one that is kept, by table."""

_FAMILY = (
    "WITH RECURSIVE family (id) AS (VALUES (?) "
    "UNION SELECT cases.id FROM family JOIN cases ON merged_into = family.id "
    "UNION SELECT cases.id FROM family JOIN cases ON follows = family.id "
    "UNION SELECT merged_into FROM family JOIN cases ON cases.id = family.id "
    "WHERE merged_into IS NOT NULL "
    "UNION SELECT follows FROM family JOIN cases ON cases.id = family.id WHERE follows IS NOT NULL"
    ") SELECT id FROM family ORDER BY id"
)


class JoiningRows:
    """The rows that two files of one person have."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, table: str, joined: str, kept: str) -> int:
        """How many rows of a table would move."""
        return len(self._ids(table, joined, kept))

    def move(self, table: str, joined: str, kept: str) -> tuple[str, ...]:
        """Move the rows of a table; gives their ids."""
        ids = self._ids(table, joined, kept)
        for id_ in ids:
            self._connection.execute(
                f"UPDATE {table} SET case_id = ? WHERE id = ?",  # noqa: S608  our own names
                (kept, id_),
            )
        return ids

    def running(self, case_id: str) -> bool:
        """Whether a situation is in a meeting that runs."""
        row = self._connection.execute(
            "SELECT 1 FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
            "WHERE case_id = ? AND meeting.state = 'running'",
            (case_id,),
        ).fetchone()
        return row is not None

    def prepared(self, case_id: str) -> tuple[tuple[str, str], ...]:
        """The items of a situation on prepared agendas: item and meeting."""
        rows = self._connection.execute(
            "SELECT agenda_item.id, meeting_id FROM agenda_item "
            "JOIN meeting ON meeting.id = meeting_id "
            "WHERE case_id = ? AND meeting.state = 'prepared'",
            (case_id,),
        )
        return tuple((row.text("id"), row.text("meeting_id")) for row in rows)

    def by_code(self, part: str, but: str, most: int) -> tuple[tuple[str, str, str], ...]:
        """The situations whose code has `part`, the newest first: id, code and motif."""
        rows = self._connection.execute(
            "SELECT id, code, title FROM cases WHERE id <> ? AND merged_into IS NULL "
            "AND binned_at IS NULL "
            "AND instr(lower(code), lower(?)) > 0 ORDER BY code DESC LIMIT ?",
            (but, part, most),
        )
        return tuple((row.text("id"), row.text("code"), row.text("title")) for row in rows)

    def merged_into(self, case_id: str) -> tuple[CaseId, ...]:
        """The files that this one took over."""
        rows = self._connection.execute("SELECT id FROM cases WHERE merged_into = ?", (case_id,))
        return tuple(CaseId(row.text("id")) for row in rows)

    def of_person(self, case_id: CaseId) -> tuple[CaseId, ...]:
        """This situation, its other episodes and the files joined to them, the oldest first."""
        return tuple(
            CaseId(row.text("id")) for row in self._connection.execute(_FAMILY, (case_id,))
        )

    def _ids(self, table: str, joined: str, kept: str) -> tuple[str, ...]:
        rows = self._connection.execute(
            f"SELECT id FROM {table} WHERE case_id = :joined AND {_MOVED[table]} ORDER BY id",  # noqa: S608  our own names
            {"joined": joined, "kept": kept},
        )
        return tuple(row.text("id") for row in rows)
