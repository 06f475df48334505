# SPDX-License-Identifier: EUPL-1.2
"""What a process that locks says to the one that takes its place."""

import re
from dataclasses import dataclass
from pathlib import Path

RESTORE, SALVAGE = "restore", "salvage"
ERRANDS = (RESTORE, SALVAGE)
"""What a restart may lead to before the vault is open, where a place names a screen otherwise."""

_SHAPE = re.compile(r"([a-z_]+)/([0-9A-Za-z-]*)/([a-z_-]*)")


@dataclass(frozen=True)
class Place:
    """What was shown: a screen, perhaps one of its records and views. Ids, never a text.

    It goes over the command line, which other users of the machine may read.
    """

    screen: str
    record: str = ""
    choice: str = ""

    def __str__(self) -> str:
        return f"{self.screen}/{self.record}/{self.choice}"

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """A place as `str` wrote it; None for anything else."""
        found = _SHAPE.fullmatch(written)
        return cls(*found.groups()) if found else None


@dataclass(frozen=True)
class Restart:
    """The vault at whose unlock window a new process shall begin, and what it shows once open."""

    folder: Path
    place: Place | None = None
