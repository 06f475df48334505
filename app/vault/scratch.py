# SPDX-License-Identifier: EUPL-1.2
"""A temporary folder for the copy of a vault, removed at the end; at the latest by the next one.

A process that is killed removes nothing: what it left is as large as the vault, and encrypted.
"""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from app.vault.errors import VaultError
from app.vault.folder import LOCK, is_own_file, is_own_folder, said_plainly
from app.vault.locking import VaultLock
from app.vault.place_errors import NoScratch, ScratchFull

_PREFIX = "tour-de-table-"
_WORK = "work"
_SPARE = 1 << 20


@contextmanager
def scratch_folder(needed: int = 0) -> Iterator[Path]:
    """An empty folder with room for so many bytes. Raises `ScratchFull`, `NoScratch`."""
    try:
        place = Path(tempfile.gettempdir())
        _remove_leftovers(place)
        if shutil.disk_usage(place).free < needed + _SPARE:
            raise ScratchFull(place)
        home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise NoScratch from error
    try:
        lock = VaultLock(home / LOCK, datetime.now(UTC))
        try:
            work = home / _WORK
            with said_plainly():
                work.mkdir()
            yield work
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise ScratchFull(place) from error
            raise
        finally:
            lock.release()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _remove_leftovers(place: Path) -> None:
    """Remove what killed processes left: a folder whose lock is written and held by nobody.

    One without it is just being made, or something else's.
    """
    for home in place.glob(f"{_PREFIX}*"):
        lock = home / LOCK
        with suppress(OSError, VaultError):
            if is_own_folder(home) and is_own_file(lock) and lock.stat().st_size:
                VaultLock(lock, datetime.now(UTC)).release()
                shutil.rmtree(home, ignore_errors=True)
