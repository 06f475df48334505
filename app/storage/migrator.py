# SPDX-License-Identifier: EUPL-1.2
"""Brings a database to the schema of this program: numbered SQL files, one transaction each.

`PRAGMA user_version` is the number of the last migration applied; it is written in the same
transaction, so a crash leaves the database wholly before or wholly after a migration.
"""

import re
import sqlite3  # only to tell where an SQL statement ends; it opens no database
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from app.storage.driver import Connection
from app.storage.errors import DatabaseTooNew, StorageError

_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True)
class Migration:
    """One step: from schema `number - 1` to schema `number`."""

    number: int
    sql: str


class MigrationBroken(StorageError):
    """A migration of ours is wrong: numbers with a hole, a cut statement, a broken reference."""


def packaged_migrations() -> tuple[Migration, ...]:
    """The migrations of this program, in order."""
    folder = resources.files("app.storage").joinpath("migrations")
    found = (
        Migration(int(match[1]), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if (match := _FILE_NAME.fullmatch(file.name)) is not None
    )
    return tuple(sorted(found, key=lambda migration: migration.number))


def current_version(connection: Connection) -> int:
    """The schema number of a database, 0 when it is empty."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return 0 if row is None else row.integer("user_version")


def latest_version(migrations: Sequence[Migration]) -> int:
    """The schema number this program works with. Raises `MigrationBroken` on a hole."""
    if [migration.number for migration in migrations] != list(range(1, len(migrations) + 1)):
        raise MigrationBroken("migrations are not numbered 1, 2, 3…")
    return len(migrations)


def migrate(
    connection: Connection,
    migrations: Sequence[Migration] | None = None,
    before: Callable[[], object] | None = None,
) -> int:
    """Apply what is missing of `migrations` (the packaged ones by default); returns how many.

    `before` is called once where a database that holds something is about to change: it makes a
    backup, and stops the migration by raising.

    Raises `DatabaseTooNew`, before anything is written, when the database comes from a later
    program; `MigrationBroken` or the driver's errors leave it at the last whole migration.
    """
    steps = packaged_migrations() if migrations is None else migrations
    latest = latest_version(steps)
    current = current_version(connection)
    if current > latest:
        raise DatabaseTooNew
    if before is not None and 0 < current < latest:
        before()
    for migration in steps[current:]:
        _apply(connection, migration)
    return latest - current


def _apply(connection: Connection, migration: Migration) -> None:
    # Rebuilding a table drops it, which would delete or refuse the rows that refer to it. The
    # pragma works outside a transaction only; the check inside takes its place.
    with connection.maintenance():
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.transaction():
                for statement in statements(migration.sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {migration.number:d}")
                if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise MigrationBroken(f"migration {migration.number}: a reference is broken")
        finally:
            connection.execute("PRAGMA foreign_keys = ON")


def statements(sql: str) -> Iterator[str]:
    """The statements of an SQL text one by one (a trigger's body holds semicolons of its own).

    A statement ends at the end of a line. `executescript` is no choice: it commits silently.
    """
    pending = ""
    for line in sql.splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        raise MigrationBroken("the last statement has no semicolon")
