# SPDX-License-Identifier: EUPL-1.2
"""Short lists of rows: a bold code, a sentence, one chip at the right.

For up to a few dozen rows on a card; `RecordTable` is for lists without an end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import IconName, Radius, TextSize, Tokens, Tone, current_tokens, font, paint_icon
from ui.widgets.labels import plain_tooltip
from ui.widgets.paint import (
    chip_width,
    draw_chip,
    draw_hairline,
    draw_ring,
    draw_text,
    text_width,
)

ROW_HEIGHT = 39
_GAP = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A chip in data form."""

    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class RowData:
    """One row. `key` comes back when it is opened; `spoken` is read instead of the joined texts."""

    key: str
    text: str
    code: str = ""
    lead: Mark | None = None
    chip: Mark | None = None
    note: str = ""
    icon: IconName | None = None
    icon_colour: str = "muted"
    detail: str = ""
    chevron: bool = True
    spoken: str = ""

    @property
    def sentence(self) -> str:
        """The whole row as one sentence for a screen reader."""
        if self.spoken:
            return self.spoken
        marks = (self.lead.text if self.lead else "", self.code, self.text, self.detail)
        ends = (self.chip.text if self.chip else "", self.note)
        return ", ".join(part for part in (*marks, *ends) if part)


class Row(QAbstractButton):
    """One row that can be opened by click, Enter or Space."""

    moved = Signal(int)

    def __init__(self, data: RowData, code_width: int, lead_width: int) -> None:
        super().__init__()
        self.data = data
        self._code_width, self._lead_width = code_width, lead_width
        self.setAccessibleName(data.sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if data.chevron:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse() and self.data.chevron:
            painter.fillRect(box, tokens.sunk)
        draw_hairline(painter, QPointF(0, 0), QPointF(self.width(), 0), tokens.line)
        right = self._draw_right(painter, box, tokens)
        self._draw_left(painter, box, right, tokens)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.FIELD)
        painter.end()

    def _draw_right(self, painter: QPainter, box: QRectF, tokens: Tokens) -> float:
        """Draw chevron, note and chip from the right; returns where they begin."""
        right = box.right()
        if self.data.chevron:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot = QRectF(right - 12, box.center().y() - 7, 14, 14)
            paint_icon(painter, spot, IconName.CHEVRON_RIGHT, tokens.muted)
            right -= 12 + 4
        if self.data.note:
            width = text_width(self.data.note, font(TextSize.SECONDARY))
            spot = QRectF(right - width, box.top(), width, box.height())
            draw_text(
                painter,
                spot,
                self.data.note,
                colour=tokens.muted,
                type_=font(TextSize.SECONDARY),
            )
            right -= width + _GAP
        if self.data.chip:
            width = chip_width(self.data.chip.text)
            spot = QRectF(right - width, box.top(), width, box.height())
            draw_chip(painter, spot, self.data.chip.text, self.data.chip.tone, tokens)
            right -= width + _GAP
        return right

    def _draw_left(self, painter: QPainter, box: QRectF, right: float, tokens: Tokens) -> None:
        left, data = box.left(), self.data
        if data.lead:
            spot = QRectF(left, box.top(), self._lead_width, box.height())
            draw_chip(painter, spot, data.lead.text, data.lead.tone, tokens)
            left += self._lead_width + _GAP
        if data.icon:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot = QRectF(left, box.center().y() - 8, 16, 16)
            paint_icon(painter, spot, data.icon, tokens.colour(data.icon_colour))
            left += 16 + _GAP
        if self._code_width:
            spot = QRectF(left, box.top(), self._code_width, box.height())
            draw_text(painter, spot, data.code, colour=tokens.ink, type_=font(bold=True))
            left += self._code_width
        words = QRectF(left, box.top(), max(right - left, 0), box.height())
        cut = draw_text(painter, words, data.text, colour=tokens.ink, type_=font())
        left += text_width(data.text, font()) + _GAP
        if data.detail and right - left > 24:
            rest = QRectF(left, box.top(), right - left, box.height())
            cut = draw_text(
                painter, rest, data.detail, colour=tokens.muted, type_=font(TextSize.SECONDARY)
            )
        self.setToolTip(plain_tooltip(data.sentence) if cut else "")


class RowList(QWidget):
    """Rows under one another; one Tab stop, then Up, Down and Enter."""

    opened = Signal(str)

    def __init__(self, name: str, *, code_width: int = 96, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the list; `code_width` the column of the codes."""
        super().__init__(parent)
        self._code_width = code_width
        self._rows: list[Row] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def rows(self) -> tuple[RowData, ...]:
        """What is shown."""
        return tuple(row.data for row in self._rows)

    def set_rows(self, rows: Sequence[RowData]) -> None:
        """Show other rows; the focus stays on the row with the same key."""
        focused = next((row.data.key for row in self._rows if row.hasFocus()), None)
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        code = self._code_width if any(row.code for row in rows) else 0
        lead = max((int(chip_width(row.lead.text)) for row in rows if row.lead), default=0)
        self._rows = [self._make(row, code, lead) for row in rows]
        keys = [row.data.key for row in self._rows]
        if self._rows:
            start = keys.index(focused) if focused in keys else 0
            self._rows[start].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if focused is not None:
                self._rows[start].setFocus()

    def focus_first(self) -> None:
        """Put the focus on the row that Tab would reach."""
        for row in self._rows:
            if row.focusPolicy() is Qt.FocusPolicy.StrongFocus:
                row.setFocus(Qt.FocusReason.TabFocusReason)

    def lead_to(self, following: QWidget) -> None:
        """Let Tab go from these rows to what stands under them: new rows come last of all."""
        for before, after in pairwise((*self._rows, following)):
            QWidget.setTabOrder(before, after)

    def _make(self, data: RowData, code_width: int, lead_width: int) -> Row:
        row = Row(data, code_width, lead_width)
        row.clicked.connect(lambda: self.opened.emit(data.key))
        row.moved.connect(lambda step: self._move(row, step))
        self._column.addWidget(row)
        # At once: left to the layout, rows appear after the page has measured itself, and one
        # that is longer than the window squeezes them instead of scrolling.
        row.show()
        return row

    def _move(self, row: Row, step: int) -> None:
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._rows[target].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)
