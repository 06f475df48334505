# SPDX-License-Identifier: EUPL-1.2
"""Replacing everything a vault folder holds, so that a crash leaves the old content or the new.

A rotation of the keys, a restored backup and a vault that comes back all work the same way: the
new content is built and verified in `incoming/`; the empty file `incoming/complete` is the
decision. Every opening first finishes what was decided, and clears what was not.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.damage import DAMAGE_NOTE
from app.vault.folder import (
    DATABASE,
    SLOT_COPIES,
    flush_folder,
    is_own_file,
    is_own_folder,
    remove_entry,
    said_plainly,
    write_whole,
)
from app.vault.heads import HEAD

INCOMING = "incoming"
ASIDE = "aside-"
_COMPLETE = "complete"
_KEEP = "keep-old"
_KEPT = re.compile("[0-9A-Za-z-]{1,60}")
_LONGEST_MARK = 256
_UNREADABLE = "illisible"
"""Ends the name of the folder when what should end it cannot be read: nothing is lost."""
_CONTENT = (DATABASE, *SLOT_COPIES, HEAD)
_LEFT_BEHIND = (f"{DATABASE}-wal", f"{DATABASE}-journal", DAMAGE_NOTE)
"""They belong to the old database alone."""


@contextmanager
def successor(folder: Path, *, aside: str = "") -> Iterator[Path]:
    """A folder to fill with the new `data.db`, `keys-1.json` and `keys-2.json`.

    When the block ends well the new content is decided on, not yet in place: close the database,
    then call `finish_succession`. `aside` ends the name of the folder where what was there before
    is put; without it the old content is removed. Raises `UserError` when the disk refuses; the
    vault is then as it was.
    """
    site = begin_successor(folder)
    try:
        yield site
        decide_successor(folder, aside=aside)
    except BaseException:
        drop_successor(folder)
        raise


def begin_successor(folder: Path) -> Path:
    """An empty folder to fill, which is nothing until `decide_successor`; see `successor`."""
    site = folder / INCOMING
    with said_plainly():
        _clear(site)
        site.mkdir(mode=0o700)
    return site


def decide_successor(folder: Path, *, aside: str = "") -> None:
    """From now on the folder that was filled holds the vault.

    Raises `UserError` when it does not; `is_decided` tells, should the mark not go away again.
    """
    site = folder / INCOMING
    with said_plainly():
        if aside:
            write_whole(site / _KEEP, aside.encode())
        flush_folder(site)
        flush_folder(folder)
        try:
            write_whole(site / _COMPLETE, b"")
        except BaseException:
            (site / _COMPLETE).unlink(missing_ok=True)  # it has its name before it is flushed
            raise


def is_decided(folder: Path) -> bool:
    """Whether a new content waits for the next opening to put it in place."""
    return is_own_folder(folder / INCOMING) and (folder / INCOMING / _COMPLETE).exists()


def drop_successor(folder: Path) -> None:
    """Remove what was not decided on; at the latest the next opening does."""
    if not is_decided(folder):
        with suppress(OSError):
            remove_entry(folder / INCOMING)


def finish_succession(folder: Path) -> bool:
    """Put decided content in place, or clear undecided; True when the content was replaced.

    Under the vault's lock, while its database is closed. Idempotent: killed anywhere, the next
    call goes on. Raises `UserError` when the disk refuses: nothing is lost, the next call goes on.
    """
    site = folder / INCOMING
    if not os.path.lexists(site):
        return False
    with said_plainly():
        if not is_decided(folder):
            _clear(site)
            return False
        kept = _read(site / _KEEP)
        for name in _LEFT_BEHIND:
            _put_aside(folder, name, kept)
        for name in _CONTENT:
            if is_own_file(site / name):
                _put_aside(folder, name, kept)
                (site / name).replace(folder / name)
                flush_folder(folder)
        _clear(site)
        flush_folder(folder)
    return True


def decided_slots(folder: Path) -> Path:
    """The folder that holds the slot file in force: `incoming` while a decision waits."""
    site = folder / INCOMING
    waits = is_decided(folder) and is_own_file(site / SLOT_COPIES[0])
    return site if waits else folder


def standing_files(folder: Path) -> dict[str, Path]:
    """Where the database, its WAL and the slots are that the next opening would have in place.

    A content that was decided on counts, moved already or not; what it replaces does not.
    """
    decided = is_decided(folder)
    names = (DATABASE, *SLOT_COPIES) if decided else (DATABASE, f"{DATABASE}-wal", *SLOT_COPIES)
    waiting = {name: folder / INCOMING / name for name in names}
    found = {
        name: path if decided and is_own_file(path) else folder / name
        for name, path in waiting.items()
    }
    return {name: path for name, path in found.items() if path.is_file()}


def standing_head(folder: Path) -> Path:
    """The head of the journal that goes with `standing_files`."""
    waiting = folder / INCOMING / HEAD
    return waiting if is_decided(folder) and is_own_file(waiting) else folder / HEAD


def _put_aside(folder: Path, name: str, kept: str) -> None:
    """Move a file of the old content away, or remove it where nothing is kept."""
    old = folder / name
    if not old.exists():
        return
    if not kept:
        old.unlink()
        return
    place = folder / f"{ASIDE}{kept}"
    if not is_own_folder(place):
        place.mkdir(mode=0o700)  # refused where a link has that name
    old.replace(place / name)


def _read(mark: Path) -> str:
    """What ends a folder's name, and nothing that leads out of this one."""
    if not is_own_file(mark):
        return ""
    said = read_plain(mark, _LONGEST_MARK).decode(errors="replace")
    return said if _KEPT.fullmatch(said) else _UNREADABLE


def _clear(site: Path) -> None:
    """Remove it; the mark of a decision goes last but for the folder itself."""
    if is_own_folder(site):
        for file in sorted(site.iterdir(), key=lambda file: file.name == _COMPLETE):
            remove_entry(file)
        site.rmdir()
    else:
        remove_entry(site)
