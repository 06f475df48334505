# SPDX-License-Identifier: EUPL-1.2
"""The journal and the operation log: who did what to which record, never any text in the journal.

The journal is append-only and chained: each entry's hash covers the entry before it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.domain.seal import canonical
from app.storage import table
from app.storage.driver import Connection


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


def entry_hash(previous: str, at: str, account: str, event: str, kind: str, record: str) -> str:
    """The hash that chains one entry to the one before it, in hex."""
    body = canonical([previous, at, account, event, kind, record])
    return hashlib.sha256(body.encode()).hexdigest()


class JournalRows:
    """The chained journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head(self) -> str:
        """The hash of the last entry, empty in a new journal."""
        row = self._connection.execute(
            "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return "" if row is None else row.text("hash")

    def append(self, at: datetime, account: AccountId, event: str, kind: Kind, record: str) -> None:
        """Add one entry after the last."""
        previous, stamp = self.head(), table.instant(at)
        self._connection.execute(
            "INSERT INTO journal (at, account_id, event, kind, record_id, previous, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                stamp,
                account,
                event,
                kind.value,
                record,
                previous,
                entry_hash(previous, stamp, account, event, kind.value, record),
            ),
        )

    def entries(self) -> tuple[JournalEntry, ...]:
        """Every entry, in order."""
        rows = self._connection.execute("SELECT * FROM journal ORDER BY seq")
        return tuple(
            JournalEntry(
                seq=row.integer("seq"),
                at=datetime.fromisoformat(row.text("at")),
                account_id=AccountId(row.text("account_id")),
                event=row.text("event"),
                kind=row.text("kind"),
                record_id=row.text("record_id"),
                previous=row.text("previous"),
                hash=row.text("hash"),
            )
            for row in rows
        )

    def first_fault(self) -> int | None:
        """The number of the first entry that does not follow from the one before it.

        Works on the stored texts: an entry altered into something unreadable is a fault like any.
        """
        previous = ""
        for row in self._connection.execute("SELECT * FROM journal ORDER BY seq"):
            said = (row.text(name) for name in ("at", "account_id", "event", "kind", "record_id"))
            if row.text("previous") != previous or row.text("hash") != entry_hash(previous, *said):
                return row.integer("seq")
            previous = row.text("hash")
        return None


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
