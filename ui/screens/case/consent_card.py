# SPDX-License-Identifier: EUPL-1.2
"""The person's consent: where it stands, what came before, and noting another answer."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.consent import ConsentState
from app.domain.dates import medium_date, parse_past_date
from app.domain.errors import UserError
from app.domain.ids import ProfessionalId
from app.domain.lengths import length_fault
from app.services.consents import ConsentDraft
from ui.half_typed import TypedField, type_again, typed_in
from ui.screens.case.checked_date import CheckedDate
from ui.screens.case.consent import NOT_NOTED, ConsentLine, consequences
from ui.screens.case.people import Find, Person, PersonEdit
from ui.screens.case.typed_dates import future_fault
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Chip,
    Glyph,
    Hairline,
    LabeledField,
    LabelKind,
    PlainLabel,
    SegmentedField,
    announce,
)

TONES = {
    ConsentState.OBTAINED: Tone.OK,
    ConsentState.NOT_ASKED: Tone.WARN,
    ConsentState.REFUSED: Tone.LATE,
    ConsentState.WITHDRAWN: Tone.LATE,
}
_CONFIRM = {
    ConsentState.OBTAINED: "Enregistrer l’accord",
    ConsentState.NOT_ASKED: "Enregistrer",
    ConsentState.REFUSED: "Confirmer le refus",
    ConsentState.WITHDRAWN: "Confirmer le retrait",
}


class ConsentCard(Card):
    """`confirmed` carries a `ConsentDraft`; what a refusal does is said before it is confirmed."""

    asked = Signal()
    confirmed = Signal(object)

    def __init__(self, find: Find, today: Callable[[], date]) -> None:
        super().__init__("Accord de la personne")
        self._today = today
        self.chip = Chip()
        self.sentence = PlainLabel(NOT_NOTED, wrap=True)
        self.scope_line = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.note_button = Button("Noter une réponse", small=True)
        self.history = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.state = SegmentedField("Réponse", [(s.value, s.label) for s in ConsentState])
        self.on = CheckedDate(
            "Date",
            lambda text: parse_past_date(text, today()),
            medium_date,
            fault=lambda day: future_fault(day, today()),
            example="20/11",
        )
        self.by = PersonEdit(find)
        self.by_field = LabeledField("Recueillie par", editor=self.by)
        self.scope = LabeledField("Portée", placeholder="Qui peut savoir")
        self.reach = SegmentedField(
            "Couvre", [("team", "L’équipe"), ("outside", "Aussi des personnes extérieures")]
        )
        self._typed: dict[str, TypedField] = {
            "state": self.state,
            "on": self.on,
            "scope": self.scope,
            "reach": self.reach,
        }
        self.before = Consequences()
        self.confirm = Button("Enregistrer l’accord", small=True)
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.form = QWidget()
        self._lay_out()
        self._connect()
        self.close_form()

    def set_lines(self, lines: tuple[ConsentLine, ...]) -> None:
        """Show the statements, the one in force first."""
        now = lines[0] if lines else None
        self.chip.set_chip(
            chip_words(now.state if now else None), TONES[now.state] if now else Tone.NEUTRAL
        )
        self.sentence.setText(now.sentence if now else NOT_NOTED)
        _fill(self.scope_line, f"Portée\u00a0: {now.scope}" if now and now.scope else "")
        earlier = "\n".join(line.sentence for line in lines[1:])
        _fill(self.history, f"Auparavant\n{earlier}" if earlier else "")
        self._line.setVisible(bool(earlier))

    def open_form(self, draft: ConsentDraft, by: Person) -> None:
        """Begin to note an answer."""
        self.state.set_value(draft.state.value)
        self.on.set_value(draft.on)
        self.by.set_person(by)
        self.scope.set_text(draft.scope)
        self.reach.set_value("outside" if draft.outside_team else "team")
        self._render_choice()
        self.say("")
        self.note_button.hide()
        self.form.show()
        self.state.setFocus()

    def begun(self) -> dict[str, str]:
        """An answer that is half typed; nothing where no form is open."""
        if self.form.isHidden():
            return {}
        by, text = self.by.person(), self.by.text()
        letters = {} if text == (by.shown or by.name) else {"letters": text}
        person = {"by": by.id or "", "name": by.name, "shown": by.shown}
        return typed_in(self._typed) | person | letters

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again in the form, which is open."""
        by = ProfessionalId(texts["by"]) if texts.get("by") else None
        self.by.set_person(Person(by, texts.get("name", ""), texts.get("shown", "")))
        if "letters" in texts:
            self.by.show_letters(texts["letters"])
        type_again(self._typed, texts)
        self._judge_scope()
        self._render_choice()

    def close_form(self) -> None:
        """Show the statements alone."""
        self.form.hide()
        self.note_button.show()

    def say(self, sentence: str) -> None:
        """Say why the answer cannot be noted."""
        _fill(self.message, sentence)

    def draft(self) -> ConsentDraft:
        """The answer as typed. Raises `UserError` when its date cannot be kept."""
        if not self.on.accepted():
            raise UserError("La date ne peut pas être gardée.", "Corrigez-la ou effacez-la.")
        by, state = self.by.person(), self._chosen()
        outside = state is ConsentState.OBTAINED and self.reach.value() == "outside"
        return ConsentDraft(
            state=state,
            on=self.on.value(),
            collected_by=by.id,
            collected_by_name=by.name,
            scope=self.scope.text(),
            outside_team=outside,
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.RELATED)
        top.addWidget(self.chip)
        top.addStretch(1)
        top.addWidget(self.note_button)
        who = QHBoxLayout()
        who.setSpacing(Space.SNUG)
        who.addWidget(self.on, 2)
        who.addWidget(self.by_field, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, Space.RELATED, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.state)
        column.addLayout(who)
        column.addWidget(self.scope)
        column.addWidget(self.reach)
        column.addWidget(self.before)
        column.addWidget(self.message)
        column.addLayout(buttons)
        self._line = Hairline()
        self.body.addLayout(top)
        for widget in (self.sentence, self.scope_line, self.form, self._line, self.history):
            self.add(widget)

    def _connect(self) -> None:
        self.note_button.clicked.connect(self.asked)
        self.state.chosen.connect(self._render_choice)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self._on_cancel)
        self.scope.edited.connect(self._judge_scope)

    def _judge_scope(self) -> None:
        self.scope.set_error(length_fault("scope", self.scope.text()))

    def _chosen(self) -> ConsentState:
        return ConsentState(self.state.value())

    def _render_choice(self) -> None:
        state = self._chosen()
        asked = state is not ConsentState.NOT_ASKED
        self.on.setVisible(asked)
        self.by_field.setVisible(asked)
        self.scope.setVisible(state is ConsentState.OBTAINED)
        self.reach.setVisible(state is ConsentState.OBTAINED)
        self.before.set_sentences(consequences(state))
        self.confirm.set_caption(_CONFIRM[state])
        danger = not state.allows_presentation
        self.confirm.set_kind(ButtonKind.DANGER if danger else ButtonKind.SECONDARY)

    def _on_confirm(self) -> None:
        try:
            draft = self.draft()
        except UserError as error:
            self.say(error.text)
            return
        self.confirmed.emit(draft)

    def _on_cancel(self) -> None:
        self.close_form()
        self.note_button.setFocus()


class Consequences(QWidget):
    """What will happen, one sentence a line, before it is confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.label = PlainLabel("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        glyph = Glyph(IconName.WARNING, "late")
        column = QVBoxLayout()
        column.addWidget(glyph)
        column.addStretch(1)
        row.addLayout(column)
        row.addWidget(self.label, 1)
        self.hide()

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show and say them; none hides the whole."""
        self.setVisible(bool(sentences))
        if sentences:
            lines = "\n".join(f"– {sentence}" for sentence in sentences)
            self.label.setText(f"Voici ce qui se passera\u00a0:\n{lines}")
            announce(self, self.label.text())


def chip_words(state: ConsentState | None) -> str:
    """The word of a state; the same everywhere a situation is shown."""
    if state is None:
        return "accord à demander"
    return "anonyme stricte" if state is ConsentState.NOT_ASKED else f"accord {state.label}"


def _fill(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
