# SPDX-License-Identifier: EUPL-1.2
"""Windows: session notifications (WTS) and power broadcasts, through the window procedure.

Written from Microsoft's reference and never run: `SECURITY.md` says so.
"""

import ctypes
import sys

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from ui.platform.session import LOCKED, SLEEP, SWITCHED, SessionWatch

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
_SESSION_CODES = {0x2: SWITCHED, 0x4: SWITCHED, 0x6: LOCKED, 0x7: LOCKED}
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK."""
_THIS_SESSION = 0


class Message(ctypes.Structure):
    """MSG as the window procedure gets it."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wide", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


def reason_of(message: Message) -> str:
    """What a message says of the person, empty when it says nothing of them."""
    if message.message == WM_WTSSESSION_CHANGE:
        return _SESSION_CODES.get(message.wide, "")
    if message.message == WM_POWERBROADCAST and message.wide == PBT_APMSUSPEND:
        return SLEEP
    return ""


class WindowsWatch(SessionWatch):
    """Listens through a window that is never shown, so that it outlives those that are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear = QWidget()
        self._filter = _Filter(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
            register(ctypes.c_void_p(self._ear.winId()), _THIS_SESSION)

    def stop(self) -> None:
        """Listen no longer."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)
        self._ear.deleteLater()


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        # Qt's own top-level windows get the broadcast too: the lock is asked several times, once
        # is enough.
        if bytes(kind) == b"windows_generic_MSG":
            reason = reason_of(Message.from_address(int(message)))
            if reason:
                self._watch.away.emit(reason)
        return False
