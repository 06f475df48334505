# SPDX-License-Identifier: EUPL-1.2
"""The names of backups, and which of them stay: 7 days, 5 weeks, 12 months.

A backup says when it was made in its name, so that the last one is known without any passphrase.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SUFFIX = ".tdtb"
PART = ".part"
"""Ends what is being made, and begins with a dot: it bears no backup's name."""
DAYS, WEEKS, MONTHS = 7, 5, 12
NEWEST = 3
"""The last ones stay whatever their day: one of them may have been made before an import."""

LONGEST_STEM = 200
"""Bytes: what a backup in the making bears besides must fit in the 255 of every file system."""

_NAME = re.compile(r"(?P<stem>.+)-(?P<made>\d{4}-\d\d-\d\d-\d{6})(?:-\d+)?\.tdtb", re.DOTALL)
_MADE = "%Y-%m-%d-%H%M%S"
_SLACK = timedelta(minutes=1)
_LEFTOVER = re.compile(r"\..+\.tdtb(?:\.db)?\.part(?:-journal|-wal|-shm)?", re.DOTALL)


@dataclass(frozen=True)
class BackupName:
    """A backup as its file name tells it; `made` is local time."""

    path: Path
    stem: str
    made: datetime


def stem_for(stem: str, longest: int = LONGEST_STEM) -> str:
    """What the names made of a vault's begin with: its own, cut where it has too many bytes.

    Control characters go: a list of files, or a terminal, would show something else.
    """
    plain = "".join("_" if unicodedata.category(each) == "Cc" else each for each in stem)
    while len(os.fsencode(plain)) > longest:
        plain = plain[:-1]
    return plain


def name_for(stem: str, made: datetime) -> str:
    """The file name of a backup of the vault `stem` made at that local time."""
    return f"{stem_for(stem)}-{made:{_MADE}}{SUFFIX}"


def free_name(place: Path, stem: str, made: datetime) -> Path:
    """A name that no file bears: clocks go back, and two backups may fall in one second."""
    path = place / name_for(stem, made)
    number = 2
    while path.exists():
        path = place / f"{stem_for(stem)}-{made:{_MADE}}-{number}{SUFFIX}"
        number += 1
    return path


def read_name(path: Path) -> BackupName | None:
    """What a file name says, None when it is not a backup's."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        # Local time on purpose: people look for the evening of the meeting.
        made = datetime.strptime(match["made"], _MADE)  # noqa: DTZ007  names bear local times
    except ValueError:
        return None
    return BackupName(path, match["stem"], made)


def backups_in(place: Path, stem: str | None = None) -> tuple[BackupName, ...]:
    """The backups of a folder by their names, the newest first; none when it cannot be read."""
    try:
        names = [read_name(path) for path in place.iterdir() if path.is_file()]
    except OSError:
        return ()
    wanted = None if stem is None else stem_for(stem)
    found = (name for name in names if name is not None and wanted in (None, name.stem))
    return tuple(sorted(found, key=_order, reverse=True))


def newest_first(backups: Iterable[BackupName], now: datetime) -> list[BackupName]:
    """In the order in which they are wanted, `now` being local time.

    One dated in the future comes after all others: the clock was wrong, and nobody knows when.
    """
    return sorted(backups, key=lambda one: (one.made <= now + _SLACK, *_order(one)), reverse=True)


def to_remove(backups: Iterable[BackupName], now: datetime) -> tuple[BackupName, ...]:
    """Those that the rotation lets go, `now` being local time.

    One dated in the future (a clock that was wrong) is neither counted nor removed.
    """
    past = sorted(
        (one for one in backups if one.made <= now + _SLACK),
        key=_order,
        reverse=True,
    )
    kept = {one.path for one in past[:NEWEST]}
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _last_of_each(past, period, count)
    return tuple(one for one in past if one.path not in kept)


def clear_leftovers(place: Path) -> int:
    """Remove what backups cut short have left in a folder; returns how many files."""
    try:
        leftovers = [path for path in place.iterdir() if _LEFTOVER.fullmatch(path.name)]
        for path in leftovers:
            path.unlink(missing_ok=True)
    except OSError:  # the next start tries again
        return 0
    return len(leftovers)


def _order(backup: BackupName) -> tuple[datetime, int, str]:
    """As they were made: a second one of the same second has a number, and so a longer name."""
    return (backup.made, len(backup.path.name), backup.path.name)


def _last_of_each(
    newest_first: Iterable[BackupName], period: Callable[[datetime], Hashable], count: int
) -> set[Path]:
    chosen: dict[Hashable, Path] = {}
    for one in newest_first:
        if len(chosen) == count and period(one.made) not in chosen:
            break
        chosen.setdefault(period(one.made), one.path)
    return set(chosen.values())


def _day(made: datetime) -> Hashable:
    return made.date()


def _week(made: datetime) -> Hashable:
    return made.isocalendar()[:2]


def _month(made: datetime) -> Hashable:
    return (made.year, made.month)
