# SPDX-License-Identifier: EUPL-1.2
"""The migrator on a real database, with migrations of its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.storage.driver import Connection, open_database
from app.storage.errors import ConstraintBroken, DatabaseTooNew, StorageError
from app.storage.migrator import (
    Migration,
    MigrationBroken,
    current_version,
    latest_version,
    migrate,
    packaged_migrations,
    statements,
)

FIRST = Migration(
    1,
    """-- People; and their notes.
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;

CREATE TABLE note (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, -- a comment; with one
    body TEXT NOT NULL
) STRICT;
CREATE TRIGGER note_is_kept BEFORE UPDATE ON note BEGIN
    SELECT raise(ABORT, 'kept; always');
    SELECT 1;
END;
""",
)
REBUILD = Migration(
    2,
    """
CREATE TABLE person_2 (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '')) STRICT;
INSERT INTO person_2 SELECT id, name FROM person;
DROP TABLE person;
ALTER TABLE person_2 RENAME TO person;
""",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = open_database(tmp_path / "data.db", bytes(range(48)), create=True)
    yield opened
    opened.close()


def names(connection: Connection) -> set[str]:
    return {row.text("name") for row in connection.execute("SELECT name FROM sqlite_master")}


def test_an_empty_database_gets_every_migration_once(connection: Connection) -> None:
    assert migrate(connection, [FIRST, REBUILD]) == 2
    assert migrate(connection, [FIRST, REBUILD]) == 0
    assert current_version(connection) == 2
    assert names(connection) >= {"person", "note", "note_is_kept"}


def test_an_older_database_gets_what_is_missing(connection: Connection) -> None:
    migrate(connection, [FIRST])
    assert migrate(connection, [FIRST, REBUILD]) == 1


def test_a_rebuilt_table_keeps_the_rows_that_refer_to_it(connection: Connection) -> None:
    migrate(connection, [FIRST])
    connection.execute("INSERT INTO person VALUES (1, 'A')")
    connection.execute("INSERT INTO note VALUES (1, 'kept')")
    migrate(connection, [FIRST, REBUILD])
    assert [row["body"] for row in connection.execute("SELECT body FROM note")] == ["kept"]
    with pytest.raises(ConstraintBroken):  # foreign keys are enforced again
        connection.execute("INSERT INTO note VALUES (2, 'of nobody')")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE half (a TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);\n",
        "CREATE TABLE half (a TEXT) STRICT;\nDELETE FROM person;\n",
        "CREATE TABLE half (a TEXT) STRICT;\nDROP TABLE note",
        "CREATE TABLE half (a TEXT) STRICT;\nATTACH 'elsewhere.db' AS elsewhere;\n",
    ],
)
def test_a_migration_that_fails_leaves_the_one_before(connection: Connection, sql: str) -> None:
    migrate(connection, [FIRST])
    connection.execute("INSERT INTO person VALUES (1, 'A')")
    connection.execute("INSERT INTO note VALUES (1, 'kept')")
    with pytest.raises(StorageError):
        migrate(connection, [FIRST, Migration(2, sql)])
    assert current_version(connection) == 1
    assert "half" not in names(connection)
    row = connection.execute("PRAGMA foreign_keys").fetchone()
    assert row is not None
    assert row.flag("foreign_keys")


def test_a_newer_database_is_refused_untouched(connection: Connection) -> None:
    migrate(connection, [FIRST, REBUILD])
    before = names(connection)
    with pytest.raises(DatabaseTooNew) as caught:
        migrate(connection, [FIRST])
    assert caught.value.sentence == "Ce coffre vient d’une version plus récente de l’application."
    assert (current_version(connection), names(connection)) == (2, before)


def test_a_hole_in_the_numbers_is_a_bug() -> None:
    with pytest.raises(MigrationBroken):
        latest_version([FIRST, Migration(3, "")])


def test_statements_are_split_at_their_own_semicolons() -> None:
    found = list(statements(FIRST.sql))
    assert [text.split("\n")[-1] for text in found] == [
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;",
        ") STRICT;",
        "END;",
    ]


def test_the_packaged_migrations_follow_one_another(connection: Connection) -> None:
    migrations = packaged_migrations()
    assert migrate(connection) == latest_version(migrations) == len(migrations) > 0


def add_row(connection: Connection, table: str, **known: str) -> None:
    """A row of a table whatever its columns: what may not be empty and is not said is blank."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    values = {
        row.text("name"): 0 if row.text("type") == "INTEGER" else ""
        for row in columns
        if row.flag("notnull") and row["dflt_value"] is None
    } | known
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608  our own names
        tuple(values.values()),
    )


def test_the_text_of_what_was_not_met_becomes_the_first_need_of_its_situation(
    connection: Connection,
) -> None:
    migrate(connection, [each for each in packaged_migrations() if each.number < 5])
    plans = (
        ("p1", "c1", "'2026-11-26'", "Répit\nde nuit"),
        ("p2", "c2", "NULL", "Transport"),
        ("p3", "c3", "NULL", " "),
    )
    for plan, case, dated, unmet in plans:
        add_row(connection, "cases", id=case, code=case, status="new", reason="blocked")
        connection.execute(
            f"INSERT INTO care_plan (id, case_id, version, dated, status, alert, unmet) "  # noqa: S608
            f"VALUES (?, ?, 1, {dated}, 'current', '', ?)",
            (plan, case, unmet),
        )
    migrate(connection)
    rows = connection.execute("SELECT * FROM unmet_need ORDER BY id").fetchall()
    assert [(row["id"], row["case_id"], row["need"]) for row in rows] == [
        ("p1", "c1", "Répit\nde nuit"),
        ("p2", "c2", "Transport"),
    ]
    assert rows[0]["noted_on"] == "2026-11-26"
    date.fromisoformat(str(rows[1]["noted_on"]))  # the day of the migration: nobody knew better
    columns = connection.execute("PRAGMA table_info(care_plan)")
    assert "unmet" not in {row.text("name") for row in columns}
