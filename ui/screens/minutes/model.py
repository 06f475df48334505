# SPDX-License-Identifier: EUPL-1.2
"""The rows of the list of sealed minutes."""

from app.domain.dates import medium_date
from ui.models import CellStyle, Column, TableModel
from ui.screens.minutes.state import ListedMinutes


def version_words(line: ListedMinutes) -> str:
    """The version, and whether another one took its place or the team approved it."""
    if line.replaced_by:
        return f"{line.version}, remplacée"
    return f"{line.version}, approuvé" if line.approved else str(line.version)


def number_words(line: ListedMinutes) -> str:
    """The rank in the year; a concertation of two or three has a C before it."""
    return f"C{line.number}" if line.short else str(line.number)


def row_sentence(line: ListedMinutes) -> str:
    """The whole row as one sentence for a screen reader."""
    held = "Concertation à deux ou trois" if line.short else "Réunion"
    meeting = f"{held} n° {line.number} du {medium_date(line.on)}"
    approved = f", {line.approved}" if line.approved else ""
    return f"{meeting}, version {version_words(line)}{approved}, empreinte {line.mark}"


def minutes_model() -> TableModel[ListedMinutes]:
    """An empty list of sealed minutes."""
    return TableModel(
        (
            Column("Réunion", lambda line: medium_date(line.on), 0, CellStyle.CODE),
            Column("N°", number_words, 44, CellStyle.MUTED),
            Column("Version", version_words, 104, CellStyle.MUTED),
            Column("Empreinte", lambda line: line.mark, 116, CellStyle.MUTED),
        ),
        key=lambda line: line.id,
        sentence=row_sentence,
    )
