# SPDX-License-Identifier: EUPL-1.2
"""The door to SQLCipher, on real files: the rules are in force, and nothing slips past them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.storage.driver import Connection, open_database
from app.storage.errors import (
    ConstraintBroken,
    DatabaseDamaged,
    DatabaseExists,
    DatabaseLocked,
    DatabaseMissing,
    DatabasePlaintext,
    StatementForbidden,
    StorageError,
    WrongKey,
)

KEY = bytes(range(48))
OTHER_KEY = bytes(range(100, 148))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "données.db"


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    opened = open_database(path, KEY, create=True)
    opened.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
    yield opened
    opened.close()


@pytest.fixture
def closed(path: Path, connection: Connection) -> Path:
    """A database of several pages, closed."""
    with connection.transaction():
        connection.executemany(
            "INSERT INTO note (body) VALUES (?)", [("x" * 1000,) for _ in range(50)]
        )
    connection.close()
    return path


def pragma(connection: Connection, name: str) -> object:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("locking_mode", "exclusive"),
        ("cipher_memory_security", "1"),
        ("cipher_status", "1"),
        ("cipher_log_level", "NONE"),
        ("trusted_schema", 0),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("wal_autocheckpoint", 100),
    ],
)
def test_a_safety_rule_is_in_force(connection: Connection, name: str, value: object) -> None:
    assert pragma(connection, name) == value


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA journal_mode = DELETE",
        "PRAGMA main.journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA rekey = 'x'",
        "PRAGMA cipher_log = 'trace.txt'",
        "ATTACH 'elsewhere.db' AS elsewhere",
        "ATTACH '' AS elsewhere",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'elsewhere.db'",
        "SELECT load_extension('elsewhere')",
        "SELECT sqlcipher_export('elsewhere')",
    ],
)
def test_a_way_out_of_the_rules_is_refused(
    connection: Connection, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = set(tmp_path.iterdir())
    with pytest.raises(StorageError):
        connection.execute(statement)
    assert set(tmp_path.iterdir()) == files
    assert pragma(connection, "journal_mode") == "wal"


def test_maintenance_opens_vacuum_but_no_way_out_of_the_file(connection: Connection) -> None:
    with connection.maintenance():
        connection.execute("VACUUM")
        for statement in ("VACUUM INTO 'elsewhere.db'", "ATTACH 'elsewhere.db' AS elsewhere"):
            with pytest.raises(StatementForbidden):
                connection.execute(statement)
    with pytest.raises(StatementForbidden):
        connection.execute("VACUUM")


def test_a_statement_prepared_in_maintenance_does_not_outlive_it(connection: Connection) -> None:
    with connection.maintenance():
        connection.execute("ATTACH '' AS scratch")
        connection.execute("DETACH scratch")
    with pytest.raises(StatementForbidden):
        connection.execute("ATTACH '' AS scratch")


def test_no_word_of_the_user_lies_in_the_files(connection: Connection, path: Path) -> None:
    marker = "Marqueur-Zéphyrine"
    connection.execute("INSERT INTO note (body) VALUES (?)", (marker,))
    # Copied by another process: opening the live files here would drop our locks.
    script = "import pathlib, sys; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    for name in (path, path.with_name(path.name + "-wal")):
        content = subprocess.run(
            [sys.executable, "-c", script, str(name)], capture_output=True, check=True
        ).stdout
        assert content
        assert marker.encode() not in content
        assert b"CREATE TABLE" not in content
    connection.close()
    assert marker.encode() not in path.read_bytes()


def test_the_salt_is_the_head_of_the_file(closed: Path) -> None:
    assert closed.read_bytes()[:16] == KEY[32:]


def test_only_the_database_is_left_after_closing(closed: Path) -> None:
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_files_are_private_to_their_owner(connection: Connection, path: Path) -> None:
    connection.execute("INSERT INTO note (body) VALUES ('x')")
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_what_was_written_is_read_again(path: Path, closed: Path) -> None:
    again = open_database(path, KEY)
    row = again.execute("SELECT count(*) AS total, max(body) AS body FROM note").fetchone()
    again.close()
    assert row is not None
    assert (row.integer("total"), row.text("body")) == (50, "x" * 1000)
    with pytest.raises(TypeError):
        row.text("total")


def test_a_missing_file_is_refused_and_not_created(path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        open_database(path, KEY)
    assert not path.exists()


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    path.write_bytes(b"precious")
    with pytest.raises(DatabaseExists):
        open_database(path, KEY, create=True)
    assert path.read_bytes() == b"precious"


def test_another_key_is_refused(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(WrongKey):
        open_database(closed, OTHER_KEY)
    assert closed.read_bytes() == before


def test_another_key_leaves_an_unfinished_wal_alone(path: Path) -> None:
    """The files of a process that died mid-way: its last lines live in the WAL only."""
    script = (
        "import os, sys, pathlib\n"
        "from app.storage.driver import open_database\n"
        "c = open_database(pathlib.Path(sys.argv[1]), bytes(range(48)), create=True)\n"
        "c.execute('CREATE TABLE note (body TEXT)')\n"
        "c.execute(\"INSERT INTO note VALUES ('last words')\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    wal = path.with_name(path.name + "-wal")
    before = (path.read_bytes(), wal.read_bytes())
    with pytest.raises(WrongKey):
        open_database(path, OTHER_KEY)
    assert (path.read_bytes(), wal.read_bytes()) == before
    survivor = open_database(path, KEY)
    assert [row["body"] for row in survivor.execute("SELECT body FROM note")] == ["last words"]
    survivor.close()


@pytest.mark.parametrize("length", [16, 32, 47, 49, 64])
def test_a_key_of_another_length_is_a_bug_not_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="48 bytes"):
        open_database(path, bytes(length), create=True)
    assert not path.exists()


def test_a_plaintext_database_is_refused(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(8192))
    before = path.read_bytes()
    with pytest.raises(DatabasePlaintext):
        open_database(path, KEY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [0, 15, 4095, 4096, 8192, 10_000])
def test_a_cut_file_is_refused_untouched(closed: Path, kept: int) -> None:
    cut = closed.read_bytes()[:kept]
    closed.write_bytes(cut)
    with pytest.raises(DatabaseDamaged):
        open_database(closed, KEY)
    assert closed.read_bytes() == cut


def test_an_altered_first_page_is_damage_not_a_wrong_key(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[100] ^= 1
    closed.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        open_database(closed, KEY)


def test_an_altered_later_page_is_noticed_when_it_is_read(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[5 * 4096 + 100] ^= 1
    closed.write_bytes(content)
    opened = open_database(closed, KEY)
    with pytest.raises(DatabaseDamaged):
        opened.execute("SELECT * FROM note").fetchall()
    opened.close()


def test_a_second_process_is_refused(connection: Connection, path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from app.storage.driver import open_database\n"
        "from app.storage.errors import DatabaseLocked\n"
        "try:\n"
        "    open_database(pathlib.Path(sys.argv[1]), bytes(range(48)))\n"
        "except DatabaseLocked:\n"
        "    sys.exit(42)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 42
    connection.execute("INSERT INTO note (body) VALUES ('still mine')")


def test_a_broken_constraint_has_its_own_error(connection: Connection) -> None:
    with pytest.raises(ConstraintBroken) as caught:
        connection.execute("INSERT INTO note (id, body) VALUES (1, NULL)")
    assert caught.value.code.startswith("SQLITE_CONSTRAINT")


def test_an_error_does_not_repeat_what_the_user_typed(connection: Connection) -> None:
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")
    with pytest.raises(StorageError) as caught:
        connection.execute("SELECT * FROM words WHERE words MATCH ?", ('Durand" AND',))
    assert "Durand" not in str(caught.value)


def test_a_transaction_is_whole_or_nothing(connection: Connection) -> None:
    twice = ((1, "x"), (1, "y"))
    with pytest.raises(ConstraintBroken), connection.transaction():
        connection.executemany("INSERT INTO note (id, body) VALUES (?, ?)", twice)
    assert not connection.in_transaction
    assert connection.execute("SELECT * FROM note").fetchall() == []


def test_closing_twice_is_harmless(connection: Connection) -> None:
    connection.close()
    connection.close()


def test_another_process_is_told_the_database_is_locked() -> None:
    assert "ouvert ailleurs" in DatabaseLocked().text


def test_a_rewriting_lets_another_thread_read_a_result_to_its_end(connection: Connection) -> None:
    connection.execute("INSERT INTO note (body) VALUES ('un'), ('deux')")
    lines = iter(connection.execute("SELECT body FROM note"))
    next(lines)
    with ThreadPoolExecutor(max_workers=1) as executor:
        rewriting = executor.submit(connection.compact)
        with pytest.raises(TimeoutError):
            rewriting.result(timeout=0.05)
        assert [row.text("body") for row in lines] == ["deux"]
        rewriting.result(timeout=10)
