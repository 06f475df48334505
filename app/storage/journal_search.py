# SPDX-License-Identifier: EUPL-1.2
"""Looking through the journal, the newest entry first, a page at a time."""

from dataclasses import dataclass

from app.storage import table
from app.storage.driver import Connection, SqlValue
from app.storage.journal import StoredEntry, entry_from

PAGE = 100
WINDOW = 1_000
"""Entries looked at for one page: a filter that keeps few of them must not hold the screen."""

# What a situation's entries speak of: itself, and the minutes, meetings and actions it is in. The
# sign keeps SQLite from its index: it would go through all of them for each window.
_OF_CASE = (
    "+record_id IN (SELECT ? UNION SELECT minutes_id FROM minutes_item WHERE case_id = ? "
    "UNION SELECT meeting_id FROM agenda_item WHERE case_id = ? "
    "UNION SELECT action.id FROM action JOIN agenda_item ON agenda_item.id = action.item_id "
    "WHERE agenda_item.case_id = ?)"
)


@dataclass(frozen=True)
class JournalFilter:
    """What is looked for; empty means all. `since` and `until` are instants as stored texts."""

    since: str = ""
    until: str = ""
    account_id: str = ""
    events: tuple[str, ...] = ()
    case_id: str = ""


class JournalSearchRows:
    """The entries that a filter keeps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, wanted: JournalFilter, before: int) -> tuple[tuple[StoredEntry, ...], int]:
        """Entries below a number, and the number to go on below (0: there are no more).

        At most `PAGE` of them, found among `WINDOW`: a page may be empty and not the last.
        """
        low, swept = max(before - WINDOW, 0), self._swept()
        conditions, values = _conditions(wanted)
        rows = self._connection.execute(
            "SELECT * FROM journal WHERE seq < ? AND seq > ? "  # noqa: S608 - constants
            f"{conditions} ORDER BY seq DESC LIMIT ?",
            (before, max(low - 1, swept), *values, PAGE),
        ).fetchall()
        found = tuple(entry_from(row) for row in rows)
        if len(found) == PAGE:
            return found, found[-1].seq
        return found, low if self._any_below(low) and low > swept else 0

    def _swept(self) -> int:
        """The last entry that a checkpoint stands for: what may be left of them is not shown."""
        row = self._connection.execute("SELECT max(seq) AS seq FROM journal_checkpoint").fetchone()
        return 0 if row is None else row.integer_or_none("seq") or 0

    def _any_below(self, seq: int) -> bool:
        row = self._connection.execute("SELECT min(seq) AS seq FROM journal").fetchone()
        first = None if row is None else row.integer_or_none("seq")
        return first is not None and first < seq


def _conditions(wanted: JournalFilter) -> tuple[str, list[SqlValue]]:
    parts: list[str] = []
    values: list[SqlValue] = []
    for condition, value in (
        ("at >= ?", wanted.since),
        ("at < ?", wanted.until),
        ("account_id = ?", wanted.account_id),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    if wanted.events:
        parts.append(f"event IN ({table.marks(len(wanted.events))})")
        values += wanted.events
    if wanted.case_id:
        parts.append(_OF_CASE)
        values += [wanted.case_id] * 4
    return "".join(f"AND {part} " for part in parts), values
