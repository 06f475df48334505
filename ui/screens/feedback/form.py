# SPDX-License-Identifier: EUPL-1.2
"""The form beside the list: when the person was told, by whom, what they agreed to or refused."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import medium_date
from app.domain.feedback import Agreement
from app.domain.lengths import length_fault
from app.domain.text import listing, typeset
from app.services.feedbacks import Told
from ui.half_typed import type_again, typed_in
from ui.owed_card import OwedCard
from ui.screens.feedback.model import title_words
from ui.screens.feedback.presenter import FeedbackPresenter, OwedReport, ReportForm, departs
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    DateField,
    LabelKind,
    PlainLabel,
    SegmentedField,
    TextPane,
    show_if,
)

_AGREEMENTS = (
    (Agreement.UNSAID.value, "Non dit"),
    (Agreement.AGREES.value, "D’accord"),
    (Agreement.PARTLY.value, "En partie"),
    (Agreement.REFUSES.value, "Refuse"),
)
_HEIGHT = 84


class ReportCard(OwedCard):
    """Shows one report and holds what is typed about it; `edited` at each change of that."""

    edited = Signal()
    withdrawal_asked = Signal()
    plan_asked = Signal()
    undo_asked = Signal()

    def __init__(self, presenter: FeedbackPresenter, parent: QWidget | None = None) -> None:
        super().__init__(
            "Retour choisi",
            DateField("Fait le", presenter.parse, medium_date),
            presenter.people,
            Button("Noter le retour", kind=ButtonKind.PRIMARY, key="Ctrl Entrée"),
            parent,
        )
        self._report: OwedReport | None = None
        self.due = DateField("À faire avant le", presenter.parse_due, medium_date)
        self.agreement = SegmentedField("Ce qu’elle en dit", _AGREEMENTS)
        self.reaction = TextPane("Ce que la personne a répondu")
        self.refused = TextPane("Ce qu’elle refuse")
        self.departure = TextPane("Pourquoi le plan s’écarte de l’avis de l’équipe")
        self.why = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.withdraw = Button("Noter un retrait d’accord", small=True)
        self.plan = Button("Ouvrir le plan", small=True)
        self.undo = Button("À refaire", small=True, kind=ButtonKind.QUIET)
        self.ways = QWidget()
        row = QHBoxLayout(self.ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.withdraw)
        row.addWidget(self.plan)
        row.addStretch(1)
        self._panes = {
            "reaction": _Paragraph(self.reaction),
            "refused": _Paragraph(self.refused),
            "departure": _Paragraph(self.departure),
        }
        self._lay_out()
        self._connect()

    def show_report(self, report: OwedReport, form: ReportForm) -> None:
        """Show a report with what was typed about it."""
        self._report = report
        met = f"Après la réunion du {medium_date(report.view.met_on)}"
        self.show_heading(report.view.code, title_words(report), met)
        self.due.set_value(form.told.due)
        self.agreement.set_value(form.told.agreement.value)
        for name, pane in self._panes.items():
            pane.pane.set_text(getattr(form.told, name))
            pane.set_error(length_fault(name, getattr(form.told, name)))
        self.note.set_caption("Corriger le retour" if report.done else "Noter le retour")
        show_if(self.undo, report.done)
        show_if(self.due, not report.done)
        self.show_done(form.on, form.by, form.by_text)
        self._render()

    def form(self) -> ReportForm:
        """What is typed now."""
        by, by_text = self.who()
        return ReportForm(self.on.value(), by, by_text, self.told())

    def told(self) -> Told:
        """What is typed of the answer; a day that cannot be is none."""
        due = None if self._is_early() else self.due.value()
        texts = {name: pane.pane.text() for name, pane in self._panes.items()}
        return Told(agreement=Agreement(self.agreement.value()), due=due, **texts)

    def show_begun(self, texts: Mapping[str, str]) -> None:
        super().show_begun(texts)
        type_again({"due": self.due}, texts)
        for name, pane in self._panes.items():
            if name in texts:
                pane.pane.set_text(texts[name])
        self._judge()

    def _typed(self) -> dict[str, str]:
        """With the texts that are too long: the vault does not take them."""
        long = {name: p.pane.text() for name, p in self._panes.items() if p.fault}
        wrong = self.due.date_edit.is_wrong() or self._is_early()
        return super()._typed() | (typed_in({"due": self.due}) if wrong else {}) | long

    def _lay_out(self) -> None:
        self.lay_out(
            self.agreement,
            self._panes["reaction"],
            self._panes["refused"],
            self.why,
            self._panes["departure"],
            self.ways,
            self.due,
            foot=(self.undo,),
        )

    def _connect(self) -> None:
        self.agreement.chosen.connect(lambda _value: self._on_edited())
        self.due.changed.connect(lambda _day: self._on_edited())
        for pane in self._panes.values():
            pane.pane.edited.connect(lambda _text: self._on_edited())
        self.withdraw.clicked.connect(self.withdrawal_asked)
        self.plan.clicked.connect(self.plan_asked)
        self.undo.clicked.connect(self.undo_asked)

    def _on_edited(self) -> None:
        self._judge()
        self._render()
        self.edited.emit()

    def _judge(self) -> None:
        for name, pane in self._panes.items():
            pane.set_error(length_fault(name, pane.pane.text()))
        if self._is_early():
            self.due.set_error("L’échéance précède la réunion.")

    def _is_early(self) -> bool:
        due, report = self.due.value(), self._report
        return due is not None and report is not None and due < report.view.met_on

    def _render(self) -> None:
        agreement = Agreement(self.agreement.value())
        some = agreement in (Agreement.PARTLY, Agreement.REFUSES)
        report = self._report
        departing = report is not None and departs(report, agreement)
        lines = report.view.refused_lines if report is not None else ()
        refused = [line.rstrip(". ") for line in lines]
        show_if(self._panes["refused"], some or bool(self.refused.text()))
        show_if(self._panes["departure"], departing or bool(self.departure.text()))
        self.why.setText(
            typeset(f"Proposé par la réunion et refusé au plan : {listing(refused)}.")
            if refused
            else ""
        )
        show_if(self.why, refused)
        show_if(self.ways, some)
        show_if(self.withdraw, agreement is Agreement.REFUSES)


class _Paragraph(QWidget):
    """A paragraph under its label, with what is wrong with it below."""

    def __init__(self, pane: TextPane) -> None:
        super().__init__()
        self.fault = ""
        self.pane = pane
        label = pane.accessibleName()
        self.pane.setFixedHeight(_HEIGHT)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        for widget in (PlainLabel(label, LabelKind.SECONDARY), self.pane, self.message):
            column.addWidget(widget)
        self.setFocusProxy(self.pane)
        self.message.hide()

    def set_error(self, sentence: str) -> None:
        """Say why the text cannot be kept; an empty sentence takes it away."""
        self.fault = sentence
        self.message.setText(sentence)
        show_if(self.message, sentence)
