# SPDX-License-Identifier: EUPL-1.2
"""The rows of a damaged database found page by page, without its schema and without its trees.

A record does not say which table it is of. What tells is its digest (`row_digests`): it is kept
under the table's name and key, so it names the table and proves that the row is as it was last
written. Where that digest is lost itself, and for tables that have none, the shape has to do.
"""

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.storage.driver import Connection, SqlValue
from app.storage.leaf_pages import (
    INTERIOR_INDEX,
    LEAF_INDEX,
    LEAF_TABLE,
    Record,
    free_pages,
    kind_of,
    records,
)
from app.storage.made_again import made_again
from app.storage.row_digests import DIGEST_BYTES, ROWS_KEY, TABLES, digest_of, key_of
from app.storage.sealed_pages import SealedPages

_TYPES: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
_LOOKS = {
    "at": re.compile(r"\d{4}-\d\d-\d\d.*"),
    "sha256": re.compile(r"[0-9a-fA-F]{64}"),
}
"""What is in a column of that name, in the tables that only their shape tells."""

_SCHEMA_NUMBER = slice(60, 64)  # of the file's header: PRAGMA user_version
Values = tuple[SqlValue, ...]


@dataclass(frozen=True)
class Column:
    """One column; `default` is what a row written before the column was added has there."""

    name: str
    type: type
    required: bool
    default: SqlValue
    added: bool
    """Whether a record may lack it."""


@dataclass(frozen=True)
class Layout:
    """How the records of a table are: its columns in order, and where each is in a record."""

    name: str
    columns: tuple[Column, ...]
    stored: tuple[int, ...]
    numbered: bool
    alias: int | None
    """The column that is the row's number, which a record leaves empty."""

    def row(self, record: Record) -> Values | None:
        """The row that a record is, in the order of the columns; None when it cannot be one."""
        if self.numbered != (record.number is not None) or len(record.values) > len(self.columns):
            return None
        row: list[SqlValue] = [column.default for column in self.columns]
        for place in self.stored[len(record.values) :]:
            if not self.columns[place].added:
                return None
        for place, value in zip(self.stored, record.values, strict=False):
            row[place] = value
        if self.alias is not None:
            if row[self.alias] is not None:
                return None
            row[self.alias] = record.number
        return tuple(row) if all(map(_fits, self.columns, row)) else None


@dataclass(frozen=True)
class FoundRow:
    """A row and its table; `proven` where its digest says so."""

    table: str
    values: Values
    proven: bool


class LeafRows:
    """What the pages of a damaged database still hold, for the tables of a sound one."""

    def __init__(self, pages: SealedPages, sound: Connection) -> None:
        """`sound` has the same schema and no rows. Slow: each page is read."""
        self._pages = pages
        self._layouts = tuple(layouts(sound))
        self._kinds = self._kinds_of_used()
        self._digests: dict[str, dict[str, bytes]] = {name: {} for name in TABLES}
        self.totals: dict[str, int] = {}
        """How many rows each table had, as far as that itself can be read."""
        self._key = b""
        self._learn()

    def rows(self) -> Iterator[FoundRow]:
        """Every whole row: those that a digest proves, and what else has the shape of a table."""
        for record in self._records(LEAF_TABLE, LEAF_INDEX, INTERIOR_INDEX):
            found = self._proven(record) or self._likely(record)
            if found is not None:
                yield found

    def _kinds_of_used(self) -> dict[int, int]:
        """What each readable page is, but for the free ones: they hold what was deleted."""
        kinds, free = dict[int, int](), set[int]()
        for number in range(1, self._pages.count + 1):
            page = self._pages.page(number)
            if page is not None:
                kinds[number] = kind_of(page, number)
                free |= free_pages(page, self._pages.count)
        return {number: kind for number, kind in kinds.items() if number not in free}

    def _records(self, *kinds: int) -> Iterator[Record]:
        for number, kind in self._kinds.items():
            page = self._pages.page(number) if kind in kinds else None
            if page is not None and number != 1:  # the first one is of the schema
                yield from filter(None, records(page, number, self._pages.page))

    def _learn(self) -> None:
        """Gather the digests, the totals and their key."""
        for record in self._records(LEAF_INDEX, INTERIOR_INDEX):
            match record.values:
                case (str(name), str(key), bytes(digest)) if _digested(name, digest):
                    self._digests[name][key] = digest
                case (str(name), int(count), bytes(total)) if _digested(name, total):
                    self.totals[name] = count
        for record in self._records(LEAF_TABLE):
            match record.values:
                case (str(name), str(key)) if name == ROWS_KEY:
                    self._key = bytes.fromhex(key)
        if not self._key:  # nothing can be proven
            self._digests.clear()

    def _proven(self, record: Record) -> FoundRow | None:
        for layout in self._layouts:
            noted = self._digests.get(layout.name)
            row = layout.row(record) if noted else None
            if row is None or not noted:
                continue
            named = dict(zip((column.name for column in layout.columns), row, strict=True))
            key = key_of(layout.name, named)
            expected = noted.get(key)
            if expected is not None and hmac.compare_digest(
                digest_of(self._key, layout.name, key, row), expected
            ):
                return FoundRow(layout.name, row, proven=True)
        return None

    def _likely(self, record: Record) -> FoundRow | None:
        """By its shape alone; a table whose digests are all there has no row without one."""
        for layout in self._layouts:
            known = len(self._digests.get(layout.name, ()))
            if layout.name in self.totals and self.totals[layout.name] == known:
                continue
            row = layout.row(record)
            if row is not None and all(map(_looks, layout.columns, row)):
                return FoundRow(layout.name, row, proven=False)
        return None


def schema_number(pages: SealedPages) -> int | None:
    """The number of the schema by the first page, None when that is lost."""
    first = pages.page(1)
    return None if first is None else int.from_bytes(first[_SCHEMA_NUMBER], "big")


def layouts(sound: Connection) -> Iterator[Layout]:
    """The tables of a database, those left out that are made from the others."""
    for table in sound.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall():
        name, keyed = table.text("name"), table.flag("wr")
        if made_again(name):
            continue
        said = sound.execute(f"PRAGMA table_info({name})").fetchall()
        columns = tuple(
            Column(
                row.text("name"),
                _TYPES[row.text("type")],
                row.flag("notnull") or (keyed and row.flag("pk")),
                _default(sound, row.text_or_none("dflt_value")),
                row.text_or_none("dflt_value") is not None or not (row["notnull"] or row["pk"]),
            )
            for row in said
        )
        ranks = {row.integer("pk"): place for place, row in enumerate(said) if row["pk"]}
        key = [ranks[rank] for rank in sorted(ranks)]
        alone = key[0] if len(key) == 1 and columns[key[0]].type is int and not keyed else None
        stored = tuple(range(len(columns)))
        if keyed:
            stored = (*key, *(place for place in stored if place not in key))
        yield Layout(name, columns, stored, not keyed, alone)


def _default(sound: Connection, sql: str | None) -> SqlValue:
    row = None if sql is None else sound.execute(f"SELECT {sql} AS said").fetchone()
    return None if row is None else row["said"]


def _fits(column: Column, value: SqlValue) -> bool:
    return not column.required if value is None else type(value) is column.type


def _looks(column: Column, value: SqlValue) -> bool:
    look = _LOOKS.get(column.name)
    return look is None or (isinstance(value, str) and look.fullmatch(value) is not None)


def _digested(name: str, digest: bytes) -> bool:
    return name in TABLES and len(digest) == DIGEST_BYTES
