# SPDX-License-Identifier: EUPL-1.2
"""Rows found page by page: each in its table, none that was deleted, none that was altered."""

from pathlib import Path

import pytest

from app.storage.driver import Connection, open_copy, open_database
from app.storage.leaf_rows import FoundRow, LeafRows, layouts, schema_number
from app.storage.migrator import latest_version, migrate, packaged_migrations
from app.storage.row_digests import ROWS_KEY, TABLES, RowDigests
from app.storage.sealed_pages import SealedPages
from app.storage.vault_state import VaultStateRows
from tests.storage.damage import COPY_KEY, KEY, destroy, filled, pages_of

DIGESTS_KEY = bytes(range(32))
CASES = 400


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "data.db"
    source = filled(path, CASES)
    with source.transaction():
        source.execute("INSERT INTO identity SELECT id, randomblob(60) FROM cases")
        VaultStateRows(source).set(ROWS_KEY, DIGESTS_KEY.hex())
        RowDigests(source, DIGESTS_KEY).rebuild()
    source.close()
    return path


def empty(tmp_path: Path) -> Connection:
    sound = open_database(tmp_path / "sound.db", COPY_KEY, create=True)
    migrate(sound)
    return sound


def found(path: Path, tmp_path: Path, log: bytes = b"") -> list[FoundRow]:
    sound = empty(tmp_path)
    with SealedPages(path, KEY, log) as pages:
        rows = list(LeafRows(pages, sound).rows())
    sound.close()
    (tmp_path / "sound.db").unlink()
    return rows


def keys(rows: list[FoundRow], table: str, *, proven: bool = True) -> list[str]:
    return sorted(str(row.values[0]) for row in rows if (row.table, row.proven) == (table, proven))


def test_each_row_is_found_once_in_its_table_and_proven(database: Path, tmp_path: Path) -> None:
    rows = found(database, tmp_path)
    ids = [f"case-{n:06}" for n in range(CASES)]
    assert keys(rows, "cases") == keys(rows, "identity") == ids
    assert keys(rows, "journal", proven=False) == ["1"]
    assert {row.table for row in rows if not row.proven} == {"journal", "vault_state"}


def test_a_row_that_is_not_as_it_was_last_written_is_no_row(database: Path, tmp_path: Path) -> None:
    altered = open_copy(database, KEY)  # nobody watches: its digest stays
    with altered.transaction():
        altered.execute("UPDATE cases SET title = 'x' WHERE id = 'case-000007'")
    altered.close()
    rows = found(database, tmp_path)
    assert len(keys(rows, "cases")) == CASES - 1
    assert "case-000007" not in keys(rows, "cases")
    assert keys(rows, "cases", proven=False) == []


def test_without_its_digest_a_row_is_told_by_its_shape(database: Path, tmp_path: Path) -> None:
    forgetful = open_copy(database, KEY)
    with forgetful.transaction():
        forgetful.execute("DELETE FROM row_digest WHERE key = 'case-000007' AND name = 'cases'")
    forgetful.close()
    rows = found(database, tmp_path)
    assert keys(rows, "cases", proven=False) == ["case-000007"]


def test_what_only_the_log_holds_is_found_up_to_its_last_commit(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    source = filled(path, 3)
    source.checkpoint()
    with source.transaction():
        source.execute("UPDATE cases SET title = 'from the log' WHERE id = 'case-000001'")
    crashed, log = tmp_path / "crashed.db", tmp_path / "data.db-wal"
    crashed.write_bytes(path.read_bytes())
    written = log.read_bytes()
    source.close()

    def titles(log: bytes) -> set[str]:
        return {str(one.values[2]) for one in found(crashed, tmp_path, log) if one.table == "cases"}

    assert "from the log" in titles(written)
    assert "from the log" not in titles(written[:-1])
    assert "from the log" not in titles(b"")


def test_pages_that_are_not_of_this_key_or_altered_are_none(database: Path) -> None:
    with SealedPages(database, COPY_KEY) as pages:
        assert not pages.any_authentic()
    destroy(database, 9)
    with SealedPages(database, KEY) as pages:
        assert pages.unreadable() == (9,)
        assert pages.count == pages_of(database)
        assert schema_number(pages) == latest_version(packaged_migrations())
    with database.open("r+b") as file:
        file.write(b"\0" * 16)  # the salt alone: what it stands before still authenticates
    with SealedPages(database, KEY) as pages:
        assert pages.unreadable() == (1, 9)


def test_the_layouts_are_of_every_table_that_is_not_made_again(tmp_path: Path) -> None:
    sound = empty(tmp_path)
    known = {layout.name: layout for layout in layouts(sound)}
    sound.close()
    assert set(TABLES) < set(known)
    assert not {"row_digest", "row_total"} & set(known)
    assert known["journal"].alias == 0
    assert known["meeting_role"].stored == (0, 1, 3, 2)
    region = known["practice"].columns[-1]
    assert (region.name, region.default, region.added) == ("region", "metropole", True)
