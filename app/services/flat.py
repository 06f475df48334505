# SPDX-License-Identifier: EUPL-1.2
"""A record as texts by field and back, so that two versions of it are compared field by field."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from types import NoneType
from typing import TypeVar, get_args, get_type_hints

T = TypeVar("T")


def flat(record: object) -> dict[str, str]:
    """Each field as a text, empty for none; fields of a part are named `part.field`.

    Days and times are ISO texts, a yes is `1`. Collections are left out: they are no single text.
    """
    if not is_dataclass(record):
        raise TypeError("only a record has fields")
    texts: dict[str, str] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            texts |= {f"{field.name}.{name}": text for name, text in flat(value).items()}
        elif not isinstance(value, tuple):
            texts[field.name] = _text(value)
    return texts


def filled(record: T, texts: Mapping[str, str]) -> T:
    """`record` with these fields. Raises `ValueError` for a text that is no value of its field."""
    hints = get_type_hints(type(record))
    values: dict[str, object] = {}
    for name in hints:
        part = getattr(record, name)
        if is_dataclass(part):
            start = f"{name}."
            inner = {
                key[len(start) :]: text for key, text in texts.items() if key.startswith(start)
            }
            values[name] = filled(part, inner)
        elif name in texts:
            values[name] = _value(hints[name], texts[name])
    return replace(record, **values)  # type: ignore[type-var]  # a dataclass: `flat` made its texts


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def _value(hint: object, text: str) -> object:
    kinds = get_args(hint) or (hint,)
    if NoneType in kinds and not text:
        return None
    kind = next(each for each in kinds if each is not NoneType)
    kind = getattr(kind, "__supertype__", kind)
    if kind is bool:
        return text == "1"
    if isinstance(kind, type) and issubclass(kind, date | time):
        return kind.fromisoformat(text)
    return kind(text)
