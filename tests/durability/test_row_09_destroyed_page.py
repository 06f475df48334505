# SPDX-License-Identifier: EUPL-1.2
"""Row 9: one page of a table of 5,000 rows is destroyed.

Each page here is one that holds rows. Where a page of the schema or the root of a table goes, SQL
leads nowhere any more: that is what backups are for (docs/durability.md).
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.storage.driver import PAGE_BYTES, open_copy
from app.storage.errors import StorageError
from app.storage.salvage import DamagedDatabase
from tests.durability.conftest import Count
from tests.durability.meeting import note_figure
from tests.storage.damage import KEY, destroy, filled, pages_of

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
