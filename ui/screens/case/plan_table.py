# SPDX-License-Identifier: EUPL-1.2
"""One part of the plan: the column titles, its lines, and the line being typed among them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ids import PlanLineId
from ui.screens.case.plan_columns import TITLES, column_boxes, least_width
from ui.screens.case.plan_row import INSET, PlanLineRow
from ui.screens.case.plan_state import PlanRow
from ui.theme import TextSize, current_tokens, font
from ui.widgets.paint import draw_hairline, draw_text
from ui.widgets.wrapping import LINE_HEIGHT, wrapped

_HEAD_HEIGHT = 28
_TAB_STOP = Qt.FocusPolicy.TabFocus


class PlanHead(QWidget):
    """The titles of the columns over a darker line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEAD_HEIGHT)
        self.setMinimumWidth(least_width(_head_type()) + 2 * INSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        most = max(len(lines) for _, lines in self._columns())
        self.setFixedHeight(_HEAD_HEIGHT + (most - 1) * LINE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter, type_ = current_tokens(), QPainter(self), _head_type()
        for (left, width), lines in self._columns():
            top = self.height() - _HEAD_HEIGHT - (len(lines) - 1) * LINE_HEIGHT
            for rank, line in enumerate(lines):
                spot = QRectF(left, top + rank * LINE_HEIGHT, width, _HEAD_HEIGHT)
                draw_text(painter, spot, line, colour=tokens.muted, type_=type_)
        bottom = self.height() - 1
        draw_hairline(
            painter, QPointF(0, bottom), QPointF(self.width(), bottom), tokens.field_border
        )
        painter.end()

    def _columns(self) -> list[tuple[tuple[float, float], tuple[str, ...]]]:
        """The place of each title, and its lines: more than one where the column is narrow."""
        boxes = column_boxes(self.width() - 2 * INSET)
        titles = zip(TITLES, boxes, strict=True)
        return [((left + INSET, w), wrapped(title, _head_type(), w)) for title, (left, w) in titles]


def _head_type() -> QFont:
    return font(TextSize.SECONDARY, bold=True)


class PlanTable(QWidget):
    """One Tab stop, then ↑ ↓ between the lines; deeds are asked of the page."""

    edit_asked = Signal(str, int)
    moved = Signal(str, int)
    switched = Signal(str)
    removed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: list[PlanLineRow] = []
        self._editor: QWidget | None = None
        self.setAccessibleName(name)
        self._head = PlanHead()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """What is shown."""
        return tuple(row.row for row in self._rows)

    def set_rows(self, rows: Sequence[PlanRow]) -> None:
        """Show other lines; the one being typed is closed, the focus stays on its line."""
        focused = next((row for row in self._rows if row.hasFocus()), None)
        self._drop_editor()
        before = {row.row.line.id: row for row in self._rows}
        self._rows = [self._shown(row, before.pop(row.line.id, None)) for row in rows]
        for gone in before.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(self._rows, 1):  # after the head
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._head.setVisible(bool(rows))
        if self._rows and not any(row.focusPolicy() & _TAB_STOP for row in self._rows):
            self._rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if focused is not None and focused in self._rows:
            self._walk_to(focused)

    def row(self, line_id: PlanLineId) -> PlanLineRow | None:
        """The row of a line, None where it is not in this part."""
        return next((row for row in self._rows if row.row.line.id == line_id), None)

    def focus_line(self, line_id: PlanLineId) -> bool:
        """Put the focus on a line; False where it is not in this part."""
        row = self.row(line_id)
        if row is not None:
            self._walk_to(row)
        return row is not None

    def place_editor(self, line_id: PlanLineId, editor: QWidget) -> bool:
        """Put `editor` in place of a row; False where the line is not in this part."""
        row = self.row(line_id)
        if row is None:
            return False
        self._column.insertWidget(self._column.indexOf(row), editor)
        editor.show()
        row.hide()
        self._editor = editor
        return True

    def _drop_editor(self) -> None:
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None

    def _shown(self, data: PlanRow, known: PlanLineRow | None) -> PlanLineRow:
        """The row of a line: the one that is there, for a plan may have eighty lines."""
        if known is None:
            return self._make(data)
        if known.row != data:
            known.show_row(data)
        known.show()
        return known

    def _make(self, data: PlanRow) -> PlanLineRow:
        row, line_id = PlanLineRow(data), data.line.id
        row.edit_asked.connect(lambda column: self.edit_asked.emit(line_id, column))
        row.moved.connect(lambda step: self.moved.emit(line_id, step))
        row.switched.connect(lambda: self.switched.emit(line_id))
        row.removed.connect(lambda: self.removed.emit(line_id))
        row.walked.connect(lambda step: self._walk(row, step))
        self._column.addWidget(row)
        row.show()  # at once: Qt would wait for the event loop, and refuse the focus until then
        return row

    def _walk(self, row: PlanLineRow, step: int) -> None:
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            self._walk_to(self._rows[target])

    def _walk_to(self, row: PlanLineRow) -> None:
        for other in self._rows:
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)
