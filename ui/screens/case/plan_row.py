# SPDX-License-Identifier: EUPL-1.2
"""One line of the plan, drawn over the six columns; a blank cell says « à compléter »."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.domain.text import typeset
from ui.screens.case.plan_columns import GAP, PlanColumn, column_boxes
from ui.screens.case.plan_state import PlanRow
from ui.theme import Radius, current_tokens, font
from ui.widgets.paint import draw_hairline, draw_ring
from ui.widgets.wrapping import LINE_HEIGHT, draw_lines, wrapped

BLANK = "à compléter"
_PADDING = 10
_WIDTHS = 3
"""Layouts of a row that are kept."""
INSET = 8
"""Room for the focus ring left and right of the text, in pixels."""


_Cell = tuple[tuple[str, ...], QFont, bool]
"""Lines, type, and whether the text is one that is still to be written."""


class PlanLineRow(QAbstractButton):
    """Enter or a click opens the line; Alt+↑/↓, P and Suppr work on it."""

    edit_asked = Signal(int)
    moved = Signal(int)
    walked = Signal(int)
    switched = Signal()
    removed = Signal()

    def __init__(self, row: PlanRow) -> None:
        super().__init__()
        self.row = row
        self._shown: tuple[tuple[str, bool], ...] = ()
        self._laid: dict[int, list[_Cell]] = {}
        self.show_row(row)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)

    def cells(self) -> tuple[tuple[str, bool], ...]:
        """The text of each column, and whether it is one that is still to be written."""
        return self._shown

    def _read(self) -> tuple[tuple[str, bool], ...]:
        line, row = self.row.line, self.row
        texts = (
            line.problem,
            line.objective,
            f"{line.action} (ETP)" if line.education else line.action,
            "\n".join(part for part in (row.who, row.due) if part),
            line.criterion,
            row.review,
        )
        shown = [(typeset(text) if text.strip() else BLANK, not text.strip()) for text in texts]
        shown[0] = (f"{row.number} · {shown[0][0]}", shown[0][1])
        return tuple(shown)

    def show_row(self, row: PlanRow) -> None:
        """Show a line as it is now."""
        self.row, self._laid = row, {}
        self._shown = self._read()
        self.setAccessibleName(row.sentence)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        counts = [len(lines) for lines, _, _ in self._laid_out(width)]
        return max(counts) * LINE_HEIGHT + 2 * _PADDING

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(max(self.width(), 640)))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, LINE_HEIGHT + 2 * _PADDING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if step is not None:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            (self.moved if alt else self.walked).emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit(self.first_blank())
        elif key == Qt.Key.Key_P:
            self.switched.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def first_blank(self) -> int:
        """The first column to be completed, the first one when none is."""
        return next((rank for rank, (_, blank) in enumerate(self.cells()) if blank), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, tokens.sunk)
        bottom = box.bottom() - 1
        draw_hairline(painter, QPointF(0, bottom), QPointF(box.right(), bottom), tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edges = column_boxes(self._room(self.width()))
        for (lines, type_, blank), (left, width) in zip(
            self._laid_out(self.width()), edges, strict=True
        ):
            colour = tokens.muted if blank else tokens.ink
            draw_lines(painter, QPointF(left + INSET, _PADDING), width, lines, colour, type_)
        if self.hasFocus():
            draw_ring(painter, box.adjusted(0, 0, 0, -1), tokens, Radius.FIELD)
        painter.end()

    def _laid_out(self, width: int) -> list[_Cell]:
        """The cells in a row `width` pixels wide; a layout asks for two or three many times."""
        if width not in self._laid:
            self._laid = dict([*self._laid.items()][-_WIDTHS:])
            self._laid[width] = self._lay_out(width)
        return self._laid[width]

    def _lay_out(self, width: int) -> list[_Cell]:
        laid = []
        boxes = column_boxes(self._room(width))
        for rank, ((text, blank), (_, wide)) in enumerate(zip(self.cells(), boxes, strict=True)):
            type_ = font(bold=rank == PlanColumn.PROBLEM and not blank)
            laid.append((wrapped(text, type_, wide), type_, blank))
        return laid

    @staticmethod
    def _room(width: int) -> float:
        return float(width - 2 * INSET)

    def _on_clicked(self) -> None:
        spot = self.mapFromGlobal(self.cursor().pos()).x() - INSET
        edges = column_boxes(self._room(self.width()))
        under = [rank for rank, (left, _) in enumerate(edges) if left <= spot + GAP / 2]
        self.edit_asked.emit(under[-1] if under and self.underMouse() else self.first_blank())
