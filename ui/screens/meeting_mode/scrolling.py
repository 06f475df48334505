# SPDX-License-Identifier: EUPL-1.2
"""Areas that scroll up and down, show what is behind them and take no focus."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

_COMES_BACK = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
"""Why the keys are away for a moment: a menu, another program."""


class FittingArea(QScrollArea):
    """An area no higher than its content: what comes below follows at once."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._to_end = False
        _dress(self, content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def show_end(self) -> None:
        """Scroll to the last line, as soon as it has its place."""
        self._to_end = True

    def sizeHint(self) -> QSize:
        content, width = self.widget(), self.viewport().width()
        layout = content.layout() if content is not None else None
        if layout is None:
            return super().sizeHint()
        if layout.hasHeightForWidth():
            return QSize(width, layout.totalHeightForWidth(width))
        return QSize(width, layout.totalSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _on_range(self, _least: int, most: int) -> None:
        if self._to_end:
            self._to_end = False
            self.verticalScrollBar().setValue(most)


def scrolling(content: QWidget) -> QScrollArea:
    """`content` in an area that takes the room it is given."""
    area = QScrollArea()
    _dress(area, content)
    return area


def come_into_sight(edit: QWidget) -> None:
    """Scroll to all of what takes the keys, and keep it there; not to what only came back."""
    for earlier in edit.findChildren(Follower, options=Qt.FindChildOption.FindDirectChildrenOnly):
        earlier.end()
    Follower(edit)


class Follower(QObject):
    """Scrolls to `edit` as often as the layouts around it move it, while it takes the keys.

    Each layout asks the one around it: how many turns that takes depends on the machine. Ends with
    the focus, which a menu or another program only borrows, or when somebody scrolls to read
    something else.
    """

    def __init__(self, edit: QWidget) -> None:
        super().__init__(edit)
        self._edit = edit
        self._areas: list[QScrollArea] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._scroll)
        edit.installEventFilter(self)
        if isinstance(edit, QPlainTextEdit):
            edit.cursorPositionChanged.connect(self._soon.start)
        around = edit.parentWidget()
        while around is not None:
            around.installEventFilter(self)
            if isinstance(around, QScrollArea):
                self._areas.append(around)
                around.verticalScrollBar().actionTriggered.connect(self.end)
            around = around.parentWidget()
        self._soon.start()

    @Slot()
    def end(self) -> None:
        """Follow no more."""
        self._soon.stop()
        self.deleteLater()

    def _scroll(self) -> None:
        if not self._edit.hasFocus():
            return
        middle, half = self._edit.rect().center(), self._edit.height() // 2
        for area in self._areas:
            content = area.widget()
            if content is not None:
                # ensureWidgetVisible() is content with the line of the caret.
                there = self._edit.mapTo(content, middle)
                area.ensureVisible(there.x(), there.y(), 0, half + 2)
                self._show_caret(area, content)

    def _show_caret(self, area: QScrollArea, content: QWidget) -> None:
        """Of what is higher than its area, the line that is typed."""
        if isinstance(self._edit, QPlainTextEdit):
            caret = self._edit.cursorRect()
            there = self._edit.viewport().mapTo(content, caret.center())
            area.ensureVisible(there.x(), there.y(), 0, caret.height() // 2 + 2)

    def _is_scrolled(self, watched: QObject) -> bool:
        return any(watched is area.widget() for area in self._areas)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        moved = kind == QEvent.Type.Move and not self._is_scrolled(watched)
        if moved or kind in (QEvent.Type.Resize, QEvent.Type.FocusIn):
            self._soon.start()
        elif (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and watched is self._edit
            and event.reason() not in _COMES_BACK
        ):
            self.end()
        return False


def _dress(area: QScrollArea, content: QWidget) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # setWidget() made the content opaque: the surface of the pane is behind it.
    content.setAutoFillBackground(False)
