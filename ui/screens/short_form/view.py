# SPDX-License-Identifier: EUPL-1.2
"""One page from who spoke to what will be done; Ctrl+Enter seals it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.consent import ConsentState
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.text import typeset
from app.services.cases import CaseSummary
from ui.screens.short_form.fields import ActionLine, Speakers
from ui.screens.short_form.kept import kept_form, kept_text
from ui.screens.short_form.presenter import (
    NOT_SAID,
    USUAL_MINUTES,
    ShortFormPresenter,
    TypedForm,
    consent_words,
)
from ui.shell import Intent, Screen, Shell
from ui.theme import Space, Tone
from ui.typing_watch import CORRECT_KEY, TypingWatch
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    DateField,
    Field,
    LabeledField,
    LabelKind,
    Page,
    PlainLabel,
    QuietLine,
    SegmentedField,
    SuggestField,
    Suggestion,
    TextPane,
    bind_key,
    show_if,
)

_ACTIONS = 3
_BEFORE_THE_SEAL = (
    "Ceci dirait qui est la personne. Corrigez, ou scellez encore une fois pour le garder :"
)
_CONSENTS = (
    (NOT_SAID, "à dire"),
    (ConsentState.OBTAINED.value, "obtenu ce jour"),
    (ConsentState.NOT_ASKED.value, "non demandé"),
)


class ShortFormScreen(Screen):
    """Answers `Intent("short_form")`; what was recorded leads to its papers."""

    def __init__(self, presenter: ShortFormPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter, self._shell = presenter, shell
        self._begun = self._refused = False
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        self._told: tuple[str, ...] = ()
        self.banner = Banner()
        self.seal = Button("Sceller", kind=ButtonKind.PRIMARY, key="Ctrl Entrée")
        self.speakers = Speakers(presenter)
        self.case = SuggestField(
            "Situation", self._suggest_cases, placeholder="son code, ou le motif d’une nouvelle"
        )
        self.case_words = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.consent = SegmentedField("Accord de la personne", _CONSENTS)
        self.outside = QCheckBox("Il couvre aussi les personnes extérieures à l’équipe")
        self.on = DateField("Le", presenter.read_day, medium_date)
        self.start = LabeledField("À")
        self.minutes = LabeledField("Durée, en minutes")
        self.question = LabeledField("Demande", placeholder="en une phrase")
        self.said = TextPane("Ce qui a été dit")
        self.decision = LabeledField("Décision")
        self.tasks = tuple(ActionLine(presenter, place) for place in range(_ACTIONS))
        self._lay_out()
        self.watch = TypingWatch(self, presenter.findings, CORRECT_KEY)
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self._reload()
        if self._begun:
            return
        self._begin()
        kept = kept_form(self._presenter.begun())
        if kept is not None:
            self._show(kept)

    def commit_drafts(self) -> None:
        """Keep the page as far as it is typed: a lock brings it back."""
        if self._begun:
            form = self.typed()
            self._presenter.keep(kept_text(form), form.case_id)

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & {Kind.CASE, Kind.CONSENT}:
            self._reload()
            choice, before = self.case.choice(), self._refused
            self._show_consent()
            if choice is not None and self._refused and not before:
                said = f"{choice.label} : {self.case_words.text()} Rien n’est gardé de cette page."
                self._begin()
                self.banner.show_message(typeset(said), Tone.LATE)

    def _reload(self) -> None:
        self._presenter.reload()
        self._reading.start()

    def _read_on(self) -> None:
        if not self._presenter.read_on():
            self._reading.stop()
            self.case.suggest.search_again()

    def primary_focus(self) -> QWidget | None:
        return self.speakers

    # --- laying out --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = Page(
            "Concertation à deux ou trois",
            "Notée d’un trait, scellée comme une réunion, comptée à part.",
        )
        page.header.add_action(self.seal)
        left, right = Card("Qui, de qui, quand"), Card("Ce qui en sort")
        when = QHBoxLayout()
        when.setSpacing(Space.RELATED)
        for field, share in ((self.on, 4), (self.start, 2), (self.minutes, 3)):
            when.addWidget(field, share)
        left.body.setSpacing(Space.RELATED)
        left.add(Field("Entre", self.speakers))
        left.add(self.case)
        left.add(QuietLine(self.case.edit))
        left.add(self.case_words)
        left.add(self.consent)
        left.add(self.outside)
        left.body.addLayout(when)
        left.body.addStretch(1)
        right.body.setSpacing(Space.RELATED)
        right.add(self.question)
        right.add(QuietLine(self.question.edit))
        right.add(PlainLabel("Ce qui a été dit", LabelKind.SECONDARY))
        self.said.setMinimumHeight(140)
        right.add(self.said, 1)
        right.add(QuietLine(self.said))
        right.add(self.decision)
        right.add(QuietLine(self.decision.edit))
        right.add(PlainLabel("Actions", LabelKind.SECONDARY))
        for line in self.tasks:
            right.add(line)
        columns = QHBoxLayout()
        columns.setSpacing(Space.GROUP)
        columns.addWidget(left, 2)
        columns.addWidget(right, 3)
        page.body.addWidget(self.banner)
        page.body.addLayout(columns, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.seal.clicked.connect(self._record)
        self.speakers.changed.connect(self._show_consent)
        self.case.edit.textEdited.connect(lambda _text: self._show_consent())
        self.case.picked.connect(lambda _choice: self._picked_case())
        bind_key(self, CORRECT_KEY, self.watch.correct)
        bind_key(self, "Ctrl+Return", self.seal.click)
        bind_key(self, "Ctrl+Enter", self.seal.click)

    # --- what is typed -----------------------------------------------------------------------

    def typed(self) -> TypedForm:
        """The page as it stands."""
        choice = self.case.choice()
        lines = (line.typed() for line in self.tasks)
        return TypedForm(
            people=self.speakers.ids,
            strangers=self.speakers.strangers,
            places=self.speakers.places,
            case_id=choice.key if choice else "",
            motif="" if choice else self.case.text(),
            consent=self.consent.value(),
            outside_team=self.outside.isChecked() and not self.outside.isHidden(),
            on=self.on.value(),
            start=self.start.text(),
            minutes=self.minutes.text(),
            question=self.question.text(),
            said=self.said.text(),
            decision=self.decision.text(),
            on_text=self.on.text() if self.on.date_edit.is_wrong() else "",
            actions=tuple(line for line in lines if line is not None),
        )

    def _begin(self) -> None:
        """An empty page with what is usual."""
        self._begun = True
        self.speakers.begin()
        self.case.set_choice(None)
        self.consent.set_value(NOT_SAID)
        self.outside.setChecked(False)
        self.on.set_value(self._presenter.today())
        self.start.set_text(self._presenter.usual_start())
        self.minutes.set_text(str(USUAL_MINUTES))
        for field in (self.question, self.decision):
            field.set_text("")
        self.said.set_text("")
        for line in self.tasks:
            line.clear()
        self._show_consent()

    def _show(self, form: TypedForm) -> None:
        """A page that was kept."""
        self.speakers.show_people(
            [self._presenter.person(person) for person in form.people],
            form.strangers,
            form.places,
        )
        case = self._presenter.case(form.case_id)
        if case is not None:
            self.case.set_choice(_case(case))
        else:
            self.case.edit.setText(form.motif)
        self.consent.set_value(form.consent)
        self.outside.setChecked(form.outside_team)
        self.on.set_value(form.on)
        if form.on_text:
            self.on.date_edit.show_wrong(form.on_text)
        for field, text in (
            (self.start, form.start),
            (self.minutes, form.minutes),
            (self.question, form.question),
            (self.decision, form.decision),
        ):
            field.set_text(text)
        self.said.set_text(form.said)
        for line, action in zip(self.tasks, form.actions, strict=False):
            line.show_action(action)
        self._show_consent()

    def _picked_case(self) -> None:
        choice = self.case.choice()
        if choice is not None and not self.question.text().strip():
            self.question.set_text(self._presenter.question_of(choice.key))
        self._show_consent()

    def _show_consent(self) -> None:
        """Say where the consent stands; ask for it where it is not noted."""
        choice = self.case.choice()
        consent = self._presenter.consent_of(choice.key) if choice else None
        words = consent_words(consent) if choice else ""
        if not choice and self.case.text().strip():
            words = "Nouvelle situation : un code lui sera donné."
        self.case_words.setText(words)
        show_if(self.case_words, words)
        self._refused = consent is not None and not consent.state.allows_presentation
        if consent is not None:
            self.consent.set_value(NOT_SAID)  # it is said already
        show_if(self.consent, consent is None)
        outside = any(self._presenter.is_outside(person) for person in self.speakers.ids)
        show_if(self.outside, outside and not (consent is not None and consent.outside_team))

    def _record(self) -> None:
        form = self.typed()
        told, self._told = self._told, self._presenter.giving_away(form)
        if set(self._told) - set(told):
            self.banner.show_message(typeset(f"{_BEFORE_THE_SEAL} {_listed(self._told)}"))
            return
        try:
            made = self._presenter.record(form)
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return
        self.banner.clear()
        self._begun = False
        self._begin()
        self._shell.changes.publish(made.changes, self)
        self._shell.toast("Concertation scellée")
        self._shell.navigator.go(Intent("closing", record=made.meeting_id))

    def _suggest_cases(self, letters: str) -> list[Suggestion]:
        return [_case(found) for found in self._presenter.cases(letters)]


def _listed(sentences: Sequence[str]) -> str:
    return " · ".join(sentences)


def _case(found: CaseSummary) -> Suggestion:
    return Suggestion(found.id, found.code, typeset(found.title))
