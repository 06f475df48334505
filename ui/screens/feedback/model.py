# SPDX-License-Identifier: EUPL-1.2
"""The rows of what is owed to patients."""

from app.domain.dates import medium_date
from app.domain.feedback import REPORT_WITHIN
from app.domain.text import ellipsis, number, typeset
from ui.models import CellStyle, Column, TableModel
from ui.screens.feedback.presenter import OwedReport
from ui.theme import Tone

_LONGEST = 200


def title_words(report: OwedReport) -> str:
    """The motif of the situation on one line."""
    return typeset(ellipsis(report.view.case_title, _LONGEST)) or "sans titre"


def who_words(report: OwedReport) -> str:
    """Who owes the report."""
    return typeset(report.view.owed_by) or "personne de nommé"


def age_words(report: OwedReport) -> str:
    """How long ago the meeting was."""
    if report.days <= 0:
        return "aujourd’hui"
    return "hier" if report.days == 1 else f"il y a {number(report.days)} jours"


def age_tone(report: OwedReport) -> Tone:
    """The colour of that chip."""
    return Tone.LATE if report.days > REPORT_WITHIN else Tone.WARN


def row_sentence(report: OwedReport) -> str:
    """The whole row as one sentence for a screen reader."""
    met = f"réunion du {medium_date(report.view.met_on)}"
    parts = (report.view.code, title_words(report), f"à faire par {who_words(report)}", met)
    return ", ".join((*parts, age_words(report)))


def owed_model() -> TableModel[OwedReport]:
    """An empty list of reports owed."""
    return TableModel(
        (
            Column("Situation", lambda report: report.view.code, 96, CellStyle.CODE),
            Column("Motif", title_words),
            Column("À faire par", who_words, 136),
            Column("Réunion", age_words, 136, CellStyle.CHIP, age_tone),
        ),
        key=lambda report: report.key,
        sentence=row_sentence,
    )
