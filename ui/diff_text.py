# SPDX-License-Identifier: EUPL-1.2
"""A text with what was removed struck through after −, and what was added underlined after +."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.text import typeset
from app.domain.word_diff import Mark, Piece
from ui.theme import Tokens, current_tokens, font

_SIGNS = {Mark.SAME: "", Mark.REMOVED: "−", Mark.ADDED: "+"}
_LEAST_WIDTH = 160


class DiffText(QWidget):
    """Wraps its words to the width that it is given; colour is never alone to say a change."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        super().__init__()
        self._pieces = list(_shown(pieces))
        self._laid: tuple[int, float] = (-1, 0.0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What is drawn, with the signs of the changes."""
        return "".join(text for _, text in self._pieces)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._laid[0] != width:
            self._laid = (width, self._layout(width, current_tokens())[1])
        return int(self._laid[1]) + 1

    def sizeHint(self) -> QSize:
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, int(QFontMetricsF(font()).height()) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        painter.setPen(QColor(tokens.ink))
        layout, _ = self._layout(self.width(), tokens)
        layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _layout(self, width: int, tokens: Tokens) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(tokens))
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout, top

    def _formats(self, tokens: Tokens) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for mark, text in self._pieces:
            length = len(text.encode("utf-16-le")) // 2  # as Qt counts
            if mark is not Mark.SAME:
                range_ = QTextLayout.FormatRange()
                range_.start, range_.length = start, length
                range_.format = _format(mark, tokens)
                formats.append(range_)
            start += length
        return formats


def _format(mark: Mark, tokens: Tokens) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(tokens.late if mark is Mark.REMOVED else tokens.ok))
    form.setFontStrikeOut(mark is Mark.REMOVED)
    form.setFontUnderline(mark is Mark.ADDED)
    return form


def _shown(pieces: Sequence[Piece]) -> Iterator[tuple[Mark, str]]:
    """The words with their signs, apart from what is before; the space after is no part of them."""
    before = " "
    for piece in pieces:
        text = typeset(piece.text)
        words = text.rstrip()
        if piece.mark is Mark.SAME or not words:
            yield Mark.SAME, text
        else:
            yield Mark.SAME, "" if before.isspace() else " "
            yield piece.mark, f"{_SIGNS[piece.mark]}{words}"
            yield Mark.SAME, text[len(words) :]
        before = text[-1:] or before
