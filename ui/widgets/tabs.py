# SPDX-License-Identifier: EUPL-1.2
"""The sides of one record: their words over a hairline, and the pages under them."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Radius, Space, current_tokens, font
from ui.widgets.paint import draw_hairline, draw_ring, draw_text, text_width

_HEIGHT = 36
_SIDE = 12


class Tab(QAbstractButton):
    """One side; the current one is bold and underlined in the accent colour."""

    stepped = Signal(int)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Change what it says."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(int(text_width(self.text(), font(bold=True))) + 2 * _SIDE, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        colour = tokens.ink if self.isChecked() or self.underMouse() else tokens.muted
        words = box.adjusted(_SIDE, 0, -_SIDE, 0)
        draw_text(painter, words, self.text(), colour=colour, type_=font(bold=self.isChecked()))
        if self.isChecked():
            line = QRectF(_SIDE, box.bottom() - 3, box.width() - 2 * _SIDE, 3)
            painter.fillRect(line, tokens.accent)
        if self.hasFocus():
            draw_ring(painter, box.adjusted(0, 2, 0, -4), tokens, Radius.FIELD)
        painter.end()


class Tabs(QWidget):
    """One Tab stop; Left and Right change sides."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        """`options` are (value, words); the first is current."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._tabs = {value: Tab(words) for value, words in options}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.HALF)
        for value, tab in self._tabs.items():
            self._group.addButton(tab)
            row.addWidget(tab)
            tab.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            tab.stepped.connect(lambda step, value=value: self._step(value, step))
        row.addStretch(1)
        self.set_current(options[0][0])

    @property
    def current(self) -> str:
        """The side that is shown."""
        return next(value for value, tab in self._tabs.items() if tab.isChecked())

    def set_current(self, value: str) -> None:
        """Mark a side without saying `chosen`; raises KeyError for an unknown one."""
        self._tabs[value].setChecked(True)
        for each, tab in self._tabs.items():
            current = each == value
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)

    def set_words(self, value: str, words: str) -> None:
        """Change what a side says."""
        self._tabs[value].set_words(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bottom = self.height() - 1
        colour = current_tokens().line
        draw_hairline(painter, QPointF(0, bottom), QPointF(self.width(), bottom), colour)
        painter.end()

    def _step(self, value: str, step: int) -> None:
        values = list(self._tabs)
        target = values.index(value) + step
        if 0 <= target < len(values):
            self.set_current(values[target])
            self._tabs[values[target]].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(values[target])


class Sides(QStackedWidget):
    """The pages, each in a scrolling area of its own unless it scrolls by itself."""

    def __init__(self, names: Mapping[str, str], pages: Iterable[QWidget]) -> None:
        """`names` are the words of each tab by its value; the pages come in the same order."""
        super().__init__()
        self.tabs = Tabs(tuple(names.items()))
        self._areas = {value: _scrolled(page) for value, page in zip(names, pages, strict=True)}
        for area in self._areas.values():
            self.addWidget(area)

    def choose(self, value: str) -> None:
        """Show one side; raises KeyError for an unknown one."""
        self.tabs.set_current(value)
        self.setCurrentWidget(self._areas[value])

    def step(self, by: int) -> str:
        """The side before or after the current one; the current one at either end."""
        values = list(self._areas)
        return values[min(max(values.index(self.tabs.current) + by, 0), len(values) - 1)]

    def go_to_top(self) -> None:
        """Show the beginning of every page."""
        for area in self._areas.values():
            area.verticalScrollBar().setValue(0)

    def bring_into_sight(self, value: str, widget: QWidget) -> None:
        """Scroll a side to one of its widgets."""
        self._areas[value].ensureWidgetVisible(widget)


def _scrolled(content: QWidget) -> QScrollArea:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(Space.PAGE, 0, Space.PAGE, Space.PAGE)
    column.addWidget(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(held)

    def keep_right_edge(_least: int, most: int) -> None:
        """The scroll bar takes its width from the margin, not from the cards."""
        bar = area.verticalScrollBar().sizeHint().width() if most else 0
        column.setContentsMargins(Space.PAGE, 0, Space.PAGE - bar, Space.PAGE)

    area.verticalScrollBar().rangeChanged.connect(keep_right_edge)
    return area
