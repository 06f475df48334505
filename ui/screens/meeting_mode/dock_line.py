# SPDX-License-Identifier: EUPL-1.2
"""A line of the dock: walked with the arrows, opened with Enter, removed with Delete."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import IconName, Radius, Space, current_tokens
from ui.widgets import IconButton, LabelKind, PlainLabel, show_if
from ui.widgets.paint import draw_hairline, draw_ring

REWRITING = "réécriture commencée"
"""What a line says whose new words are kept and not in it."""


class DockLine(QFrame):
    """Takes the focus as a whole; `row` holds its parts, `column` may hold an editor under them."""

    opened = Signal()
    removed = Signal()
    stepped = Signal(int)
    noted = Signal()
    editor_shown = Signal()
    """What is typed about the line has its place in the line now."""

    def __init__(self, spoken: str, *, ruled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ruled = ruled
        self._buttons: list[IconButton] = []
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 1 if ruled else 0)
        self.column.setSpacing(0)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(Space.SNUG, 3, Space.SNUG, 3)
        self.row.setSpacing(Space.RELATED)
        self.column.addLayout(self.row)
        self._mark: PlainLabel | None = None

    def mark(self, words: str) -> None:
        """Say under the line that something of it is begun and kept; empty: nothing is."""
        if self._mark is None:
            if not words:
                return
            self._mark = PlainLabel(kind=LabelKind.WARN)
            self._mark.setContentsMargins(Space.SNUG + 24, 0, Space.SNUG, Space.HALF)
            self.column.insertWidget(1, self._mark)
        self._mark.setText(words)
        self.setAccessibleDescription(words)
        show_if(self._mark, words)

    def add_buttons(self, remove: str, note_key: str) -> None:
        """Buttons for the mouse and for those who do not know the keys."""
        back = IconButton(IconName.MINUTES, "Redevient une note", key=note_key)
        back.clicked.connect(self.noted)
        gone = IconButton(IconName.TRASH, remove, key="Suppr")
        gone.clicked.connect(self.removed)
        self._buttons = [back, gone]
        for button in self._buttons:
            button.setFixedSize(24, 24)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.hide()
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_button()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_button()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_button()

    def _show_button(self) -> None:
        """The buttons appear where the hand or the focus is: the screen stays text."""
        for button in self._buttons:
            button.setVisible(self.underMouse() or self.hasFocus())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        if self._ruled:
            foot = self.height() - 1
            draw_hairline(painter, QPointF(0, foot), QPointF(self.width(), foot), tokens.line)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1), tokens, Radius.FIELD)
        painter.end()


LineT = TypeVar("LineT", bound=DockLine)


class LineList(Generic[LineT]):
    """The lines of a column, each made once for what it shows: adding one makes one."""

    def __init__(self, column: QVBoxLayout) -> None:
        self._column = column
        self._shown: dict[Hashable, LineT] = {}

    def show(self, wanted: Sequence[tuple[Hashable, Callable[[], LineT]]]) -> list[LineT]:
        """Show these lines in this order; a line whose key is shown already stays as it is."""
        keys = {key for key, _ in wanted}
        for key in [key for key in self._shown if key not in keys]:
            gone = self._shown.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        lines = []
        for place, (key, make) in enumerate(wanted):
            line = self._shown.get(key)
            if line is None:
                line = self._shown[key] = make()
            if self._column.indexOf(line) != place:
                self._column.removeWidget(line)
                self._column.insertWidget(place, line)
            lines.append(line)
        return lines
