# SPDX-License-Identifier: EUPL-1.2
"""Row 9: one page of a database of 5,000 rows is destroyed: of rows, of the schema, a table's root.

Where SQL leads nowhere any more, every page is read by itself.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.storage.driver import PAGE_BYTES, open_copy, open_database
from app.storage.errors import StorageError
from app.storage.leaf_pages import LEAF_TABLE, kind_of
from app.storage.refill import TableRefill, refill
from app.storage.row_digests import ROWS_KEY, RowDigests
from app.storage.salvage import DamagedDatabase
from app.storage.sealed_pages import SealedPages
from app.storage.vault_state import VaultStateRows
from tests.durability.conftest import Count
from tests.durability.meeting import note_figure
from tests.storage.damage import COPY_KEY, KEY, destroy, filled, pages_of

ROWS = 5000
SHARE = 0.99
TEXT = "Une phrase. " * 12
_RESERVE = 80  # SQLCipher 4: 16 bytes of IV, then 64 of HMAC
_TABLE_LEAF = 0x0D


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("row-9") / "data.db"
    filled(path, ROWS, text=TEXT).close()
    return path


def pages_with_rows(path: Path) -> Iterator[int]:
    """The numbers of the pages that hold rows of the table, read with another library."""
    content = path.read_bytes()
    for page in range(2, pages_of(path) + 1):
        raw = content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES]
        body, iv = raw[:-_RESERVE], raw[-_RESERVE : -_RESERVE + 16]
        plain = Cipher(algorithms.AES(KEY[:32]), modes.CBC(iv)).decryptor().update(body)
        if plain[0] == _TABLE_LEAF and TEXT.encode() in plain:
            yield page


def read_back(path: Path) -> tuple[int, int]:
    """How many rows the salvage reads, and how often it had to open the file again."""
    damaged = DamagedDatabase(lambda: open_copy(path, KEY))
    shape = next(shape for shape in damaged.shapes if shape.name == "cases")
    codes = {values[shape.columns.index("code")] for values in damaged.rows(shape)}
    damaged.close()
    return len(codes), damaged.failures


@pytest.mark.timeout(3600)
def test_row_09_a_destroyed_page_costs_less_than_one_row_in_a_hundred(
    sound: Path, tmp_path: Path, count: Count
) -> None:
    pages = list(pages_with_rows(sound))
    assert len(pages) > 100
    chosen = random.Random(9).sample(pages, count(12, len(pages)))
    worst = ROWS
    for page in chosen:
        path = tmp_path / f"{page}.db"
        path.write_bytes(sound.read_bytes())
        destroy(path, page)
        read, failures = read_back(path)
        path.unlink()
        assert ROWS > read >= ROWS * SHARE, page
        assert failures > 0
        worst = min(worst, read)
    note_figure(f"row 9: {len(chosen)} pages destroyed in turn, at least {worst} of {ROWS} read")


def test_row_09_control_reading_on_with_the_same_connection_loses_most(
    sound: Path, tmp_path: Path
) -> None:
    """What a bad page does to a connection: rows of sound pages are refused too."""
    page = list(pages_with_rows(sound))[40]
    path = tmp_path / "data.db"
    path.write_bytes(sound.read_bytes())
    destroy(path, page)
    connection, read = open_copy(path, KEY), 0
    for number in range(1, ROWS + 1):
        try:
            row = connection.execute("SELECT code FROM cases WHERE rowid = ?", (number,)).fetchone()
        except StorageError:
            continue
        read += row is not None
    connection.close()
    assert read < ROWS * 0.9


# --- a page that leads to others -----------------------------------------------------------------


@pytest.fixture(scope="module")
def digested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a vault is: with identities, digests of the rows and their key."""
    path = tmp_path_factory.mktemp("row-9-led") / "data.db"
    database, key = filled(path, ROWS, text=TEXT), bytes(range(32))
    with database.transaction():
        database.execute("INSERT INTO identity SELECT id, randomblob(60) FROM cases")
        database.execute(
            "INSERT INTO rhythm_exception VALUES ('2026-01-08', 'skipped', NULL, NULL, NULL, '')"
        )
        VaultStateRows(database).set(ROWS_KEY, key.hex())
        RowDigests(database, key).rebuild()
    database.close()
    return path


def pages_that_lead(path: Path) -> tuple[list[int], dict[int, str]]:
    """The pages of the schema, and the roots of the tables with their names."""
    sound = open_copy(path, KEY)
    tables = {
        row.integer("rootpage"): row.text("name")
        for row in sound.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        )
    }
    sound.close()
    with SealedPages(path, KEY) as pages:
        first = pages.page(1)
        assert first is not None
        count = int.from_bytes(first[103:105], "big")
        cells = (int.from_bytes(first[112 + 2 * n : 114 + 2 * n], "big") for n in range(count))
        schema = [int.from_bytes(first[cell : cell + 4], "big") for cell in cells]
        schema += [int.from_bytes(first[108:112], "big")]
        assert all(kind_of(pages.page(page) or b"", page) == LEAF_TABLE for page in schema)
    return [1, *schema], tables


def by_statements(path: Path) -> DamagedDatabase | None:
    """What SQL still reads; None where it reads no schema."""
    try:
        return DamagedDatabase(lambda: open_copy(path, KEY))
    except StorageError:
        return None


def refilled(path: Path, page: int, place: Path) -> dict[str, TableRefill]:
    """What is saved once a page of that sound file is destroyed, by table."""
    damaged, target = place / f"{page}.db", place / f"{page}-new.db"
    damaged.write_bytes(path.read_bytes())
    destroy(damaged, page)
    connection = open_database(target, COPY_KEY, create=True)
    results = refill(by_statements(damaged), connection, lambda: SealedPages(damaged, KEY))
    held = connection.execute("SELECT count(*) AS n FROM cases").fetchone()
    assert held is not None
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    connection.close()
    for file in (damaged, target):
        file.unlink()
    found = {result.name: result for result in results}
    assert held.integer("n") == found["cases"].read
    return found


@pytest.mark.timeout(3600)
def test_row_09_a_destroyed_page_of_the_schema_or_root_of_a_table_costs_its_own_rows_alone(
    digested: Path, tmp_path: Path, count: Count
) -> None:
    """A root that is a table's only page costs that table, by name; another one costs nothing."""
    schema, tables = pages_that_lead(digested)
    assert len(schema) > 4
    roots = [
        page
        for page, name in tables.items()
        if name not in {"cases", "identity", "rhythm_exception"}
    ]
    roots = random.Random(9).sample(roots, count(1, len(roots)))
    named = [
        page for page, name in tables.items() if name in {"cases", "identity", "rhythm_exception"}
    ]
    chosen = [*schema[: count(2, len(schema))], *named, *roots]
    for page in chosen:
        found = refilled(digested, page, tmp_path)
        assert found["cases"].read == found["identity"].read == ROWS, page
        assert found["cases"].whole
        gone = tables.get(page) == "rhythm_exception"
        rhythm = found["rhythm_exception"]
        assert (rhythm.lost, rhythm.whole) == (int(gone), not gone), page
    note_figure(
        f"row 9: {len(chosen)} pages of the schema and roots in turn, {ROWS} of {ROWS} read"
    )


@pytest.mark.timeout(3600)
def test_row_09_any_page_destroyed_at_all_costs_less_than_one_row_in_a_hundred(
    digested: Path, tmp_path: Path, count: Count
) -> None:
    pages = range(1, pages_of(digested) + 1)
    worst = ROWS
    chosen = random.Random(10).sample(pages, count(3, 60))
    for page in chosen:
        found = refilled(digested, page, tmp_path)
        for name in ("cases", "identity"):
            one = found[name]
            assert one.read - one.set_aside >= ROWS * SHARE, page
            assert one.lost == ROWS - one.read + one.set_aside, page
            worst = min(worst, one.read - one.set_aside)
    note_figure(f"row 9: {len(chosen)} pages of any kind in turn, at least {worst} of {ROWS} read")


def test_row_09_control_by_statements_alone_the_schema_or_a_root_takes_everything(
    digested: Path, tmp_path: Path
) -> None:
    schema, tables = pages_that_lead(digested)
    root = next(page for page, name in tables.items() if name == "cases")
    path = tmp_path / "data.db"
    for page in (schema[0], schema[1], root):
        path.write_bytes(digested.read_bytes())
        destroy(path, page)
        damaged = by_statements(path)
        assert (damaged is None) == (page != root)
        if damaged is not None:
            shape = next(shape for shape in damaged.shapes if shape.name == "cases")
            assert not list(damaged.rows(shape))
            damaged.close()
