# SPDX-License-Identifier: EUPL-1.2
"""A protocol's text as canonical JSON and back: row, versions and file hold the same."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import TypeVar

from app.domain.ids import IndicatorId, ProtocolStepId
from app.domain.protocol import (
    Indicator,
    Measure,
    Moment,
    ProtocolContent,
    ProtocolStep,
    Reference,
)
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
    text_fields,
)
from app.domain.seal import canonical

R = TypeVar("R")
E = TypeVar("E", bound=StrEnum)


def content_text(content: ProtocolContent) -> str:
    """The canonical JSON of a text."""
    return canonical(asdict(content))


def content_digest(content: ProtocolContent) -> str:
    """The SHA-256 of the canonical text, in hex: what somebody signs."""
    return hashlib.sha256(content_text(content).encode()).hexdigest()


def read_content(text: str) -> ProtocolContent:
    """The content that `content_text` wrote. Raises `ValueError` for what is none."""
    return content_from(json.loads(text))


def content_from(raw: object) -> ProtocolContent:
    """The content in a JSON value; a member that is not there is empty, an unknown one is left.

    Raises `ValueError`, naming the member, for a value of another type.
    """
    said = _members(raw, "protocol")
    return ProtocolContent(
        **_texts(said, text_fields()),
        theme=_text(said, "theme"),
        references=_rows(said, "references", _reference),
        steps=_rows(said, "steps", _step),
        indicators=_rows(said, "indicators", _indicator),
    )


def _step(raw: Mapping[str, object]) -> ProtocolStep:
    return ProtocolStep(
        id=ProtocolStepId(_text(raw, "id")),
        moment=_choice(raw, "moment", Moment),
        **_texts(raw, STEP_FIELDS),
    )


def _indicator(raw: Mapping[str, object]) -> Indicator:
    return Indicator(
        id=IndicatorId(_text(raw, "id")),
        measure=_choice(raw, "measure", Measure),
        **_texts(raw, INDICATOR_FIELDS),
    )


def _reference(raw: Mapping[str, object]) -> Reference:
    return Reference(**_texts(raw, REFERENCE_FIELDS))


def _texts(raw: Mapping[str, object], named: Iterable[ProtocolField]) -> dict[str, str]:
    return {field.name: _text(raw, field.name) for field in named}


def _members(raw: object, where: str) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise ValueError(where)  # noqa: TRY004  one kind of error for the caller
    return raw


def _text(raw: Mapping[str, object], name: str) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str):
        raise ValueError(name)  # noqa: TRY004  one kind of error for the caller
    return value


def _choice(raw: Mapping[str, object], name: str, choices: type[E]) -> E:
    text = _text(raw, name)
    try:
        return choices(text) if text else next(iter(choices))
    except ValueError:
        raise ValueError(name) from None


def _rows(
    raw: Mapping[str, object], name: str, make: Callable[[Mapping[str, object]], R]
) -> tuple[R, ...]:
    rows = raw.get(name, [])
    if not isinstance(rows, list):
        raise ValueError(name)  # noqa: TRY004  one kind of error for the caller
    return tuple(make(_members(row, name)) for row in rows)
