# SPDX-License-Identifier: EUPL-1.2
"""A step being typed, in place of its row and over the same cells."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.domain.protocol import ProtocolStep
from app.domain.protocol_fields import STEP_FIELDS, text_fault
from ui.screens.protocol.step_columns import (
    GAP,
    INSET,
    LEAST,
    NUMBER,
    TITLES,
    WHO,
    cells_a_line,
    weights,
)
from ui.screens.protocol.step_text import StepText
from ui.screens.protocol.who_edit import WhoEdit
from ui.theme import IconName, Space
from ui.widgets import IconButton, LabelKind, PlainLabel, show_if
from ui.widgets.suggest import Source

_FIELDS = tuple(field.name for field in STEP_FIELDS)
_MOST_IN_LINE = len(TITLES)


class StepEditor(QFrame):
    """`edited` with every key, `committed` when a cell is left after a change."""

    edited = Signal()
    committed = Signal()
    visited = Signal(int)
    entered = Signal(int)
    walked = Signal(int, int)
    tabbed = Signal(int)
    left = Signal()
    moved = Signal(int)
    duplicated = Signal()
    removed = Signal()

    def __init__(self, step: ProtocolStep, number: int, who: Source, *, writable: bool) -> None:
        super().__init__()
        self._step, self._writable = step, writable
        self._beside = 0
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST)
        self.who = WhoEdit(who, own_undo=False)
        self.who.setText(_on_one_line(step.who))
        self.who.setPlaceholderText(TITLES[WHO])
        self.texts = {
            name: StepText(title, ends=name == _FIELDS[-1])
            for name, title in zip(_FIELDS[1:], TITLES[1:], strict=True)
        }
        self.number = PlainLabel(f"{number}" if number else "–", LabelKind.ACCENT)
        self.number.setFixedWidth(NUMBER - INSET)
        self.captions = [PlainLabel(title, LabelKind.SECONDARY) for title in TITLES]
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._lay_out()
        self._fill()
        self._connect()
        self._judge()

    @property
    def cells(self) -> tuple[WhoEdit | StepText, ...]:
        """The cells in reading order."""
        return (self.who, *self.texts.values())

    def step(self) -> ProtocolStep:
        """The step as typed."""
        typed: dict[str, Any] = {name: cell.text() for name, cell in self.texts.items()}
        same = self.who.text() == _on_one_line(self._step.who)
        return replace(self._step, who=self._step.who if same else self.who.text(), **typed)

    def show_step(self, step: ProtocolStep, number: int) -> None:
        """Its place or its text was changed from outside; what stands there already stays."""
        typed = self.step()
        self._step = step
        self.number.setText(f"{number}" if number else "–")
        self.setAccessibleName(f"Étape {number}, {step.moment.label}" if number else "Étape")
        if typed != replace(step, moment=typed.moment):
            self.who.set_choice(None)
            self.who.setText(_on_one_line(step.who))
            self._fill()
        self._judge()

    def lead(self, *, back: bool, on: bool) -> None:
        """Whether there is a step before and after this one for Tab to go to."""
        self.who.leads_back = back
        self.texts[_FIELDS[-1]].leads_on = on

    def focus_cell(self, column: int) -> None:
        """Begin typing in a cell, after what it says."""
        cell = self.cells[column]
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(cell, WhoEdit):
            cell.deselect()
            cell.end(False)  # noqa: FBT003  Qt's own signature
        else:  # read from its beginning; the row that was hidden may have lent it the focus
            self.who.setCursorPosition(0)

    def column(self) -> int:
        """Where one is typing; the first cell outside of them."""
        focus = self.focusWidget()
        return next((rank for rank, cell in enumerate(self.cells) if cell is focus), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self.cells:
            self.visited.emit(self.cells.index(watched))
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        for name, cell in self.texts.items():
            cell.set_text(str(getattr(self._step, name)))

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(Space.HALF)
        for cell in self.cells:
            cell.setMinimumWidth(0)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._grid, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, Space.RELATED, INSET, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        column.addWidget(self.message)
        if self._writable:
            column.addLayout(self._make_foot())
        self._arrange()

    def _arrange(self) -> None:
        """Put the cells beside or under each other, as the rows around have them."""
        beside = cells_a_line(max(self.width(), LEAST))
        if beside == self._beside:
            return
        self._beside = beside
        for rank, (caption, cell) in enumerate(zip(self.captions, self.cells, strict=True)):
            line, place = divmod(rank, beside)
            self._grid.addWidget(caption, 2 * line, place)
            self._grid.addWidget(cell, 2 * line + 1, place, Qt.AlignmentFlag.AlignTop)
            show_if(caption, beside < _MOST_IN_LINE)
        shares = (*weights(beside), *(0,) * (_MOST_IN_LINE - beside))
        for place, share in enumerate(shares):
            self._grid.setColumnStretch(place, share)
        self._grow()

    def _make_foot(self) -> QHBoxLayout:
        """What the keys of a step do, for the mouse; the focus stays in the cell."""
        foot = QHBoxLayout()
        foot.setContentsMargins(NUMBER - INSET, 0, 0, 0)
        foot.setSpacing(Space.HALF)
        deeds = (
            (IconName.ARROW_UP, "Monter l’étape", "Alt ↑", lambda: self.moved.emit(-1)),
            (IconName.ARROW_DOWN, "Descendre l’étape", "Alt ↓", lambda: self.moved.emit(1)),
            (IconName.DOCUMENT, "Dupliquer l’étape", "Ctrl D", self.duplicated.emit),
            (IconName.TRASH, "Retirer l’étape", "Alt Suppr", self.removed.emit),
        )
        for icon, name, key, deed in deeds:
            button = IconButton(icon, name, key=key)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(deed)
            foot.addWidget(button)
        foot.addStretch(1)
        return foot

    def _connect(self) -> None:
        self.who.setAccessibleName(TITLES[WHO])
        self.who.setReadOnly(not self._writable)
        self.who.textEdited.connect(self._on_edited)
        self.who.picked.connect(self._on_edited)
        self.who.editingFinished.connect(self.committed)
        for cell in self.texts.values():
            cell.setReadOnly(not self._writable)
            cell.edited.connect(self._on_edited)
            cell.committed.connect(self.committed)
            cell.grown.connect(self._grow)
        for column, each in enumerate(self.cells):
            each.installEventFilter(self)
            each.entered.connect(lambda column=column: self.entered.emit(column))
            each.walked.connect(lambda step, column=column: self.walked.emit(step, column))
            each.tabbed.connect(self.tabbed)
        QTimer.singleShot(0, self, self._grow)  # once the cells know how wide they are

    def _on_edited(self, _typed: object = None) -> None:
        self._judge()
        self.edited.emit()

    def _grow(self) -> None:
        """As high as what is typed, all cells of a line alike."""
        texts, beside = (None, *self.texts.values()), max(self._beside, 1)
        for first in range(0, len(texts), beside):
            line = [cell for cell in texts[first : first + beside] if cell is not None]
            height = max(cell.needed_height() for cell in line)
            for cell in line:
                if cell.height() != height:
                    cell.setFixedHeight(height)

    def _judge(self) -> None:
        step = self.step()
        faults = (text_fault(field, str(getattr(step, field.name))) for field in STEP_FIELDS)
        self.message.setText(next(filter(None, faults), ""))
        show_if(self.message, self.message.text())


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
