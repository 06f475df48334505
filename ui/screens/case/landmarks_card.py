# SPDX-License-Identifier: EUPL-1.2
"""Who follows a situation and helps the person, when it is seen again, what the ACI counts."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from app.domain.case import Eligibility
from app.domain.dates import medium_date
from ui.half_typed import TypedField
from ui.person_edit import Find, Person, PersonEdit
from ui.screens.case.presenter import CaseForm
from ui.screens.case.typed_dates import past_warning
from ui.theme import Space
from ui.widgets import Card, CheckedDate, LabeledField, LabelKind, PlainLabel


class LandmarksCard(Card):
    """`edited` with every change, `committed` when it should be kept at once."""

    edited = Signal()
    committed = Signal()

    def __init__(
        self,
        find: Find,
        today: Callable[[], date],
        read_due: Callable[[str], date | None],
    ) -> None:
        super().__init__("Repères")
        self.referent = PersonEdit(find)
        self.referent_field = LabeledField(
            "Référent du suivi", editor=self.referent, placeholder="Trois lettres du nom"
        )
        self.carer = LabeledField("Aidant, sans son nom", placeholder="Sa fille, le week-end")
        self.over_75 = QCheckBox("75 ans ou plus")
        self.ald = QCheckBox("Affection de longue durée (ALD)")
        self.doctor = QCheckBox("Médecin traitant associé de la SISA")
        self.review = CheckedDate(
            "À réévaluer le",
            read_due,
            medium_date,
            warn=lambda day: past_warning(day, today()),
            example="dans 2 mois",
        )
        self.review.date_edit.setPlaceholderText("15/12, dans 2 mois…")
        self.body.addWidget(self.referent_field)
        self.add(self.carer)
        self.add(PlainLabel("Comptés dans le dossier ACI", LabelKind.SECONDARY))
        for box in (self.over_75, self.ald, self.doctor):
            self.add(box)
            box.toggled.connect(self._on_toggled)
        self.body.addSpacing(Space.HALF)
        self.add(self.review)
        self.body.addStretch(1)
        self._filling = False
        self._stored: date | None = None
        self.review.date_edit.editingFinished.connect(self.settle)
        self.referent.person_changed.connect(self.edited)
        self.referent.editingFinished.connect(self.committed)
        self.carer.edited.connect(self.edited)
        self.carer.edit.editingFinished.connect(self.committed)
        self.typed: dict[str, TypedField] = {"carer": self.carer, "review": self.review}

    def judge(self, faults: Mapping[str, str]) -> None:
        """Say under each text why it cannot be kept."""
        self.referent_field.set_error(faults.get("referent_name", ""))
        self.carer.set_error(faults.get("carer", ""))

    def set_form(self, form: CaseForm, referent: str) -> None:
        """Show what is stored; `referent` is the name to show for it."""
        eligibility, review_on = form.eligibility, form.review_on
        self.referent.set_person(Person(form.referent_id, form.referent_name, referent))
        self.carer.set_text(form.carer)
        self._filling = True
        self.over_75.setChecked(eligibility.over_75)
        self.ald.setChecked(eligibility.ald)
        self.doctor.setChecked(eligibility.treating_doctor_in_sisa)
        self._filling = False
        self._stored = review_on
        self.review.set_value(review_on)
        self.review.check()

    def settle(self) -> None:
        """Take the date written, once it is wholly written; « 3 » is on the way to « 31/02 »."""
        if self.review.date_edit.is_wrong() or self.review.value() == self._stored:
            return
        self._stored = self.review.value()
        self.edited.emit()
        self.committed.emit()

    def review_on(self) -> date | None:
        """The last day that was wholly written; what was not understood leaves it."""
        return self._stored

    def eligibility(self) -> Eligibility:
        """The boxes ticked."""
        return Eligibility(
            over_75=self.over_75.isChecked(),
            ald=self.ald.isChecked(),
            treating_doctor_in_sisa=self.doctor.isChecked(),
        )

    def _on_toggled(self) -> None:
        if not self._filling:
            self.edited.emit()
            self.committed.emit()
