# SPDX-License-Identifier: EUPL-1.2
"""The one door to SQLCipher: opens a database under the vault's rules and translates its errors.

Nothing else in the program imports `sqlcipher3`. While a connection is open, nobody in this process
may open the database or its WAL by path, not even to read: closing that descriptor would drop the
POSIX locks of the whole process, and a second process could then corrupt the file.
"""

import binascii
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sqlcipher3 import dbapi2

from app.storage.authorizer import Authorizer
from app.storage.cursor import Cursor
from app.storage.errors import (
    CopyAbandoned,
    DatabaseDamaged,
    DatabaseExists,
    DatabaseMissing,
    DatabasePlaintext,
    DatabaseReadOnly,
    EngineUnfit,
    WrongKey,
)
from app.storage.failures import copy_errors, translated_errors
from app.storage.row import Row, SqlValue

__all__ = [
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

KEY_BYTES = 32
SALT_BYTES = 16
DATABASE_KEY_BYTES = KEY_BYTES + SALT_BYTES
"""What opens a database: the key, then the salt (which is also the head of the file)."""

PAGE_BYTES = 4096
PLAINTEXT_HEADER = b"SQLite format 3\0"
OLDEST_SQLITE = (3, 51, 3)
OLDEST_SQLCIPHER = (4, 6)
CACHE_KIB = 16_384
"""Pages kept decrypted, in KiB: a vault of many years would decrypt the same ones again."""

COPY_CACHE_KIB = 1024
"""The same for a copy, which reads and writes each page once."""

WAL_PAGES = 100
"""Checkpoint after this many pages (400 KB): a short WAL is a short recovery."""

COPY_PAGES = 100
"""Pages copied at once (400 KB): a write that comes meanwhile waits for some 5 ms."""

FLUSHED_EVERY = 20
"""Steps of a copy (8 MB) from one flush to the next."""

COPY_PAUSE = 0.002
"""Seconds between two steps of a copy, so that a write that waits has its turn.

Slept here: the module's own `sleep` only follows a busy database.
"""

# (name, value to set, what reading it back must give)
_LIVE_PRAGMAS = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),  # before WAL: no shared-memory file is ever made
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("wal_autocheckpoint", str(WAL_PAGES), str(WAL_PAGES)),
    ("cache_size", str(-CACHE_KIB), str(-CACHE_KIB)),
)
_COPY_PRAGMAS = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    # A copy in WAL mode does not open on a medium that cannot be written.
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "OFF", "0"),  # it bears no name before it was flushed and read again
    # What is left in the cache is written by the last step, while everybody waits.
    ("cache_size", str(-COPY_CACHE_KIB), str(-COPY_CACHE_KIB)),
)
_SAFETY_PRAGMAS = (
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("recursive_triggers", "ON", "1"),  # REPLACE would delete behind the triggers that forbid it
    ("cell_size_check", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
)


class Connection:
    """The one connection to a vault's database; usable from any thread.

    Transactions are explicit (`transaction`, or BEGIN IMMEDIATE … COMMIT by the unit of work).
    Every method may raise a `StorageError`.

    Each call of the engine waits for `turn`. Not for the data, which the engine guards itself: it
    asks the authorizer, which is Python, while it holds its own lock. A thread that prepares a
    statement then waits for the interpreter, and one that binds a value holds the interpreter and
    waits for the engine's lock: without turns both would wait for ever.
    """

    def __init__(self, raw: dbapi2.Connection) -> None:
        self._raw = raw
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
        return self._raw.in_transaction

    @property
    def changed(self) -> int:
        """How many rows this connection has changed so far, those undone again too."""
        with self.turn:
            return int(self._raw.total_changes)

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement; user values go in `parameters`, never in `sql`."""
        with self.turn, translated_errors():
            return Cursor(self._raw.execute(sql, parameters), self.turn)

    def executemany(self, sql: str, rows: Iterable[Parameters]) -> Cursor:
        """Run one statement once per line of `rows`."""
        with self.turn, translated_errors():
            return Cursor(self._raw.executemany(sql, rows), self.turn)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write: all of the block is committed, or none of it when it raises."""
        with self.turn:
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.before_commit()
                self.execute("COMMIT")
            except BaseException:
                if self.in_transaction:  # SQLite rolls back by itself on some errors (disk full)
                    self.execute("ROLLBACK")
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
        self._raw, self._authorizer = successor._raw, successor._authorizer  # noqa: SLF001
        self.before_commit, self._closing = _nothing, False

    def checkpoint(self) -> None:
        """Bring the whole WAL into the database file and empty it."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def compact(self) -> None:
        """Rewrite every page of the file and empty the WAL: what was deleted is in neither.

        Outside of a transaction; needs twice the size of the file on the disk.
        """
        with self.turn:
            with self.maintenance():
                self.execute("VACUUM")
            self.checkpoint()

    def copy_into(
        self, target: "Connection", at_end: Callable[[], T], flush: Callable[[], object]
    ) -> T:
        """Copy every page into `target` while this connection goes on working in other threads.

        `flush` brings to the disk what was written of the copy: it is called now and then, since
        one long flush by the system would hold up the commits beside it. Returns what `at_end`
        reads: it is called when the copy is complete and before any other transaction begins.

        Never call this inside a transaction, which would wait for itself. Raises `CopyAbandoned`
        when the connection is closed meanwhile, or what `flush` raises.
        """
        with self._copying, ExitStack() as last:

            def between(_status: int, remaining: int, _total: int) -> None:
                if self._closing:
                    raise CopyAbandoned
                time.sleep(COPY_PAUSE)
                if remaining // COPY_PAGES % FLUSHED_EVERY == 0:
                    flush()
                if remaining <= COPY_PAGES:  # the step to come is the last one
                    last.enter_context(self.turn)

            between(0, self._page_count(), 0)
            with translated_errors(), copy_errors():
                self._raw.backup(
                    target._raw,  # noqa: SLF001  the same class
                    pages=COPY_PAGES,
                    progress=between,
                )
            return at_end()

    def close(self) -> None:
        """Close the file; SQLite checkpoints and removes the WAL. Closing twice is harmless.

        A copy under way is abandoned.
        """
        self._closing = True
        with self._copying, self.turn, translated_errors():
            self._raw.close()

    def _page_count(self) -> int:
        with self.turn:
            return int(_pragma(self._raw, "page_count"))


def open_database(path: Path, key: bytes | bytearray, *, create: bool = False) -> Connection:
    """Open, or create, the encrypted database at `path` under all the rules of the vault.

    `key` is `KEY_BYTES` of key then `SALT_BYTES` of salt, both derived from the vault's master
    key; it is used raw, without derivation (about 2 ms). Without `create` the file must exist,
    with it it must not: SQLite by itself would silently make an empty database.

    Raises `DatabaseMissing`, `DatabaseExists`, `DatabasePlaintext`, `DatabaseDamaged`,
    `DatabaseReadOnly`, `DatabaseLocked`, `WrongKey`, or `EngineUnfit` when the engine does not
    honour a safety rule.
    """
    return _open(path, key, _LIVE_PRAGMAS, create=create)


def open_copy(path: Path, key: bytes | bytearray, *, create: bool = False) -> Connection:
    """Open, or create, a copy that is not worked in: a backup, a piece of one, a file to examine.

    Nothing is flushed to the disk and nobody locks it: its maker does the first before giving it a
    name, and keeps it to itself until then. Raises as `open_database`.
    """
    return _open(path, key, _COPY_PRAGMAS, create=create)


def authenticate_pages(path: Path, key: bytes | bytearray) -> tuple[str, ...]:
    """What SQLCipher says of each page of a closed file that does not authenticate.

    Works on files that no longer open. Raises as `open_database` when it is none of ours.
    """
    _check_closed_file(path, key[KEY_BYTES:])
    raw = _connect(path)
    try:
        with translated_errors():
            _set_key(raw, key)
            return tuple(
                str(row[0]) for row in raw.execute("PRAGMA cipher_integrity_check").fetchall()
            )
    finally:
        raw.close()


def _open(
    path: Path, key: bytes | bytearray, pragmas: Iterable[tuple[str, str, str]], *, create: bool
) -> Connection:
    if len(key) != DATABASE_KEY_BYTES:
        raise ValueError(f"a database key has {DATABASE_KEY_BYTES} bytes, not {len(key)}")
    if create:
        _create_private_file(path)
    else:
        _check_closed_file(path, key[KEY_BYTES:])
    raw = _connect(path)
    try:
        with translated_errors():
            _set_key(raw, key)
            _apply_pragmas(raw, (*pragmas, *_SAFETY_PRAGMAS))
    except WrongKey:
        raw.close()
        raise DatabaseDamaged from None  # the salt was ours, so the key is right, the page is not
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


def _nothing() -> None:
    """A connection that nobody watches."""


def _create_private_file(path: Path) -> None:
    """An empty file readable by its owner alone; the WAL copies its rights."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise DatabaseExists from None
    except PermissionError:
        raise DatabaseReadOnly from None


def _check_closed_file(path: Path, salt: bytes | bytearray) -> None:
    """Refuse what SQLite would take for a new or plaintext database, or with a key not its own.

    Closing a database opened with a wrong key would still empty a WAL left by a crash, so the key
    is recognised by its salt before the engine touches anything. Only while the file is closed.
    """
    if not path.is_file():
        raise DatabaseMissing
    if not os.access(path, os.W_OK):
        raise DatabaseReadOnly
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    if head == PLAINTEXT_HEADER:
        raise DatabasePlaintext
    if path.stat().st_size < PAGE_BYTES:
        raise DatabaseDamaged
    if head != salt:
        raise WrongKey


def _connect(path: Path) -> dbapi2.Connection:
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise EngineUnfit("SQLite", dbapi2.sqlite_version)
    with translated_errors():
        return dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw",  # never creates: the file must be there
            timeout=0.0,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )


def _set_key(raw: dbapi2.Connection, key: bytes | bytearray) -> None:
    """Give the raw key as a keyspec of 96 hex digits, never as PRAGMA text (SQL traces see it)."""
    _pragma(raw, "cipher_log_level", "NONE")
    _pragma(raw, "cipher_memory_security", "ON")
    version = _pragma(raw, "cipher_version").split(" ")[0]
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_SQLCIPHER:
        raise EngineUnfit("SQLCipher", version)
    keyspec = bytearray(b"x'") + bytearray(binascii.hexlify(key)) + bytearray(b"'")
    # Any other length would silently be taken as a passphrase.
    if len(keyspec) != 2 * DATABASE_KEY_BYTES + 3:
        raise EngineUnfit("keyspec", str(len(keyspec)))
    raw.set_key(keyspec)
    keyspec[:] = bytes(len(keyspec))


def _apply_pragmas(raw: dbapi2.Connection, pragmas: Iterable[tuple[str, str, str]]) -> None:
    for name, value, expected in pragmas:
        _pragma(raw, name, value)
        if (found := _pragma(raw, name)) != expected:
            raise EngineUnfit(name, found)
    for name in ("cipher_status", "cipher_memory_security"):
        if (found := _pragma(raw, name)) != "1":
            raise EngineUnfit(name, found)
    # The first read takes the lock, and meets a wrong key or a cut file here, not in a service.
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _pragma(raw: dbapi2.Connection, name: str, value: str | None = None) -> str:
    """Set (with a value) or read a pragma; the names and values are constants of this module."""
    row = raw.execute(f"PRAGMA {name}" if value is None else f"PRAGMA {name} = {value}").fetchone()
    return "" if row is None else str(row[0])
