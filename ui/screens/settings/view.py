# SPDX-License-Identifier: EUPL-1.2
"""The settings: a card for each matter, and one button for what must be kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.dates import DAYS
from app.domain.practice import Practice, Region
from app.services.kept_forms import KeptForms
from app.services.kept_subjects import KeptPage
from app.services.practices import PracticeService
from app.services.spelling import SpellingService
from ui.half_typed import HalfTyped, type_again, typed_in
from ui.places import place_words
from ui.screens.settings.logo_row import LogoRow
from ui.screens.settings.meeting_card import MeetingCard
from ui.screens.settings.presenter import Machine, PracticeForm, SettingsPresenter
from ui.screens.settings.words_card import WordsCard
from ui.shell import Intent, Screen, Shell
from ui.theme import Scheme, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    Hairline,
    LabeledField,
    LabelKind,
    Page,
    PlainLabel,
    SegmentedField,
    bind_key,
    set_plain_tooltip,
    show_if,
)

_WIDEST = 1008
_SCHEMES = (
    (Scheme.SYSTEM.value, "Comme le système"),
    (Scheme.LIGHT.value, "Claires"),
    (Scheme.DARK.value, "Sombres"),
)
LOCK_SENTENCE = (
    "Le coffre se verrouille après 5 minutes sans clavier ni souris, 10 pendant une réunion. "
    "Ce qui est écrit est enregistré avant."
)
HELP_SENTENCE = (
    "Un fichier décrit le programme et l’ordinateur, sans rien des dossiers. Il se lit en entier "
    "avant d’être enregistré ; rien n’est envoyé."
)


class SettingsScreen(Screen):
    """The practice and the weekly slot; the colours; where the vault lies and when it locks."""

    def __init__(
        self,
        shell: Shell,
        practices: PracticeService,
        kept: KeptForms,
        machine: Machine,
        words: SpellingService,
        dictionary_is_there: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._shell = shell
        self._half = HalfTyped(kept.pages, KeptPage.SETTINGS)
        self._presenter = SettingsPresenter(practices, kept, machine)
        self.name = LabeledField("Nom")
        self.meeting_place = LabeledField("Lieu des réunions")
        self.address = LabeledField("Adresse")
        self.phone = LabeledField("Téléphone")
        self.finess = LabeledField("Numéro FINESS")
        days = [(str(number), day.capitalize()) for number, day in enumerate(DAYS)]
        self.weekday = ChoiceField("Réunion chaque", days)
        self.start = LabeledField("De")
        self.end = LabeledField("À")
        regions = [(region.value, region.label) for region in Region]
        self.region = SegmentedField("Jours fériés", regions)
        self.logo = LogoRow(practices, shell)
        self.save_button = Button("Enregistrer", kind=ButtonKind.PRIMARY, key="Ctrl S")
        self.report_button = Button("Signaler un problème…", kind=ButtonKind.SECONDARY)
        self.keys_button = Button("Touches du mode réunion…", kind=ButtonKind.SECONDARY)
        self.scheme = SegmentedField("Couleurs", _SCHEMES)
        self.place = PlainLabel("", wrap=True, verbatim=True)
        self.place_warning = PlainLabel("", LabelKind.WARN, wrap=True)
        self.meeting = MeetingCard(machine, dictionary_is_there)
        self.words = WordsCard(words, shell.toast)
        self._lines = {"name": self.name, "start": self.start, "end": self.end}
        self._lay_out()
        self._connect()
        self._show(self._presenter.reload())

    def open_record(self, record: str, choice: str) -> None:
        machine = self._presenter.machine
        self.meeting.reload()
        self.words.reload()
        self.scheme.set_value(machine.scheme)
        self.place.setText(place_words(machine.vault, Path.home()))
        set_plain_tooltip(self.place, str(machine.vault))
        self._half.give_back(self._show_amiss)
        self.place_warning.setText(machine.place_warning)
        show_if(self.place_warning, machine.place_warning)

    def refresh(self, changes: Changes) -> None:
        if Kind.PRACTICE in changes.kinds:
            self.logo.reload()
        if Kind.PRACTICE in changes.kinds and not self._presenter.is_changed(self.typed()):
            self._show(self._presenter.reload())

    def commit_drafts(self) -> None:
        """Save what can be; a line amiss stays as it is typed, and is kept so."""
        form = self._presenter.keepable(self.typed())
        amiss = typed_in({name: self._lines[name] for name in self._presenter.faults(self.typed())})
        self._half.keep(amiss)
        if self._presenter.is_changed(form):
            self._save(form)
            self._show_amiss(amiss)

    def primary_focus(self) -> QWidget | None:
        return self.name.edit

    def typed(self) -> PracticeForm:
        """What stands in the fields."""
        return PracticeForm(
            name=self.name.text(),
            place=self.meeting_place.text(),
            address=self.address.text(),
            phone=self.phone.text(),
            finess=self.finess.text(),
            weekday=self.weekday.value(),
            start=self.start.text(),
            end=self.end.text(),
            region=self.region.value(),
        )

    def _lay_out(self) -> None:
        page = Page("Réglages")
        cards = (self._make_practice(), self._make_display(), self.meeting, self.words)
        for card in (*cards, self._make_vault(), self._make_help()):
            card.setMaximumWidth(_WIDEST)
            page.body.addWidget(card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _make_practice(self) -> Card:
        card = Card("La structure")
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("En tête de chaque document.", LabelKind.MUTED))
        card.body.addLayout(_row((self.name, 2), (self.phone, 1), (self.finess, 1)))
        card.body.addLayout(_row((self.address, 1), (self.meeting_place, 1)))
        card.body.addLayout(_row((self.weekday, 2), (self.start, 1), (self.end, 1)))
        card.add(self.region)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        card.body.addSpacing(Space.HALF)
        card.body.addLayout(foot)
        card.add(Hairline())
        card.add(self.logo)
        return card

    def _make_display(self) -> Card:
        card = Card("Affichage")
        card.body.setSpacing(Space.SNUG)
        card.add(self.scheme)
        foot = QHBoxLayout()
        foot.addWidget(self.keys_button)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _make_vault(self) -> Card:
        card = Card("Le coffre")
        card.body.setSpacing(Space.RELATED)
        card.add(PlainLabel("Rangé dans", LabelKind.SECONDARY))
        card.add(self.place)
        card.add(self.place_warning)
        card.add(Hairline())
        card.add(PlainLabel(LOCK_SENTENCE, LabelKind.MUTED, wrap=True))
        return card

    def _make_help(self) -> Card:
        card = Card("Un problème avec le programme")
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel(HELP_SENTENCE, LabelKind.MUTED, wrap=True))
        foot = QHBoxLayout()
        foot.addWidget(self.report_button)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _connect(self) -> None:
        self.report_button.clicked.connect(lambda: self._shell.navigator.go(Intent("report")))
        self.save_button.clicked.connect(self._save_and_say)
        self.scheme.chosen.connect(self._presenter.machine.use_scheme)
        self.keys_button.clicked.connect(lambda: self._shell.navigator.go(Intent("keyboard")))
        self.weekday.chosen.connect(self._on_edited)
        self.region.chosen.connect(self._on_edited)
        for line in self._all_lines():
            line.edited.connect(self._on_edited)
            line.edit.returnPressed.connect(self._save_and_say)
        bind_key(self, "Ctrl+S", self._save_and_say, everywhere=True)

    def _all_lines(self) -> tuple[LabeledField, ...]:
        return (
            self.name,
            self.phone,
            self.finess,
            self.address,
            self.meeting_place,
            self.start,
            self.end,
        )

    def _show(self, form: PracticeForm) -> None:
        self.name.set_text(form.name)
        self.meeting_place.set_text(form.place)
        self.address.set_text(form.address)
        self.phone.set_text(form.phone)
        self.finess.set_text(form.finess)
        self.weekday.set_value(form.weekday)
        self.start.set_text(form.start)
        self.end.set_text(form.end)
        self.region.set_value(form.region)
        self._judge(form)
        self.save_button.setEnabled(False)

    def _judge(self, form: PracticeForm) -> dict[str, str]:
        faults = self._presenter.faults(form)
        for key, field in self._lines.items():
            field.set_error(faults.get(key, ""))
        return faults

    def _show_amiss(self, texts: Mapping[str, str]) -> None:
        type_again(self._lines, texts)
        self._judge(self.typed())
        self._on_edited()

    def _on_edited(self) -> None:
        self.save_button.setEnabled(self._presenter.is_changed(self.typed()))

    def _save_and_say(self) -> None:
        if not self._presenter.is_changed(self.typed()):
            return
        faults = self._judge(self.typed())
        if faults:
            self._lines[next(iter(faults))].setFocus()
            return
        before = self._save(self.typed())
        self._shell.toast("Réglages enregistrés", lambda: self._undo(before))

    def _save(self, form: PracticeForm) -> Practice:
        before, changes = self._presenter.save(form)
        self._show(self._presenter.reload())
        self._shell.changes.publish(changes, self)
        return before

    def _undo(self, before: Practice) -> None:
        changes = self._presenter.put_back(before)
        self._show(self._presenter.reload())
        self._shell.changes.publish(changes, self)


def _row(*fields: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SNUG)
    for field, stretch in fields:
        column = QVBoxLayout()
        column.addWidget(field)
        column.addStretch(1)
        row.addLayout(column, stretch)
    return row
