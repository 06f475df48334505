# SPDX-License-Identifier: EUPL-1.2
"""Noticing that nobody is at the keyboard any more."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

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


class IdleWatch(QObject):
    """An event filter on the application; `idle` comes once after `limit` seconds without a touch.

    The clock is asked rather than one long timer, so that time spent asleep counts wherever the
    clock counts it.
    """

    idle = Signal()

    def __init__(
        self,
        limit: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        tick_ms: int = 1000,
        parent: QObject | None = None,
    ) -> None:
        """`limit` in seconds; `clock` gives seconds that never go back."""
        super().__init__(parent)
        self._limit, self._clock = limit, clock
        self._last = clock()
        self._said = False
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
        if not self._said and self._clock() - self._last >= self._limit:
            self._said = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last, self._said = self._clock(), False
        return False
