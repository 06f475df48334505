# SPDX-License-Identifier: EUPL-1.2
"""Whether a database that is open is still where it was opened.

On Linux and macOS a folder can be deleted or replaced under a connection: commits then go into a
file without a name, which is lost when it is closed. Windows does not let go of a file in use.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A file by its path, its device and its number there; it is asked for, never opened."""

    path: str
    device: int
    number: int

    @classmethod
    def of(cls, path: Path) -> "Place | None":
        """The place of a file that was just opened; None where it cannot go."""
        if sys.platform == "win32":
            return None
        found = path.absolute().stat()
        return cls(str(path.absolute()), found.st_dev, found.st_ino)

    def holds(self) -> bool:
        """Whether that file is there. Some 4 µs; a disk that does not answer says nothing."""
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
