# SPDX-License-Identifier: EUPL-1.2
"""Naming a person: somebody of the directory by three letters, or an outside person by name."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from ui.widgets import SuggestEdit, Suggestion

Find = Callable[[str], tuple[Professional, ...]]
"""The people whom letters may mean (`DirectoryService.find`)."""


@dataclass(frozen=True)
class Person:
    """Who is meant: one of the directory, or a name alone. `shown` is what the field says."""

    id: ProfessionalId | None = None
    name: str = ""
    shown: str = ""

    def __bool__(self) -> bool:
        return self.id is not None or bool(self.name)


NOBODY = Person()


class PersonEdit(SuggestEdit):
    """A line for one person; a name that the directory has not is kept as an outside person."""

    person_changed = Signal()

    def __init__(self, find: Find, *, own_undo: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda letters: _suggestions(find, letters), own_undo=own_undo, parent=parent
        )
        self._person = NOBODY
        self.picked.connect(self._on_picked)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self._settle)

    def person(self) -> Person:
        """Who is meant now."""
        return self._person

    def set_person(self, person: Person) -> None:
        """Show somebody without saying `person_changed`."""
        self._person = person
        shown = person.shown or person.name
        self.set_choice(Suggestion(person.id or "", shown) if person else None)

    def _on_picked(self, choice: object) -> None:
        if not isinstance(choice, Suggestion):
            return
        known = ProfessionalId(choice.key) if choice.key else None
        self._become(Person(known, "" if known else choice.label, choice.label))

    def _on_typed(self, text: str) -> None:
        if not text.strip():
            self._become(NOBODY)

    def _settle(self) -> None:
        """Leaving the line takes what it shows: the candidate, else the name as typed."""
        if self.choice() is None and self.text().strip():
            self.take()

    def _become(self, person: Person) -> None:
        if person != self._person:
            self._person = person
            self.person_changed.emit()


def _suggestions(find: Find, letters: str) -> list[Suggestion]:
    known = [
        Suggestion(person.id, person.full_name, person.profession or person.structure)
        for person in find(letters)
    ]
    return [*known, Suggestion("", letters, "intervenant extérieur")]
