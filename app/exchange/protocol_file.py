# SPDX-License-Identifier: EUPL-1.2
"""A protocol as a file for another practice: UTF-8 JSON, only its text, read without trusting it.

The library of structures has the same form; `docs/protocol-file.md` describes it. Who leads the
protocol, who signed it and which practice wrote it is no member of it; ids are given anew when it
is read.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from app.domain.errors import UserError
from app.domain.ids import IndicatorId, NewId, ProtocolStepId
from app.domain.lengths import LONGEST_LINE
from app.domain.protocol import ProtocolContent
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
    require_protocol_lengths,
    text_fault,
    text_fields,
)
from app.domain.protocol_record import content_from
from app.domain.text import clean, one_line
from app.exchange.encoding import MAX_BYTES, read_bytes

FILE_FORMAT = "tour-de-table/protocole"
FILE_VERSION = 1

_ASK_AGAIN = "Demandez à la structure qui vous l’a donné de l’exporter de nouveau."
_UPDATE = "Mettez Tour de table à jour, puis ouvrez le fichier de nouveau."
_OTHER_FILE = "Choisissez le fichier que « Exporter… » enregistre depuis un protocole."
_SHORTEN = "Faites-le raccourcir dans la structure qui vous l’a donné, puis exporter de nouveau."

_LISTS = {"steps": STEP_FIELDS, "indicators": INDICATOR_FIELDS, "references": REFERENCE_FIELDS}
_THEME = ProtocolField("theme", "Thème", most=LONGEST_LINE)
_WORDS = {
    "protocol": "Protocole",
    "steps": "Étapes",
    "indicators": "Indicateurs",
    "references": "Références",
    "moment": "Moment",
    "measure": "Mesure",
    **{
        field.name: field.label
        for fields in (*_LISTS.values(), (_THEME, *text_fields()))
        for field in fields
    },
}
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Controls, and what shows nothing or turns a line round: two titles could look like one."""
_CHOICES = ("moment", "measure")


class _Repeated(ValueError):
    """A member that is there twice: which of the two was meant cannot be known."""


def protocol_file(content: ProtocolContent) -> bytes:
    """The file of a text, for people too; what is empty is left out, and so are the ids."""
    written = _written(asdict(content))
    body = {"format": FILE_FORMAT, "version": FILE_VERSION, "content": written}
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _written(members: Mapping[str, object]) -> dict[str, object]:
    written: dict[str, object] = {}
    for name, value in members.items():
        if name in _LISTS and isinstance(value, tuple):
            written[name] = [_written(row) for row in value]
        elif value and name != "id":
            written[name] = value
    return written


def open_protocol_file(path: Path, new_id: NewId) -> ProtocolContent:
    """Read a file on a disk, never more of it than a protocol may have. Raises `UserError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise UserError(
            "Ce fichier ne peut pas être lu.", "Vérifiez qu’il n’a pas été déplacé, et vos droits."
        ) from None
    return read_protocol_file(data, new_id)


def read_protocol_file(data: bytes, new_id: NewId) -> ProtocolContent:
    """The text in a file, cleaned, with ids of ours; rows that say nothing are left out.

    Raises `UserError` for whatever is no protocol, is of a later version, or is too long.
    """
    value = _json(_text(data))
    if not isinstance(value, dict) or value.get("format") != FILE_FORMAT:
        raise UserError("Ce fichier n’est pas un protocole de Tour de table.", _OTHER_FILE)
    version = value.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UserError("Ce fichier ne dit pas de quelle version il est.", _ASK_AGAIN)
    if version > FILE_VERSION:
        raise UserError("Ce fichier vient d’une version plus récente de Tour de table.", _UPDATE)
    return _judged(_content(value.get("content")), new_id)


def _text(data: bytes) -> str:
    try:
        text = read_bytes(data)
    except UserError as error:  # its remedies are those of a table
        raise UserError(error.sentence, _OTHER_FILE) from error
    if not text.strip():
        raise UserError("Ce fichier est vide.", _ASK_AGAIN)
    return text


def _json(text: str) -> object:
    try:
        # A line end in a text, where JSON wants « \\n », is no reason to refuse it.
        value: object = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, strict=False
        )
    except _Repeated:
        raise UserError("Ce fichier dit deux fois la même chose.", _ASK_AGAIN) from None
    except (ValueError, RecursionError) as error:  # also a number or a nesting out of measure
        if text.lstrip().startswith("{") and not text.rstrip().endswith("}"):
            raise UserError(
                "Ce fichier est coupé : il s’arrête avant sa fin.", _ASK_AGAIN
            ) from error
        raise UserError("Ce fichier n’est pas un fichier JSON lisible.", _ASK_AGAIN) from error
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Repeated
    return members


def _no_number(word: str) -> object:
    raise ValueError(word)


def _content(raw: object) -> ProtocolContent:
    if raw is None:
        raise UserError("Ce fichier ne contient pas de protocole.", _ASK_AGAIN)
    try:
        return content_from(_all_tidied(raw))
    except ValueError as error:
        name = str(error)
        what = f"« {_WORDS.get(name, name)} »"
        why = "a une valeur inconnue" if name in _CHOICES else "n’a pas la forme attendue"
        raise UserError(f"Dans ce fichier, {what} {why}.", _ASK_AGAIN) from error


def _all_tidied(raw: object) -> object:
    members = _tidied(raw, (_THEME, *text_fields()))
    if isinstance(members, dict):
        for name, fields in _LISTS.items():
            rows = members.get(name)
            if isinstance(rows, list):
                members[name] = [_tidied(row, fields) for row in rows]
    return members


def _tidied(raw: object, fields: Iterable[ProtocolField]) -> object:
    """A record with its texts cleaned, and without its id: another practice's is of no use."""
    if not isinstance(raw, dict):
        return raw
    members = {name: value for name, value in raw.items() if name != "id"}
    for field in fields:
        value = members.get(field.name)
        if isinstance(value, str):
            text = _UNSEEN.sub("", clean(value)).strip()
            members[field.name] = one_line(text) if field.most <= LONGEST_LINE else text
    return members


def _judged(said: ProtocolContent, new_id: NewId) -> ProtocolContent:
    steps = (step for step in said.steps if not step.blank)
    indicators = (each for each in said.indicators if _says(each, INDICATOR_FIELDS))
    content = replace(
        said,
        references=tuple(each for each in said.references if _says(each, REFERENCE_FIELDS)),
        steps=tuple(replace(step, id=ProtocolStepId(new_id())) for step in steps),
        indicators=tuple(replace(each, id=IndicatorId(new_id())) for each in indicators),
    )
    if not any(char.isalnum() for char in content.title):
        raise UserError("Ce protocole n’a pas de titre.", _ASK_AGAIN)
    fault = text_fault(_THEME, content.theme)
    if fault:
        raise UserError(fault, _SHORTEN)
    try:
        require_protocol_lengths(content)
    except UserError as error:
        raise UserError(error.sentence, _SHORTEN) from error
    return content


def _says(record: object, fields: Iterable[ProtocolField]) -> bool:
    return any(getattr(record, field.name) for field in fields)
