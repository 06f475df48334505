# SPDX-License-Identifier: EUPL-1.2
"""The result of one statement, read line by line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from threading import RLock
from typing import cast

from sqlcipher3 import dbapi2

from app.storage.row import Row

Asking = Callable[[str], AbstractContextManager[None]]


class Cursor:
    """The result of one statement."""

    def __init__(self, raw: dbapi2.Cursor, turn: RLock, asking: Asking, sql: str) -> None:
        """`asking` surrounds each call of the engine for the statement `sql`."""
        self._raw = raw
        self._turn = turn
        self._asking, self._sql = asking, sql

    @property
    def rowcount(self) -> int:
        """Lines changed by the statement (-1 when it changes none by nature)."""
        return self._raw.rowcount

    def fetchone(self) -> Row | None:
        """The next line, or None when there is none left."""
        with self._turn, self._asking(self._sql):
            return cast("Row | None", self._raw.fetchone())

    def fetchall(self) -> list[Row]:
        """All the lines that are left."""
        with self._turn, self._asking(self._sql):
            return cast("list[Row]", self._raw.fetchall())

    def __iter__(self) -> Iterator[Row]:
        while (row := self.fetchone()) is not None:
            yield row

    def __del__(self) -> None:
        # A statement that was not read to its end is reset here, and that too must wait its turn.
        with self._turn, suppress(dbapi2.Error):
            self._raw.close()
