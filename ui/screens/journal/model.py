# SPDX-License-Identifier: EUPL-1.2
"""The rows of the journal."""

from app.domain.text import typeset
from app.services.journal_words import JournalLine
from ui.models import CellStyle, Column, TableModel


def row_sentence(line: JournalLine) -> str:
    """The whole row as one sentence for a screen reader."""
    about = f", {line.about}" if line.about else ""
    return typeset(f"{line.at}, {line.who} : {line.what}{about}")


def journal_model() -> TableModel[JournalLine]:
    """An empty journal."""
    return TableModel(
        (
            Column("Quand", lambda line: line.at, 208, CellStyle.CODE),
            Column("Qui", lambda line: line.who, 176),
            Column("Quoi", lambda line: typeset(line.what)),
            Column("Sur quoi", lambda line: line.about, 224, CellStyle.MUTED),
            Column("N°", lambda line: str(line.seq), 80, CellStyle.MUTED),
        ),
        key=lambda line: str(line.seq),
        sentence=row_sentence,
    )
