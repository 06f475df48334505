# SPDX-License-Identifier: EUPL-1.2
"""When somebody came or left, in one line above the list of who is there."""

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.dates import parse_clock
from app.domain.ids import ProfessionalId
from ui.screens.meeting_mode.state import AttendanceLine, Passage
from ui.theme import Space
from ui.widgets import LabelKind, LineEdit, PlainLabel, show_if

_WORDS = {Passage.ARRIVED: "Arrivée de", Passage.DEPARTED: "Départ de"}
_KEYS = {Qt.Key.Key_A: Passage.ARRIVED, Qt.Key.Key_D: Passage.DEPARTED}


class _TimeEdit(LineEdit):
    """A time of day; A and D say which of the two it is."""

    turned = Signal(Passage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        which = _KEYS.get(Qt.Key(event.key()))
        if which is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(which)
        else:
            super().keyPressEvent(event)


class TimeLine(QFrame):
    """`timed` carries the person, which of the two, and the time (None takes it away)."""

    timed = Signal(str, Passage, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self._person = ProfessionalId("")
        self._name, self._which = "", Passage.ARRIVED
        self.doubt: Callable[[time], str] = lambda _at: ""
        """Why a time is hardly meant, empty where it may be; asked for again, it is kept."""
        self._accepted: time | None = None
        self.label = PlainLabel("", LabelKind.STRONG)
        self.edit = _TimeEdit()
        self.edit.setFixedWidth(96)
        self.edit.setPlaceholderText("12:45")
        self.edit.returnPressed.connect(self._keep)
        self.edit.turned.connect(self._turn)
        self.edit.textEdited.connect(lambda _text: self.say(""))
        self.error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(self.label)
        row.addWidget(self.edit)
        row.addWidget(PlainLabel("A arrivée · D départ · Entrée · Échap", LabelKind.SECONDARY))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        column.addWidget(self.error)
        self.hide()

    def ask(self, line: AttendanceLine, typed: str) -> None:
        """Ask for the time of somebody, beginning with the figure that was `typed`."""
        self._person, self._name = line.person, line.name
        self._turn(Passage.DEPARTED if line.arrived else Passage.ARRIVED)
        self.say("")
        self._accepted = None
        self.show()
        self.edit.setText(typed)
        self.edit.setFocus()
        self.edit.end(False)  # noqa: FBT003  Qt's own signature

    def say(self, sentence: str) -> None:
        """Say why the time was not kept."""
        self.error.setText(sentence)
        show_if(self.error, sentence)

    def _turn(self, which: Passage) -> None:
        self._which = which
        self.label.setText(f"{_WORDS[which]} {self._name} à")
        self.edit.setAccessibleName(self.label.text())

    def _keep(self) -> None:
        text = self.edit.text().strip()
        at = parse_clock(text)
        if text and at is None:
            self.say("Heure non comprise. Essayez « 12:45 ».")
            return
        doubt = self.doubt(at) if at is not None and at != self._accepted else ""
        if doubt:
            self._accepted = at
            self.say(doubt)
        else:
            self.timed.emit(self._person, self._which, at)
