# SPDX-License-Identifier: EUPL-1.2
"""The card under the list: the selected action in full, and « exécutée ? » with its answers."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.dates import medium_date
from app.domain.text import ellipsis, typeset
from app.services.actions import ActionView
from ui.due_edit import DueDates, DueEdit
from ui.half_typed import type_again, typed_in
from ui.screens.actions.model import state_tone, state_words, title_words
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Chip,
    DateField,
    LabeledField,
    LabelKind,
    PlainLabel,
    TextPane,
    bind_key,
    show_if,
)

_LONGEST_FACT = 60


class Asking(Enum):
    """Which detail an answer still needs."""

    NOTHING = "nothing"
    WHY = "why"
    WHEN = "when"


class AnswerCard(Card):
    """Shows one action; says what the user answers, and asks for a reason or a date inline."""

    done = Signal()
    not_done = Signal(str)
    postponed = Signal()
    reopened = Signal()
    case_asked = Signal()
    left = Signal()

    def __init__(self, dates: DueDates, parent: QWidget | None = None) -> None:
        """`left` comes when the focus should return to the list."""
        super().__init__(parent=parent)
        self.setAccessibleName("Action choisie")
        self._asking, self._open = Asking.NOTHING, True
        self.code = PlainLabel("", LabelKind.STRONG)
        self.facts = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.chip = Chip()
        self.text = TextPane("Texte de l’action", bare=True)
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "reading")
        self.text.setFixedHeight(44)
        self.yes = Button("Exécutée", kind=ButtonKind.PRIMARY, key="E")
        self.no = Button("Non exécutée", key="N")
        self.later = Button("Reportée", key="R")
        self.reopen = Button("Remettre à faire")
        self.case = Button("Ouvrir la situation", kind=ButtonKind.QUIET, key="Entrée")
        self.why = LabeledField("", placeholder="Pourquoi ? Un mot suffit")
        self.why.edit.setAccessibleName("Pourquoi l’action n’a pas été exécutée")
        self.due = DueEdit(dates)
        self.when = DateField("", dates.read, dates.write, edit=self.due)
        self.when.edit.setAccessibleName("Nouvelle date")
        self.fault = PlainLabel("", LabelKind.LATE)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.note = Button("Noter", kind=ButtonKind.PRIMARY)
        self.cancel = Button("Annuler", kind=ButtonKind.QUIET)
        self._lay_out()
        self._connect()

    @property
    def asking(self) -> Asking:
        """What is being asked."""
        return self._asking

    def show_action(self, view: ActionView | None) -> None:
        """Show an action; with None the card goes away."""
        show_if(self, view)
        if view is None:
            return
        self.code.setText(view.code)
        show_if(self.code, view.code)
        motif = ellipsis(title_words(view), _LONGEST_FACT)
        who = typeset(ellipsis(view.who, _LONGEST_FACT)) or "sans responsable"
        due = f"pour le {medium_date(view.action.due)}" if view.action.due else "sans date"
        self.facts.setText(f"{motif} · {who} · {due}")
        self.chip.set_chip(state_words(view), state_tone(view))
        note = typeset(view.action.note)
        self.text.set_text(typeset(view.action.text) + (f"\n→ {note}" if note else ""))
        self.text.verticalScrollBar().setValue(0)
        self._open = view.action.state.is_open
        self.case.setEnabled(bool(view.code))
        self.ask(Asking.NOTHING)

    def ask(self, detail: Asking, proposed: date | None = None) -> None:
        """Ask for a reason or a date in the place of the buttons, or for nothing any more."""
        self._asking = detail
        nothing = detail is Asking.NOTHING
        self.fault.hide()
        for button in (self.yes, self.no, self.later):
            show_if(button, nothing and self._open)
        show_if(self.reopen, nothing and not self._open)
        show_if(self.case, nothing)
        show_if(self.why, detail is Asking.WHY)
        show_if(self.when, detail is Asking.WHEN)
        for button in (self.note, self.cancel):
            show_if(button, not nothing)
        if detail is Asking.WHY:
            self.why.set_text("")
            self.why.edit.setFocus()
        if detail is Asking.WHEN:
            self.when.set_value(proposed)
            self.due.accept(proposed)
            self.when.edit.setFocus()

    def begun(self, action: str) -> dict[str, str]:
        """The reason or the date that is being typed about an action; nothing where none is."""
        if self._asking is Asking.NOTHING:
            return {}
        texts = {"action": action, "asking": self._asking.value}
        return texts | typed_in({"why": self.why, "due": self.when})

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Ask again as it was asked, with what was typed."""
        asked = {each.value: each for each in Asking}.get(texts.get("asking", ""))
        if asked is None or not self._open:
            return
        self.ask(asked)
        type_again({"why": self.why, "due": self.when}, texts)
        self.due.accept(None)
        self._judge()

    def refuse(self, sentence: str) -> None:
        """Say under the open field why the answer cannot be kept."""
        self._say(sentence)
        (self.why if self._asking is Asking.WHY else self.when).edit.setFocus()

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        show_if(self.fault, sentence)

    def _judge(self) -> None:
        """Say of a day, as soon as it is understood, why it is none of an action."""
        self._say(self.due.lack() if self.due.value() else "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.SNUG)
        head.addWidget(self.code)
        head.addWidget(self.facts, 1)
        head.addWidget(self.chip)
        self.body.addLayout(head)
        self.add(self.text)
        answers = QHBoxLayout()
        answers.setSpacing(Space.RELATED)
        self.why.setFixedWidth(270)
        self.when.setFixedWidth(200)
        # At the right: a toast, in the middle of the window's foot, must not cover the next answer.
        answers.addWidget(self.case)
        answers.addStretch(1)
        shown = (self.yes, self.no, self.later, self.reopen, self.why, self.when)
        for widget in (*shown, self.note, self.cancel):
            answers.addWidget(widget)
        self.body.addLayout(answers)
        self.add(self.fault)
        self.ask(Asking.NOTHING)
        self.hide()

    def _connect(self) -> None:
        self.yes.clicked.connect(self.done)
        self.no.clicked.connect(lambda: self.ask(Asking.WHY))
        self.reopen.clicked.connect(self.reopened)
        self.case.clicked.connect(self.case_asked)
        self.note.clicked.connect(self._commit)
        self.cancel.clicked.connect(self._give_up)
        self.why.edit.returnPressed.connect(self._commit)
        self.when.edit.returnPressed.connect(self._commit)
        self.when.changed.connect(lambda _day: self._judge())
        bind_key(self, "Esc", self._give_up)

    def _commit(self) -> None:
        if self._asking is Asking.WHY:
            self.not_done.emit(self.why.text())
        elif self._asking is Asking.WHEN and self.due.lack():
            if not self.due.is_wrong():  # which the field says by itself
                self.refuse(self.due.lack())
                self.due.insist()
        elif self._asking is Asking.WHEN:
            self.postponed.emit()

    def _give_up(self) -> None:
        self.ask(Asking.NOTHING)
        self.left.emit()
