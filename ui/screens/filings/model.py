# SPDX-License-Identifier: EUPL-1.2
"""The rows of what is owed to patients' records."""

from app.domain.dates import medium_date
from app.domain.text import ellipsis, number, typeset
from ui.models import CellStyle, Column, TableModel
from ui.screens.filings.presenter import OwedExtract
from ui.theme import Tone

_LONGEST = 200


def title_words(extract: OwedExtract) -> str:
    """The motif of the situation on one line."""
    return typeset(ellipsis(extract.view.case_title, _LONGEST)) or "sans titre"


def age_words(extract: OwedExtract) -> str:
    """How long ago the meeting was."""
    if extract.days <= 0:
        return "aujourd’hui"
    return "hier" if extract.days == 1 else f"il y a {number(extract.days)} jours"


def row_sentence(extract: OwedExtract) -> str:
    """The whole row as one sentence for a screen reader."""
    met = f"réunion du {medium_date(extract.view.met_on)}"
    return ", ".join((extract.view.code, title_words(extract), met, age_words(extract)))


def owed_model() -> TableModel[OwedExtract]:
    """An empty list of extracts owed."""
    return TableModel(
        (
            Column("Situation", lambda extract: extract.view.code, 96, CellStyle.CODE),
            Column("Motif", title_words),
            Column("Réunion", lambda extract: medium_date(extract.view.met_on), 144),
            Column("", age_words, 128, CellStyle.CHIP, lambda _extract: Tone.WARN),
        ),
        key=lambda extract: extract.key,
        sentence=row_sentence,
    )
