# SPDX-License-Identifier: EUPL-1.2
"""Situations and points that may come: one Tab stop, then the arrows; Enter or a click adds one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.text import typeset
from ui.screens.prepare.state import CandidateState
from ui.screens.prepare.two_lines import HEIGHT, TwoLines, draw_two_lines
from ui.theme import IconName, Radius, current_tokens, paint_icon
from ui.widgets import set_plain_tooltip
from ui.widgets.paint import draw_hairline, draw_ring

_ICON, _LEFT = 16, 28


class CandidateRow(QAbstractButton):
    """One situation with its reason, or with the sentence that says why it cannot come."""

    stepped = Signal(int)

    def __init__(self, state: CandidateState) -> None:
        super().__init__()
        self.state = state
        self._words = TwoLines(
            state.code,
            state.title,
            state.badge,
            state.obstacle or state.reason,
            stopped=bool(state.obstacle),
        )
        parts = (state.code, state.title, state.badge.text, self._words.note)
        self.setAccessibleName(", ".join(part for part in parts if part))
        said = ", ".join(part for part in (state.title, self._words.note) if part)
        set_plain_tooltip(self, typeset(said))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if not state.obstacle:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse() and not self.state.obstacle:
            painter.fillRect(box, tokens.sunk)
        draw_hairline(painter, QPointF(0, 0), QPointF(self.width(), 0), tokens.line)
        stopped = bool(self.state.obstacle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = QRectF(4, (self.height() - _ICON) / 2, _ICON, _ICON)
        icon = IconName.CLOSE if stopped else IconName.PLUS
        paint_icon(painter, spot, icon, tokens.late if stopped else tokens.accent)
        draw_two_lines(painter, box.adjusted(_LEFT, 0, -4, 0), self._words, tokens)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.FIELD)
        painter.end()


class CandidateList(QWidget):
    """The rows; `chosen` carries the key of a candidate, even of one that cannot come."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Situations à ajouter")
        self._rows: list[CandidateRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def rows(self) -> tuple[CandidateRow, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show_rows(self, states: Sequence[CandidateState]) -> None:
        """Show these situations; the focus stays at its place in the list."""
        if [row.state for row in self._rows] == list(states):
            return
        place = next((index for index, row in enumerate(self._rows) if row.hasFocus()), None)
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._make(state) for state in states]
        if place is not None and self._rows:
            self._rows[min(place, len(self._rows) - 1)].setFocus()

    def _make(self, state: CandidateState) -> CandidateRow:
        row = CandidateRow(state)
        row.clicked.connect(lambda: self.chosen.emit(state.key))
        row.stepped.connect(lambda step: self._step(row, step))
        self._column.addWidget(row)
        return row

    def _step(self, row: CandidateRow, step: int) -> None:
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus()
