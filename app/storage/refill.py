# SPDX-License-Identifier: EUPL-1.2
"""A new database from what a damaged one still gives, and the account of what is lost."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

from app.storage.driver import Connection, SqlValue
from app.storage.errors import DatabaseTooNew
from app.storage.leaf_rows import FoundRow, LeafRows, layouts, schema_number
from app.storage.migrator import migrate, packaged_migrations
from app.storage.orphans import Orphans, Reference, references, settle_orphans
from app.storage.row_digests import TABLES
from app.storage.salvage import DamagedDatabase, TableShape
from app.storage.sealed_pages import SealedPages

_SLICE = 500
_JOURNAL_LENGTH = "SELECT max(seq) - min(seq) + 1 AS count FROM journal"


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


def refill(
    damaged: DamagedDatabase | None, target: Connection, open_pages: Callable[[], SealedPages]
) -> tuple[TableRefill, ...]:
    """Fill an empty database with every row that can be read; foreign keys hold at the end.

    `damaged` is closed at the end; None where not even its schema can be read. Its pages are then
    read one by one, as they are for tables that SQL does not give whole. Raises `DatabaseTooNew`,
    or the driver's errors when the target's disk refuses.
    """
    _migrated(damaged, target, open_pages)
    with target.maintenance():
        target.execute("PRAGMA foreign_keys = OFF")
        try:
            with target.transaction(), _triggers_away(target):
                results = _by_statements(damaged, target)
                if damaged is None or any(result.broken for result in results):
                    with open_pages() as pages:
                        results = _by_pages(LeafRows(pages, target), target, results)
                return _accounted(results, settle_orphans(target, [one.name for one in results]))
        finally:
            target.execute("PRAGMA foreign_keys = ON")


def _migrated(
    damaged: DamagedDatabase | None, target: Connection, open_pages: Callable[[], SealedPages]
) -> None:
    """Give the target the schema of the damaged one, ours where nothing tells."""
    steps = packaged_migrations()
    if damaged is None:
        with open_pages() as pages:
            number = schema_number(pages)
    else:
        version = damaged.ask("PRAGMA user_version")
        number = None if version is None else int(str(version[0]))
    if number is not None and number > len(steps):
        raise DatabaseTooNew
    migrate(target, steps[:number])


def _by_statements(damaged: DamagedDatabase | None, target: Connection) -> list[TableRefill]:
    if damaged is None:
        return [TableRefill(layout.name, 0, None, broken=True) for layout in layouts(target)]
    results = [_copy_table(damaged, shape, target) for shape in damaged.shapes]
    damaged.close()
    return results


def _copy_table(damaged: DamagedDatabase, shape: TableShape, target: Connection) -> TableRefill:
    expected = _expected(damaged, shape.name)
    before = damaged.failures
    statement = _insertion(shape.name, shape.columns)
    read = 0
    rows = damaged.rows(shape)
    while batch := list(islice(rows, _SLICE)):
        read += target.executemany(statement, batch).rowcount
    return TableRefill(shape.name, read, expected, broken=damaged.failures > before)


def _by_pages(
    found: LeafRows, target: Connection, results: Sequence[TableRefill]
) -> list[TableRefill]:
    """Add to the broken tables what their pages hold."""
    sought = {result.name for result in results if result.broken}
    columns = {one.name: tuple(column.name for column in one.columns) for one in layouts(target)}
    insertions = {name: _insertion(name, columns[name]) for name in sought}
    added, doubtful = Counter[str](), list[FoundRow]()
    for row in found.rows():
        if row.table not in sought:
            continue
        if row.proven or row.table not in TABLES:
            added[row.table] += target.execute(insertions[row.table], row.values).rowcount
        else:
            doubtful.append(row)  # only once what it refers to is there
    leading = {name: tuple(references(target, name)) for name in sought}
    for row in doubtful:
        named = dict(zip(columns[row.table], row.values, strict=True))
        if all(_leads_somewhere(target, one, named) for one in leading[row.table]):
            added[row.table] += target.execute(insertions[row.table], row.values).rowcount
    return [_completed(result, added, found, target) for result in results]


def _completed(
    result: TableRefill, added: Mapping[str, int], found: LeafRows, target: Connection
) -> TableRefill:
    """The account of a table after its pages were read."""
    if not result.broken:
        return result
    expected, read = result.expected, result.read + added.get(result.name, 0)
    if expected is None:
        expected = found.totals.get(result.name)
    if expected is None and result.name == "journal":
        row = target.execute(_JOURNAL_LENGTH).fetchone()
        expected = None if row is None else row.integer_or_none("count")
    counted = result.name in TABLES and expected is not None
    return TableRefill(result.name, read, expected, broken=not counted or read < (expected or 0))


def _leads_somewhere(target: Connection, reference: Reference, row: Mapping[str, SqlValue]) -> bool:
    """Whether what a row refers to is there, or it refers to nothing."""
    value = row[reference.column]
    known = f"SELECT 1 FROM {reference.parent} WHERE {reference.parent_column} = ?"  # noqa: S608
    return value is None or target.execute(known, (value,)).fetchone() is not None


def _insertion(name: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


def _expected(damaged: DamagedDatabase, name: str) -> int | None:
    if name == "journal":  # numbered without a hole
        row = damaged.ask(_JOURNAL_LENGTH)
    else:
        row = damaged.ask(
            f"SELECT count FROM row_total WHERE name = '{name}'"  # noqa: S608  our names
        )
    return None if row is None else row.integer_or_none("count")


@contextmanager
def _triggers_away(target: Connection) -> Iterator[None]:
    """Without the triggers that keep sealed rows from changing, which are put back at the end."""
    triggers = target.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for trigger in triggers:
        target.execute(f"DROP TRIGGER {trigger.text('name')}")
    yield
    for trigger in triggers:
        target.execute(trigger.text("sql"))


def _accounted(results: Sequence[TableRefill], orphans: Orphans) -> tuple[TableRefill, ...]:
    return tuple(
        replace(
            one,
            set_aside=orphans.set_aside.get(one.name, 0),
            loosened=orphans.loosened.get(one.name, 0),
        )
        for one in results
    )
