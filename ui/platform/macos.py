# SPDX-License-Identifier: EUPL-1.2
"""macOS: the distributed notification that the screen is locked, through CoreFoundation.

Sleep and fast user switching are seen only as far as they lock the screen. Written from Apple's
reference and never run: `SECURITY.md` says so.
"""

import ctypes
import ctypes.util
from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.platform.session import LOCKED, SessionWatch

_UTF8, _AT_ONCE = 0x08000100, 4
_CALLBACK = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class MacWatch(SessionWatch):
    """Observes `com.apple.screenIsLocked`; called on the main run loop, which is Qt's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Held: CoreFoundation keeps a bare pointer.
        self._callback = _CALLBACK(self._heard)
        self._foundation = ctypes.util.find_library("CoreFoundation")
        if self._foundation is not None:
            _observe(ctypes.CDLL(self._foundation), self._callback)

    def _heard(self, *_arguments: object) -> None:
        self.away.emit(LOCKED)


def _observe(foundation: ctypes.CDLL, callback: Callable[..., object]) -> None:
    foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
    foundation.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
    name = foundation.CFStringCreateWithCString(None, b"com.apple.screenIsLocked", _UTF8)
    foundation.CFNotificationCenterAddObserver(
        ctypes.c_void_p(foundation.CFNotificationCenterGetDistributedCenter()),
        None,
        callback,
        ctypes.c_void_p(name),
        None,
        ctypes.c_ssize_t(_AT_ONCE),
    )
