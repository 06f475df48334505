# SPDX-License-Identifier: EUPL-1.2
"""A situation that nobody had planned, in one line above the fields; its consent is asked there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.screens.meeting_mode.action_row import FindPeople, PersonEdit
from ui.screens.meeting_mode.state import PersonChoice
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    LabelKind,
    PlainLabel,
    QuietLine,
    SuggestEdit,
    Suggestion,
    announce,
    show_if,
)


class UnplannedLine(QFrame):
    """`chosen` carries what was taken; `answered` whether the consent was obtained today."""

    chosen = Signal(object)
    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self._suggest: Callable[[str], Sequence[Suggestion]] = lambda _letters: ()
        self.search = SuggestEdit(self._suggestions)
        self.search.setAccessibleName("Situation non prévue")
        self.search.setPlaceholderText("son code, ou quelques mots du motif")
        self.search.returnPressed.connect(self._take)
        self.search.textEdited.connect(lambda _text: self.say(""))
        self._find: FindPeople = lambda _letters: ()
        self.asked = PlainLabel("Apportée par", LabelKind.STRONG)
        self.who = PersonEdit(self._people)
        self.who.setAccessibleName("Apportée par")
        self.who.setFixedWidth(150)
        self.obtained = Button("Accord obtenu ce jour", kind=ButtonKind.SECONDARY, small=True)
        self.not_yet = Button("Pas encore demandé", kind=ButtonKind.QUIET, small=True)
        self.who.returnPressed.connect(self.obtained.setFocus)
        self.obtained.clicked.connect(lambda: self.answered.emit(True))  # noqa: FBT003  a signal has no keywords
        self.not_yet.clicked.connect(lambda: self.answered.emit(False))  # noqa: FBT003  a signal has no keywords
        self._question = (self.asked, self.who, self.obtained, self.not_yet)
        self.hint = PlainLabel("Entrée · Échap", LabelKind.SECONDARY)
        self.error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(PlainLabel("Situation non prévue", LabelKind.STRONG))
        row.addWidget(self.search, 1)
        row.addWidget(self.hint)
        question = QHBoxLayout()
        question.setSpacing(Space.RELATED)
        for part in self._question:
            question.addWidget(part)
        question.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        # Under it: beside it, both with the drawer are wider than a window of 1366 pixels.
        column.addLayout(question)
        column.addWidget(QuietLine(self.search))
        column.addWidget(self.error)
        self.setFocusProxy(self.search)
        self.hide()

    def serve(
        self, suggest: Callable[[str], Sequence[Suggestion]], find_people: FindPeople
    ) -> None:
        """Give the line its situations and its people."""
        self._suggest, self._find = suggest, find_people

    def ask(self, motif: str = "", who: str = "") -> None:
        """Ask which situation, from what was begun of its motif and of who brings it."""
        self.search.show_letters(motif)
        self.who.show_letters(who)
        for part in self._question:
            show_if(part, "")
        show_if(self.hint, self.hint.text())
        self.say("")
        self.show()
        self.search.setFocus()

    def ask_consent(self, words: str) -> None:
        """Ask who brings the situation, and where the person's consent stands."""
        for part in self._question:
            part.show()
        self.hint.hide()
        self.asked.setText(words)
        self.who.setAccessibleName(words)
        self.who.setFocus()
        announce(self, f"{words} : qui ? Puis l’accord de la personne.")

    def say(self, sentence: str) -> None:
        """Say why it cannot be discussed."""
        self.error.setText(sentence)
        show_if(self.error, sentence)

    def _suggestions(self, letters: str) -> Sequence[Suggestion]:
        return self._suggest(letters)

    def _people(self, letters: str) -> Sequence[PersonChoice]:
        return self._find(letters)

    def _take(self) -> None:
        choice = self.search.choice()
        if choice is None:
            self.say("Tapez le code d’une situation, ou quelques mots de son motif.")
        else:
            self.chosen.emit(choice)
