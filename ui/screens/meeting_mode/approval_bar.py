# SPDX-License-Identifier: EUPL-1.2
"""Over the text of an approval: « A approuver, C avec une correction », answered in place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import typeset
from app.services.approvals import ToApprove
from ui.theme import Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    KeyRow,
    LabelKind,
    LineEdit,
    PlainLabel,
    QuietLine,
    show_if,
)


class ApprovalBar(KeyRow):
    """`approved` carries the correction, or None as they are; `taken_back` forgets the answer."""

    approved = Signal(object)
    taken_back = Signal()
    read_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Approbation du compte rendu")
        self.answer_keys(
            {
                Qt.Key.Key_A: self._approve,
                Qt.Key.Key_C: self.ask_correction,
                Qt.Key.Key_Delete: self._take_back,
            }
        )
        self.setAccessibleDescription("A approuver, C approuver avec une correction")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.answer = PlainLabel("", LabelKind.TEXT, wrap=True)
        self.chip = Chip("approuvé", Tone.OK)
        self.yes = Button("Approuver", small=True, key="A")
        self.correct = Button("Avec une correction", small=True, kind=ButtonKind.QUIET, key="C")
        self.undo = Button("Revenir dessus", small=True, kind=ButtonKind.QUIET, key="Suppr")
        self.correction = LineEdit()
        self.correction.setAccessibleName("Approuver avec une correction")
        self.correction.setPlaceholderText("ce qu’il faut corriger, puis Entrée")
        self.error = PlainLabel("", LabelKind.LATE, wrap=True)
        self.kept: Callable[[], str] = lambda: ""
        """What was typed of a correction when it was left."""
        self._asked = QWidget()
        self._lay_out()
        self.yes.clicked.connect(self._approve)
        self.correct.clicked.connect(self.ask_correction)
        self.undo.clicked.connect(self.taken_back)
        self.correction.returnPressed.connect(lambda: self.approved.emit(self.correction.text()))
        self._open = False
        self._asked_of: ToApprove | None = None
        self.hide()

    @property
    def waits(self) -> bool:
        """There is something to approve, and nobody said anything of it yet."""
        return self._open

    def show_question(self, asked: ToApprove | None) -> None:
        """Show what is to be approved and what was said of it; hide where nothing is.

        A correction that is being typed stays while the question is the same.
        """
        if asked is not None and asked == self._asked_of:
            return
        self._asked_of = asked
        self._open = asked is not None and not asked.answer
        show_if(self, asked)
        if asked is None:
            return
        self.words.setText(typeset(asked.words))
        self.answer.setText(typeset(asked.answer))
        show_if(self.answer, asked.answer)
        show_if(self.chip, asked.answer)
        show_if(self.undo, asked.answer)
        for button in (self.yes, self.correct):
            show_if(button, not asked.answer)
        self.setAccessibleName(f"{asked.words}. {asked.answer or 'à approuver'}")
        self.put_away()

    def ask_correction(self) -> None:
        """Ask in one line what is to be corrected, from what was begun of that."""
        if self._open:
            self.correction.setText(self.kept())
            show_if(self._asked, wanted=True)
            self.correction.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> bool:
        """Take the line away; False where it was not there."""
        shown = not self._asked.isHidden()
        self.correction.clear()
        self.refuse("")
        self._asked.hide()
        return shown

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.error.setText(sentence)
        show_if(self.error, sentence)

    def _approve(self) -> None:
        if self._open:
            self.approved.emit(None)

    def _take_back(self) -> None:
        if not self._open:
            self.taken_back.emit()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.RELATED)
        first.addWidget(self.words, 1)
        first.addWidget(self.chip)
        for button in (self.yes, self.correct, self.undo):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the bar is the Tab stop
            first.addWidget(button)
        asked = QHBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(Space.RELATED)
        asked.addWidget(PlainLabel("Approuver avec une correction\u00a0:"))
        asked.addWidget(self.correction, 1)
        asked.addWidget(PlainLabel("Entrée · Échap", LabelKind.SECONDARY))
        self._asked.hide()
        self.error.hide()
        column = QVBoxLayout()
        column.setSpacing(Space.HALF)
        column.addLayout(first)
        for widget in (self.answer, self._asked, QuietLine(self.correction), self.error):
            column.addWidget(widget)
        self.line.addLayout(column, 1)
