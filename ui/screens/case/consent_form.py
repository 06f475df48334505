# SPDX-License-Identifier: EUPL-1.2
"""Noting what the person answered: short, and what is rarely said is folded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.consent import (
    ConsentState,
    GivenBy,
    day_fault,
    structures_fault,
)
from app.domain.dates import medium_date, parse_past_date
from app.domain.errors import UserError
from app.domain.ids import ProfessionalId
from app.domain.lengths import length_fault
from app.services.consents import ConsentDraft
from ui.half_typed import TypedField, type_again, typed_in
from ui.person_edit import Find, Person, PersonEdit
from ui.screens.case.consent import folded_words
from ui.screens.case.consent_details import ConsentDetails
from ui.screens.case.consequences import Consequences
from ui.screens.case.structure_lines import StructureLines, Structures
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    CheckedDate,
    LabeledField,
    LabelKind,
    PlainLabel,
    SegmentedField,
    show_if,
)

_CONFIRM = {
    ConsentState.OBTAINED: "Enregistrer l’accord",
    ConsentState.NOT_ASKED: "Enregistrer",
    ConsentState.REFUSED: "Confirmer le refus",
    ConsentState.WITHDRAWN: "Confirmer le retrait",
}


class ConsentForm(QWidget):
    """`confirmed` carries a `ConsentDraft`; what a refusal does is said before it is confirmed."""

    confirmed = Signal(object)
    cancelled = Signal()

    def __init__(self, find: Find, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._birth_year: int | None = None
        self.foresee: Callable[[ConsentDraft], tuple[str, ...]] = lambda _draft: ()
        """The sentences of what would happen; given by whoever may read it."""
        self.structures_of: Structures = lambda _letters: ()
        """The outside structures that letters may mean."""
        self.state = SegmentedField("Réponse", [(s.value, s.label) for s in ConsentState])
        self.on = CheckedDate(
            "Date",
            lambda text: parse_past_date(text, today()),
            medium_date,
            fault=self._day_fault,
            example="20/11",
        )
        self.by = PersonEdit(find)
        self.by_field = LabeledField("Recueillie par", editor=self.by)
        self.reach = SegmentedField(
            "Couvre", [("team", "L’équipe"), ("outside", "Aussi des structures extérieures")]
        )
        self.structures = StructureLines(self._structures)
        self.more = Button("", small=True, kind=ButtonKind.QUIET)
        self.folded = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.details = ConsentDetails(today)
        self._typed: dict[str, TypedField] = {
            "state": self.state,
            "on": self.on,
            "reach": self.reach,
        }
        self.before = Consequences()
        self.confirm = Button("Enregistrer l’accord", small=True)
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self._lay_out()
        self._connect()

    def open(self, draft: ConsentDraft, by: Person, birth_year: int | None) -> None:
        """Begin to note an answer of somebody born that year, where it is known."""
        self._birth_year = birth_year
        self.state.set_value(draft.state.value)
        self.on.set_value(draft.on)
        self.by.set_person(by)
        self.reach.set_value("outside" if draft.outside_team else "team")
        self.structures.set_text(draft.structures)
        self.structures.set_error("")
        self.details.set_draft(draft)
        self.unfold(shown=draft.given_by is not GivenBy.PERSON)
        self.render_choice()
        self.say("")
        self.show()
        self.state.setFocus()

    def begun(self) -> dict[str, str]:
        """What is typed now."""
        by, text = self.by.person(), self.by.text()
        letters = {} if text == (by.shown or by.name) else {"letters": text}
        person = {"by": by.id or "", "name": by.name, "shown": by.shown}
        lines = {"structures": self.structures.text()}
        return typed_in(self._typed) | self.details.typed() | person | letters | lines

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again in the form, which is open."""
        by = ProfessionalId(texts["by"]) if texts.get("by") else None
        self.by.set_person(Person(by, texts.get("name", ""), texts.get("shown", "")))
        if "letters" in texts:
            self.by.show_letters(texts["letters"])
        type_again(self._typed, texts)
        self.structures.set_text(texts.get("structures", ""))
        self.details.type_again(texts)
        self.unfold(shown=any(texts.get(name) for name in ("scope", "informed", "mode")))
        self.on.check()
        self.render_choice()

    def unfold(self, *, shown: bool) -> None:
        """Show what is rarely said, or the one line that sums it up."""
        self.details.setVisible(shown)
        self.more.set_caption("Moins de précisions" if shown else "Préciser")
        self._render_folded()

    def say(self, sentence: str) -> None:
        """Say why the answer cannot be noted."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def draft(self) -> ConsentDraft:
        """The answer as typed. Raises `UserError` when something of it cannot be kept."""
        state = self.chosen()
        obtained = state is ConsentState.OBTAINED
        outside = obtained and self.reach.value() == "outside"
        fault = structures_fault(self.structures.text(), outside=outside)
        self.structures.set_error(fault)
        if fault:
            self.structures.edits[0].setFocus()
            raise UserError(fault)
        renew = self.details.renew
        for field in (self.on, renew) if obtained else (self.on,):
            if not field.accepted():
                self.unfold(shown=field is renew or not self.details.isHidden())
                field.date_edit.setFocus()
                raise UserError("La date ne peut pas être gardée.", "Corrigez-la ou effacez-la.")
        by = self.by.person()
        return replace(
            self.details.draft(state),
            on=self.on.value(),
            collected_by=by.id,
            collected_by_name=by.name,
            outside_team=outside,
            structures=self.structures.text() if outside else "",
        )

    def chosen(self) -> ConsentState:
        """The answer chosen."""
        return ConsentState(self.state.value())

    def render_choice(self) -> None:
        """Show what belongs to the answer chosen, and what it will do."""
        state = self.chosen()
        obtained, asked = state is ConsentState.OBTAINED, state is not ConsentState.NOT_ASKED
        outside = self.reach.value() == "outside"
        for widget in (self.on, self.by_field, self.more):
            widget.setVisible(asked)
        if not asked:
            self.unfold(shown=False)
        self.details.suit(state)
        self.reach.setVisible(obtained)
        self.structures.setVisible(obtained and outside)
        self._foresee()
        self.confirm.set_caption(_CONFIRM[state])
        danger = not state.allows_presentation
        self.confirm.set_kind(ButtonKind.DANGER if danger else ButtonKind.SECONDARY)
        self._render_folded()

    def _render_folded(self) -> None:
        state, shown = self.chosen(), not self.details.isHidden()
        words = "" if shown else folded_words(self.details.draft(state), state)
        self.folded.setText(words)
        show_if(self.folded, words)

    def _foresee(self) -> None:
        outside = self.chosen() is ConsentState.OBTAINED and self.reach.value() == "outside"
        named = self.structures.text() if outside else ""
        wide = ConsentDraft(self.chosen(), outside_team=outside and bool(named), structures=named)
        self.before.set_sentences(self.foresee(wide))

    def _day_fault(self, day: date) -> str:
        fault = day_fault(day, self._today(), self._birth_year)
        return f"{fault} Notez le jour où la personne a répondu." if fault else ""

    def _structures(self, letters: str) -> Sequence[str]:
        return self.structures_of(letters)

    def _judge_structures(self) -> None:
        text = self.structures.text()
        self.structures.set_error(length_fault("structures", text))
        self._foresee()
        self.say("")

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(Space.SNUG)
        who.addWidget(self.on, 2)
        who.addWidget(self.by_field, 3)
        fold = QHBoxLayout()
        fold.setSpacing(Space.RELATED)
        fold.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        fold.addWidget(self.folded, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = _column(self)
        column.setContentsMargins(0, Space.RELATED, 0, 0)
        column.addWidget(self.state)
        column.addLayout(who)
        column.addWidget(self.reach)
        column.addWidget(self.structures)
        column.addLayout(fold)
        for widget in (self.details, self.before, self.message):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.state.chosen.connect(self.render_choice)
        self.reach.chosen.connect(self._on_reach)
        self.more.clicked.connect(self._on_more)
        self.structures.changed.connect(self._judge_structures)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.cancelled)

    def _on_reach(self, reach: str) -> None:
        self.render_choice()
        if reach == "outside":
            self.structures.edits[0].setFocus()

    def _on_more(self) -> None:
        self.unfold(shown=self.details.isHidden())
        if not self.details.isHidden():
            self.details.given_by.setFocus()

    def _on_confirm(self) -> None:
        try:
            draft = self.draft()
        except UserError as error:
            self.say(error.text)
            return
        self.confirmed.emit(draft)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.SNUG)
    return column
