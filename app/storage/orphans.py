# SPDX-License-Identifier: EUPL-1.2
"""What refers to a lost row: it stays without that reference where it may, else it is set aside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.storage.driver import Connection


@dataclass(frozen=True)
class Reference:
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


@dataclass(frozen=True)
class Orphans:
    """By table, how many rows were set aside, and how many stay without a reference."""

    set_aside: Mapping[str, int]
    loosened: Mapping[str, int]


def references(target: Connection, table: str) -> Iterator[Reference]:
    """The foreign keys of a table."""
    columns = {
        row.text("name"): row.flag("notnull") or row.flag("pk")
        for row in target.execute(f"PRAGMA table_info({table})").fetchall()
    }
    for row in target.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        column = row.text("from")
        yield Reference(table, column, row.text("table"), row.text("to"), columns[column])


def settle_orphans(target: Connection, tables: Sequence[str]) -> Orphans:
    """Loosen or set aside what refers to a lost row, until every reference holds.

    No constraint of the schema stops this: a row that may not be without its reference (a CHECK, a
    UNIQUE) is set aside like one whose column is required. Inside the caller's transaction, without
    triggers and with foreign keys off.
    """
    removed, loosened = Counter[str](), Counter[str]()
    all_ = [one for table in tables for one in references(target, table)]
    while target.execute("PRAGMA foreign_key_check").fetchone() is not None:
        while any(_set_aside(target, one, removed) for one in all_ if one.required):
            pass  # what referred to those in turn
        for table in tables:
            optional = [one for one in all_ if one.table == table and not one.required]
            if optional:
                loosened[table] += _loosen(target, table, optional)
            for one in optional:  # those that a constraint kept as they are
                _set_aside(target, one, removed)
    return Orphans(removed, loosened)


def _loosen(target: Connection, table: str, optional: Sequence[Reference]) -> int:
    """Give up the references to nothing of a table's rows, where they may be; how many rows."""
    loose = ", ".join(
        f"{one.column} = CASE WHEN {one.dangling} THEN NULL ELSE {one.column} END"
        for one in optional
    )
    any_ = " OR ".join(f"({one.dangling})" for one in optional)
    sql = f"UPDATE OR IGNORE {table} SET {loose} WHERE {any_}"  # noqa: S608  our names
    return target.execute(sql).rowcount


def _set_aside(target: Connection, one: Reference, removed: Counter[str]) -> int:
    """Remove the rows that refer to nothing; how many."""
    sql = f"DELETE FROM {one.table} WHERE {one.dangling}"  # noqa: S608  our names
    count = target.execute(sql).rowcount
    removed[one.table] += count
    return count
