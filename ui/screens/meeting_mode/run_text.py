# SPDX-License-Identifier: EUPL-1.2
"""A paragraph made of runs: bold, small or coloured words that flow and wrap together.

Plain by nature: no markup is ever read in what a user typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.text import dots_ahead, typeset
from ui.theme import TextSize, current_tokens, font

_LEAST, _MOST_UNBROKEN = 40, 120
"""Widths in pixels."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style; `colour` names a token."""

    text: str
    colour: str = "ink"
    size: int = TextSize.TEXT
    bold: bool = False


class RunText(QWidget):
    """Runs laid out at the width given, as high as they need."""

    def __init__(self, runs: Sequence[Run] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_runs(runs)

    @property
    def text(self) -> str:
        """All the words, as a screen reader says them."""
        return "".join(run.text for run in self._runs)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show other words, in French typography."""
        set_ = tuple(replace(run, text=typeset(run.text)) for run in runs)
        if set_ == self._runs:
            return
        self._runs = set_
        self._heights.clear()
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask again and again for the same few widths.
        if width not in self._heights:
            self._heights[width] = int(self._layout(width).boundingRect().height() + 0.999)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(120, self._least())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._least())

    def keep_words(self) -> None:
        """Break no word, a name for instance, unless it is longer than any name."""
        pieces = self.text.replace("\n", " ").split(" ")  # a no-break space parts none
        widest = max(QFontMetrics(font()).horizontalAdvance(piece) for piece in pieces)
        # Set, and not hinted: what may be ignored in width is asked for no least one.
        self.setMinimumWidth(min(widest + 2, _MOST_UNBROKEN))

    def _least(self) -> int:
        """One line: layouts ask `heightForWidth` for the rest, at the width that they give."""
        return self.heightForWidth(100_000)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout = self._layout(self.width())
        spare = max(0.0, self.height() - layout.boundingRect().height())
        layout.draw(painter, QPointF(0, int(spare / 2)))
        painter.end()

    def _layout(self, width: float) -> QTextLayout:
        tokens = current_tokens()
        layout = QTextLayout(dots_ahead(self.text).replace("\n", "\u2028"), font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(
            [_range(start, run, tokens.colour(run.colour)) for start, run in _placed(self._runs)]
        )
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


def _placed(runs: Sequence[Run]) -> list[tuple[int, Run]]:
    placed, start = [], 0
    for run in runs:
        placed.append((start, run))
        start += _utf16(run.text)
    return placed


def _utf16(text: str) -> int:
    """Qt counts in UTF-16 units: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _range(start: int, run: Run, colour: str) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setFont(font(run.size, bold=run.bold))
    style.setForeground(QColor(colour))
    placed = QTextLayout.FormatRange()
    placed.start, placed.length, placed.format = start, _utf16(run.text), style
    return placed
