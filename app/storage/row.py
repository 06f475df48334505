# SPDX-License-Identifier: EUPL-1.2
"""One line of a result, read by column name."""

from typing import TypeVar

from sqlcipher3 import dbapi2

SqlValue = str | bytes | int | float | None
T = TypeVar("T")


class Row(dbapi2.Row):
    """One line of a result: `row["name"]`, or the accessor of the type the STRICT table promises.

    An accessor raises `TypeError` on a value of another type: that is a bug in the query.
    """

    def text(self, column: str) -> str:
        """The text of a NOT NULL column."""
        return _expect(str, self[column])

    def text_or_none(self, column: str) -> str | None:
        """The text of a column that may be NULL."""
        return None if self[column] is None else self.text(column)

    def integer(self, column: str) -> int:
        """The integer of a NOT NULL column."""
        return _expect(int, self[column])

    def integer_or_none(self, column: str) -> int | None:
        """The integer of a column that may be NULL."""
        return None if self[column] is None else self.integer(column)

    def flag(self, column: str) -> bool:
        """A 0/1 column as a truth value."""
        return self.integer(column) != 0

    def blob(self, column: str) -> bytes:
        """The bytes of a NOT NULL column."""
        return _expect(bytes, self[column])


def _expect(kind: type[T], value: SqlValue) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value
