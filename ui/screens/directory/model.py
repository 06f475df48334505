# SPDX-License-Identifier: EUPL-1.2
"""The rows of the directory, and those of a table that is about to be added to it."""

from app.domain.directory import Professional
from app.domain.directory_preview import LineStatus, PreviewLine
from app.domain.field import Field
from app.domain.text import one_line
from ui.models import CellStyle, Column, TableModel
from ui.theme import Tone

_TONES = {
    Field.ORGANIC: Tone.ORGANIC,
    Field.PSYCHIC: Tone.PSYCHIC,
    Field.SOCIAL: Tone.SOCIAL,
    Field.OTHER: Tone.NEUTRAL,
}
_STATUS_TONES = {
    LineStatus.NEW: Tone.OK,
    LineStatus.KNOWN: Tone.NEUTRAL,
    LineStatus.DUPLICATE_IN_FILE: Tone.NEUTRAL,
    LineStatus.REFUSED: Tone.LATE,
}
STRUCTURE, PHONE = 2, 3
"""Columns that give their place to the form of a person."""


def row_sentence(person: Professional) -> str:
    """The whole row as one sentence for a screen reader."""
    place = "membre de la structure" if person.member else person.structure or "extérieur"
    left = "" if person.active else "a quitté la structure"
    parts = (person.full_name, person.profession, place, person.phone, left)
    return ", ".join(part for part in parts if part)


def directory_model() -> TableModel[Professional]:
    """An empty list of people."""
    return TableModel(
        (
            Column("Nom", lambda row: f"{row.last} {row.first}".strip(), 216, CellStyle.CODE),
            Column("Profession", lambda row: row.profession),
            Column("Structure", lambda row: row.structure, 200, CellStyle.MUTED),
            Column("Téléphone", lambda row: row.phone, 148, CellStyle.MUTED),
            Column(
                "Champ",
                lambda row: row.field.label.lower(),
                120,
                CellStyle.CHIP,
                lambda row: _TONES[row.field],
            ),
        ),
        key=lambda row: row.id,
        sentence=row_sentence,
    )


def becomes(line: PreviewLine) -> str:
    """What a line stands for: the person it will become, or its cells when it is refused."""
    draft = line.draft
    if draft is None:
        return one_line(line.source)
    where = draft.structure or ("la structure" if draft.member else "extérieur")
    words = (draft.full_name, draft.profession, where)
    return ", ".join(word for word in words if word)


def remarks(line: PreviewLine) -> str:
    """Why a line is refused, what was guessed in it."""
    return " ".join(line.messages)


def preview_model() -> TableModel[PreviewLine]:
    """An empty list of the lines of a table."""
    return TableModel(
        (
            Column("Ligne", lambda row: str(row.number), 64, CellStyle.MUTED),
            Column(
                "",
                lambda row: row.status.label,
                172,
                CellStyle.CHIP,
                lambda row: _STATUS_TONES[row.status],
            ),
            Column("Ce qu’elle devient", becomes),
            Column("Remarques", remarks, 0, CellStyle.MUTED),
        ),
        key=lambda row: str(row.number),
        sentence=lambda row: (
            f"Ligne {row.number}, {row.status.label}, {becomes(row)}. {remarks(row)}".strip()
        ),
    )
