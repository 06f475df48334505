# SPDX-License-Identifier: EUPL-1.2
"""Contents of a vault that were replaced and are kept within its folder: after a restore, a return.

Each is a plain vault folder but for the lock: it opens with the passphrases of its day.
"""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.carrying import RETURN_ASIDE
from app.vault.errors import VaultError
from app.vault.folder import flush_folder, said_plainly, write_whole
from app.vault.succession import ASIDE

DAYS_ASIDE = 30
"""How long what a return put aside is kept at least."""
_AT_ONCE = 7
"""The days that one opening counts at most: a clock that was set makes weeks pass in a minute."""
_COUNT = "jours.txt"
"""Within what is aside: the last day on which it was seen, how many days were counted by then."""
_LARGEST_COUNT = 64
_NAME = re.compile(rf"{ASIDE}({RETURN_ASIDE})?(\d{{4}}-\d\d-\d\d-\d{{6}})(?:-\d+)?")


class AsideGone(VaultError):
    """Nothing of that name is put aside."""

    def __init__(self) -> None:
        super().__init__(
            "Ce contenu mis de côté n’est plus là.", "Rouvrez l’écran pour voir ce qui reste."
        )


@dataclass(frozen=True)
class Aside:
    """A content that was replaced at `made`, local time; `size` in bytes.

    `returned` tells that a copy came back in its place: it goes by itself, see
    `forget_old_asides`.
    """

    name: str
    made: datetime
    size: int
    returned: bool


def asides_in(folder: Path) -> tuple[Aside, ...]:
    """What is put aside within a vault folder, the newest first; what cannot be read is not."""
    found = (_read(each) for each in folder.glob(f"{ASIDE}*"))
    kept = (aside for aside in found if aside is not None)
    return tuple(sorted(kept, key=lambda aside: aside.made, reverse=True))


def erase_aside(folder: Path, name: str) -> None:
    """Remove one for good. Raises `AsideGone`, or what the disk refuses: begin again then."""
    if name not in {aside.name for aside in asides_in(folder)}:
        raise AsideGone
    with said_plainly():
        shutil.rmtree(folder / name)
        flush_folder(folder)


def forget_old_asides(folder: Path, today: date) -> int:
    """Remove what returns put aside more than `DAYS_ASIDE` days ago; how many there were.

    By its name, and by the days counted from one opening to the next: a clock that goes ahead once
    removes nothing. What cannot be removed, or counted, stays for another time.
    """
    gone = 0
    for aside in filter(lambda each: each.returned, asides_in(folder)):
        place = folder / aside.name
        counted = _count_days(place / _COUNT, today)
        if min((today - aside.made.date()).days, counted - _AT_ONCE) > DAYS_ASIDE:
            shutil.rmtree(place, ignore_errors=True)
            gone += not place.exists()
    return gone


def _count_days(note: Path, today: date) -> int:
    """Count the days since the last opening; how many there are by now."""
    try:
        day, _, before = read_plain(note, _LARGEST_COUNT).decode().partition(" ")
        last, counted = date.fromisoformat(day), int(before)
    except (OSError, ValueError):
        last, counted = today, 0
    counted += min(max(0, (today - last).days), _AT_ONCE)
    with suppress(OSError):
        write_whole(note, f"{today.isoformat()} {counted}".encode())
    return counted


def _read(place: Path) -> Aside | None:
    named = _NAME.fullmatch(place.name)
    if named is None or place.is_symlink() or not place.is_dir():
        return None
    try:
        made = datetime.strptime(named[2], "%Y-%m-%d-%H%M%S")  # noqa: DTZ007  as people read it
        size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    except (ValueError, OSError):
        return None
    return Aside(place.name, made, size, named[1] is not None)
