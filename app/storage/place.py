# SPDX-License-Identifier: EUPL-1.2
"""Whether a database that is open is still where it was opened.

On Linux and macOS a folder can be deleted or replaced under a connection: commits then go into a
file without a name, which is lost when it is closed. So do they when the write-ahead log alone
goes: it is made when the database is opened and stays the same file until it is closed. Windows
does not let go of a file in use.
"""

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from app.storage.errors import DatabaseGone, LogGone


@dataclass(frozen=True)
class Place:
    """A file by its path, its device and its number there; it is asked for, never opened.

    `log` is the place of its write-ahead log, None where there was none.
    """

    path: str
    device: int
    number: int
    log: "Place | None" = None

    @classmethod
    def of(cls, path: Path) -> "Place | None":
        """The place of a file that was just opened; None where it cannot go."""
        if sys.platform == "win32":
            return None
        found = path.absolute().stat()
        wal = path.with_name(f"{path.name}-wal")
        log = cls.of(wal) if wal.exists() else None
        return cls(str(path.absolute()), found.st_dev, found.st_ino, log)

    def holds(self) -> bool:
        """Whether both are there. Some 4 µs each; a disk that does not answer says nothing."""
        return self.is_there() and (self.log is None or self.log.holds())

    def is_there(self) -> bool:
        """Whether the file itself is, whatever became of its log."""
        try:
            found = os.stat(self.path)  # noqa: PTH116  a third of the time of a Path's own
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return (found.st_dev, found.st_ino) == (self.device, self.number)

    def writable(self) -> bool:
        """Whether the rights of the file let it be written."""
        return os.access(self.path, os.W_OK)


def missing(place: Place | None) -> DatabaseGone | None:
    """What is not in its place any more, as a refusal; None while all is."""
    if place is None or place.holds():
        return None
    return LogGone() if place.is_there() else DatabaseGone()


def without_log(place: Place | None) -> Place | None:
    """The same once the connection is closed, which takes its log away."""
    return None if place is None else replace(place, log=None)
