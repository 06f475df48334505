# SPDX-License-Identifier: EUPL-1.2
"""The rows of the list of sealed minutes."""

from app.domain.dates import medium_date
from ui.models import CellStyle, Column, TableModel
from ui.screens.minutes.state import ListedMinutes


def version_words(line: ListedMinutes) -> str:
    """The version, and whether another one took its place."""
    return f"{line.version}, remplacée" if line.replaced_by else str(line.version)


def row_sentence(line: ListedMinutes) -> str:
    """The whole row as one sentence for a screen reader."""
    meeting = f"Réunion n° {line.number} du {medium_date(line.on)}"
    return f"{meeting}, version {version_words(line)}, empreinte {line.mark}"


def minutes_model() -> TableModel[ListedMinutes]:
    """An empty list of sealed minutes."""
    return TableModel(
        (
            Column("Réunion", lambda line: medium_date(line.on), 0, CellStyle.CODE),
            Column("N°", lambda line: str(line.number), 48, CellStyle.MUTED),
            Column("Version", version_words, 108, CellStyle.MUTED),
            Column("Empreinte", lambda line: line.mark, 108, CellStyle.MUTED),
        ),
        key=lambda line: line.id,
        sentence=row_sentence,
    )
