# SPDX-License-Identifier: EUPL-1.2
"""Two texts of a protocol compared: its sections, then its steps, indicators and references."""

from collections.abc import Callable, Iterable

from app.domain.protocol import Indicator, ProtocolContent, ProtocolStep, Reference
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    SECTIONS,
    STEP_FIELDS,
    TITLE,
    ProtocolField,
)
from app.services.comparing import (
    ComparedPart,
    RecordedLine,
    RowWords,
    compared_fields,
    compared_rows,
)

_STEPS = RowWords("Étape")
_INDICATORS = RowWords("Indicateur", "ajouté", "retiré")
_REFERENCES = RowWords("Référence")


def compared_contents(
    older: ProtocolContent, newer: ProtocolContent, said: Callable[[str], str]
) -> list[ComparedPart]:
    """Every part of two texts of a protocol; `said` gives the words of a theme's code."""
    heading = {"title": TITLE.label, "theme": "Thème (annexe 3 de l’ACI)"}

    def headed(content: ProtocolContent) -> dict[str, str]:
        theme = said(content.theme) if content.theme else ""
        return {"title": content.title, "theme": theme}

    parts = [ComparedPart("", "", compared_fields(heading, headed(older), headed(newer)))]
    for section in SECTIONS:
        before, after = _texts(older, section.fields), _texts(newer, section.fields)
        fields = compared_fields(_labels(section.fields), before, after)
        parts.append(ComparedPart(section.title, "", fields))
    parts += compared_rows(
        _STEPS,
        {"moment": "Moment", **_labels(STEP_FIELDS)},
        [_step(step) for step in older.steps],
        [_step(step) for step in newer.steps],
        ("what", "who"),
    )
    parts += compared_rows(
        _INDICATORS,
        {**_labels(INDICATOR_FIELDS), "measure": "Mesure"},
        [_indicator(each) for each in older.indicators],
        [_indicator(each) for each in newer.indicators],
        ("name",),
    )
    parts += compared_rows(
        _REFERENCES,
        _labels(REFERENCE_FIELDS),
        _references(older.references),
        _references(newer.references),
        ("organisation", "title"),
    )
    return parts


def _labels(fields: Iterable[ProtocolField]) -> dict[str, str]:
    return {field.name: field.label for field in fields}


def _texts(record: object, fields: Iterable[ProtocolField]) -> dict[str, str]:
    return {field.name: str(getattr(record, field.name)) for field in fields}


def _step(step: ProtocolStep) -> RecordedLine:
    return RecordedLine(step.id, {"moment": step.moment.label, **_texts(step, STEP_FIELDS)})


def _indicator(indicator: Indicator) -> RecordedLine:
    words = {**_texts(indicator, INDICATOR_FIELDS), "measure": indicator.measure.label}
    return RecordedLine(indicator.id, words)


def _references(references: Iterable[Reference]) -> list[RecordedLine]:
    """A reference has no id: it is the same as long as its title and organisation are."""
    seen: dict[str, int] = {}
    lines: list[RecordedLine] = []
    for reference in references:
        name = f"{reference.organisation} {reference.title}"
        seen[name] = seen.get(name, 0) + 1
        lines.append(RecordedLine(f"{name} {seen[name]}", _texts(reference, REFERENCE_FIELDS)))
    return lines
