# SPDX-License-Identifier: EUPL-1.2
"""Several people under one label: a tag for each, and a line that finds another by its letters."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from app.domain.text import typeset
from ui.screens.prepare.flow import FlowLayout
from ui.screens.prepare.state import Person
from ui.theme import IconName, Space, current_tokens, font, paint_icon
from ui.widgets import LabelKind, PlainLabel, SuggestEdit, Suggestion, set_plain_tooltip, show_if
from ui.widgets.paint import draw_box, draw_ring, draw_text, text_width

_HEIGHT = 28
_CROSS = 10
_ADD_WIDTH = 132
_LABEL_WIDTH = 108

FindPeople = Callable[[str], Sequence[Person]]


class NameTag(QAbstractButton):
    """A name that a click, Enter or Delete takes away."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        name = typeset(person.name)
        self._words = f"{name} · excusé·e" if person.away else name
        self.setText(self._words)
        self.setAccessibleName(f"Retirer {self._words}")
        set_plain_tooltip(self, person.profession)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(int(text_width(self._words, font())) + 4 * Space.RELATED + _CROSS, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=tokens.line if self.underMouse() else tokens.sunk, radius=14)
        words = box.adjusted(Space.SNUG, 0, -_CROSS - Space.SNUG, 0)
        colour = tokens.muted if self.person.away else tokens.ink
        draw_text(painter, words, self._words, colour=colour, type_=font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cross = QRectF(box.right() - _CROSS - 9, (self.height() - _CROSS) / 2, _CROSS, _CROSS)
        paint_icon(painter, cross, IconName.CLOSE, tokens.muted)
        if self.hasFocus():
            draw_ring(painter, box, tokens, 14)
        painter.end()


class PeoplePicker(QWidget):
    """`added` and `removed` carry the id of a person; the owner shows the result."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, label: str, find: FindPeople, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._tags: list[NameTag] = []
        self.line = SuggestEdit(self._suggest)
        self.line.setPlaceholderText("Ajouter…")
        self.line.setAccessibleName(f"Ajouter : {label}" if label else "Ajouter une personne")
        self.line.setFixedWidth(_ADD_WIDTH)
        self.line.picked.connect(self._on_picked)
        self.label = PlainLabel(label, LabelKind.SECONDARY)
        show_if(self.label, label)
        self._flow = FlowLayout()
        self._flow.addWidget(self.line)
        self.label.setFixedWidth(_LABEL_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.label)
        row.addLayout(self._flow, 1)
        self.setFocusProxy(self.line)

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is shown."""
        return tuple(tag.person for tag in self._tags)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these people, in this order."""
        if tuple(people) == self.people:
            return
        self._flow.removeWidget(self.line)
        for tag in self._tags:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._tags = [self._make(person) for person in people]
        self._flow.addWidget(self.line)
        for before, after in pairwise((*self._tags, self.line)):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()

    def _make(self, person: Person) -> NameTag:
        tag = NameTag(person)
        tag.clicked.connect(lambda: self._remove(person))
        self._flow.addWidget(tag)
        return tag

    def _remove(self, person: Person) -> None:
        self.line.setFocus()
        self.removed.emit(person.id)

    def _suggest(self, letters: str) -> list[Suggestion]:
        known = {person.id for person in self.people}
        return [
            Suggestion(person.id, person.name, person.profession)
            for person in self._find(letters)
            if person.id not in known
        ]

    def _on_picked(self, choice: object) -> None:
        if isinstance(choice, Suggestion):
            self.line.set_choice(None)
            self.added.emit(choice.key)
