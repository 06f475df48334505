# SPDX-License-Identifier: EUPL-1.2
"""The journal and the operation log: who did what to which record, never any text in the journal.

The journal is append-only and chained: each entry's hash covers the entry before it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.domain.seal import canonical
from app.storage import table
from app.storage.driver import Connection, Row


@dataclass(frozen=True)
class JournalHead:
    """The last entry: its number (0 in a new journal), its hash in hex, and when it was made."""

    seq: int = 0
    hash: str = ""
    at: datetime | None = None

    @property
    def text(self) -> str:
        """`seq:hash`, as minutes keep it; empty in a new journal."""
        return f"{self.seq}:{self.hash}" if self.seq else ""


@dataclass(frozen=True)
class StoredEntry:
    """One line as it lies in the table: a check must not trip over an altered text.

    `rows` is the running total of the row digests when the entry was made, in hex, or empty.
    """

    seq: int
    at: str
    account_id: str
    event: str
    kind: str
    record_id: str
    previous: str
    hash: str
    rows: str

    def follows(self, previous: str) -> bool:
        """Whether it is what was written after the entry whose hash is `previous`."""
        said = (self.at, self.account_id, self.event, self.kind, self.record_id, self.rows)
        return self.previous == previous and self.hash == entry_hash(previous, *said)


@dataclass(frozen=True)
class JournalEntry:
    """One line of the journal."""

    seq: int
    at: datetime
    account_id: AccountId
    event: str
    kind: str
    record_id: str
    previous: str
    hash: str


def entry_hash(
    previous: str, at: str, account: str, event: str, kind: str, record: str, rows: str = ""
) -> str:
    """The hash that chains one entry to the one before it, in hex; `rows` is in it unless empty."""
    body = canonical([previous, at, account, event, kind, record, *([rows] if rows else [])])
    return hashlib.sha256(body.encode()).hexdigest()


class JournalRows:
    """The chained journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head(self) -> str:
        """The hash of the last entry, empty in a new journal."""
        return self.last().hash

    def last(self) -> JournalHead:
        """The last entry."""
        row = self._connection.execute(
            "SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return JournalHead()
        at = datetime.fromisoformat(row.text("at"))
        return JournalHead(row.integer("seq"), row.text("hash"), at)

    def append(
        self,
        at: datetime,
        account: AccountId,
        event: str,
        kind: Kind,
        record: str,
        rows: str = "",
    ) -> JournalHead:
        """Add one entry after the last; it is the new head."""
        previous, stamp = self.head(), table.instant(at)
        hash_ = entry_hash(previous, stamp, account, event, kind.value, record, rows)
        added = self._connection.execute(
            "INSERT INTO journal (at, account_id, event, kind, record_id, previous, hash, rows) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
            (stamp, account, event, kind.value, record, previous, hash_, rows),
        ).fetchall()
        return JournalHead(added[0].integer("seq"), hash_, datetime.fromisoformat(stamp))

    def stored(self, after: int, limit: int) -> tuple[StoredEntry, ...]:
        """The next entries after a number, as they lie in the table."""
        rows = self._connection.execute(
            "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit)
        )
        return tuple(entry_from(row) for row in rows)

    def at(self, seq: int) -> StoredEntry | None:
        """The entry of that number, None where there is none (any more)."""
        rows = self.stored(seq - 1, 1)
        return rows[0] if rows and rows[0].seq == seq else None

    def last_of(self, event: str, record: str) -> int:
        """The number of the last entry of one event on one record, 0 where there is none."""
        row = self._connection.execute(
            "SELECT max(seq) AS seq FROM journal WHERE record_id = ? AND event = ?",
            (record, event),
        ).fetchone()
        return 0 if row is None else row.integer_or_none("seq") or 0

    def first(self) -> int:
        """The number of the oldest entry, 0 in an empty journal."""
        row = self._connection.execute("SELECT min(seq) AS seq FROM journal").fetchone()
        return 0 if row is None else row.integer_or_none("seq") or 0

    def first_since(self, at: str) -> int:
        """The number of the first entry made at an instant (as text) or later, 0 where none was."""
        row = self._connection.execute(
            "SELECT seq FROM journal WHERE at >= ? ORDER BY seq LIMIT 1", (at,)
        ).fetchone()
        return 0 if row is None else row.integer("seq")

    def entries(self) -> tuple[JournalEntry, ...]:
        """Every entry, in order."""
        return tuple(_entry(row) for row in self._all())

    def first_fault(self) -> int | None:
        """The number of the first entry that does not follow from the one before it.

        Works on the stored texts: an entry altered into something unreadable is a fault like any.
        What a checkpoint and the signatures say is not looked at: `JournalService` does.
        """
        previous, expected = "", 1
        for row in self._all():
            entry = entry_from(row)
            if entry.seq != expected or not entry.follows(previous):
                return entry.seq
            previous, expected = entry.hash, entry.seq + 1
        return None

    def _all(self) -> Iterator[Row]:
        return iter(self._connection.execute("SELECT * FROM journal ORDER BY seq"))


def entry_from(row: Row) -> StoredEntry:
    """The entry that a row holds, as it lies there."""
    return StoredEntry(
        seq=row.integer("seq"),
        at=row.text("at"),
        account_id=row.text("account_id"),
        event=row.text("event"),
        kind=row.text("kind"),
        record_id=row.text("record_id"),
        previous=row.text("previous"),
        hash=row.text("hash"),
        rows=row.text("rows"),
    )


def _entry(row: Row) -> JournalEntry:
    return JournalEntry(
        seq=row.integer("seq"),
        at=datetime.fromisoformat(row.text("at")),
        account_id=AccountId(row.text("account_id")),
        event=row.text("event"),
        kind=row.text("kind"),
        record_id=row.text("record_id"),
        previous=row.text("previous"),
        hash=row.text("hash"),
    )


class OperationRows:
    """What changed in each record, for the exchange between two machines to come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self,
        id_: str,
        at: datetime,
        account: AccountId,
        kind: Kind,
        record: str,
        change: Mapping[str, object],
        burst: str | None = None,
    ) -> None:
        """Note a change; a change of the same `burst` replaces the entry before it."""
        self._connection.execute(
            "INSERT INTO operation (id, at, account_id, kind, record_id, change, burst) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (burst) DO UPDATE SET at = excluded.at, change = excluded.change",
            (id_, table.instant(at), account, kind.value, record, canonical(change), burst),
        )

    def forget_texts(self, record_ids: tuple[str, ...]) -> None:
        """Empty the entries of some records, whose texts must not stay anywhere."""
        for record_id in record_ids:
            self._connection.execute(
                "UPDATE operation SET change = '{}' WHERE record_id = ?", (record_id,)
            )

    def of(self, record_id: str) -> tuple[str, ...]:
        """The changes of one record as JSON texts, the oldest first."""
        rows = self._connection.execute(
            "SELECT change FROM operation WHERE record_id = ? ORDER BY id", (record_id,)
        )
        return tuple(row.text("change") for row in rows)
