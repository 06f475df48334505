# SPDX-License-Identifier: EUPL-1.2
"""The files of a vault folder, written so that a crash leaves the old one or the new one."""

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.vault.errors import PlaceReadOnly, PlaceTaken, PlaceUnusable

DATABASE = "data.db"
SLOT_COPIES = ("keys-1.json", "keys-2.json")
LOCK = "lock"
ATTEMPTS = "attempts.json"
SUFFIX = ".tdt"
UNFINISHED = ".en-cours"
"""Ends the name of a vault that is being built: it never opens under it."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the file system refuses into a sentence for the user."""
    try:
        yield
    except FileExistsError:
        raise PlaceTaken from None
    except PermissionError:
        raise PlaceReadOnly from None
    except OSError as error:
        if error.errno == errno.EROFS:
            raise PlaceReadOnly from None
        raise PlaceUnusable from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file at once and for good: written aside, flushed to the disk, renamed.

    Raises `OSError`; the file is then as it was.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names of a folder durable; Windows does so by itself and cannot open a folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
