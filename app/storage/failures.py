# SPDX-License-Identifier: EUPL-1.2
"""From SQLite's result codes to the errors of this package."""

import sqlite3  # only for the numbers of SQLite's own API, which SQLCipher shares
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from app.storage.errors import (
    ConstraintBroken,
    DatabaseClosed,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DiskFailure,
    DiskFull,
    StatementForbidden,
    StorageError,
    WrongKey,
)

_FAILURES: Mapping[int, Callable[[], StorageError]] = {
    sqlite3.SQLITE_AUTH: StatementForbidden,
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_CANTOPEN: DatabaseReadOnly,
    sqlite3.SQLITE_CONSTRAINT: ConstraintBroken,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailure,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_NOTADB: WrongKey,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
}


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the engine's errors into ours; one without a code is a misuse of the API: a bug."""
    try:
        yield
    except dbapi2.Error as error:
        raise translated(error) from error


def translated(error: dbapi2.Error) -> StorageError:
    """Our error for one of the engine's; raises it again when it has no code.

    But for the one of a file that was closed: the keys of a vault may be decided and not in place.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and "closed database" in str(error):
        return DatabaseClosed()
    if code is None:
        raise error
    failure = _FAILURES.get(code & 0xFF, StorageError)()
    failure.code = error.sqlite_errorname
    return failure


@contextmanager
def copy_errors() -> Iterator[None]:
    """The engine's copying gives no code with its errors: on either side, a disk refused."""
    try:
        yield
    except dbapi2.Error as error:
        if getattr(error, "sqlite_errorcode", None) is not None:
            raise
        raise (DiskFull if "full" in str(error) else DiskFailure) from error
