# SPDX-License-Identifier: EUPL-1.2
"""The form beside the list: when the person was told, by whom, and what they answered."""

from PySide6.QtWidgets import QWidget

from app.domain.dates import medium_date
from ui.owed_card import OwedCard
from ui.screens.feedback.model import title_words
from ui.screens.feedback.presenter import FeedbackPresenter, OwedReport, ReportForm
from ui.widgets import Button, ButtonKind, DateField, LabelKind, PlainLabel, TextPane

_ANSWER = "Ce que la personne a répondu, ou refusé"
_ANSWER_HEIGHT = 96


class ReportCard(OwedCard):
    """Shows one report and holds what is typed about it."""

    def __init__(self, presenter: FeedbackPresenter, parent: QWidget | None = None) -> None:
        super().__init__(
            "Retour choisi",
            DateField("Fait le", presenter.parse, medium_date),
            presenter.people,
            Button("Noter le retour", kind=ButtonKind.PRIMARY, key="Ctrl Entrée"),
            parent,
        )
        self.reaction_label = PlainLabel(_ANSWER, LabelKind.SECONDARY)
        self.reaction = TextPane(_ANSWER)
        self.reaction.setMinimumHeight(_ANSWER_HEIGHT)
        self.lay_out(self.reaction_label, self.reaction)

    def show_report(self, report: OwedReport, form: ReportForm) -> None:
        """Show a report with what was typed about it."""
        met = f"Après la réunion du {medium_date(report.view.met_on)}"
        self.show_heading(report.view.code, title_words(report), met)
        self.show_done(form.on, form.by, form.by_text)
        self.reaction.set_text(form.reaction)

    def form(self) -> ReportForm:
        """What is typed now."""
        by, by_text = self.who()
        return ReportForm(self.on.value(), by, by_text, self.reaction.text())
