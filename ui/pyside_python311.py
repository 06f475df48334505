# SPDX-License-Identifier: EUPL-1.2
"""Keeps PySide6 6.12 from aborting the program under Python 3.11.

Its wheels return None, True, False and NotImplemented without counting the reference, as one may
since Python 3.12, where these objects are immortal (PEP 683). Under 3.11 each such return takes one
away: after some 6,500 calls the interpreter ends with "none_dealloc: deallocating None". PySide6
6.11.3 counts rightly, but has no QtPdf without all of the Addons. We therefore give the four
objects what 3.12 gives them: a count that no program runs down.
"""

import ctypes
import sys

ENDLESS = (1 << 60) + (1 << 30)
"""Far from zero as a whole and in its lower half, which newer headers read alone."""

_CONSTANTS: tuple[object, ...] = (None, True, False, NotImplemented)


def keep_constants_alive() -> None:
    """Make the constants outlive any miscounting; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in _CONSTANTS:
        if sys.getrefcount(constant) < ENDLESS // 2:
            ctypes.c_ssize_t.from_address(id(constant)).value = ENDLESS
