# SPDX-License-Identifier: EUPL-1.2
"""Keeps the operator's window out of screen shots and shared screens, where the system can.

Written from Microsoft's and Apple's references and never run: `SECURITY.md` says so. Best effort on
both: a camera, or a driver that reads the screen itself, still sees it.
"""

import ctypes
import ctypes.util
import sys

from PySide6.QtWidgets import QWidget

WDA_EXCLUDE_FROM_CAPTURE = 0x11
"""Windows 10 2004 and later: the window is missing from the picture."""
WDA_MONITOR = 0x1
"""Before: the window is black in the picture."""
NS_WINDOW_SHARING_NONE = 0

KEPT_OUT = (
    "Cette fenêtre est tenue hors des captures et des partages d’écran, autant que le système "
    "le permet."
)
NOT_KEPT_OUT = (
    "Ce système ne permet pas de tenir une fenêtre hors des captures et des partages d’écran : "
    "ne partagez pas cet écran pendant une réunion."
)


def keep_out_of_captures(window: QWidget) -> bool:
    """Ask the system for it; whether it said yes. The window must have been shown."""
    handle = int(window.winId())
    if sys.platform == "win32":
        return _on_windows(handle)
    if sys.platform == "darwin":
        return _on_macos(handle)
    return False


def capture_words(*, kept_out: bool) -> str:
    """What the settings say."""
    return KEPT_OUT if kept_out else NOT_KEPT_OUT


def _on_windows(handle: int) -> bool:
    if sys.platform == "win32":
        ask = ctypes.WinDLL("user32").SetWindowDisplayAffinity
        place = ctypes.c_void_p(handle)
        return any(ask(place, how) for how in (WDA_EXCLUDE_FROM_CAPTURE, WDA_MONITOR))
    return False


def _on_macos(handle: int) -> bool:
    """`handle` is an NSView; its NSWindow is asked."""
    library = ctypes.util.find_library("objc")
    if library is None or not handle:
        return False
    objc = ctypes.CDLL(library)
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(
        ("objc_msgSend", objc)
    )
    tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(
        ("objc_msgSend", objc)
    )
    own = ask(handle, objc.sel_registerName(b"window"))
    if not own:
        return False
    tell(own, objc.sel_registerName(b"setSharingType:"), NS_WINDOW_SHARING_NONE)
    return True
