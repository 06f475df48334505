# SPDX-License-Identifier: EUPL-1.2
"""Every table that a check or a salvage may name is said in French."""

from pathlib import Path

from app.domain.tables import _WORDS, SEARCH, table_words
from app.storage.driver import open_database
from app.storage.migrator import migrate


def test_every_table_of_the_schema_has_its_words_and_no_other(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "data.db", bytearray(range(48)), create=True)
    migrate(connection)
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    tables = {str(row[0]) for row in rows}
    connection.close()
    assert {name for name in tables if table_words(name) == name} == set()
    assert set(_WORDS) == {name for name in tables if not name.startswith(SEARCH)}
