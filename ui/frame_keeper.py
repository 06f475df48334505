# SPDX-License-Identifier: EUPL-1.2
"""Lets each window of the program stand where the one before stood, at the next start too."""

from dataclasses import replace
from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.frame import Frame, Room
from ui.machine_settings import Memory

NAME = "window"
SETTLED_MS = 500
"""A desktop tells of the size before it tells that the window is maximised, or full screen."""
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)
_SHOWN = Qt.WidgetAttribute.WA_WState_Created
_GONE = (QEvent.Type.Close, QEvent.Type.Hide)


class FrameKeeper(QObject):
    """Follows one window at a time. A full screen, or a minimised window, is no place to keep."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._frame = Frame.read(memory.recall(NAME))
        self._window: QWidget | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._note)

    def lay(self, window: QWidget) -> None:
        """Give a window that is not shown yet the place of the one before, and follow it."""
        self._note()
        if _is_there(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        screens = QGuiApplication.screens()
        if self._frame is None or not screens:
            _fill_small_screen(window)
        else:
            _put(window, self._frame, screens)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() in _MOVED:
                self._settled.start()
            elif event.type() in _GONE:
                self._note()
        return False

    def _note(self) -> None:
        self._settled.stop()
        window, before = self._window, self._frame
        # A window may go without being closed: its last move is then not waited for.
        if not _is_there(window):
            return
        # One that was not shown yet has no frame of the desktop around it.
        if window.isMinimized() or not window.testAttribute(_SHOWN):
            return
        now = _frame_of(window, before)
        if now != before:
            self._frame = now
            self._memory.keep(NAME, str(now))


def _is_there(window: QWidget | None) -> TypeGuard[QWidget]:
    return window is not None and bool(isValid(window))  # type: ignore[no-untyped-call]  # its stub


def _frame_of(window: QWidget, before: Frame | None) -> Frame:
    room = room_of(window.screen())
    maximised, full = window.isMaximized(), window.isFullScreen()
    if before is not None and (maximised or full):
        # Some desktops say of a full screen that it is maximised no more, while it will be again.
        return replace(before, screen=room.name, maximised=maximised or before.maximised)
    normal = window.normalGeometry() if maximised or full else window.geometry()
    return Frame(
        room.name,
        normal.left() - room.left,
        normal.top() - room.top,
        normal.width(),
        normal.height(),
        max(0, window.geometry().top() - window.frameGeometry().top()),
        maximised,
    )


def room_of(screen: QScreen) -> Room:
    """What Qt says of a screen."""
    area = screen.availableGeometry()
    return Room(screen.name(), area.left(), area.top(), area.width(), area.height())


def _put(window: QWidget, frame: Frame, screens: list[QScreen]) -> None:
    rooms = [room_of(screen) for screen in screens]
    room = frame.room_among(rooms)
    fitting = frame.within(room)
    window.setScreen(screens[rooms.index(room)])
    window.setGeometry(
        room.left + fitting.left, room.top + fitting.top, fitting.width, fitting.height
    )
    if frame.maximised:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _fill_small_screen(window: QWidget) -> None:
    """At the first start: the whole screen where it has less room, as a laptop at 200 %."""
    room = window.screen().availableSize()
    if room.width() < window.width() or room.height() < window.height():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
