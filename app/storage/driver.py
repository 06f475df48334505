# SPDX-License-Identifier: EUPL-1.2
"""The one door to SQLCipher: opens a database under the vault's rules and translates its errors.

Nothing outside of this package imports `sqlcipher3`. While a connection is open, nobody in this
process may open the database or its WAL by path, not even to read: closing that descriptor would
drop the POSIX locks of the whole process, and a second process could then corrupt the file.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sqlcipher3 import dbapi2

from app.storage.authorizer import Authorizer
from app.storage.cursor import Cursor
from app.storage.engine import (
    COPY_PRAGMAS,
    DATABASE_KEY_BYTES,
    KEY_BYTES,
    LIVE_PRAGMAS,
    PAGE_BYTES,
    SALT_BYTES,
    authenticate_pages,
    open_raw,
    pragma,
)
from app.storage.errors import (
    CopyAbandoned,
    DatabaseDamaged,
    DatabaseGone,
    DatabaseReadOnly,
    DiskFull,
    ReadFailed,
    StorageError,
    WrongKey,
)
from app.storage.failures import copy_errors, translated, translated_errors
from app.storage.place import Place, missing, without_log
from app.storage.row import Row, SqlValue

__all__ = [
    "DATABASE_KEY_BYTES",
    "KEY_BYTES",
    "PAGE_BYTES",
    "SALT_BYTES",
    "Connection",
    "Cursor",
    "Parameters",
    "Row",
    "SqlValue",
    "authenticate_pages",
    "open_copy",
    "open_database",
]

Parameters = Sequence[SqlValue] | Mapping[str, SqlValue]
T = TypeVar("T")

COPY_PAGES = 100
"""Pages copied at once (400 KB): a write that comes meanwhile waits for some 5 ms."""

FLUSHED_EVERY = 20
"""Steps of a copy (8 MB) from one flush to the next."""

COPY_PAUSE = 0.002
"""Seconds that a copy leaves to who came between two of its steps, for the statements to come."""

REWRITES_TRIED = 2_000
"""How often a rewriting waits for the readers of other threads: for some seconds in all."""

_AFTER_A_READ = (DatabaseDamaged, DatabaseReadOnly, WrongKey)
"""What SQLCipher says of everything once a read has failed."""


class Connection:
    """The one connection to a vault's database; usable from any thread.

    Transactions are explicit (`transaction`, or BEGIN IMMEDIATE … COMMIT by the unit of work).
    Every method may raise a `StorageError`.

    Each call of the engine waits for `turn`. Not for the data, which the engine guards itself: it
    asks the authorizer, which is Python, while it holds its own lock. A thread that prepares a
    statement then waits for the interpreter, and one that binds a value holds the interpreter and
    waits for the engine's lock: without turns both would wait for ever.

    One read that fails makes SQLCipher refuse everything on that connection, in words of damage,
    although the file is sound. Where `reopening` is given, the file is then opened again before the
    next call, outside of a transaction: what failed was not committed, and may be tried again.
    """

    reopening: Callable[[], "Connection"] | None = None
    """Opens the same file again."""
    reopened: Callable[[], object]
    """Called then, before anything else is asked of it: to make its TEMP triggers anew."""

    def __init__(self, raw: dbapi2.Connection, place: Place | None = None) -> None:
        """`place` is where the file must stay, None for one that nobody works in."""
        self._raw = raw
        self._place = place
        self._suspect = self._broken = self._closed = False
        self._failed, self._taken = "", 0
        self.reopened = _nothing
        self._authorizer = Authorizer()
        self.turn = RLock()
        """Held for each transaction: who holds it reads a state between two of them."""
        self._copying = RLock()
        self._closing = False
        self.before_commit: Callable[[], object] = _nothing
        """Called inside each transaction, last; what it writes is committed with the rest."""
        raw.row_factory = Row
        raw.set_authorizer(self._authorizer.verdict)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is under way."""
        return not self._broken and self._raw.in_transaction

    @property
    def gone(self) -> DatabaseGone | None:
        """What is not where it was opened any more; None while all is: see `Place`."""
        return None if self._closed else missing(self._place)

    @property
    def changed(self) -> tuple[int, int]:
        """Another after each change: how often it was opened, rows changed since (undone too)."""
        with self.turn:
            self._mend()
            return self._taken, int(self._raw.total_changes)

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement; user values go in `parameters`, never in `sql`."""
        with self.turn:
            self._mend()
            with self._asking(sql):
                return Cursor(self._raw.execute(sql, parameters), self.turn, self._asking, sql)

    def executemany(self, sql: str, rows: Iterable[Parameters]) -> Cursor:
        """Run one statement once per line of `rows`."""
        with self.turn:
            self._mend()
            with self._asking(sql):
                return Cursor(self._raw.executemany(sql, rows), self.turn, self._asking, sql)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write: all of the block is committed, or none of it when it raises.

        Raises `DatabaseGone` when the file is not in its place any more: a commit would go into a
        file that nobody finds again.
        """
        with self.turn:
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.before_commit()
                self._require_place()
                self.execute("COMMIT")
                self._failed = ""
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def maintenance(self) -> Iterator[None]:
        """Let VACUUM and a table rebuild through the authorizer, for migrations and upkeep only."""
        with self.turn:
            self._authorizer.maintenance = True
            try:
                yield
            finally:
                self._authorizer.maintenance = False
                # Setting it again expires the statements prepared (and cached) meanwhile.
                self._raw.set_authorizer(self._authorizer.verdict)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No copy and no other thread while the block runs, which may close and `adopt`."""
        with self._copying, self.turn:
            yield

    def adopt(self, successor: "Connection") -> None:
        """Go on over another file, once this connection was closed: who holds it keeps it.

        `successor` must not be used any more.
        """
        self.close()
        self._take(successor)

    def _require_place(self) -> None:
        """Raises `DatabaseGone`."""
        if (gone := self.gone) is not None:
            raise gone

    def _take(self, other: "Connection") -> None:
        self._raw, self._authorizer = other._raw, other._authorizer  # noqa: SLF001  the same class
        self._place = other._place  # noqa: SLF001  the same class
        self._taken += 1
        self.before_commit = _nothing
        self._closing = self._closed = self._broken = self._suspect = False

    def checkpoint(self) -> None:
        """Bring the whole WAL into the database file and empty it."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def compact(self) -> None:
        """Rewrite every page of the file and empty the WAL: what was deleted is in neither.

        Outside of a transaction; needs twice the size of the file on the disk.
        """
        _rewrite(self)

    def copy_into(
        self, target: "Connection", at_end: Callable[[], T], flush: Callable[[], object]
    ) -> T:
        """Copy every page into `target` while this connection goes on working in other threads.

        `flush` brings the copy to the disk: it is called now and then, since one long flush by the
        system would hold up the commits beside it. Returns what `at_end` reads: it is called when
        the copy is complete and before any other transaction begins. Never call this inside a
        transaction. Raises `CopyAbandoned` when this is closed meanwhile, or what `flush` raises.
        """
        with self._copying, ExitStack() as last:

            def between(_status: int, remaining: int, _total: int) -> None:
                if self._closing:
                    raise CopyAbandoned
                _give_way(self)
                if remaining // COPY_PAGES % FLUSHED_EVERY == 0:
                    flush()
                if remaining <= COPY_PAGES:  # the step to come is the last one
                    last.enter_context(self.turn)

            between(0, self._page_count(), 0)
            with self._reading(), translated_errors(), copy_errors():
                self._raw.backup(
                    target._raw,  # noqa: SLF001  the same class
                    pages=COPY_PAGES,
                    progress=between,
                    sleep=COPY_PAUSE,  # a transaction began just then
                )
            return at_end()

    def close(self) -> None:
        """Close the file; SQLite checkpoints and removes the WAL. Closing twice is harmless.

        A copy under way is abandoned.
        """
        self._closing = True
        with self._copying, self.turn, translated_errors():
            self._closed = True
            self._raw.close()

    def _page_count(self) -> int:
        with self.turn:
            self._mend()
            with self._asking("page_count"):
                return int(pragma(self._raw, "page_count"))

    @contextmanager
    def _asking(self, sql: str) -> Iterator[None]:
        """One call of the engine: its errors are ours, and one that may come of a read is noted."""
        try:
            yield
        except dbapi2.Error as error:
            fault = translated(error)
            if self.reopening is None or not _doubtful(fault, self._place):
                raise fault from error
            again, self._failed, self._suspect = sql == self._failed, sql, True
            # The same statement on a file opened afresh: it is no hiccup.
            raise (fault if again else ReadFailed()) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A copy that fails may have met a read that failed."""
        try:
            yield
        except (CopyAbandoned, DiskFull):
            raise
        except StorageError:
            self._suspect = self.reopening is not None
            raise

    def _mend(self) -> None:
        """Open the file again after a read that failed; the turn is held."""
        if not self._suspect or self._closed or self.in_transaction or self.reopening is None:
            return
        self._require_place()  # else what is open is the last that there is of it
        if not self._copying.acquire(blocking=False):
            self._closing = True  # the copy reads the same pages: it ends, and the next call mends
            raise ReadFailed
        try:
            self._let_go()
            gc.collect()  # statements that failed keep the file open until they are collected
            try:
                self._take(self.reopening())
            except (DatabaseDamaged, WrongKey) as fault:
                raise ReadFailed from fault
            try:
                self.reopened()
            except BaseException:
                self._suspect = True
                raise
        finally:
            self._copying.release()

    def _roll_back(self) -> None:
        if not self.in_transaction:  # SQLite rolls back by itself on some errors (disk full)
            return
        try:
            self.execute("ROLLBACK")
        except StorageError:
            if not self._suspect:
                raise
            self._let_go()  # what was not committed goes with it

    def _let_go(self) -> None:
        if not self._broken:
            self._broken, self._place = True, without_log(self._place)
            with suppress(dbapi2.Error):
                self._raw.close()


def open_database(path: Path, key: bytes | bytearray, *, create: bool = False) -> Connection:
    """Open, or create, the encrypted database at `path` under all the rules of the vault.

    `key` is `KEY_BYTES` of key then `SALT_BYTES` of salt, both derived from the vault's master
    key; it is used raw, without derivation (about 2 ms). Without `create` the file must exist,
    with it it must not: SQLite by itself would silently make an empty database.

    Raises `DatabaseMissing`, `DatabaseExists`, `DatabasePlaintext`, `DatabaseDamaged`,
    `DatabaseReadOnly`, `DatabaseLocked`, `WrongKey`, or `EngineUnfit` when the engine does not
    honour a safety rule.
    """
    raw = open_raw(path, key, LIVE_PRAGMAS, create=create)
    return Connection(raw, Place.of(path))


def open_copy(path: Path, key: bytes | bytearray, *, create: bool = False) -> Connection:
    """Open, or create, a copy that is not worked in: a backup, a piece of one, a file to examine.

    Nothing is flushed to the disk and nobody locks it: its maker does the first before giving it a
    name, and keeps it to itself until then. Raises as `open_database`.
    """
    return Connection(open_raw(path, key, COPY_PRAGMAS, create=create))


def _rewrite(connection: Connection) -> None:
    """Let another thread that is between two lines of a result read to its end first."""
    for left in reversed(range(REWRITES_TRIED)):
        try:
            with connection.turn, connection.maintenance():
                connection.execute("VACUUM")
                connection.checkpoint()
        except StorageError as error:
            if not left or "statements in progress" not in str(error.__cause__):
                raise
            time.sleep(COPY_PAUSE)
        else:
            return


def _nothing() -> None:
    """A connection that nobody watches."""


def _give_way(connection: Connection) -> None:
    """Between two steps of a copy: let who has the turn, and waits for the engine, go first.

    The lock of the engine alone is not fair: the next step would take it again at once.
    """
    if connection.turn.acquire(blocking=False):
        connection.turn.release()  # nobody came: nothing to wait for
        return
    with connection.turn:
        pass
    time.sleep(COPY_PAUSE)


def _doubtful(fault: StorageError, place: Place | None) -> bool:
    """Whether a read that failed may have caused it."""
    if isinstance(fault, DatabaseReadOnly) and place is not None:
        return place.writable()
    return isinstance(fault, _AFTER_A_READ)
