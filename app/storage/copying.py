# SPDX-License-Identifier: EUPL-1.2
"""A whole copy of an open database, in a file of its own, under another key.

SQLite's own copying goes page by page through the one connection; what is written meanwhile by that
connection goes into the copy too, so it always ends as one state between two transactions.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.storage.driver import Connection, open_copy
from app.storage.integrity import Soundness, examine
from app.storage.journal_head import journal_head
from app.storage.row_digests import RowDigests, seal_of


@dataclass(frozen=True)
class DatabaseState:
    """What must be the same in a copy.

    `seq` and `head` are the journal's last entry; `kept` are the numbers of rows that the database
    itself keeps of its tables, and `rows` seals them with the sum of their digests. `vault` and
    `generation` tell which slot file goes with it.
    """

    vault: str
    generation: str
    schema: int
    seq: int
    head: str
    kept: Mapping[str, int]
    rows: str


@dataclass(frozen=True)
class Copied:
    """A copy that was made: the state it was made in, what it holds, what the checks found."""

    state: DatabaseState
    counts: Mapping[str, int]
    soundness: Soundness
    faults: tuple[str, ...]
    """Where the copy differs from the original: names of tables, or `head`, or `schema`."""
    changed: tuple[int, int] = (0, 0)
    """The original's `Connection.changed` when the copy ended: another since, and it is old."""

    @property
    def good(self) -> bool:
        """Whether the copy can be relied on."""
        return self.soundness.sound and not self.faults


def copy_database(source: Connection, path: Path, key: bytes | bytearray) -> Copied:
    """Copy an open database into a new file at `path` under `key`, then compare and check it.

    For a background thread: `source` goes on working meanwhile. The end of the file is not flushed
    to the disk. Raises `OSError` or the driver's errors, `CopyAbandoned` among them; the file is
    then to be removed.
    """
    copy = open_copy(path, key, create=True)
    descriptor = os.open(path, os.O_RDWR)
    try:
        state, changed = source.copy_into(
            copy, lambda: (state_of(source), source.changed), lambda: os.fsync(descriptor)
        )
    finally:
        os.close(descriptor)
        copy.close()
    copy = open_copy(path, key)  # it came with its source's WAL mode: opening gives it its own
    copy.close()
    return replace(examine_copy(path, key, state), changed=changed)


def examine_copy(path: Path, key: bytes | bytearray, expected: DatabaseState) -> Copied:
    """Check a closed copy and compare it with the state that it must be in.

    Raises `DatabaseMissing`, `DatabasePlaintext`, `WrongKey` or `DatabaseDamaged`.
    """
    soundness = examine(path, key)
    if not soundness.sound:
        return Copied(expected, {}, soundness, ())
    copy = open_copy(path, key)
    try:
        counts = count_rows(copy)
        return Copied(expected, counts, soundness, differences(expected, copy, counts))
    finally:
        copy.close()


def state_of(connection: Connection) -> DatabaseState:
    """The state of a database of any schema; a few pages are read, whatever its size."""
    version = connection.execute("PRAGMA user_version").fetchone()
    said = connection.execute("SELECT key, value FROM vault_state")
    vault = {row.text("key"): row.text("value") for row in said}
    # The first schema kept no totals, and pruned no journal.
    digested = "row_total" in table_names(connection)
    totals = RowDigests(connection, b"").totals() if digested else {}
    seq, head = journal_head(connection) if digested else _last_entry(connection)
    return DatabaseState(
        vault.get("vault", ""),
        vault.get("generation", ""),
        0 if version is None else version.integer("user_version"),
        seq,
        head,
        {name: total.count for name, total in totals.items()},
        seal_of(totals) if totals else "",
    )


def _last_entry(connection: Connection) -> tuple[int, str]:
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, "") if row is None else (row.integer("seq"), row.text("hash"))


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    counts = {}
    for name in table_names(connection):
        query = f"SELECT count(*) AS total FROM {name}"  # noqa: S608  a name of our own schema
        row = connection.execute(query).fetchone()
        counts[name] = 0 if row is None else row.integer("total")
    return counts


def table_names(connection: Connection) -> tuple[str, ...]:
    """The tables of the schema, by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name"
    )
    return tuple(row.text("name") for row in rows)


def differences(
    expected: DatabaseState, found: Connection, counts: Mapping[str, int]
) -> tuple[str, ...]:
    """Where a copy is not in the expected state: names of what differs and of tables."""
    state = state_of(found)
    tables = (name for name, count in sorted(expected.kept.items()) if counts.get(name, 0) != count)
    checks = {
        "vault": (state.vault, state.generation) == (expected.vault, expected.generation),
        "schema": state.schema == expected.schema,
        "head": (state.seq, state.head) == (expected.seq, expected.head),
        "rows": state.rows == expected.rows,
    }
    return (*(name for name, same in checks.items() if not same), *tables)
