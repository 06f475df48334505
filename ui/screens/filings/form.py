# SPDX-License-Identifier: EUPL-1.2
"""The form beside the list: when the extract was put into the record, and by whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.dates import medium_date
from app.domain.text import typeset
from ui.people import people_source
from ui.reopening import Reopening
from ui.screens.filings.model import title_words
from ui.screens.filings.presenter import FilingForm, FilingsPresenter, OwedExtract
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    DateField,
    LabelKind,
    PlainLabel,
    SuggestField,
    Suggestion,
    bind_key,
    show_if,
)


class FilingCard(Card):
    """Shows one extract and holds what is typed about it."""

    noted = Signal()
    case_asked = Signal()
    print_asked = Signal()

    def __init__(
        self, presenter: FilingsPresenter, reopening: Reopening, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self.reopening = reopening
        self.setAccessibleName("Extrait choisi")
        self.code = PlainLabel("", LabelKind.CARD_TITLE)
        self.motif = PlainLabel("", LabelKind.TEXT, wrap=True)
        # A word too long for the card is cut rather than widening it.
        self.motif.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.facts = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.on = DateField("Versé le", presenter.parse, medium_date)
        self.by = SuggestField(
            "Par", people_source(presenter.people), placeholder="Trois lettres du nom"
        )
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.note = Button("Versé au dossier", kind=ButtonKind.PRIMARY, key="V")
        self.print = Button("Imprimer…", icon=IconName.PRINT, key="Ctrl P")
        self.case = Button("Ouvrir la situation", kind=ButtonKind.QUIET, small=True)
        self._lay_out()
        self.note.clicked.connect(self.noted)
        self.print.clicked.connect(self.print_asked)
        self.case.clicked.connect(self.case_asked)
        bind_key(self, "Ctrl+Return", self.noted.emit)

    def show_extract(self, extract: OwedExtract, form: FilingForm) -> None:
        """Show an extract, the day and the person proposed."""
        self.code.setText(extract.view.code)
        self.motif.setText(title_words(extract))
        self.facts.setText(f"Réunion du {medium_date(extract.view.met_on)}")
        self.on.set_value(form.on)
        known = Suggestion(form.by, typeset(form.by_text)) if form.by else None
        self.by.set_choice(known)
        if known is None:
            self.by.set_text(form.by_text)
        self.refuse("")
        self.reopening.put_away()

    def form(self) -> FilingForm:
        """What is typed now."""
        choice = self.by.choice()
        by = choice.key if choice else ""
        return FilingForm(self.on.value(), by, choice.label if choice else self.by.text())

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be noted; an empty sentence takes it away."""
        self.fault.setText(sentence)
        show_if(self.fault, sentence)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.code, 1)
        head.addWidget(self.case)
        self.body.addLayout(head)
        self.add(self.motif)
        self.add(self.facts)
        self.body.addSpacing(Space.RELATED)
        self.add(self.on)
        self.body.addSpacing(Space.HALF)
        self.add(self.by)
        self.add(self.fault)
        self.body.addSpacing(Space.RELATED)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        for button in (self.note, self.print):
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.add(self.reopening)
