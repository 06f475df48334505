# SPDX-License-Identifier: EUPL-1.2
"""A row that takes the focus as a whole and answers single letters: « A accepte, R refuse »."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import Radius, Space, current_tokens
from ui.widgets.paint import draw_ring


class KeyRow(QFrame):
    """Up and Down ask to walk to a neighbour.

    One row of a list is the Tab stop: give it `Qt.FocusPolicy.StrongFocus`.
    """

    walked = Signal(int)

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: dict[Qt.Key, Callable[[], object]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(spoken)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(Space.RELATED, Space.RELATED, Space.RELATED, Space.RELATED)
        self.line.setSpacing(Space.RELATED)

    def answer_keys(self, acts: Mapping[Qt.Key, Callable[[], object]]) -> None:
        """Do this on these keys, pressed without Ctrl or Alt."""
        self._acts = dict(acts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        chord = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key in steps:
            self.walked.emit(steps[key])
        elif key in self._acts and not chord:
            self._acts[key]()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, self.rect().toRectF(), current_tokens(), Radius.FIELD)
            painter.end()
