# SPDX-License-Identifier: EUPL-1.2
"""What of a typed protocol can be kept now: a text that is too long does not hold up the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from app.domain.protocol import Indicator, ProtocolContent, ProtocolStep, Reference
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
    text_fault,
    text_fields,
)

T = TypeVar("T", ProtocolContent, ProtocolStep, Indicator, Reference)


def keepable(typed: ProtocolContent, before: ProtocolContent) -> ProtocolContent:
    """`typed` with each text that is too long as it was `before`; empty where it was not there."""
    steps = {step.id: step for step in before.steps}
    indicators = {each.id: each for each in before.indicators}
    return replace(
        _kept(typed, before, text_fields()),
        steps=tuple(
            kept
            for step in typed.steps
            # A step that says nothing but what is too long is none yet.
            if not (kept := _kept(step, steps.get(step.id), STEP_FIELDS)).blank or step.blank
        ),
        indicators=tuple(
            _kept(each, indicators.get(each.id), INDICATOR_FIELDS) for each in typed.indicators
        ),
        references=tuple(
            _kept(each, _at(before.references, place), REFERENCE_FIELDS)
            for place, each in enumerate(typed.references)
        ),
    )


def _kept(typed: T, before: T | None, fields: Iterable[ProtocolField]) -> T:
    wrong: dict[str, str] = {}
    for field in fields:
        text = str(getattr(typed, field.name))
        was = str(getattr(before, field.name)) if before is not None else ""
        if text != was and text_fault(field, text):
            wrong[field.name] = was
    return replace(typed, **wrong) if wrong else typed  # type: ignore[arg-type]  # texts alone


def _at(rows: Sequence[Reference], place: int) -> Reference | None:
    return rows[place] if place < len(rows) else None
