# SPDX-License-Identifier: EUPL-1.2
"""The fields of a protocol as data: their order, their words, their lengths.

The form, the print, the comparison of versions and the file read this one list (HAS 2015, and the
federation's form; domain brief §3).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.lengths import LONGEST_LINE, LONGEST_NOTE, LONGEST_TEXT
from app.domain.protocol import ProtocolContent
from app.domain.text import NO_BREAK, number, plural

MOST_STEPS = 50
"""What a page of steps can still say; the federation's form stops there too."""
MOST_INDICATORS = 20
MOST_REFERENCES = 30


@dataclass(frozen=True)
class ProtocolField:
    """One text of a protocol; `hint` says in a few words what belongs there."""

    name: str
    label: str
    hint: str = ""
    most: int = LONGEST_TEXT


@dataclass(frozen=True)
class Section:
    """Fields that stand together."""

    title: str
    fields: tuple[ProtocolField, ...]


TITLE = ProtocolField("title", "Titre", most=LONGEST_LINE)

SECTIONS = (
    Section(
        "Équipe et besoin",
        (
            ProtocolField("team", "Équipe", "Les professions du groupe de travail"),
            ProtocolField("need", "Besoin", "Ce qui montre qu’il faut ce protocole"),
            ProtocolField("practices", "Pratiques actuelles", "Comment on fait aujourd’hui"),
            ProtocolField("objective", "Objectif", "Ce que le protocole doit changer"),
        ),
    ),
    Section(
        "Population",
        (
            ProtocolField("population", "Personnes concernées"),
            ProtocolField("inclusion", "Critères d’inclusion", "Un critère par ligne"),
            ProtocolField("exclusion", "Critères d’exclusion", "Un critère par ligne"),
        ),
    ),
    Section(
        "Organisation",
        (
            ProtocolField("places", "Lieux"),
            ProtocolField("sharing", "Partage d’informations", "Quoi, avec qui, par quel moyen"),
            ProtocolField("information", "Information et participation du patient"),
            ProtocolField("alerts", "Alertes et exceptions", "Quand en sortir, qui appeler"),
        ),
    ),
    Section(
        "Validation et diffusion",
        (
            ProtocolField("validation", "Modalités de validation collective"),
            ProtocolField("diffusion", "Diffusion et accès"),
            ProtocolField("cpam", "Échanges avec la CPAM (service médical)"),
        ),
    ),
    Section(
        "Moyens et retour d’expérience",
        (
            ProtocolField("means", "Moyens"),
            ProtocolField("experience", "Retour d’expérience et réactualisation"),
        ),
    ),
)
"""Every text of a protocol but its title and its theme, in reading order."""

STEP_FIELDS = (
    ProtocolField("who", "Qui", "Une profession ou un rôle", LONGEST_LINE),
    ProtocolField("what", "Quoi", "", LONGEST_NOTE),
    ProtocolField("where", "Où", "", LONGEST_NOTE),
    ProtocolField("when", "Quand", "", LONGEST_NOTE),
    ProtocolField("why", "Pourquoi", "", LONGEST_NOTE),
    ProtocolField("how", "Comment", "", LONGEST_NOTE),
)
INDICATOR_FIELDS = (
    ProtocolField("name", "Indicateur", "", LONGEST_LINE),
    ProtocolField("numerator", "Numérateur", "", LONGEST_NOTE),
    ProtocolField("denominator", "Dénominateur", "", LONGEST_NOTE),
    ProtocolField("target", "Cible", "", LONGEST_LINE),
    ProtocolField("source", "Source", "", LONGEST_LINE),
    ProtocolField("frequency", "Fréquence", "", LONGEST_LINE),
    ProtocolField("responsible", "Responsable", "Une profession ou un rôle", LONGEST_LINE),
)
REFERENCE_FIELDS = (
    ProtocolField("organisation", "Organisme", "", LONGEST_LINE),
    ProtocolField("title", "Titre", "", LONGEST_NOTE),
    ProtocolField("dated", "Date", "", LONGEST_LINE),
    ProtocolField("link", "Lien", "", LONGEST_NOTE),
)


def text_fields() -> tuple[ProtocolField, ...]:
    """The title, then every text of the sections."""
    return (TITLE, *(field for section in SECTIONS for field in section.fields))


def require_protocol_lengths(after: ProtocolContent, before: ProtocolContent | None = None) -> None:
    """Raises `UserError` for the first text or list that is too long and was not so `before`."""
    known = set() if before is None else set(_too_long(before))
    for fault in _too_long(after):
        if fault not in known:
            raise UserError(fault, "Raccourcissez ou retirez-en.")


def text_fault(field: ProtocolField, text: str) -> str:
    """Why a text is too long; empty where it is not."""
    if len(text) <= field.most:
        return ""
    return (
        f"« {field.label} » a {number(len(text))} caractères{NO_BREAK}: "
        f"{number(field.most)} au plus."
    )


def _too_long(content: ProtocolContent) -> Iterator[str]:
    lists: tuple[tuple[str, int, tuple[object, ...], tuple[ProtocolField, ...]], ...] = (
        ("étape", MOST_STEPS, content.steps, STEP_FIELDS),
        ("indicateur", MOST_INDICATORS, content.indicators, INDICATOR_FIELDS),
        ("référence", MOST_REFERENCES, content.references, REFERENCE_FIELDS),
    )
    records: list[tuple[object, tuple[ProtocolField, ...]]] = [(content, text_fields())]
    for word, most, rows, fields in lists:
        if len(rows) > most:
            yield f"Ce protocole a {plural(len(rows), word)}{NO_BREAK}: {most} au plus."
        records += [(row, fields) for row in rows]
    for record, fields in records:
        for field in fields:
            fault = text_fault(field, str(getattr(record, field.name)))
            if fault:
                yield fault
