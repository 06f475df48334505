# SPDX-License-Identifier: EUPL-1.2
"""Room for what needs more than the window has: at 200 % a laptop shows 683 by 384 pixels."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

_AROUND = 16
"""Pixels that stay in sight around what has the focus."""


class Roomy(QScrollArea):
    """Gives a widget the room that it needs and scrolls where the window has less.

    With enough room it is not to be seen. What takes the focus comes into sight, in every area that
    scrolls on the way to it.
    """

    def __init__(self, content: QWidget, *, across: bool = True) -> None:
        """`across` False: as wide as the content, and scrolls up and down only."""
        super().__init__()
        self._across, self._content = across, content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not across:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidget(content)
        # The bar takes its width beside the content only while there is something to scroll.
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.updateGeometry())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width() if not self._across else 0, 0)

    def sizeHint(self) -> QSize:
        hint = self._content.sizeHint()
        return QSize(self._width(), hint.height()) if not self._across else hint

    def _width(self) -> int:
        bar = self.verticalScrollBar()
        return self._content.minimumWidth() + (bar.sizeHint().width() if bar.maximum() else 0)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        area: QWidget | None = now
        while area is not None and area is not self:
            area = area.parentWidget()
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(now, _AROUND, _AROUND)


class CurrentStack(QStackedWidget):
    """Asks for the room of the page that is shown, not of the largest that was ever made."""

    def __init__(self, least: int = 0) -> None:
        """`least` is the width in pixels that every page gets, until `set_least`."""
        super().__init__()
        self._least = QSize(least, 0)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def set_least(self, least: int) -> None:
        """Give every page at least this width from now on."""
        self._least = QSize(least, 0)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = self.currentWidget().minimumSizeHint() if self.count() else QSize()
        return hint.expandedTo(self._least)

    def sizeHint(self) -> QSize:
        return self.currentWidget().sizeHint() if self.count() else QSize()
