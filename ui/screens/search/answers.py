# SPDX-License-Identifier: EUPL-1.2
"""The list of answers: a heading, where it was said, the text with its words marked."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.search import Excerpt
from app.services.search import Hit
from ui.screens.search.presenter import KIND_WORDS
from ui.theme import Space, TextSize, Tokens, current_tokens, font
from ui.widgets.paint import draw_box, draw_hairline, draw_text, text_width

_HIT = Qt.ItemDataRole.UserRole
_CUT = "…"
Index = QModelIndex | QPersistentModelIndex


def answer_sentence(hit: Hit) -> str:
    """An answer as one sentence for a screen reader."""
    parts = (KIND_WORDS[hit.kind], hit.title.text, hit.where, hit.text.text)
    return ", ".join(part for part in parts if part)


class _Row(QStyledItemDelegate):
    """Two lines: the heading with its kind at the right, then the excerpt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + 3 * Space.RELATED)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit, tokens, box = index.data(_HIT), current_tokens(), QRectF(option.rect)
        if not isinstance(hit, Hit):
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            draw_box(painter, box, fill=tokens.accent_soft, radius=0)
        bottom = box.bottom() - 1
        draw_hairline(
            painter, QPointF(box.left(), bottom), QPointF(box.right(), bottom), tokens.line
        )
        inner = box.adjusted(Space.SNUG, Space.RELATED, -Space.SNUG, -Space.RELATED)
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        self._paint_heading(painter, upper, hit, tokens)
        lower = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        draw_excerpt(painter, lower, hit.text, font(), tokens.muted, tokens)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, hit: Hit, tokens: Tokens) -> None:
        small = font(TextSize.SECONDARY)
        kind = KIND_WORDS[hit.kind]
        side = QRectF(box)
        side.setLeft(box.right() - text_width(kind, small))
        draw_text(painter, side, kind, colour=tokens.muted, type_=small)
        rest = box.adjusted(0, 0, -side.width() - Space.GROUP, 0)
        used = draw_excerpt(painter, rest, hit.title, font(bold=True), tokens.ink, tokens)
        where = rest.adjusted(used + Space.RELATED, 0, 0, 0)
        if where.width() > 0:
            draw_text(painter, where, hit.where, colour=tokens.muted, type_=small)


class AnswerList(QListWidget):
    """The answers; a double click opens one. The box above keeps the focus: its keys lead here."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Réponses")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "plain")
        self.setItemDelegate(_Row(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit(self.currentRow()))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other answers, the first one chosen."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem()
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, answer_sentence(hit))
            self.addItem(item)
        self.setCurrentRow(0 if hits else -1)

    def step(self, step: int) -> None:
        """Choose the next answer, or the one before."""
        if self.count():
            self.setCurrentRow(max(0, min(self.currentRow() + step, self.count() - 1)))


def draw_excerpt(
    painter: QPainter, box: QRectF, excerpt: Excerpt, type_: QFont, colour: str, tokens: Tokens
) -> float:
    """One line of text with its marks under colour; gives the width it took, in pixels."""
    layout = _laid_out(excerpt, type_, tokens)
    line = layout.lineAt(0)
    if line.naturalTextWidth() > box.width():
        shown = line.xToCursor(
            box.width() - text_width(_CUT, type_), line.CursorPosition.CursorOnCharacter
        )
        layout = _laid_out(_cut(excerpt, int(shown)), type_, tokens)
        line = layout.lineAt(0)
    painter.setPen(QColor(colour))
    layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2))
    return line.naturalTextWidth()


def _laid_out(excerpt: Excerpt, type_: QFont, tokens: Tokens) -> QTextLayout:
    layout = QTextLayout(excerpt.text, type_)
    layout.setTextOption(_one_line())
    layout.setFormats([_marked(start, end, tokens) for start, end in excerpt.marks])
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout


def _cut(excerpt: Excerpt, length: int) -> Excerpt:
    """Its first characters, and a sign that there are more."""
    text = excerpt.text[:length].rstrip("… ")
    marks = tuple((start, min(end, len(text))) for start, end in excerpt.marks if start < len(text))
    return Excerpt(f"{text}{_CUT}", marks)


def _one_line() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option


def _marked(start: int, end: int, tokens: Tokens) -> QTextLayout.FormatRange:
    format_ = QTextCharFormat()
    format_.setFontWeight(QFont.Weight.DemiBold)
    format_.setForeground(QColor(tokens.ink))
    format_.setBackground(QColor(tokens.accent_soft))
    format_.setFontUnderline(True)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, format_
    return found
