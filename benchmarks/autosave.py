# SPDX-License-Identifier: EUPL-1.2
"""One autosave commit on SQLCipher against the same statements on plain sqlite3.

Every statement that `MeetingService.write_text` runs is run again, with its parameters, on a plain
database of the same schema and rows, under the pragmas read from ours (the cipher's apart). Ours
also pays for the service itself: rows read into records, compared, an entry made of the change.
The second line leaves the service out: the same statements on an encrypted twin.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.demo.practice import Demo, build_demo
from app.domain.ids import AccountId
from app.services.meetings import ItemText, MeetingService
from app.services.vault import system_ids
from app.storage.driver import (
    DATABASE_KEY_BYTES,
    Connection,
    Cursor,
    Parameters,
    SqlValue,
    open_database,
)
from app.storage.migrator import migrate, packaged_migrations
from app.storage.unit_of_work import Store
from app.system.clock import SystemClock
from app.vault.keys import FLOOR_KDF
from benchmarks.measure import Bench, Finding, ratio, timed

AIM = 1.5
COMMITS = 300
KEYS_A_COMMIT = 4  # in 800 ms, by somebody who types well
BEGUN = "Chute dans la cuisine : hanche douloureuse, marche avec aide, pas de radio. " * 4
TYPED = "La fille passe matin et soir ; elle dit ne plus tenir. "
# trusted_schema costs nothing, and older engines refuse json_valid() in our CHECKs without it.
SAME_PRAGMAS = (
    *("page_size", "cache_size", "locking_mode", "journal_mode", "synchronous", "foreign_keys"),
    *("cell_size_check", "temp_store", "wal_autocheckpoint"),
)

Statement = tuple[str, Parameters]


class Recorder(Connection):
    """The vault's connection, which also keeps what it is asked."""

    def __init__(self, vault: Connection) -> None:
        vars(self).update(vars(vault))  # the same connection seen by another class
        self.asked: list[Statement] = []

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Keep the statement, then run it."""
        self.asked.append((sql, parameters))
        return super().execute(sql, parameters)


class Typist:
    """Types into the first item of the next meeting; each write is one autosave."""

    def __init__(self, demo: Demo) -> None:
        session, clock = demo.session, SystemClock()
        self.recorder = Recorder(session.vault.connection)
        author = AccountId(session.vault.account.id)
        store = Store(self.recorder, author, clock.now, system_ids(clock))
        self._meetings = MeetingService(store, clock)
        self._meetings.start(demo.next_meeting)
        current = self._meetings.meeting(demo.next_meeting).current_item
        assert current is not None, "the fictional practice has an agenda"
        self._item = current
        self._keys = 0

    def write(self) -> list[Statement]:
        """Commit the text as it stands after a few more keys; gives the statements it took."""
        self._keys += KEYS_A_COMMIT
        text = BEGUN + (TYPED * (self._keys // len(TYPED) + 1))[: self._keys]
        self.recorder.asked.clear()
        self._meetings.write_text(self._item, ItemText.SOCIAL, text, visit="benchmark")
        return list(self.recorder.asked)


def run(bench: Bench) -> Iterator[Finding]:
    demo = build_demo(bench.scratch / "vault", datetime.now(), UTC, kdf=FLOOR_KDF)  # noqa: DTZ005 - local
    try:
        yield from _compare(Typist(demo), demo.session.vault.connection, bench.scratch)
    finally:
        demo.session.close()


def _compare(typist: Typist, vault: Connection, folder: Path) -> Iterator[Finding]:
    plain = plain_copy(vault, folder / "plain.db")
    twin = encrypted_copy(vault, folder / "twin.db")
    service: list[float] = []
    encrypted: list[float] = []
    same: list[float] = []
    asked: list[Statement] = []
    for _ in range(COMMITS + 1):
        service.append(timed(lambda: asked.__setitem__(slice(None), typist.write())))
        same.append(timed(lambda: replay(plain, asked)))
        encrypted.append(timed(lambda: replay(twin, asked)))
    for times in (service, same, encrypted):
        times.pop(0)  # statements are prepared and pages read the first time
    writes = sum(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql, _ in asked)
    note = f"{len(asked)} statements ({writes} write), SQLite {sqlite3.sqlite_version}"
    yield ratio("autosave commit / plain sqlite3", service, same, AIM, note)
    yield ratio("  its statements alone / plain sqlite3", encrypted, same, None)
    plain.close()
    twin.close()


def replay(database: Connection | sqlite3.Connection, asked: list[Statement]) -> None:
    """Run recorded statements, reading what they give."""
    for sql, parameters in asked:
        database.execute(sql, parameters).fetchall()


def plain_copy(vault: Connection, path: Path) -> sqlite3.Connection:
    """An unencrypted database with the schema, the rows and the pragmas of an open vault."""
    plain = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for migration in packaged_migrations():
        plain.executescript(_plainly(migration.sql))
    plain.execute("BEGIN")
    for sql, rows in _contents(vault):
        plain.executemany(sql, rows)
    plain.execute("COMMIT")
    for name in SAME_PRAGMAS:
        (value,) = _values(vault, f"PRAGMA {name}")[0]
        plain.execute(f"PRAGMA {name} = {value!r}").fetchall()
    return plain


def _plainly(migration: str) -> str:
    """Without what Debian's library is too old for, and no autosave touches."""
    return migration.replace("    contentless_delete = 1,\n", "")


def encrypted_copy(vault: Connection, path: Path) -> Connection:
    """The same under a key of its own, through the vault's driver."""
    twin = open_database(path, secrets.token_bytes(DATABASE_KEY_BYTES), create=True)
    migrate(twin)
    with twin.transaction():
        twin.execute("PRAGMA defer_foreign_keys = ON")
        for sql, rows in _contents(vault):
            twin.executemany(sql, rows)
    return twin


def _contents(vault: Connection) -> Iterator[tuple[str, list[tuple[SqlValue, ...]]]]:
    """Every row of the vault, table by table, as what inserts it."""
    tables = _values(
        vault,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'search_%'",
    )
    for (table,) in tables:
        rows = _values(vault, f"SELECT * FROM {table!s}")  # noqa: S608 - a name of our own schema
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            yield f"INSERT INTO {table!s} VALUES ({marks})", rows  # noqa: S608 - same


def _values(vault: Connection, sql: str) -> list[tuple[SqlValue, ...]]:
    return [tuple(row[i] for i in range(len(row))) for row in vault.execute(sql).fetchall()]
