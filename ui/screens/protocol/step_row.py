# SPDX-License-Identifier: EUPL-1.2
"""One step, drawn over its six cells; Enter or a click opens it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.domain.protocol import ProtocolStep
from app.domain.protocol_fields import STEP_FIELDS
from app.domain.text import typeset
from ui.screens.protocol.step_columns import (
    LEAST,
    TITLES,
    WHAT,
    WHO,
    CellPlace,
    cell_places,
    cells_a_line,
)
from ui.theme import Radius, TextSize, Tokens, current_tokens, font
from ui.widgets.labels import plain_tooltip
from ui.widgets.paint import draw_hairline, draw_ring
from ui.widgets.wrapping import LINE_HEIGHT, draw_lines, wrapped

UNSAID = "à compléter"
_PADDING = 8
_MOST = 16  # lines of a cell; the rest is read by opening the step
_CAPTION = 16
_WIDTHS = 3


@dataclass(frozen=True)
class _Cell:
    place: CellPlace
    lines: tuple[str, ...]
    type_: QFont
    missing: bool
    cut: bool


class StepRow(QAbstractButton):
    """Signals carry no id: the table knows which step a row is of."""

    edit_asked = Signal(int)
    walked = Signal(int)
    removed = Signal()

    def __init__(self, step: ProtocolStep, number: int) -> None:
        super().__init__()
        self.step, self.number = step, number
        self._laid: dict[int, tuple[_Cell, ...]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumWidth(LEAST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)
        self.show_step(step, number)

    def show_step(self, step: ProtocolStep, number: int) -> None:
        """Show a step as it is now; 0 is the number of one that says nothing yet."""
        self.step, self.number, self._laid = step, number, {}
        self.setAccessibleName(spoken(step, number))
        self.updateGeometry()
        self.update()

    def texts(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(str(getattr(self.step, field.name)) for field in STEP_FIELDS)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottoms = self._bottoms(width)
        return round(bottoms[-1] + _PADDING)

    def sizeHint(self) -> QSize:
        wide = max(self.width(), LEAST)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, LINE_HEIGHT + 2 * _PADDING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if step is not None and plain:
            self.walked.emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit(WHO)
        elif key == Qt.Key.Key_Delete and plain:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, tokens.sunk)
        end = QPointF(box.right(), box.bottom() - 1)
        draw_hairline(painter, QPointF(0, box.bottom() - 1), end, tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cells(painter, tokens)
        if self.hasFocus():
            draw_ring(painter, box.adjusted(0, 0, 0, -1), tokens, Radius.FIELD)
        painter.end()

    def _paint_cells(self, painter: QPainter, tokens: Tokens) -> None:
        tops = (_PADDING, *self._bottoms(self.width()))
        number = f"{self.number}" if self.number else "–"
        spot = QPointF(_PADDING, tops[0] + self._caption(self.width()))
        draw_lines(painter, spot, 30, (number,), tokens.accent, font(bold=True))
        cells = self._cells(self.width())
        for title, cell in zip(TITLES, cells, strict=True):
            top, place = tops[cell.place.line], cell.place
            if cell.place.line:
                top += _PADDING
            if self._caption(self.width()):
                small = font(TextSize.KEY_CAP)
                at = QPointF(place.left, top)
                draw_lines(painter, at, place.width, (title,), tokens.muted, small, _CAPTION)
                top += _CAPTION
            colour = tokens.muted if cell.missing else tokens.ink
            at = QPointF(place.left, top)
            draw_lines(painter, at, place.width, cell.lines, colour, cell.type_)

    @staticmethod
    def _caption(width: int) -> int:
        """Room over each cell for what it is: none where the head of the table says so."""
        return 0 if cells_a_line(width) == len(TITLES) else _CAPTION

    def _bottoms(self, width: int) -> tuple[float, ...]:
        """Where each line of cells ends."""
        heights: dict[int, float] = {}
        for cell in self._cells(width):
            need = max(len(cell.lines), 1) * LINE_HEIGHT + self._caption(width)
            line = cell.place.line
            heights[line] = max(heights.get(line, 0.0), float(need))
        ends, end = [], 0.0
        for height in heights.values():
            end += height + _PADDING
            ends.append(end)
        return tuple(ends)

    def _cells(self, width: int) -> tuple[_Cell, ...]:
        """The cells in a row so wide; a layout asks for two or three widths many times."""
        if width not in self._laid:
            self._laid = dict([*self._laid.items()][-_WIDTHS:])
            self._laid[width] = self._lay_out(width)
            cut = any(cell.cut for cell in self._laid[width])
            self.setToolTip(plain_tooltip(self.accessibleName()) if cut else "")
        return self._laid[width]

    def _lay_out(self, width: int) -> tuple[_Cell, ...]:
        return tuple(
            _cell(rank, text, place)
            for rank, (text, place) in enumerate(zip(self.texts(), cell_places(width), strict=True))
        )

    def _on_clicked(self) -> None:
        at = self.mapFromGlobal(self.cursor().pos())
        places = cell_places(self.width())
        bottoms = self._bottoms(self.width())
        line = next((n for n, end in enumerate(bottoms) if at.y() <= end), len(bottoms) - 1)
        under = [n for n, each in enumerate(places) if each.line == line and each.left <= at.x()]
        self.edit_asked.emit(under[-1] if under and self.underMouse() else WHO)


def _cell(rank: int, text: str, place: CellPlace) -> _Cell:
    missing = not text.strip() and rank in (WHO, WHAT)
    type_ = font(strong=rank == WHO and not missing)
    said = UNSAID if missing else typeset(text.strip("\n"))
    lines = wrapped(said, type_, place.width, _MOST) if said.strip() else ()
    whole = sum(map(len, lines)) + said.count("\n") >= len(said)
    return _Cell(place, lines, type_, missing, cut=bool(lines) and not whole)


def spoken(step: ProtocolStep, number: int) -> str:
    """A step as one sentence for a screen reader."""
    head = f"Étape {number}" if number else "Étape vide"
    cells = (
        f"{field.label}\u00a0: {typeset(text)}"
        for field in STEP_FIELDS
        if (text := str(getattr(step, field.name)).strip())
    )
    return ". ".join((f"{head}, {step.moment.label}", *cells))
