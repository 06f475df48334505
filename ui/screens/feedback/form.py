# SPDX-License-Identifier: EUPL-1.2
"""The form beside the list: when the person was told, by whom, and what they answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.dates import medium_date
from app.domain.text import typeset
from ui.people import people_source
from ui.screens.feedback.model import title_words
from ui.screens.feedback.presenter import FeedbackPresenter, OwedReport, ReportForm
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    DateField,
    LabelKind,
    PlainLabel,
    SuggestField,
    Suggestion,
    TextPane,
    bind_key,
    show_if,
)


class ReportCard(Card):
    """Shows one report and holds what is typed about it."""

    noted = Signal()
    case_asked = Signal()

    def __init__(self, presenter: FeedbackPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self.setAccessibleName("Retour choisi")
        self.code = PlainLabel("", LabelKind.CARD_TITLE)
        self.motif = PlainLabel("", LabelKind.TEXT, wrap=True)
        # A word too long for the card is cut rather than widening it.
        self.motif.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.facts = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.on = DateField("Fait le", presenter.parse, medium_date)
        self.by = SuggestField(
            "Par", people_source(presenter.people), placeholder="Trois lettres du nom"
        )
        self.reaction_label = PlainLabel(
            "Ce que la personne a répondu, ou refusé", LabelKind.SECONDARY
        )
        self.reaction = TextPane("Ce que la personne a répondu, ou refusé")
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.note = Button("Noter le retour", kind=ButtonKind.PRIMARY, key="Ctrl Entrée")
        self.case = Button("Ouvrir la situation", kind=ButtonKind.QUIET, small=True)
        self._lay_out()
        self.note.clicked.connect(self.noted)
        self.case.clicked.connect(self.case_asked)
        bind_key(self, "Ctrl+Return", self.noted.emit)

    def show_report(self, report: OwedReport, form: ReportForm) -> None:
        """Show a report with what was typed about it."""
        self.code.setText(report.view.code)
        self.motif.setText(title_words(report))
        self.facts.setText(f"Après la réunion du {medium_date(report.view.met_on)}")
        self.on.set_value(form.on)
        known = Suggestion(form.by, typeset(form.by_text)) if form.by else None
        self.by.set_choice(known)
        if known is None:
            self.by.set_text(form.by_text)
        self.by.set_error("")
        self.reaction.set_text(form.reaction)
        self.refuse("")

    def form(self) -> ReportForm:
        """What is typed now."""
        choice = self.by.choice()
        return ReportForm(
            on=self.on.value(),
            by=choice.key if choice else "",
            by_text=choice.label if choice else self.by.text(),
            reaction=self.reaction.text(),
        )

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
        self.body.addSpacing(Space.HALF)
        self.add(self.reaction_label)
        self.reaction.setMinimumHeight(96)
        self.add(self.reaction, 1)
        self.add(self.fault)
        self.body.addSpacing(Space.RELATED)
        foot = QHBoxLayout()
        foot.addWidget(self.note)
        foot.addStretch(1)
        self.body.addLayout(foot)
