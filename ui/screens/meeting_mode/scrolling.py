# SPDX-License-Identifier: EUPL-1.2
"""Areas that scroll up and down, show what is behind them and take no focus."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LAID_OUT_MS = 20


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
    """Scroll to all of what takes the keys, once it has its place; not to what only came back."""

    def scroll() -> None:
        page: QWidget | None = edit if edit.hasFocus() else None
        while page is not None:
            page = page.parentWidget()
            content = page.widget() if isinstance(page, QScrollArea) else None
            if isinstance(page, QScrollArea) and content is not None:
                # ensureWidgetVisible() is content with the line of the caret.
                middle = edit.mapTo(content, edit.rect().center())
                page.ensureVisible(middle.x(), middle.y(), 0, edit.height() // 2 + 2)

    # Not 0, which is a turn: each layout asks the one around it, which is as many turns.
    QTimer.singleShot(_LAID_OUT_MS, edit, scroll)


def _dress(area: QScrollArea, content: QWidget) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # setWidget() made the content opaque: the surface of the pane is behind it.
    content.setAutoFillBackground(False)
