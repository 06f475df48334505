# SPDX-License-Identifier: EUPL-1.2
"""Reading what should be a small file, whatever else bears its name.

Whoever hands a folder over chooses what lies in it: a pipe would make the reader wait for ever, a
device or a file of a terabyte never end.
"""

import errno
import os
import stat
from pathlib import Path

_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path, flags: int, mode: int = 0o600) -> int:
    """A descriptor of a regular file. Raises `OSError`, for anything else too."""
    descriptor = os.open(path, flags | _NEVER_WAIT, mode)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "no regular file")
    return descriptor


def read_plain(path: Path, largest: int) -> bytes:
    """The content of a regular file, `largest` bytes of it at most and one that tells of more.

    Raises `OSError`, for anything but a regular file too.
    """
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return file.read(largest + 1)
