# SPDX-License-Identifier: EUPL-1.2
"""The card beside a list of what is owed: of which situation, when it was done, and by whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.directory import Professional
from app.domain.text import typeset
from ui.half_typed import type_again, typed_in
from ui.people import people_source
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    DateField,
    LabelKind,
    PlainLabel,
    SuggestField,
    Suggestion,
    bind_key,
    show_if,
)


class OwedCard(Card):
    """What every such card shows and holds; a kind of owing adds its fields, then lays it out."""

    noted = Signal()
    case_asked = Signal()

    def __init__(
        self,
        name: str,
        on: DateField,
        find: Callable[[str], Sequence[Professional]],
        note: Button,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the accessible one; `note` says that it is done."""
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.code = PlainLabel("", LabelKind.CARD_TITLE)
        self.motif = PlainLabel("", LabelKind.TEXT, wrap=True)
        # A word too long for the card is cut rather than widening it.
        self.motif.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.facts = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.on = on
        self.by = SuggestField("Par", people_source(find), placeholder="Trois lettres du nom")
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.note = note
        self._proposed: dict[str, str] = {}
        self.case = Button("Ouvrir la situation", kind=ButtonKind.QUIET, small=True)
        self.note.clicked.connect(self.noted)
        self.case.clicked.connect(self.case_asked)
        bind_key(self, "Ctrl+Return", self.noted.emit)

    def show_heading(self, code: str, motif: str, facts: str) -> None:
        """Show of which situation it is owed, and since which meeting."""
        self.code.setText(code)
        self.motif.setText(motif)
        self.facts.setText(facts)

    def show_done(self, on: date | None, by: str, by_text: str) -> None:
        """Show the day and the person; `by` is empty while nobody of the directory is chosen."""
        self.on.set_value(on)
        known = Suggestion(by, typeset(by_text)) if by else None
        self.by.set_choice(known)
        if known is None:
            self.by.set_text(by_text)
        self.by.set_error("")
        self.refuse("")
        self._proposed = self._typed()

    def begun(self) -> dict[str, str]:
        """The day and the person where they are no longer what was proposed; else nothing."""
        typed = self._typed()
        return {} if typed == self._proposed else typed

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again over what is proposed."""
        type_again({"on": self.on, "by": self.by}, texts)

    def who(self) -> tuple[str, str]:
        """The person chosen, empty for none, and what is typed."""
        choice = self.by.choice()
        return (choice.key, choice.label) if choice else ("", self.by.text())

    def _typed(self) -> dict[str, str]:
        return typed_in({"on": self.on, "by": self.by})

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be noted; an empty sentence takes it away."""
        self.fault.setText(sentence)
        show_if(self.fault, sentence)

    def lay_out(self, *between: QWidget, foot: Sequence[Button] = ()) -> None:
        """Put everything in its place: `between` the person and the fault, `foot` after `note`."""
        head = QHBoxLayout()
        head.addWidget(self.code, 1)
        head.addWidget(self.case)
        self.body.addLayout(head)
        self.add(self.motif)
        self.add(self.facts)
        self.body.addSpacing(Space.RELATED)
        self.add(self.on)
        self.body.addSpacing(Space.HALF)
        self.add(self.by)
        if between:
            self.body.addSpacing(Space.HALF)
        for widget in between:
            self.add(widget)
        self.add(self.fault)
        self.body.addSpacing(Space.RELATED)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        for button in (self.note, *foot):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
