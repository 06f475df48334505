# SPDX-License-Identifier: EUPL-1.2
"""A vault is built beside its place, then renamed: half a vault never bears a vault's name."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from app.storage.errors import DiskFull
from app.vault.errors import NameUnfit, PlaceTaken, PlaceUnusable
from app.vault.folder import (
    ATTEMPTS,
    DATABASE,
    LOCK,
    SLOT_COPIES,
    SUFFIX,
    UNFINISHED,
    flush_folder,
    is_own_folder,
    said_plainly,
)
from app.vault.heads import HEAD
from app.vault.locking import VaultLock
from app.vault.place_errors import PlaceFull
from app.vault.rotation import stem_for

_OURS = (*SLOT_COPIES, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal", HEAD, ATTEMPTS, LOCK)


@contextmanager
def built_beside(folder: Path, now: datetime) -> Iterator[Path]:
    """A private folder to fill, which becomes `folder` when the block ends well.

    What a crashed creation left is cleared first. Raises `NameUnfit`, `PlaceTaken`,
    `PlaceReadOnly`, `PlaceFull`, `PlaceUnusable`, or `VaultBusy` while another process creates the
    same vault; `folder` does not exist then, or is as it was.
    """
    with full_said():
        yield from _built(folder, now)


@contextmanager
def full_said() -> Iterator[None]:
    """A full disk is said of what was to be made: nobody typed what it would keep for later."""
    try:
        yield
    except DiskFull as full:
        raise PlaceFull from full
    except PlaceUnusable as refused:
        cause = refused.__cause__
        if isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise PlaceFull from cause
        raise


def _built(folder: Path, now: datetime) -> Iterator[Path]:
    name = folder.name.removesuffix(SUFFIX)
    if stem_for(name) != name:
        raise NameUnfit
    _require_free(folder)
    site = folder.with_name(f".{folder.name}{UNFINISHED}")
    with said_plainly():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # On Windows a mode would shut the others out of a place that they share: it inherits.
        site.mkdir(mode=0o777 if sys.platform == "win32" else 0o700, exist_ok=True)
    if not is_own_folder(site):  # a link: what it leads to is nobody's to empty
        raise PlaceTaken
    lock = VaultLock(site / LOCK, now)
    try:
        _empty(site)
        yield site
        with said_plainly():
            flush_folder(site)
            lock.release()  # Windows renames no folder that holds an open file
            (site / LOCK).unlink()
            _require_free(folder)  # the half second of the derivation is long enough to change it
            site.rename(folder)
            flush_folder(folder.parent)
    except BaseException:
        lock.release()
        _clear(site)
        raise


def _require_free(folder: Path) -> None:
    if os.path.lexists(folder):
        raise PlaceTaken


def _empty(site: Path) -> None:
    with said_plainly():
        for file in site.iterdir():
            if file.name != LOCK and (file.name in _OURS or file.suffix == ".new"):
                file.unlink()


def _clear(site: Path) -> None:
    """Remove what was built, as far as it goes: a remainder is cleared by the next creation."""
    try:
        _empty(site)
        (site / LOCK).unlink(missing_ok=True)
        site.rmdir()
    except (OSError, PlaceTaken):
        return
