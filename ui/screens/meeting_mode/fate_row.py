# SPDX-License-Identifier: EUPL-1.2
"""One item before the minutes are sealed: R it comes back, N it does not, Delete as proposed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.meeting import Fate
from app.domain.text import listing, typeset
from app.services.closing import ClosingLine
from ui.due_edit import DueDates, DueEdit
from ui.screens.meeting_mode.dock_line import DockLine
from ui.screens.meeting_mode.earlier_line import CapButton
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.theme import Space, TextSize
from ui.widgets import LabelKind, LineEdit, PlainLabel, QuietLine, show_if

_CODE_WIDTH = 104
_DATE_WIDTH = 176


class FateRow(DockLine):
    """`said` carries the fate that somebody chose; `Fate()` goes back to what is proposed."""

    said = Signal(object)
    asked = Signal()
    """A question is about to open under it: one is open at a time."""
    begun = Signal(str)
    """What is typed of a reason, empty where that is the one that was said."""

    def __init__(self, line: ClosingLine, dates: DueDates) -> None:
        super().__init__(_spoken(line))
        self.line, self._dates = line, dates
        self.kept: Callable[[], str] = lambda: ""
        """What was typed of a reason when its question was left."""
        self.date: DueEdit | None = None
        self.why: LineEdit | None = None
        self._question: QWidget | None = None
        self._error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self._error.setContentsMargins(_CODE_WIDTH + Space.RELATED, 0, 0, Space.HALF)
        self._error.hide()
        self._lay_out()
        self.opened.connect(self._open)
        self.removed.connect(lambda: self.said.emit(Fate()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = {Qt.Key.Key_R: self.ask_when, Qt.Key.Key_N: self.ask_why}
        chord = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        act = asked.get(Qt.Key(event.key())) if not chord and self._question is None else None
        if event.key() == Qt.Key.Key_Escape and self._question is not None:
            self.close_question()
        elif act is not None and self.line.may_change:
            act()
        else:
            super().keyPressEvent(event)

    def ask_when(self) -> None:
        """Ask on which day it comes back, and why."""
        fate = self.line.fate
        day = DueEdit(self._dates)
        day.setPlaceholderText("la prochaine réunion")
        day.setAccessibleName("Revient le")
        day.setMaximumWidth(_DATE_WIDTH)
        day.set_value(fate.on if fate.returns else None)
        day.accept(day.value())
        why = self._why("Revient, parce que", fate.why if fate.returns else "")
        self._ask("Revient le", day, "parce que", why)
        self.date, self.why = day, why
        day.changed.connect(lambda value: self.refuse(day.lack() if value else ""))
        day.returnPressed.connect(lambda: self._say(returns=True))
        why.returnPressed.connect(lambda: self._say(returns=True))
        day.setFocus()

    def ask_why(self) -> None:
        """Ask why it does not come back."""
        fate = self.line.fate
        why = self._why("Ne revient pas, parce que", "" if fate.returns else fate.why)
        self._ask("Ne revient pas, parce que", why)
        self.date, self.why = None, why
        why.returnPressed.connect(lambda: self._say(returns=False))
        why.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say under the question why it was not kept."""
        self._error.setText(sentence)
        show_if(self._error, sentence)

    def close_question(self) -> bool:
        """Take the question away; False when none is open."""
        question, self._question = self._question, None
        if question is None:
            return False
        self.refuse("")
        self.column.removeWidget(question)
        question.hide()
        question.deleteLater()
        self.setFocus()
        return True

    def _open(self) -> None:
        if not self.line.may_change or self._question is not None:
            return
        (self.ask_when if self.line.fate.returns else self.ask_why)()

    def _say(self, *, returns: bool) -> None:
        if self.date is not None and (lack := self.date.lack()):
            self.refuse(lack)
            self.date.insist()
            return
        day = self.date.value() if self.date is not None else None
        why = self.why.text() if self.why is not None else ""
        self.said.emit(Fate(returns, day, why))

    def _why(self, name: str, said: str) -> LineEdit:
        edit = LineEdit()
        edit.setAccessibleName(name)
        edit.setPlaceholderText("la raison, en un mot")
        edit.setText(self.kept() or said)
        edit.textEdited.connect(lambda text: self.begun.emit("" if text == said else text))
        return edit

    def _ask(self, *parts: str | QWidget) -> None:
        self.asked.emit()
        self.close_question()
        self._question = question = QWidget()
        column = QVBoxLayout(question)
        left = Space.SNUG + _CODE_WIDTH + Space.RELATED
        column.setContentsMargins(left, 0, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        column.addLayout(row)
        for part in parts:
            if isinstance(part, str):
                row.addWidget(PlainLabel(part))
            else:
                row.addWidget(part, 1)
        row.addWidget(PlainLabel("Entrée · Échap", LabelKind.SECONDARY))
        for edit in question.findChildren(LineEdit):
            if not isinstance(edit, DueEdit):
                column.addWidget(QuietLine(edit))
        self.column.insertWidget(1, question)
        question.show()

    def _lay_out(self) -> None:
        line = self.line
        code = PlainLabel(typeset(line.heading), LabelKind.STRONG, wrap=True)
        code.setFixedWidth(_CODE_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(RunText([Run(typeset(line.says))]))
        for owed in filter(None, (line.feedback, line.filed)):
            words.addWidget(RunText([Run(f"{owed}.", "muted", TextSize.SECONDARY)]))
        for sentence in _warnings(line):
            words.addWidget(RunText([Run(sentence, "warn", TextSize.SECONDARY)]))
        self.row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(words, 1)
        if line.may_change:
            for key, name, act in (
                ("R", "Revient", self.ask_when),
                ("N", "Ne revient pas", self.ask_why),
            ):
                button = CapButton(key, name)
                button.clicked.connect(act)
                self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._error)


def _warnings(line: ClosingLine) -> list[str]:
    found = [f"{typeset(words)}." for words in line.left]
    if line.missing:
        found.insert(0, f"À compléter : {listing(line.missing)}.")
    return found


def _spoken(line: ClosingLine) -> str:
    keys = "Touches R et N" if line.may_change else ""
    parts = (line.heading, line.says, line.feedback, line.filed, *_warnings(line), keys)
    return ". ".join(part.rstrip(".") for part in parts if part)
