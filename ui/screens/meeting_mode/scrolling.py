# SPDX-License-Identifier: EUPL-1.2
"""Areas that scroll up and down, show what is behind them and take no focus."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


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


def _dress(area: QScrollArea, content: QWidget) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # setWidget() made the content opaque: the surface of the pane is behind it.
    content.setAutoFillBackground(False)
