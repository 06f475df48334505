# SPDX-License-Identifier: EUPL-1.2
"""Before the minutes are sealed: what becomes of each item, and what is missing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import typeset
from ui.due_edit import DueDates
from ui.screens.meeting_mode.fate_row import FateRow
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.state import Closing
from ui.theme import IconName, Space
from ui.widgets import Button, ButtonKind, Glyph, Hairline, bind_key


class ClosingPanel(Panel):
    """What becomes of each item, and why; then Enter seals the minutes.

    `said` carries the id of an item and the fate that somebody chose for it, `begun` what is typed
    of its reason; `kept` gives that back.
    """

    sealed = Signal()
    said = Signal(str, object)
    begun = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            "Clore la réunion",
            "Le compte rendu sera scellé : il ne changera plus que par une nouvelle version. "
            "↓ puis R (il revient) ou N (il ne revient pas) pour dire autrement.",
        )
        self.rows: tuple[FateRow, ...] = ()
        self.kept: Callable[[str], str] = lambda _item_id: ""
        self.seal_button = Button("Sceller le compte rendu", kind=ButtonKind.PRIMARY, key="Entrée")
        self.seal_button.clicked.connect(self.sealed)
        self.buttons.addWidget(self.seal_button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.setFocusProxy(self.seal_button)
        # A key of its own: a button takes the arrows to mean its neighbours.
        bind_key(self.seal_button, "Down", lambda: self._step(-1, 1))

    def show_closing(self, closing: Closing, dates: DueDates) -> None:
        """Say the fate of each item; `dates` reads and judges the day on which one returns."""
        self.say("")
        while (taken := self._lines.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for warning in closing.warnings:
            self._add(_warning(warning))
        self._add(Hairline())
        self.rows = tuple(FateRow(line, dates) for line in closing.lines)
        for place, row in enumerate(self.rows):
            row.said.connect(partial(self.said.emit, row.line.item.id))
            row.begun.connect(partial(self.begun.emit, row.line.item.id))
            row.kept = partial(self.kept, row.line.item.id)
            row.asked.connect(self.close_question)
            row.stepped.connect(partial(self._step, place))
            self._add(row)

    def row_of(self, item_id: str) -> FateRow | None:
        """The row of an item."""
        return next((row for row in self.rows if row.line.item.id == item_id), None)

    def close_question(self) -> bool:
        """Close the question that is open under a row; False when none is."""
        return any(row.close_question() for row in self.rows)

    def _step(self, place: int, step: int) -> None:
        target = place + step
        if target < 0:
            self.seal_button.setFocus(Qt.FocusReason.BacktabFocusReason)
        elif target < len(self.rows):
            self.rows[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)
        widget.show()  # at once: a row is given the focus before the event loop comes to it


def _warning(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, Space.RELATED)
    row.setSpacing(Space.RELATED)
    row.addWidget(Glyph(IconName.WARNING, "warn", 16))
    row.addWidget(RunText([Run(typeset(sentence), "warn")]), 1)
    return line
