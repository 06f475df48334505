# SPDX-License-Identifier: EUPL-1.2
"""A new database from what a damaged one still gives, and the account of what is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.storage.driver import Connection
from app.storage.errors import DatabaseTooNew
from app.storage.migrator import migrate, packaged_migrations
from app.storage.salvage import DamagedDatabase, TableShape

DERIVED = frozenset({"row_digest", "row_total"})
"""Tables made from the others: they are made again."""
_SLICE = 500


@dataclass(frozen=True)
class TableRefill:
    """What became of one table.

    `expected` is the number of rows it had, None where nothing tells; `set_aside` are rows that
    refer to a lost one and could not stay, `loosened` those that stay without that reference.
    """

    name: str
    read: int
    expected: int | None
    broken: bool
    set_aside: int = 0
    loosened: int = 0

    @property
    def lost(self) -> int:
        """How many rows are known not to be there any more."""
        return max(0, (self.expected or 0) - self.read) + self.set_aside

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return not (self.lost or self.broken or self.loosened)


def refill(damaged: DamagedDatabase, target: Connection) -> tuple[TableRefill, ...]:
    """Fill an empty database with every row that can be read; foreign keys hold at the end.

    Raises `DatabaseTooNew`, or the driver's errors when the target's disk refuses.
    """
    version = damaged.ask("PRAGMA user_version")
    steps = packaged_migrations()
    number = len(steps) if version is None else int(str(version[0]))
    if number > len(steps):
        raise DatabaseTooNew
    migrate(target, steps[:number])
    with target.maintenance():
        target.execute("PRAGMA foreign_keys = OFF")
        try:
            with target.transaction():
                results = [
                    _copy_table(damaged, shape, target)
                    for shape in damaged.shapes
                    if shape.name not in DERIVED
                ]
                return _without_orphans(target, results)
        finally:
            target.execute("PRAGMA foreign_keys = ON")


def _copy_table(damaged: DamagedDatabase, shape: TableShape, target: Connection) -> TableRefill:
    expected = _expected(damaged, shape.name)
    before = damaged.failures
    names, marks = ", ".join(shape.columns), ", ".join("?" * len(shape.columns))
    statement = f"INSERT OR IGNORE INTO {shape.name} ({names}) VALUES ({marks})"  # noqa: S608  ours
    read = 0
    rows = damaged.rows(shape)
    while batch := list(islice(rows, _SLICE)):
        read += target.executemany(statement, batch).rowcount
    return TableRefill(shape.name, read, expected, broken=damaged.failures > before)


def _expected(damaged: DamagedDatabase, name: str) -> int | None:
    if name == "journal":  # numbered without a hole
        row = damaged.ask("SELECT max(seq) - min(seq) + 1 AS count FROM journal")
    else:
        row = damaged.ask(
            f"SELECT count FROM row_total WHERE name = '{name}'"  # noqa: S608  our names
        )
    return None if row is None else row.integer_or_none("count")


# --- references to rows that are lost ------------------------------------------------------------


@dataclass(frozen=True)
class _Reference:
    """A foreign key of one column: where it stands and where it leads."""

    table: str
    column: str
    parent: str
    parent_column: str
    required: bool

    @property
    def dangling(self) -> str:
        """The condition that a row refers to nothing."""
        known = f"SELECT {self.parent_column} FROM {self.parent}"  # noqa: S608  our names
        return f"{self.column} IS NOT NULL AND {self.column} NOT IN ({known})"


def _without_orphans(target: Connection, results: list[TableRefill]) -> tuple[TableRefill, ...]:
    """Loosen or set aside what refers to a lost row, again until every reference holds.

    The triggers that keep sealed rows from changing stand in the way, and are put back.
    """
    triggers = target.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for trigger in triggers:
        target.execute(f"DROP TRIGGER {trigger.text('name')}")
    loosened: dict[str, int] = {}
    removed: dict[str, int] = {}
    references = [one for result in results for one in _references(target, result.name)]
    while target.execute("PRAGMA foreign_key_check").fetchone() is not None:
        for one in references:
            if one.required:
                sql = f"DELETE FROM {one.table} WHERE {one.dangling}"  # noqa: S608  our names
                counts = removed
            else:
                sql = f"UPDATE {one.table} SET {one.column} = NULL WHERE {one.dangling}"  # noqa: S608
                counts = loosened
            changed = target.execute(sql).rowcount
            counts[one.table] = counts.get(one.table, 0) + changed
    for trigger in triggers:
        target.execute(trigger.text("sql"))
    return tuple(
        TableRefill(
            one.name,
            one.read,
            one.expected,
            one.broken,
            removed.get(one.name, 0),
            loosened.get(one.name, 0),
        )
        for one in results
    )


def _references(target: Connection, table: str) -> Iterator[_Reference]:
    columns = {
        row.text("name"): row.flag("notnull") or row.flag("pk")
        for row in target.execute(f"PRAGMA table_info({table})").fetchall()
    }
    for row in target.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        column = row.text("from")
        yield _Reference(table, column, row.text("table"), row.text("to"), columns[column])
