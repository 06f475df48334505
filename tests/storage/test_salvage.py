# SPDX-License-Identifier: EUPL-1.2
"""What is read of a broken database; the durability test of row 9 does it page by page."""

from pathlib import Path

import pytest

from app.storage.driver import open_copy, open_database
from app.storage.errors import DatabaseDamaged
from app.storage.salvage import DamagedDatabase, TableShape
from tests.storage.damage import KEY, destroy, filled


def salvaged(path: Path, table: str) -> tuple[list[str], int]:
    damaged = DamagedDatabase(lambda: open_copy(path, KEY))
    shape = next(shape for shape in damaged.shapes if shape.name == table)
    keys = [str(values[0]) for values in damaged.rows(shape)]
    damaged.close()
    return keys, damaged.failures


def page_in(path: Path, table: str, place: int) -> int:
    """A page that holds rows of a table: one that breaks reading it when it is destroyed."""
    sound = path.read_bytes()
    whole = len(salvaged(path, table)[0])
    found = 0
    try:
        for page in range(2, len(sound) // 4096 + 1):
            destroy(path, page)
            try:
                keys, _ = salvaged(path, table)
            except DatabaseDamaged:  # a page of the schema
                keys = []
            path.write_bytes(sound)
            if whole > len(keys) > whole * 0.9:
                found += 1
                if found == place:
                    return page
    finally:
        path.write_bytes(sound)
    raise AssertionError("no such page")


def test_a_sound_database_is_read_whole_and_never_reopened(tmp_path: Path) -> None:
    filled(tmp_path / "data.db", 500).close()
    keys, failures = salvaged(tmp_path / "data.db", "cases")
    assert keys == [f"case-{n:06}" for n in range(500)]
    assert failures == 0


def test_reading_goes_on_behind_two_bad_pages(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    filled(path, 500).close()
    first, second = page_in(path, "cases", 3), page_in(path, "cases", 9)
    destroy(path, first)
    destroy(path, second)
    keys, failures = salvaged(path, "cases")
    assert failures > 0
    assert keys == sorted(set(keys))
    assert 400 < len(keys) < 500
    assert keys[-1] == "case-000499"


def test_a_table_under_its_own_key_is_read_from_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    opened = open_database(path, KEY, create=True)
    opened.execute(
        "CREATE TABLE note (a TEXT, b TEXT, body TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID"
    )
    with opened.transaction():
        opened.executemany(
            "INSERT INTO note VALUES (?, ?, ?)",
            [(f"{n // 10:03}", f"{n:04}", "x" * 300) for n in range(500)],
        )
    opened.close()
    destroy(path, page_in(path, "note", 5))
    damaged = DamagedDatabase(lambda: open_copy(path, KEY))
    assert damaged.shapes == (TableShape("note", ("a", "b", "body"), ("a", "b")),)
    keys = sorted(str(values[1]) for values in damaged.rows(damaged.shapes[0]))
    damaged.close()
    assert keys == sorted(set(keys))
    assert 450 < len(keys) < 500
    assert (keys[0], keys[-1]) == ("0000", "0499")


def test_a_destroyed_first_page_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    filled(path, 10).close()
    content = path.read_bytes()
    path.write_bytes(content[:16] + b"\0" * 4080 + content[4096:])
    with pytest.raises(DatabaseDamaged):
        DamagedDatabase(lambda: open_copy(path, KEY))
