# SPDX-License-Identifier: EUPL-1.2
"""Opening a database file in the engine, under the rules of the vault."""

import binascii
import os
from collections.abc import Iterable
from pathlib import Path

from sqlcipher3 import dbapi2

from app.storage.errors import (
    DatabaseDamaged,
    DatabaseExists,
    DatabaseMissing,
    DatabasePlaintext,
    DatabaseReadOnly,
    DiskFailure,
    EngineUnfit,
    WrongKey,
)
from app.storage.failures import translated_errors

Pragmas = tuple[tuple[str, str, str], ...]

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

# (name, value to set, what reading it back must give)
LIVE_PRAGMAS = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),  # before WAL: no shared-memory file is ever made
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("wal_autocheckpoint", str(WAL_PAGES), str(WAL_PAGES)),
    ("cache_size", str(-CACHE_KIB), str(-CACHE_KIB)),
)
COPY_PRAGMAS = (
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


def open_raw(
    path: Path, key: bytes | bytearray, pragmas: Pragmas, *, create: bool
) -> dbapi2.Connection:
    """A connection of the engine that honours every rule. Raises as `open_database`."""
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
    return raw


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
    try:
        with path.open("rb") as file:
            head = file.read(SALT_BYTES)
    except OSError as error:
        raise DiskFailure from error
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
    pragma(raw, "cipher_log_level", "NONE")
    pragma(raw, "cipher_memory_security", "ON")
    version = pragma(raw, "cipher_version").split(" ")[0]
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
        pragma(raw, name, value)
        if (found := pragma(raw, name)) != expected:
            raise EngineUnfit(name, found)
    for name in ("cipher_status", "cipher_memory_security"):
        if (found := pragma(raw, name)) != "1":
            raise EngineUnfit(name, found)
    # The first read takes the lock, and meets a wrong key or a cut file here, not in a service.
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def pragma(raw: dbapi2.Connection, name: str, value: str | None = None) -> str:
    """Set (with a value) or read a pragma; the names and values are constants of this module."""
    row = raw.execute(f"PRAGMA {name}" if value is None else f"PRAGMA {name} = {value}").fetchone()
    return "" if row is None else str(row[0])
