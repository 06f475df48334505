# SPDX-License-Identifier: EUPL-1.2
"""The parser of pages reads what another program's engine wrote into them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.leaf_pages import LEAF_TABLE, Record, free_pages, kind_of, records

PAGE = 4096
ROWS = [
    (1, None, 0, 1.5, b"\x00\xff", ""),
    (2, "é" * 3000, 1, -2.0, b"x" * 9000, "court"),
    (3, "t", -(1 << 40), 0.0, b"", "y" * 60),
    (-7, "u", 1 << 62, 3.0, bytes(200), "z"),
    *((number, f"text {number}", number * 1000, 0.5, b"b", "w" * 90) for number in range(10, 400)),
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "plain.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE a (n INTEGER PRIMARY KEY, t, i, f, b, s)")
        connection.execute("CREATE TABLE k (x, y, z, PRIMARY KEY (y, x)) WITHOUT ROWID")
        connection.executemany("INSERT INTO a VALUES (?, ?, ?, ?, ?, ?)", ROWS)
        connection.executemany(
            "INSERT INTO k VALUES (?, ?, ?)", [(n, f"{n % 7}", "k" * n * 4) for n in range(500)]
        )
        connection.commit()
    return path


class Pages:
    """The pages of a plain file, of which some are lost."""

    def __init__(self, path: Path, lost: int = 0) -> None:
        self.content, self.lost = path.read_bytes(), lost
        self.count = len(self.content) // PAGE

    def page(self, number: int) -> bytes | None:
        if number == self.lost:
            return None
        return self.content[(number - 1) * PAGE : number * PAGE]

    def records(self) -> Iterator[Record | None]:
        for number in range(2, self.count + 1):
            page = self.page(number)
            if page is not None:
                yield from records(page, number, self.page)


def test_every_row_is_read_whatever_its_values_and_its_length(database: Path) -> None:
    found = list(Pages(database).records())
    assert None not in found
    numbered = {one.number: one.values for one in found if one is not None and one.number}
    assert numbered == {row[0]: (None, *row[1:]) for row in ROWS}


def test_a_table_under_its_own_key_is_read_from_its_inner_pages_too(database: Path) -> None:
    found = [one.values for one in Pages(database).records() if one is not None and not one.number]
    assert sorted(found) == sorted((f"{n % 7}", n, "k" * n * 4) for n in range(500))


def test_a_record_that_overflows_into_a_lost_page_is_the_only_one_not_read(database: Path) -> None:
    whole = Pages(database)
    tail = next(
        n for n in range(2, whole.count + 1) if whole.content[n * PAGE - 9 :][:9] == b"x" * 9
    )
    found = list(Pages(database, tail).records())
    assert found.count(None) == 1
    assert len(found) == len(list(whole.records()))


def test_the_first_page_is_read_behind_the_header_of_the_file(database: Path) -> None:
    pages = Pages(database)
    first = pages.page(1)
    assert first is not None
    assert kind_of(first, 1) == LEAF_TABLE
    said = [one.values[1] for one in records(first, 1, pages.page) if one is not None]
    assert said == ["a", "k"]


def test_the_pages_that_were_freed_are_known_and_no_other(database: Path) -> None:
    assert not [n for n in range(2, Pages(database).count + 1) if freed(Pages(database), n)]
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM a WHERE n > 0")
        connection.commit()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    pages = Pages(database)
    named = [freed(pages, n) for n in range(2, pages.count + 1)]
    assert sum(map(len, named)) + sum(1 for one in named if one) == free > 10
    left = frozenset[int]().union(*named)
    stale = [one for n in left for one in records(pages.page(n) or b"", n, pages.page)]
    assert stale  # the control: what was deleted is still in them


def freed(pages: Pages, number: int) -> frozenset[int]:
    return free_pages(pages.page(number) or b"", pages.count)


def test_nonsense_under_the_sign_of_a_leaf_is_no_record() -> None:
    for filler in (0x00, 0x7F, 0xFF):
        page = bytes([LEAF_TABLE, 0, 0, 0, 9]) + bytes([filler]) * (PAGE - 5)
        assert not any(one and one.values for one in records(page, 2, lambda _number: None))
