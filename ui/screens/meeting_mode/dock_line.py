# SPDX-License-Identifier: EUPL-1.2
"""A line of the dock: walked with the arrows, opened with Enter, removed with Delete."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import IconName, Radius, Space, current_tokens
from ui.widgets import IconButton
from ui.widgets.paint import draw_hairline, draw_ring


class DockLine(QFrame):
    """Takes the focus as a whole; `row` holds its parts, `column` may hold an editor under them."""

    opened = Signal()
    removed = Signal()
    stepped = Signal(int)

    def __init__(self, spoken: str, *, ruled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ruled = ruled
        self._button: IconButton | None = None
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

    def add_remove_button(self, name: str) -> IconButton:
        """A button for the mouse and for those who do not know the key."""
        button = IconButton(IconName.TRASH, name, key="Suppr")
        button.setFixedSize(24, 24)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.removed)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.hide()
        self._button = button
        self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

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
        """The button appears where the hand or the focus is: the screen stays text."""
        if self._button is not None:
            self._button.setVisible(self.underMouse() or self.hasFocus())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        if self._ruled:
            foot = self.height() - 1
            draw_hairline(painter, QPointF(0, foot), QPointF(self.width(), foot), tokens.line)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1), tokens, Radius.FIELD)
        painter.end()
