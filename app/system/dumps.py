# SPDX-License-Identifier: EUPL-1.2
"""A crash must not write the memory of the program, with what it has decrypted, to the disk."""

import ctypes
import sys

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4
"""prctl(2) of Linux."""


def forbid_dumps() -> None:
    """Ask the system for no memory dump of this process; a process begun from it asks again.

    On Linux a process that cannot be dumped cannot be read by another of the same person either,
    and no core is piped to a collector. On Windows there is no such call for a program to make.
    """
    if sys.platform == "win32":
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
