# SPDX-License-Identifier: EUPL-1.2
"""What a discussion should leave, ticked at the foot of the screen; it asks, it never blocks.

A checklist raised the share of discussions that reach a decision from 82 to 93 % (experience §3).
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.services.closing import ClosingLine
from ui.theme import IconName, Space
from ui.widgets import Button, ButtonKind, Glyph, LabelKind, PlainLabel

_COLUMNS = ((1000, 5), (700, 3), (0, 2))
"""Columns of the checks, fewer in a line narrower than so many pixels."""


class ChecklistLine(QFrame):
    """The eight of one situation, and who reports back to the person, when."""

    closed = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self.title = PlainLabel(kind=LabelKind.STRONG)
        close = Button("Fermer", kind=ButtonKind.QUIET, key=key, small=True)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.GROUP)
        self._grid.setVerticalSpacing(Space.HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.HALF, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(head)
        column.addLayout(self._grid)
        self._line: ClosingLine | None = None
        self._cells: list[_Cell] = []
        self._columns = 0
        self.hide()

    @property
    def line(self) -> ClosingLine | None:
        """What is shown, None while nothing is."""
        return None if self.isHidden() else self._line

    def show_line(self, line: ClosingLine) -> None:
        """Show the checks of one situation."""
        self._line = line
        missing = len(line.missing)
        state = f"{missing} à compléter" if missing else "tout y est"
        self.title.setText(f"{line.heading} · {state}")
        spoken = ", ".join(line.missing)
        self.setAccessibleName(f"Liste de contrôle de {line.heading}, {state}")
        self.setAccessibleDescription(f"À compléter : {spoken}" if spoken else "")
        if len(self._cells) != len(line.checks):  # the checks of any situation are as many
            self._make_cells(len(line.checks))
        for cell, check in zip(self._cells, line.checks, strict=True):
            word = check.word
            if check.done and check is line.checks[-1] and line.feedback:
                word = line.feedback[:1].lower() + line.feedback[1:]
            cell.show_check(word, done=check.done)
        self.show()

    def _make_cells(self, count: int) -> None:
        for old in self._cells:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cells = [_Cell() for _ in range(count)]
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns != self._wanted():
            self._arrange()

    def _wanted(self) -> int:
        return next(columns for least, columns in _COLUMNS if self.width() >= least)

    def _arrange(self) -> None:
        """Put the checks in columns; the last one, which is a sentence, takes what is left."""
        self._columns = columns = self._wanted()
        for place, cell in enumerate(self._cells):
            last = cell is self._cells[-1]
            wide = columns - place % columns if last else 1
            self._grid.addWidget(cell, *divmod(place, columns), 1, wide)


class _Cell(QWidget):
    """One check: its mark, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._words = Glyph(IconName.CIRCLE, "warn", 14), PlainLabel(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.HALF)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)

    def show_check(self, word: str, *, done: bool) -> None:
        """Say whether it was done."""
        self._mark.set_icon(*((IconName.CHECK, "ok") if done else (IconName.CIRCLE, "warn")))
        self._words.set_kind(LabelKind.SECONDARY if done else LabelKind.WARN)
        self._words.setText(word)
        self.setAccessibleName(f"{word}, {'oui' if done else 'à compléter'}")
