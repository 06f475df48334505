# SPDX-License-Identifier: EUPL-1.2
"""A whole copy of an open database, in a file of its own, under another key.

SQLite's own copying goes page by page through the one connection; what is written meanwhile by that
connection goes into the copy too, so it always ends as one state between two transactions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.storage.driver import Connection, open_copy
from app.storage.integrity import Soundness, examine


@dataclass(frozen=True)
class DatabaseState:
    """What must be the same in a copy: the journal's last entry and how many rows there are.

    `kept` are the running totals that the database keeps of its own tables: their number of rows
    and the sum of their digests in hex.
    """

    schema: int
    seq: int
    head: str
    kept: Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Copied:
    """A copy that was made: the state it was made in, what it holds, what the checks found."""

    state: DatabaseState
    counts: Mapping[str, int]
    soundness: Soundness
    faults: tuple[str, ...]
    """Where the copy differs from the original: names of tables, or `head`, or `schema`."""

    @property
    def good(self) -> bool:
        """Whether the copy can be relied on."""
        return self.soundness.sound and not self.faults


def copy_database(source: Connection, path: Path, key: bytes | bytearray) -> Copied:
    """Copy an open database into a new file at `path` under `key`, then compare and check it.

    For a background thread: `source` goes on working meanwhile. The file is not flushed to the
    disk. Raises the driver's errors, `CopyAbandoned` among them; the file is then to be removed.
    """
    copy = open_copy(path, key, create=True)
    try:
        state = source.copy_into(copy, lambda: state_of(source))
    finally:
        copy.close()
    copy = open_copy(path, key)  # it came with its source's WAL mode: opening gives it its own
    copy.close()
    return examine_copy(path, key, state)


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
    """The state of a database; a few pages are read, whatever its size."""
    version = connection.execute("PRAGMA user_version").fetchone()
    head = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    totals = connection.execute("SELECT name, count, total FROM row_total")
    return DatabaseState(
        0 if version is None else version.integer("user_version"),
        0 if head is None else head.integer("seq"),
        "" if head is None else head.text("hash"),
        {row.text("name"): (row.integer("count"), row.blob("total").hex()) for row in totals},
    )


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
    """Where a copy is not in the expected state: `schema`, `head`, `totals`, names of tables."""
    state = state_of(found)
    tables = (
        name for name, (count, _total) in sorted(expected.kept.items()) if counts.get(name) != count
    )
    checks = {
        "schema": state.schema == expected.schema,
        "head": (state.seq, state.head) == (expected.seq, expected.head),
        "totals": dict(state.kept) == dict(expected.kept),
    }
    return (*(name for name, same in checks.items() if not same), *tables)
