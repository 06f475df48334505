# SPDX-License-Identifier: EUPL-1.2
"""Over the text of a point about a protocol: which version, what is asked, answered in place."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.dates import numeric_date
from app.domain.meeting import ProtocolAsked
from app.domain.text import typeset
from app.services.protocol_points import ProtocolPoint
from app.services.protocol_verdicts import Answer
from ui.screens.meeting_mode.ask_line import AskLine
from ui.theme import Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    DateEdit,
    KeyRow,
    LabelKind,
    LineEdit,
    PlainLabel,
    show_if,
)

_DATE_WIDTH = 176
_CHIPS = {
    Answer.VALIDATED: ("validé", Tone.OK),
    Answer.TO_REWORK: ("à retravailler", Tone.WARN),
    Answer.CALLED_BACK: ("à réviser", Tone.WARN),
    Answer.KEPT: ("maintenu", Tone.OK),
}


class ProtocolBar(KeyRow):
    """V validates, R says that it is to be reworked or revised, M keeps it; Suppr takes back.

    `reworked` carries the reason, `kept_until` the day or None where none is understood.
    """

    validated, called_back, taken_back = Signal(), Signal(), Signal()
    reworked = Signal(str)
    kept_until = Signal(object)

    def __init__(self) -> None:
        super().__init__("Protocole")
        self.read: Callable[[str], date | None] = lambda _typed: None
        """What a typed day means."""
        self.begin: Callable[[AskLine], object] = lambda _line: None
        """Fills a question with what was begun of it, before it is shown."""
        self.words = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.summary = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.said = PlainLabel("", LabelKind.TEXT, wrap=True)
        self.obstacle = PlainLabel("", LabelKind.WARN, wrap=True)
        self.error = PlainLabel("", LabelKind.LATE, wrap=True)
        self.chip = Chip("", Tone.OK)
        self.validate = Button("Valider", small=True, key="V")
        quiet = ButtonKind.QUIET
        self.rework = Button("À retravailler…", small=True, kind=quiet, key="R")
        self.revise = Button("À réviser", small=True, key="R")
        self.keep = Button("Maintenir jusqu’au…", small=True, kind=quiet, key="M")
        self.undo = Button("Revenir dessus", small=True, kind=quiet, key="Suppr")
        self.why = AskLine("À retravailler, parce que", LineEdit())
        self.why.edit.setPlaceholderText("ce qui manque au texte, puis Entrée")
        self.day = DateEdit(self._read, numeric_date)
        self.day.setMaximumWidth(_DATE_WIDTH)
        self.until = AskLine("Maintenir tel quel jusqu’au", self.day, read=False)
        self.shown: ProtocolPoint | None = None
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def waits(self) -> bool:
        """The team is asked something, and nobody answered yet."""
        return self.shown is not None and self.shown.open

    def show_point(self, point: ProtocolPoint | None) -> None:
        """Show what a point is about; hide where it is about none.

        What is being typed stays while what is asked is the same.
        """
        before, self.shown = self.shown, point
        show_if(self, point)
        if point is None or _says(before) == _says(point):
            return
        self.words.setText(typeset(point.words))
        self.summary.setText(typeset("\n".join(point.summary)))
        for label, text in (
            (self.said, point.answer),
            (self.obstacle, point.obstacle),
        ):
            label.setText(typeset(text))
            show_if(label, text)
        if point.verdict is not None:
            self.chip.set_chip(*_CHIPS[point.verdict.answer])
        for widget in (self.chip, self.undo):
            show_if(widget, point.verdict)
        asked = point.item.asked if point.open else ProtocolAsked.NOTHING
        for button, question in self._buttons.items():
            show_if(button, question is asked)
        state = point.answer or point.obstacle or point.item.asked.label
        self.setAccessibleName(f"{point.words}. {state}")
        self.setAccessibleDescription(_KEYS[asked] if not point.verdict else "Suppr revient dessus")
        self.put_away()

    def put_away(self) -> bool:
        """Take the question away; False where none was there."""
        self.refuse("")
        return any([self.why.put_away(), self.until.put_away()])

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept, under the question where one is open."""
        asked = [line for line in (self.why, self.until) if not line.isHidden()]
        for line in asked:
            line.refuse(sentence)
        self.error.setText("" if asked else sentence)
        show_if(self.error, self.error.text())

    def ask(self, line: AskLine) -> None:
        """Ask in one line, from what was begun of it."""
        self.put_away()
        self.begin(line)
        line.ask()

    def _read(self, typed: str) -> date | None:
        return self.read(typed)

    def _press(self, button: Button) -> None:
        if not button.isHidden():
            button.click()

    def _press_again(self) -> None:
        """R: to rework what is to be validated, to revise what is in force."""
        for button in (self.rework, self.revise):
            self._press(button)

    def _connect(self) -> None:
        self._buttons = {
            self.validate: ProtocolAsked.VALIDATE,
            self.rework: ProtocolAsked.VALIDATE,
            self.revise: ProtocolAsked.REVISE,
            self.keep: ProtocolAsked.REVISE,
        }
        self.answer_keys(
            {
                Qt.Key.Key_V: lambda: self._press(self.validate),
                Qt.Key.Key_R: self._press_again,
                Qt.Key.Key_M: lambda: self._press(self.keep),
                Qt.Key.Key_Delete: lambda: self._press(self.undo),
            }
        )
        self.validate.clicked.connect(self.validated)
        self.revise.clicked.connect(self.called_back)
        self.undo.clicked.connect(self.taken_back)
        self.rework.clicked.connect(lambda: self.ask(self.why))
        self.keep.clicked.connect(lambda: self.ask(self.until))
        self.why.edit.returnPressed.connect(lambda: self.reworked.emit(self.why.edit.text()))
        self.day.returnPressed.connect(lambda: self.kept_until.emit(self.day.value()))

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        first = QHBoxLayout()
        first.setSpacing(Space.RELATED)
        first.addWidget(self.words, 1)
        first.addWidget(self.chip)
        for button in (self.validate, self.rework, self.revise, self.keep, self.undo):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the bar is the Tab stop
            first.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(Space.HALF)
        column.addLayout(first)
        for widget in (self.said, self.obstacle, self.summary, self.why, self.until, self.error):
            column.addWidget(widget)
        self.error.hide()
        self.line.addLayout(column, 1)


_KEYS = {
    ProtocolAsked.NOTHING: "",
    ProtocolAsked.VALIDATE: "V valide, R est à retravailler",
    ProtocolAsked.REVISE: "R est à réviser, M maintient jusqu’à une date",
}


def _says(point: ProtocolPoint | None) -> object:
    if point is None:
        return None
    return point.item.id, point.words, point.summary, point.answer, point.obstacle
