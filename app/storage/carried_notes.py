# SPDX-License-Identifier: EUPL-1.2
"""What a read-only vault noted while its work went on in a copy: it joins the copy's journal."""

from datetime import datetime

from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.storage.driver import Connection
from app.storage.journal import JournalHead, JournalRows, StoredEntry
from app.storage.signatures import SIGNED_EVERY, HeadSigner, JournalSignatureRows

_SLICE = 500


class JournalEnd:
    """Appends to the journal of a database that is no session's; inside the caller's transaction.

    `rows` is the seal of all row digests, which no entry of the journal changes.
    """

    def __init__(self, connection: Connection, signer: HeadSigner, rows: str) -> None:
        self._journal = JournalRows(connection)
        self._signatures = JournalSignatureRows(connection)
        self._signer = signer
        self._rows = rows

    def append(self, at: datetime, account: str, event: str, kind: Kind, record: str) -> None:
        """Add one entry, signed where its number asks for it."""
        head = self._journal.append(at, AccountId(account), event, kind, record, self._rows)
        if head.seq % SIGNED_EVERY == 0:
            self.sign(head)

    def sign(self, head: JournalHead) -> None:
        """Sign one entry."""
        self._signatures.add(head.seq, self._signer.sign("journal", head.seq, head.hash))


def shared_until(one: Connection, other: Connection, after: int) -> int:
    """The number of the last entry that two journals share, when they share the one at `after`."""
    seq = after
    for mine, theirs in zip(_entries(one, after), _entries(other, after), strict=False):
        if mine.hash != theirs.hash:
            break
        seq = mine.seq
    return seq


def take_over_notes(source: Connection, target: Connection, after: int, end: JournalEnd) -> int:
    """Add to `target` what `source` noted since an entry: readings, prints, keys of accounts.

    The readings keep their moment and their account; they are chained anew. How many there were.
    """
    for table, columns in (
        ("account_key", "account_id, signing, name, role, since"),
        ("printed", "sha256, kind, record_id, at, account_id"),
    ):
        rows = source.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608  ours
        wide = columns.count(",") + 1
        marks = ", ".join("?" * wide)
        statement = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        target.executemany(statement, [[row[at] for at in range(wide)] for row in rows])
    entries = _entries(source, after)
    for entry in entries:
        at = datetime.fromisoformat(entry.at)
        end.append(at, entry.account_id, entry.event, Kind(entry.kind), entry.record_id)
    return len(entries)


def was_noted(connection: Connection, event: str, record: str) -> bool:
    """Whether the journal tells of that deed on that record."""
    row = connection.execute(
        "SELECT 1 FROM journal WHERE event = ? AND record_id = ? LIMIT 1", (event, record)
    ).fetchone()
    return row is not None


def _entries(connection: Connection, after: int) -> tuple[StoredEntry, ...]:
    journal = JournalRows(connection)
    found: list[StoredEntry] = []
    while batch := journal.stored(after, _SLICE):
        found.extend(batch)
        after = batch[-1].seq
    return tuple(found)
