# SPDX-License-Identifier: EUPL-1.2
"""The parts of the page: who spoke, one action on a line."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import medium_date
from app.domain.directory import Professional
from ui.people import people_source, person_suggestion
from ui.screens.short_form.presenter import ShortFormPresenter, TypedAction
from ui.theme import Space
from ui.widgets import DateEdit, LineEdit, QuietLine, SuggestEdit, Suggestion


class Speakers(QWidget):
    """Two people, and room for a third."""

    changed = Signal()

    def __init__(self, presenter: ShortFormPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        self.edits = tuple(self._edit(place) for place in range(3))
        for edit in self.edits:
            row.addWidget(edit, 1)
        self.setFocusProxy(self.edits[1])

    @property
    def ids(self) -> tuple[str, ...]:
        """Those who were found in the directory."""
        choices = (edit.choice() for edit in self.edits)
        return tuple(choice.key for choice in choices if choice is not None)

    @property
    def strangers(self) -> tuple[str, ...]:
        """What was typed that is nobody."""
        return tuple(
            edit.text().strip()
            for edit in self.edits
            if edit.choice() is None and edit.text().strip()
        )

    @property
    def places(self) -> tuple[int, ...]:
        """Where those stand who were found, then where the others do."""
        typed = [
            (edit.choice() is None, place)
            for place, edit in enumerate(self.edits)
            if edit.text().strip()
        ]
        return tuple(place for _, place in sorted(typed))

    def begin(self) -> None:
        """Whoever is at this computer is the first."""
        me = self._presenter.me()
        for edit in self.edits:
            edit.set_choice(None)
        if me is not None:
            self.edits[0].set_choice(person_suggestion(me))
        self.setFocusProxy(self.edits[1 if me is not None else 0])

    def show_people(
        self, people: Sequence[Professional], strangers: Sequence[str], places: Sequence[int]
    ) -> None:
        """Show these people, then what was typed that is nobody, where they stood."""
        for edit in self.edits:
            edit.set_choice(None)
        where = [self.edits[place] for place in places or range(len(self.edits))]
        for edit, person in zip(where, people, strict=False):
            edit.set_choice(person_suggestion(person))
        for edit, text in zip(where[len(people) :], strangers, strict=False):
            edit.setText(text)

    def _edit(self, place: int) -> SuggestEdit:
        edit = SuggestEdit(people_source(self._presenter.people))
        names = ("Première personne", "Deuxième personne", "Troisième personne, s’il y a lieu")
        edit.setAccessibleName(names[place])
        edit.setPlaceholderText("trois lettres" if place < 2 else "et, s’il y a lieu")
        edit.picked.connect(lambda _choice: self.changed.emit())
        return edit


class ActionLine(QWidget):
    """What, who and for when."""

    def __init__(self, presenter: ShortFormPresenter, place: int) -> None:
        super().__init__()
        self._presenter = presenter
        self.text = LineEdit()
        self.text.setPlaceholderText("ce qui sera fait" if place == 0 else "autre action")
        self.who = SuggestEdit(people_source(self._presenter.people))
        self.who.setPlaceholderText("qui ?")
        self.due = DateEdit(presenter.read_due, medium_date)
        self.due.setPlaceholderText("pour quand ?")
        for edit, name in ((self.text, "texte"), (self.who, "qui"), (self.due, "pour quand")):
            edit.setAccessibleName(f"Action {place + 1}, {name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        column.addLayout(row)
        column.addWidget(QuietLine(self.text))
        column.addWidget(QuietLine(self.who, is_settled=lambda: self.who.choice() is not None))
        row.addWidget(self.text, 5)
        row.addWidget(self.who, 3)
        row.addWidget(self.due, 3)

    def typed(self) -> TypedAction | None:
        """The action; None while the line is empty."""
        if not any(edit.text().strip() for edit in (self.text, self.who, self.due)):
            return None
        choice = self.who.choice()
        return TypedAction(
            self.text.text(),
            choice.key if choice else "",
            self.who.text(),
            self.due.value(),
            self.due.text() if self.due.is_wrong() else "",
        )

    def show_action(self, action: TypedAction) -> None:
        """Show an action as it was typed."""
        self.text.setText(action.text)
        if action.who:
            self.who.set_choice(Suggestion(action.who, action.who_text))
        else:
            self.who.setText(action.who_text)
        self.due.set_value(action.due)
        if action.due_text:
            self.due.show_wrong(action.due_text)

    def clear(self) -> None:
        """Empty the line."""
        self.text.clear()
        self.who.set_choice(None)
        self.due.set_value(None)
