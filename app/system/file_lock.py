# SPDX-License-Identifier: EUPL-1.2
"""A lock on an open file, that the system releases by itself when the process ends."""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    _FAR_BYTE = 1 << 30
    """The byte that is locked: far from the text, which others must still be able to read."""

    def try_lock(descriptor: int) -> None:
        """Take the lock at once. Raises `OSError` when somebody else has it."""
        os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

    NO_LINK = 0

else:
    import fcntl

    NO_LINK = os.O_NOFOLLOW
    """Between the question and the opening somebody may put a link there."""

    def try_lock(descriptor: int) -> None:
        """Take the lock at once. Raises `OSError` when somebody else has it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
