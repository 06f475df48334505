# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the team: motif, requester, reason, question; what the person says of it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout

from app.domain.case import ComplexityReason
from ui.half_typed import TypedField
from ui.person_edit import Find, Person, PersonEdit
from ui.screens.case.presenter import CaseForm
from ui.theme import Space
from ui.widgets import Card, Field, LabeledField, SegmentedField, TextPane

_TEXT_HEIGHT = 72


class DemandCard(Card):
    """`edited` with every change, `committed` when it should be kept at once."""

    edited = Signal()
    committed = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__("Demande")
        self.title_field = LabeledField("Motif court", placeholder="Chutes répétées")
        self.requester = PersonEdit(find)
        self.requester_field = LabeledField(
            "Demandée par", editor=self.requester, placeholder="Trois lettres du nom"
        )
        self.reason = SegmentedField(
            "Pourquoi cette situation", [(each.value, each.label) for each in ComplexityReason]
        )
        self.question = TextPane("Question posée à l’équipe")
        self.priority = LabeledField("Problème prioritaire pour la personne")
        self.wishes = TextPane("Ce que la personne souhaite")
        self.tried = TextPane("Ce qui a déjà été essayé")
        self._fields: dict[str, Field] = {
            "title": self.title_field,
            "requester_name": self.requester_field,
            "question": Field(self.question.accessibleName(), self.question),
            "priority": self.priority,
            "wishes": Field(self.wishes.accessibleName(), self.wishes),
            "tried": Field(self.tried.accessibleName(), self.tried),
        }
        self.typed: dict[str, TypedField] = {
            "title": self.title_field,
            "question": self.question,
            "priority": self.priority,
            "wishes": self.wishes,
            "tried": self.tried,
        }
        self._lay_out()
        self._connect()

    def judge(self, faults: Mapping[str, str]) -> None:
        """Say under each text why it cannot be kept."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))

    def set_form(self, form: CaseForm, requester: str) -> None:
        """Show what is stored; `requester` is the name to show for it."""
        self.title_field.set_text(form.title)
        self.requester.set_person(Person(form.requester_id, form.requester_name, requester))
        self.reason.set_value(form.reason.value)
        show_from_start(self.question, form.question)
        self.priority.set_text(form.priority)
        show_from_start(self.wishes, form.wishes)
        show_from_start(self.tried, form.tried)

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.SNUG)
        first = QHBoxLayout()
        first.setSpacing(Space.SNUG)
        top = Qt.AlignmentFlag.AlignTop  # a sentence under one moves the other nowhere
        first.addWidget(self.title_field, 3, top)
        first.addWidget(self.requester_field, 2, top)
        self.body.addLayout(first)
        self.add(self.reason)
        for pane in (self.question, self.wishes, self.tried):
            pane.setFixedHeight(_TEXT_HEIGHT)
        self.add(self._fields["question"])
        self.add(self.priority)
        last = QHBoxLayout()
        last.setSpacing(Space.SNUG)
        last.addWidget(self._fields["wishes"], 1, top)
        last.addWidget(self._fields["tried"], 1, top)
        self.body.addLayout(last)
        self.body.addStretch(1)

    def _connect(self) -> None:
        for line in (self.title_field, self.priority):
            line.edited.connect(self.edited)
            line.edit.editingFinished.connect(self.committed)
        self.requester.person_changed.connect(self.edited)
        self.requester.editingFinished.connect(self.committed)
        self.reason.chosen.connect(self._on_reason)
        for pane in (self.question, self.wishes, self.tried):
            pane.edited.connect(self.edited)
            pane.committed.connect(self.committed)

    def _on_reason(self) -> None:
        self.edited.emit()
        self.committed.emit()


def show_from_start(pane: TextPane, text: str) -> None:
    """Show a stored text from its first line; one that is shown already keeps its cursor."""
    if text != pane.text():
        pane.set_text(text)
        pane.moveCursor(QTextCursor.MoveOperation.Start)
