# SPDX-License-Identifier: EUPL-1.2
"""Leaves for later what the first thing on the screen does not need."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstFrame(QObject):
    """Calls `then` once, when `widget` has been painted for the first time.

    A timer without delay does not do: it may fire before the first paint event, and what a task
    then loads in its thread takes turns with the painting.
    """

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # Qt brings the frame to the screen when it has dealt with this event.
            QTimer.singleShot(0, self, self._call)
        return False

    def _call(self) -> None:
        self._then()
        self.deleteLater()
