# SPDX-License-Identifier: EUPL-1.2
"""The recto of the plan (HAS PPS 2014) that says nothing of who the person is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout

from app.domain.care_plan import CarePlan
from app.domain.dates import medium_date, parse_past_date
from app.domain.lengths import length_fault
from app.domain.text import plural
from app.services.people import People
from ui.half_typed import TypedField, type_again
from ui.person_edit import Find, Person, PersonEdit
from ui.screens.case.typed_dates import future_fault, unborn_fault
from ui.theme import Space
from ui.widgets import CheckedDate, ChoiceField, FoldCard, LabeledField

_MOST_ALD = 30
_UNSAID = ("", "Non précisé")


class PlanRecto(FoldCard):
    """`edited` with every change, `committed` when it should be kept at once.

    Folded once it is complete: who coordinates, ALD, directives and the day of the agreement.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, find: Find, today: Callable[[], date]) -> None:
        super().__init__("Informations du plan", "Compléter")
        self.coordinator = PersonEdit(find, own_undo=False)
        self.coordinator_field = LabeledField(
            "Coordonné par", editor=self.coordinator, placeholder="Trois lettres du nom"
        )
        counts = [(str(n), plural(n, "affection") if n else "Non") for n in range(_MOST_ALD + 1)]
        self.ald = ChoiceField("ALD", [_UNSAID, *counts])
        self.gir = ChoiceField("GIR", [_UNSAID, *((str(n), f"GIR {n}") for n in range(1, 7))])
        self.directives = ChoiceField(
            "Directives anticipées", [_UNSAID, ("1", "Oui"), ("0", "Non")]
        )
        self.agreed_on = CheckedDate(
            "Accord de la personne le",
            lambda text: parse_past_date(text, today()),
            medium_date,
            fault=lambda day: future_fault(day, today()) or unborn_fault(day, self._born),
            own_undo=False,
        )
        self.took_part = QCheckBox("La personne a pris part à la préparation")
        self.housing = QCheckBox("Recherche d’hébergement")
        self._page: CarePlan | None = None
        self._agreed: date | None = None
        self._born: int | None = None
        self._lay_out()
        self._connect()

    def over(self, page: CarePlan) -> CarePlan:
        """`page` with what is written and chosen here."""
        who, known = self.coordinator.person(), self.directives.value()
        return replace(
            page,
            coordinator_id=who.id,
            coordinator_name=who.name,
            ald=int(self.ald.value()) if self.ald.value() else None,
            gir=int(self.gir.value()) if self.gir.value() else None,
            directives=known == "1" if known else None,
            agreed_on=self._agreed,
            took_part=self.took_part.isChecked(),
            housing=self.housing.isChecked(),
        )

    def show_page(self, page: CarePlan, people: People, born: int | None) -> None:
        """Show what is stored; it folds or unfolds when another plan is shown.

        `born` is the year of the person's birth.
        """
        self._born = born
        if self._page is None or self._page.case_id != page.case_id:
            self.set_folded(folded=not self.missing(page))
        self._page, self._agreed = None, page.agreed_on
        shown = people.short(page.coordinator_id, page.coordinator_name)
        self.coordinator.set_person(Person(page.coordinator_id, page.coordinator_name, shown))
        self.ald.set_value("" if page.ald is None else str(page.ald))
        self.gir.set_value("" if page.gir is None else str(page.gir))
        self.directives.set_value({None: "", True: "1", False: "0"}[page.directives])
        self.agreed_on.set_value(page.agreed_on)
        self.agreed_on.check()
        self.took_part.setChecked(page.took_part)
        self.housing.setChecked(page.housing)
        self._page = page
        self._summarise(page, shown)

    @staticmethod
    def missing(page: CarePlan) -> tuple[str, ...]:
        """What a complete recto would still say."""
        lacking = {
            "qui coordonne": not (page.coordinator_id or page.coordinator_name),
            "ALD": page.ald is None,
            "directives": page.directives is None,
            "accord de la personne": page.agreed_on is None,
        }
        return tuple(word for word, lacks in lacking.items() if lacks)

    def settle(self) -> None:
        """Take what the person's line and the day show, as leaving them would."""
        self.coordinator.editingFinished.emit()
        self._on_day()

    def begun(self) -> dict[str, str]:
        """A day that is none yet, a name that is too long."""
        name = self.coordinator.text()
        wrong = {
            "agreed_on": "" if self.agreed_on.accepted() else self.agreed_on.text(),
            "coordinator_name": name if length_fault("coordinator_name", name) else "",
        }
        return {key: text for key, text in wrong.items() if text}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again."""
        fields: dict[str, TypedField] = {
            "agreed_on": self.agreed_on,
            "coordinator_name": self.coordinator,
        }
        if fields.keys() & texts.keys():
            type_again(fields, texts)
            self.agreed_on.check()
            self._judge()
            self.set_folded(folded=False)

    def _summarise(self, page: CarePlan, who: str) -> None:
        known = (
            f"coordonné par {who}" if who else "",
            "" if page.ald is None else f"ALD\u00a0: {page.ald or 'non'}",
            f"GIR {page.gir}" if page.gir else "",
            f"accord du {medium_date(page.agreed_on)}" if page.agreed_on else "",
        )
        lacking = self.missing(page)
        self.set_open_words("Compléter" if lacking else "Modifier")
        todo = f"à compléter\u00a0: {', '.join(lacking)}" if lacking else ""
        self.summary.setText(" · ".join(part for part in (*known, todo) if part))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.GROUP)
        grid.setVerticalSpacing(Space.SNUG)
        fields = (self.coordinator_field, self.ald, self.gir, self.directives)
        for column, field in enumerate(fields):
            grid.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 3 if column in (0, 3) else 2)
        grid.addWidget(self.agreed_on, 1, 0, Qt.AlignmentFlag.AlignTop)
        bottom = Qt.AlignmentFlag.AlignBottom
        grid.addWidget(self.took_part, 1, 1, 1, 2, bottom)
        grid.addWidget(self.housing, 1, 3, bottom)
        self.inside.addLayout(grid)

    def _connect(self) -> None:
        self.coordinator.person_changed.connect(self._on_edited)
        self.coordinator.editingFinished.connect(self.committed)
        self.coordinator.textEdited.connect(self._judge)
        for choice in (self.ald, self.gir, self.directives):
            choice.chosen.connect(self._on_chosen)
        for box in (self.took_part, self.housing):
            box.toggled.connect(self._on_chosen)
        self.agreed_on.date_edit.editingFinished.connect(self._on_day)

    def _judge(self) -> None:
        text = self.coordinator.text()
        self.coordinator_field.set_error(length_fault("coordinator_name", text))

    def _on_edited(self) -> None:
        if self._page is not None:
            self.edited.emit()

    def _on_chosen(self) -> None:
        if self._page is not None:
            self.edited.emit()
            self.committed.emit()

    def _on_day(self) -> None:
        if self.agreed_on.accepted() and self.agreed_on.value() != self._agreed:
            self._agreed = self.agreed_on.value()
            self._on_chosen()
