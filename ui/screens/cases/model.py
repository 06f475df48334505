# SPDX-License-Identifier: EUPL-1.2
"""The rows of the list of situations."""

from app.domain.consent import ConsentState
from app.domain.text import typeset
from app.services.cases import CaseSummary
from ui.models import CellStyle, Column, TableModel
from ui.theme import Tone

_CONSENTS = {
    None: ("accord à demander", Tone.NEUTRAL),
    ConsentState.OBTAINED: ("accord obtenu", Tone.OK),
    ConsentState.NOT_ASKED: ("anonyme stricte", Tone.WARN),
    ConsentState.REFUSED: ("accord refusé", Tone.LATE),
    ConsentState.WITHDRAWN: ("accord retiré", Tone.LATE),
}


def consent_words(row: CaseSummary) -> str:
    """The chip of a situation's consent."""
    return _CONSENTS[row.consent][0]


def title_words(row: CaseSummary) -> str:
    """The short motif, or what stands for one that nobody wrote."""
    return typeset(row.title) or "sans titre"


def row_sentence(row: CaseSummary) -> str:
    """The whole row as one sentence for a screen reader."""
    asked = f", demandée par {row.requester}" if row.requester else ""
    return f"{row.code}, {title_words(row)}{asked}, {row.status.label}, {consent_words(row)}"


def cases_model() -> TableModel[CaseSummary]:
    """An empty list of situations."""
    return TableModel(
        (
            Column("Code", lambda row: row.code, 112, CellStyle.CODE),
            Column("Situation", title_words),
            Column("Demandée par", lambda row: typeset(row.requester), 168, CellStyle.MUTED),
            Column("État", lambda row: row.status.label, 112, CellStyle.MUTED),
            Column(
                "Accord", consent_words, 164, CellStyle.CHIP, lambda row: _CONSENTS[row.consent][1]
            ),
        ),
        key=lambda row: row.id,
        sentence=row_sentence,
    )
