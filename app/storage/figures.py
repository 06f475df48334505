# SPDX-License-Identifier: EUPL-1.2
"""How large a database is: rows by table, journal entries by kind; never what they say."""

from contextlib import closing

from sqlcipher3 import dbapi2

from app.storage.driver import Connection
from app.storage.engine import pragma

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_DERIVED = ("sqlite_", "search_index")
"""How the names of tables begin that the engine keeps for itself: they say nothing more."""


def rows_of_tables(connection: Connection) -> dict[str, int]:
    """The number of rows of each table, by its name. Slow in a large vault."""
    names = [row.text("name") for row in connection.execute(_TABLES)]
    ours = [name for name in names if not name.startswith(_DERIVED)]
    return {name: _count(connection, name) for name in ours}


def journal_kinds(connection: Connection) -> dict[str, int]:
    """How many entries of the journal there are of each event, by its code."""
    found = connection.execute(
        "SELECT event, count(*) AS entries FROM journal GROUP BY event ORDER BY event"
    )
    return {row.text("event"): row.integer("entries") for row in found}


def engine_versions() -> tuple[str, str]:
    """The versions of SQLite and of SQLCipher."""
    with closing(dbapi2.connect(":memory:")) as raw:
        sqlite = raw.execute("SELECT sqlite_version()").fetchall()
        return str(sqlite[0][0]), pragma(raw, "cipher_version")


def _count(connection: Connection, table: str) -> int:
    # A table's name cannot be a parameter; it comes from the schema, in quotes.
    quoted = table.replace('"', '""')
    row = connection.execute(f'SELECT count(*) AS rows FROM "{quoted}"').fetchone()  # noqa: S608  see above
    return 0 if row is None else row.integer("rows")
