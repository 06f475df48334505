# SPDX-License-Identifier: EUPL-1.2
"""Noticing that nobody is at the keyboard any more, or that somebody wants to leave it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


WARNING_SECONDS = 60.0


def awake_or_asleep() -> float:
    """Seconds that never go back and go on while the computer sleeps.

    Linux has a clock of its own for that; that of macOS is CLOCK_MONOTONIC, which `monotonic()`
    there is not.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class IdleWatch(QObject):
    """An event filter on the application; `idle` comes once after `limit` seconds without a touch.

    `nearly` comes a minute before and `touched` with the touch that follows it. `lock_asked` is
    Ctrl+L where no shortcut of the window is heard: over a dialog or an open list.

    The clock is asked rather than one long timer, so that time spent asleep counts.
    """

    idle = Signal()
    nearly = Signal()
    touched = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        limit: float,
        *,
        clock: Callable[[], float] = awake_or_asleep,
        tick_ms: int = 1000,
        parent: QObject | None = None,
    ) -> None:
        """`limit` in seconds; `clock` gives seconds that never go back."""
        super().__init__(parent)
        self._limit, self._clock = limit, clock
        self._last = clock()
        self._said = self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(tick_ms)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def set_limit(self, limit: float) -> None:
        """Change the limit, in seconds."""
        self._limit = limit

    def stop(self) -> None:
        """Watch no longer (the vault is locked)."""
        self._timer.stop()

    def check(self) -> None:
        """Compare the clock with the last touch."""
        left = self._limit - (self._clock() - self._last)
        if not self._said and left <= 0:
            self._said = True
            self.idle.emit()
        elif not self._warned and 0 < left <= WARNING_SECONDS:
            self._warned = True
            self.nearly.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            warned, self._warned = self._warned, False
            self._last, self._said = self._clock(), False
            if warned:
                self.touched.emit()
            if isinstance(event, QKeyEvent) and _asks_to_lock(event):
                self.lock_asked.emit()
                return True
        return False


def _asks_to_lock(event: QKeyEvent) -> bool:
    if event.key() != Qt.Key.Key_L or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    return bool(QApplication.activeModalWidget() or QApplication.activePopupWidget())
