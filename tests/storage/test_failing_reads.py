# SPDX-License-Identifier: EUPL-1.2
"""What looks like damage may be a read that failed: the file is opened afresh to tell."""

import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.storage.driver import DATABASE_KEY_BYTES, PAGE_BYTES, Connection, open_database
from app.storage.errors import DatabaseClosed, DatabaseDamaged, DatabaseGone, ReadFailed

KEY = bytes(range(DATABASE_KEY_BYTES))
READ = "SELECT * FROM t"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed database of a few hundred pages, one of them spoilt."""
    path = tmp_path / "data.db"
    with closing(open_database(path, KEY, create=True)) as made:
        made.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
        with made.transaction():
            for number in range(500):
                made.execute("INSERT INTO t (x) VALUES (?)", (f"{number}" * 400,))
        made.checkpoint()
    with path.open("r+b") as file:
        file.seek(60 * PAGE_BYTES + 100)
        file.write(b"spoilt")
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    with closing(open_database(path, KEY)) as opened:
        opened.reopening = lambda: open_database(path, KEY)
        yield opened


def test_damage_is_said_once_a_file_opened_afresh_says_so_too(connection: Connection) -> None:
    with pytest.raises(ReadFailed, match="n’a pas répondu"):
        connection.execute(READ).fetchall()
    with pytest.raises(DatabaseDamaged):
        connection.execute(READ).fetchall()


def test_what_is_sound_is_read_and_written_after_it(connection: Connection) -> None:
    calls: list[bool] = []
    connection.reopened = lambda: calls.append(connection.in_transaction)
    with suppress(ReadFailed), connection.transaction():
        connection.execute("INSERT INTO t (x) VALUES ('not kept')")
        connection.execute(READ).fetchall()
        pytest.fail("the spoilt page was read")
    with connection.transaction():
        connection.execute("INSERT INTO t (x) VALUES ('kept')")
    row = connection.execute("SELECT x FROM t ORDER BY id DESC LIMIT 1").fetchone()
    assert row is not None
    assert row.text("x") == "kept"
    assert calls == [False]


def test_control_without_it_the_connection_refuses_everything(path: Path) -> None:
    with closing(open_database(path, KEY)) as opened:
        with pytest.raises(DatabaseDamaged):
            opened.execute(READ).fetchall()
        with pytest.raises(Exception, match=r"lecture seule|abîmée"), opened.transaction():
            opened.execute("INSERT INTO t (x) VALUES ('lost')")


@pytest.mark.skipif(sys.platform == "win32", reason="a file in use does not go there")
def test_a_file_that_is_gone_is_not_let_go_of(connection: Connection, path: Path) -> None:
    """It is the last that there is: closing it would lose it."""
    with pytest.raises(ReadFailed):
        connection.execute(READ).fetchall()
    path.rename(path.with_name("away.db"))
    with pytest.raises(DatabaseGone):
        connection.execute(READ)
    path.with_name("away.db").rename(path)
    assert connection.execute("SELECT x FROM t WHERE id = 1").fetchone() is not None


def test_a_disk_that_stays_away_is_said_to_be_away_until_it_answers(
    connection: Connection, path: Path
) -> None:
    def away() -> Connection:
        raise DatabaseDamaged

    connection.reopening = away
    for _ in range(3):
        with pytest.raises(ReadFailed):
            connection.execute(READ).fetchall()
    connection.reopening = lambda: open_database(path, KEY)
    assert connection.execute("SELECT x FROM t WHERE id = 1").fetchone() is not None


def test_a_connection_that_was_closed_is_not_opened_again(connection: Connection) -> None:
    with pytest.raises(ReadFailed):
        connection.execute(READ).fetchall()
    connection.close()
    with pytest.raises(DatabaseClosed):
        connection.execute(READ)
