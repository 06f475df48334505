# SPDX-License-Identifier: EUPL-1.2
"""The action row: text, one person by a few letters, a date; Enter adds exactly what is seen."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.text import typeset
from ui.due_edit import DueDates, DueEdit
from ui.screens.meeting_mode.sentence_edit import SentenceEdit
from ui.screens.meeting_mode.state import DockDraft, PersonChoice
from ui.theme import Space
from ui.widgets import LabelKind, PlainLabel, QuietLine, SuggestEdit, Suggestion

TEXT_SHARE, WHO_SHARE = 3, 1
"""How the text and the person share the width of a row."""
DUE_COLUMN = 90
"""Width in pixels of a date in a row."""
_DUE_FIELD = 156
_WHO_LEAST = 150
"""Width in pixels in which three letters and the name that they mean are read whole."""
_TEXT_LEAST = 170
_ONE_LINE = _TEXT_LEAST + _WHO_LEAST + _DUE_FIELD + 2 * Space.RELATED + 2 * Space.SNUG
"""Width in pixels below which the text has a line of its own: beside the open drawer."""
_HELP = "Entrée pour ajouter · Tab champ suivant · ↑ ↓ une semaine"
_HOW_TO_ADD = "↓ puis Entrée ajoute cette personne comme intervenant extérieur."
_OUTSIDE = "ajouter comme intervenant extérieur"

FindPeople = Callable[[str], Sequence[PersonChoice]]


class PersonEdit(SuggestEdit):
    """Finds one person; somebody whom nobody knows is offered as an outside person."""

    def __init__(self, find: FindPeople, *, own_undo: bool = True) -> None:
        super().__init__(self._suggest, own_undo=own_undo)
        self._find = find
        self._people: dict[str, PersonChoice] = {}
        self.setAccessibleName("Responsable")
        self.setPlaceholderText("Qui ?")

    def person(self) -> PersonChoice | None:
        """Who was taken."""
        choice = self.choice()
        return self._people.get(choice.key) if choice else None

    def is_of_the_directory(self) -> bool:
        """Whether somebody was taken who is known."""
        person = self.person()
        return person is not None and person.who_id is not None

    def set_person(self, person: PersonChoice | None) -> None:
        """Show somebody as taken, or nobody."""
        self.set_choice(self._suggestion(person) if person else None)

    def _first(self, candidates: Sequence[Suggestion]) -> int:
        """Somebody whom nobody knows is added by a choice of its own, never by Tab in passing."""
        return 0 if candidates and not candidates[0].offer else -1

    @property
    def offers(self) -> bool:
        """Nobody has these letters; an outside person could be added under them."""
        return bool(self._candidates) and self.candidate() is None

    def hint(self) -> str:
        if self.offers:
            return f"↓ {_OUTSIDE}"
        candidate = self.candidate()
        person = self._people.get(candidate.key) if candidate else None
        return "" if person is None else person.name if person.who_id else _OUTSIDE

    def _show_list(self) -> None:
        """Give the list the width of its longest line: an offer cut in two is no offer."""
        super()._show_list()
        if self._list is not None:
            width = max(self._list.width(), self._list.sizeHintForColumn(0) + 3 * Space.RELATED)
            self._list.resize(width, self._list.height())
            self._list.move(self._place(self._list.height(), width))

    def _suggest(self, letters: str) -> list[Suggestion]:
        return [self._suggestion(person) for person in self._find(letters)]

    def _suggestion(self, person: PersonChoice) -> Suggestion:
        key = person.who_id or f"outside:{person.name}"
        self._people[key] = person
        if person.who_id:
            return Suggestion(key, person.name, person.detail)
        offer = typeset(f"Ajouter « {person.name} » comme intervenant extérieur")
        return Suggestion(key, person.name, offer=offer)


class ActionRow(QFrame):
    """Three fields on a soft ground. `entered` asks for what is shown to be kept.

    `changed` comes with each key that changed one of them, `said` with a sentence under them.
    """

    entered = Signal()
    changed = Signal()
    said = Signal()
    stepped = Signal(int)

    def __init__(
        self,
        find: FindPeople,
        dates: DueDates,
        *,
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Without `own_undo`, Ctrl+Z goes to the screen's one history."""
        super().__init__(parent)
        self.setProperty("kind", "highlight")
        # Not Fixed: that caps the height at one line of the message, however it wraps.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.text = SentenceEdit(
            "Action", placeholder="Nouvelle action…", bare=False, own_undo=own_undo
        )
        self.who = PersonEdit(find, own_undo=own_undo)
        self.who.setMinimumWidth(_WHO_LEAST)
        self.due = DueEdit(dates, own_undo=own_undo)
        self.due.setFixedWidth(_DUE_FIELD)
        self.due.setAccessibleName("Échéance")
        self.due.setPlaceholderText("Quand ?")
        self._proposed: date | None = None
        self._narrow = False
        self.message = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.message.hide()
        self._lay_out()
        self.text.entered.connect(self.entered)
        self.text.stepped.connect(self.stepped)
        self.text.edited.connect(lambda _text: self.say(""))
        self.who.returnPressed.connect(self.entered)
        self.due.returnPressed.connect(self.entered)
        self.due.changed.connect(self._on_due)
        for changed in (self.text.edited, self.who.textEdited, self.who.picked, self.due.changed):
            changed.connect(lambda _value: self.changed.emit())
        self.setFocusProxy(self.text)

    def show_begun(
        self, begun: DockDraft, day: date | None = None, known: date | None = None
    ) -> None:
        """Fill the row with an action as it was left.

        `day` where nothing is said of its date; `known` is the date that the line has already.
        """
        self._proposed = day
        self.due.accept(known or day)
        self.text.set_text(begun.action)
        self.who.set_person(begun.who)
        if begun.who is None and begun.letters:
            self.who.show_letters(begun.letters)
        self.due.set_value(begun.due or (None if begun.wrong_due else day))
        if begun.wrong_due:
            self.due.show_wrong(begun.wrong_due)
        self._show_strength()
        self.say("")

    def begun(self) -> DockDraft:
        """What the row holds, kept or not; the date that it proposes is nothing by itself."""
        person, letters, due = self.who.person(), self.who.text(), self.due.value()
        untouched = due == self._proposed and not (self.text.text() or letters)
        return DockDraft(
            action=self.text.text(),
            who=person,
            letters="" if person else letters,
            due=None if untouched else due,
            wrong_due=self.due.text().strip() if self.due.is_wrong() else "",
        )

    def lacks(self) -> str:
        """Why the row cannot be kept as it stands, empty where it can."""
        return self._lack()[1]

    def is_empty(self) -> bool:
        """Nothing was begun."""
        return not self.text.text().strip() and self.who.person() is None

    def complain(self) -> bool:
        """Say what is missing and put the focus there; False when the row can be kept."""
        self.who.take()
        self.due.settle()
        field, sentence = self._lack()
        if sentence:
            if field is self.due:
                self.due.insist()
            self.say(sentence)
            field.setFocus()
        return bool(sentence)

    def say(self, sentence: str) -> None:
        """Say under the row why it was not kept; an empty sentence takes it away."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        if sentence:
            self.said.emit()

    def _lack(self) -> tuple[QWidget, str]:
        if not self.text.text().strip():
            return self.text, "L’action est vide. Écrivez ce qui sera fait."
        if self.who.person() is None:
            unknown = self.who.text().strip()
            if self.who.offers:
                return self.who, typeset(f"Qui est « {unknown} » ? {_HOW_TO_ADD}")
            sentence = typeset(f"Qui est « {unknown} » ? ") if unknown else ""
            return self.who, f"{sentence}Nommez une personne, et une seule."
        return self.due, self.due.lack()

    def _on_due(self, due: object) -> None:
        self._show_strength()
        self.say(self.due.lack() if due is not None else "")

    def _show_strength(self) -> None:
        """A date understood is a part of the action already: it is written in bold."""
        strong = self.due.value() is not None
        if self.due.property("strong") != ("true" if strong else "false"):
            self.due.setProperty("strong", "true" if strong else "false")
            self.due.style().unpolish(self.due)
            self.due.style().polish(self.due)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _ONE_LINE
        if narrow is not self._narrow:
            self._narrow = narrow
            self._place()

    def _place(self) -> None:
        """Put the fields side by side, or the text above the two others."""
        self._grid.addWidget(self.text, 0, 0, 1, 2 if self._narrow else 1)
        down = int(self._narrow)
        for place, field in enumerate((self.who, self.due), 1 - down):
            self._grid.addWidget(field, down, place, Qt.AlignmentFlag.AlignTop)
        for place, share in enumerate((1, 0) if self._narrow else (TEXT_SHARE, WHO_SHARE)):
            self._grid.setColumnStretch(place, share)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.RELATED)
        self._place()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(self._grid)
        column.addWidget(QuietLine(self.text))
        column.addWidget(QuietLine(self.who, is_settled=self.who.is_of_the_directory))
        column.addWidget(self.message)


def help_label() -> PlainLabel:
    """What the keys of the row do."""
    label = PlainLabel(_HELP, LabelKind.SECONDARY)
    label.setContentsMargins(Space.SNUG, Space.HALF, Space.SNUG, Space.HALF)
    return label
