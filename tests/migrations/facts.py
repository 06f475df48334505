# SPDX-License-Identifier: EUPL-1.2
"""What a vault holds, told so that two states of it can be compared, across schemas too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.storage.copying import table_names
from app.storage.driver import Connection, SqlValue, open_database
from app.vault.database import database_key
from app.vault.folder import DATABASE
from app.vault.slot_file import read_slot_file

KEPT_BY_THE_PROGRAM = frozenset({"vault_state", "row_digest", "row_total"})
"""Tables that say something of the vault and nothing of the practice: they change on their own."""

GROW = frozenset({"journal", "journal_signature", "account_key"})
"""Tables to which the act of opening may add: what was there must be there still."""

MOVED = {
    ("care_plan", "unmet"): (
        "coalesce((SELECT need FROM unmet_need WHERE unmet_need.id = care_plan.id), '') AS unmet"
    )
}
"""Where a column's texts are to be found since it became rows of their own."""

HERE = Path(__file__).parent / "vaults"
FIRST_PHRASE = "sept tilleuls bavards écoutent la grande table ovale"

Line = tuple[SqlValue, ...]


@dataclass(frozen=True)
class Facts:
    """Every row of every table of the practice, by the columns that the table had."""

    schema: int
    columns: Mapping[str, Sequence[str]]
    rows: Mapping[str, Sequence[Line]]

    def again(self, connection: Connection) -> dict[str, list[Line]]:
        """The same tables and columns as they are in another state."""
        found = {name: rows_of(connection, name, columns) for name, columns in self.columns.items()}
        return {
            name: [row for row in rows if row in self.rows[name]] if name in GROW else rows
            for name, rows in found.items()
        }

    def same_in(self, connection: Connection) -> bool:
        """Whether another state holds the same rows."""
        return self.again(connection) == dict(self.rows)


def facts_of(connection: Connection) -> Facts:
    """What a database holds."""
    version = connection.execute("PRAGMA user_version").fetchone()
    names = [name for name in table_names(connection) if name not in KEPT_BY_THE_PROGRAM]
    columns = {name: columns_of(connection, name) for name in names}
    rows = {name: rows_of(connection, name, columns[name]) for name in names}
    return Facts(0 if version is None else version.integer("user_version"), columns, rows)


def columns_of(connection: Connection, name: str) -> list[str]:
    """The names of the columns of a table."""
    return [row.text("name") for row in connection.execute(f"PRAGMA table_info({name})")]


def rows_of(connection: Connection, name: str, columns: Sequence[str]) -> list[Line]:
    """The rows of a table, in an order that does not depend on where they lie."""
    there = set(columns_of(connection, name))
    read = [column if column in there else MOVED[name, column] for column in columns]
    query = f"SELECT {', '.join(read)} FROM {name}"  # noqa: S608  names of our own schema
    rows = connection.execute(query).fetchall()
    return sorted((tuple(row[column] for column in columns) for row in rows), key=repr)


def as_it_lies(folder: Path, passphrase: str) -> Facts:
    """What a closed vault holds, read without the program's opening: nothing is migrated."""
    content = read_slot_file(folder).content
    keys = content.slots[0].open(content.vault_id, passphrase)
    connection = open_database(folder / DATABASE, database_key(keys.master, content.vault_id))
    try:
        return facts_of(connection)
    finally:
        connection.close()


def schema_of(connection: Connection) -> list[tuple[str, str, str]]:
    """Every table, index and trigger as `sqlite_master` has it."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') AS text FROM sqlite_master")
    return sorted((row.text("type"), row.text("name"), row.text("text")) for row in rows)
