# SPDX-License-Identifier: EUPL-1.2
"""What ends the plan: what to do if things worsen, and whom to call, by day and at night."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import CarePlan
from app.domain.lengths import length_fault
from app.services.people import People
from ui.half_typed import type_again
from ui.person_edit import Find, Person, PersonEdit
from ui.theme import Space
from ui.widgets import FieldPane, LabeledField, LineEdit

_PANE_HEIGHT = 124


class PlanEnding(QWidget):
    """`edited` with every change, `committed` when it should be kept at once."""

    edited = Signal()
    committed = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__()
        self.alert = FieldPane(
            "En cas d’aggravation", placeholder="Les signes, et que faire", own_undo=False
        )
        self.who = PersonEdit(find, own_undo=False)
        self.who_field = LabeledField(
            "Qui appeler", editor=self.who, placeholder="Trois lettres du nom"
        )
        self.nights = LabeledField(
            "Soirs et week-ends",
            editor=LineEdit(own_undo=False),
            placeholder="Le 15, la garde, une infirmière…",
        )
        self._lay_out()
        self.alert.text.edited.connect(self.edited)
        self.alert.text.edited.connect(self._judge)
        self.alert.text.committed.connect(self.committed)
        self.who.person_changed.connect(self.edited)
        self.who.editingFinished.connect(self.committed)
        self.nights.edited.connect(self.edited)
        self.nights.edit.editingFinished.connect(self.committed)
        self.who.textEdited.connect(self._judge)
        self.nights.edited.connect(self._judge)

    def over(self, page: CarePlan) -> CarePlan:
        """`page` with what is written here."""
        who = self.who.person()
        return replace(
            page,
            alert=self.alert.text.text(),
            alert_id=who.id,
            alert_name=who.name,
            alert_nights=self._nights(page),
        )

    def show_page(self, page: CarePlan, people: People) -> None:
        """Show what is stored."""
        self.alert.text.set_text(page.alert)
        shown = people.short(page.alert_id, page.alert_name)
        self.who.set_person(Person(page.alert_id, page.alert_name, shown))
        self.nights.set_text(page.alert_nights)

    def settle(self) -> None:
        """Take what the person's line shows, as leaving it would."""
        self.who.editingFinished.emit()

    def begun(self) -> dict[str, str]:
        """Texts that are too long to be kept."""
        texts = {
            "alert": self.alert.text.text(),
            "alert_name": self.who.text(),
            "alert_nights": self.nights.text(),
        }
        return {name: text for name, text in texts.items() if length_fault(name, text)}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again."""
        type_again({"alert_name": self.who, "alert_nights": self.nights}, texts)
        type_again({"alert": self.alert.text}, texts)
        self._judge()

    def _judge(self) -> None:
        self.alert.set_error(length_fault("alert", self.alert.text.text()))
        self.who_field.set_error(length_fault("alert_name", self.who.text()))
        self.nights.set_error(length_fault("alert_nights", self.nights.text()))

    def _nights(self, page: CarePlan) -> str:
        typed = self.nights.text()
        # One line shows a text of several; it is kept as it was until it is really retyped.
        return page.alert_nights if typed == " ".join(page.alert_nights.splitlines()) else typed

    def _lay_out(self) -> None:
        self.alert.setFixedHeight(_PANE_HEIGHT)
        side = QVBoxLayout()
        side.setSpacing(Space.SNUG)
        side.addWidget(self.who_field)
        side.addWidget(self.nights)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.GROUP)
        row.addWidget(self.alert, 3)
        row.addLayout(side, 2)
