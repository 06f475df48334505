# SPDX-License-Identifier: EUPL-1.2
"""Reading what can still be read of a damaged database, row by row.

One bad page poisons a connection: everything it answers afterwards may be refused, rows of sound
pages too. So the reader opens the file afresh after each failure and goes on behind the bad place.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from app.storage.copying import table_names
from app.storage.driver import Connection, Row, SqlValue
from app.storage.errors import StorageError
from app.storage.made_again import made_again

_LAST_ROW = (1 << 63) - 1
Values = tuple[SqlValue, ...]


@dataclass(frozen=True)
class TableShape:
    """A table: its columns in order, and those of its key when it has no row numbers."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """Empty where the rows are numbered."""


class DamagedDatabase:
    """A database of which some pages cannot be read.

    `reopen` opens the same closed file again; it is called after each failure.
    """

    def __init__(self, reopen: Callable[[], Connection]) -> None:
        """Raises the driver's errors when not even the schema can be read."""
        self._reopen = reopen
        self._connection = reopen()
        self.failures = 0
        self.shapes = tuple(
            self._shape(name) for name in table_names(self._connection) if not made_again(name)
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, shape: TableShape) -> Iterator[Values]:
        """Every row of a table that can be read, each once."""
        return self._keyed_rows(shape) if shape.key else self._numbered_rows(shape)

    def ask(self, sql: str) -> Row | None:
        """The one line of a query, None where there is none or it cannot be read."""
        with suppress(StorageError):
            return self._first(sql)
        return None

    def _shape(self, name: str) -> TableShape:
        columns = self._connection.execute(f"PRAGMA table_info({name})").fetchall()
        # Not from the list of tables: it opens each virtual one, whose pages may be bad.
        bare = self._first(
            "SELECT sql LIKE '%WITHOUT ROWID%' AS wr FROM sqlite_master "
            "WHERE type = 'table' AND name = ?",
            (name,),
        )
        keyed = sorted((row.integer("pk"), row.text("name")) for row in columns if row["pk"])
        without_rowid = bare is not None and bare.flag("wr")
        return TableShape(
            name,
            tuple(row.text("name") for row in columns),
            tuple(column for _, column in keyed) if without_rowid else (),
        )

    def _first(self, sql: str, values: Values = ()) -> Row | None:
        """The first line of a query; a failure is passed on over a fresh connection."""
        try:
            return self._connection.execute(sql, values).fetchone()
        except StorageError:
            self._begin_again()
            raise

    def _begin_again(self) -> None:
        self.failures += 1
        with suppress(StorageError):
            self._connection.close()
        self._connection = self._reopen()

    def _read_on(self, sql: str, values: Values) -> Iterator[Row | None]:
        """The rows of a query; a last None says that it broke before its end."""
        try:
            yield from self._connection.execute(sql, values)
        except StorageError:
            self._begin_again()
            yield None

    # --- numbered rows -----------------------------------------------------------------------

    def _numbered_rows(self, shape: TableShape) -> Iterator[Values]:
        columns = ", ".join(shape.columns)
        query = (
            f"SELECT rowid AS row_number, {columns} FROM {shape.name} "  # noqa: S608  our names
            "NOT INDEXED WHERE rowid >= ? ORDER BY rowid"
        )
        start: int | None = -_LAST_ROW
        while start is not None:
            ended = True
            for row in self._read_on(query, (start,)):
                if row is None:
                    ended = False
                    break
                start = row.integer("row_number") + 1
                yield tuple(row[column] for column in shape.columns)
            start = None if ended else self._behind(shape, start)

    def _behind(self, shape: TableShape, start: int) -> int | None:
        """The lowest row number from which reading works again; None where it never does."""
        reach = 1
        start = max(start, 0)  # no table of ours has negative numbers
        low, high = start, start + reach
        while not self._reads_from(shape, high):
            if high >= _LAST_ROW:
                return None
            low, reach = high, reach * 2
            high = min(start + reach, _LAST_ROW)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reads_from(shape, middle) else (middle, high)
        return high

    def _reads_from(self, shape: TableShape, number: int) -> bool:
        try:
            self._first(
                f"SELECT * FROM {shape.name} NOT INDEXED "  # noqa: S608  our names
                "WHERE rowid >= ? ORDER BY rowid LIMIT 1",
                (number,),
            )
        except StorageError:
            return False
        return True

    # --- rows under a key of their own -------------------------------------------------------

    def _keyed_rows(self, shape: TableShape) -> Iterator[Values]:
        """From the front to the first bad page, then from the back to the last one.

        What lies between two bad pages is lost: keys are texts, no number leads behind a page.
        """
        seen: set[Values] = set()
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{column} {direction}" for column in shape.key)
            query = f"SELECT * FROM {shape.name} ORDER BY {order}"  # noqa: S608  our names
            for row in self._read_on(query, ()):
                if row is None:
                    break
                key = tuple(row[column] for column in shape.key)
                if key in seen:
                    return
                seen.add(key)
                yield tuple(row[column] for column in shape.columns)
            else:
                return
