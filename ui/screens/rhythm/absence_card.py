# SPDX-License-Identifier: EUPL-1.2
"""Who is away and when: a list, and one line to note somebody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.dates import medium_date
from app.domain.directory import Professional
from app.domain.text import typeset
from ui.half_typed import type_again, typed_in
from ui.screens.rhythm.state import AbsenceState
from ui.theme import Space
from ui.widgets import (
    Button,
    Card,
    DateField,
    LabelKind,
    PlainLabel,
    RowData,
    RowList,
    SuggestField,
    Suggestion,
    show_if,
)

FindPeople = Callable[[str], Sequence[Professional]]


class AbsenceCard(Card):
    """`noted` when somebody is to be noted away; `removed` carries the id of an absence."""

    noted = Signal()
    removed = Signal(str)

    def __init__(self, find: FindPeople, parse: Callable[[str], date | None]) -> None:
        super().__init__("Absences")
        self._find = find
        self.none = PlainLabel(
            "Une personne absente est excusée d’avance aux réunions de ces jours.",
            LabelKind.MUTED,
            wrap=True,
        )
        self.list = RowList("Absences, Entrée en retire une", code_width=150)
        self.person = SuggestField("Personne", self._suggest, placeholder="Trois lettres du nom")
        self.first = DateField("Du", parse, medium_date)
        self.last = DateField("Au", parse, medium_date)
        self._typed = {"away": self.person, "away_first": self.first, "away_last": self.last}
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.note = Button("Noter l’absence", small=True, key="Entrée")
        self.list.opened.connect(self.removed)
        self.note.clicked.connect(self.noted)
        for field in (self.first, self.last):
            field.edit.returnPressed.connect(self.noted)
        self._lay_out()

    def show_absences(self, absences: Sequence[AbsenceState]) -> None:
        """Show who is away."""
        self.list.set_rows(
            [
                RowData(
                    key=each.absence.id,
                    text=each.days,
                    code=typeset(each.name),
                    note="Entrée retire",
                    chevron=False,
                    spoken=f"{each.name}, absente ou absent {each.days}",
                )
                for each in absences
            ]
        )
        show_if(self.none, not absences)

    def clear(self) -> None:
        """Empty the line for the next person."""
        self.person.set_choice(None)
        self.first.set_value(None)
        self.last.set_value(None)
        self.refuse("")

    def begun(self) -> dict[str, str]:
        """Somebody who is being noted away; nothing where the line is empty."""
        texts = typed_in(self._typed)
        return texts if any(text.strip() for text in texts.values()) else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        type_again(self._typed, texts)

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be noted; an empty sentence takes it away."""
        self.fault.setText(sentence)
        show_if(self.fault, sentence)

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.RELATED)
        self.add(self.none)
        self.add(self.list)
        self.add(self.person)
        days = QHBoxLayout()
        days.setSpacing(Space.SNUG)
        days.addWidget(self.first)
        days.addWidget(self.last)
        self.body.addLayout(days)
        self.add(self.fault)
        foot = QHBoxLayout()
        foot.addWidget(self.note)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.refuse("")

    def _suggest(self, letters: str) -> list[Suggestion]:
        return [
            Suggestion(person.id, typeset(person.full_name), typeset(person.profession))
            for person in self._find(letters)
        ]
