# SPDX-License-Identifier: EUPL-1.2
"""The rows of what is owed to patients, and of what was told."""

from app.domain.dates import medium_date, short_date
from app.domain.feedback import Agreement
from app.domain.text import ellipsis, number, plural, typeset
from ui.models import CellStyle, Column, TableModel
from ui.screens.feedback.presenter import OwedReport
from ui.theme import Tone

_LONGEST = 200
_SOON = 3
"""Days before the day of a report from which it stands out."""


def title_words(report: OwedReport) -> str:
    """The motif of the situation on one line."""
    return typeset(ellipsis(report.view.case_title, _LONGEST)) or "sans titre"


def who_words(report: OwedReport) -> str:
    """Who owes the report, or made it."""
    named = report.view.done_by if report.done else report.view.owed_by
    return typeset(named) or "personne de nommé"


def due_words(report: OwedReport) -> str:
    """When it was done, or how long there is left."""
    feedback = report.view.feedback
    if feedback.done_on is not None:
        agreed = feedback.agreement
        said = f", {agreed.label.lower()}" if agreed is not Agreement.UNSAID else ""
        return f"fait le {short_date(feedback.done_on)}{said}"
    if report.left < 0:
        return f"en retard de {plural(-report.left, 'jour')}"
    if report.left < 2:
        return "demain" if report.left else "aujourd’hui"
    return f"dans {number(report.left)} jours"


def due_tone(report: OwedReport) -> Tone:
    """The colour of that chip."""
    if report.done:
        refuses = report.view.feedback.agreement is Agreement.REFUSES
        return Tone.WARN if refuses else Tone.OK
    if report.left < 0:
        return Tone.LATE
    return Tone.WARN if report.left <= _SOON else Tone.NEUTRAL


def row_sentence(report: OwedReport) -> str:
    """The whole row as one sentence for a screen reader."""
    met = f"réunion du {medium_date(report.view.met_on)}"
    who = f"{'fait' if report.done else 'à faire'} par {who_words(report)}"
    return ", ".join((report.view.code, title_words(report), who, met, due_words(report)))


def report_model() -> TableModel[OwedReport]:
    """An empty list of reports."""
    return TableModel(
        (
            Column("Situation", lambda report: report.view.code, 96, CellStyle.CODE),
            Column("Motif", title_words),
            Column("Par", who_words, 128),
            Column("Échéance", due_words, 176, CellStyle.CHIP, due_tone),
        ),
        key=lambda report: report.key,
        sentence=row_sentence,
    )
