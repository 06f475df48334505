# SPDX-License-Identifier: EUPL-1.2
"""A meeting file: UTF-8 JSON, its form in `inputs/README.md`.

Unknown keys are ignored and missing ones have a default; what cannot be accepted becomes a French
sentence in `MeetingScript.problems` and the rest is kept.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.dates import parse_weekly
from app.domain.directory_preview import DirectoryPreview
from app.domain.errors import UserError
from app.domain.meeting import Role
from app.domain.practice import Practice, WeeklySlot
from app.exchange.directory_table import read_directory
from app.exchange.encoding import read_file
from app.exchange.json_record import JsonRecord
from app.exchange.meeting_items import read_items
from app.exchange.meeting_script import MeetingScript, ScriptMeeting
from app.exchange.professions import Profession

ReadDirectory = Callable[[str], DirectoryPreview]

_REMEDY = "Vérifiez le fichier : sa forme est décrite à côté des exemples."


def read_meeting_file(path: Path, professions: Sequence[Profession]) -> MeetingScript:
    """Read a meeting file and the directory it names beside it.

    Raises UserError when the file cannot be read, is no JSON object or has no meeting or items.
    """
    return parse_meeting(
        _json(read_file(path)), lambda name: _directory(path.parent, name, professions)
    )


def parse_meeting(value: object, read_professionals: ReadDirectory) -> MeetingScript:
    """Make a script of a decoded JSON value; `read_professionals` reads the directory it names.

    Raises UserError when the value is no object or has no meeting or items.
    """
    if not isinstance(value, dict):
        raise UserError("Ce fichier n’est pas un fichier de réunion.", _REMEDY)
    if not isinstance(value.get("meeting"), dict) or not isinstance(value.get("items"), list):
        raise UserError("Ce fichier ne contient pas de réunion et ses situations.", _REMEDY)
    problems: list[str] = []
    head = JsonRecord(value, "Fichier de réunion", problems)
    practice = _practice(head.record("practice", "Structure"))
    return MeetingScript(
        practice=practice,
        meeting=_meeting(head.record("meeting", "Réunion"), practice),
        items=read_items(value["items"], problems),
        professionals=_professionals(head, read_professionals),
        problems=tuple(problems),
    )


def _json(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:  # also a number or a nesting out of measure
        raise UserError("Ce fichier n’est pas un fichier JSON lisible.", _REMEDY) from error
    return value


def _practice(record: JsonRecord) -> Practice:
    practice = Practice(name=record.line("name"), place=record.line("place"))
    weekly = record.line("weekly")
    if not weekly:
        return practice
    try:
        slot = WeeklySlot(*parse_weekly(weekly))
    except ValueError:
        record.report("le créneau hebdomadaire n’est pas compris, il reste à régler.")
        return practice
    return Practice(name=practice.name, place=practice.place, slot=slot)


def _meeting(record: JsonRecord, practice: Practice) -> ScriptMeeting:
    on = record.day("date")
    if "date" not in record:
        record.report("la date manque.")
    present = record.texts("present")
    excused = record.texts("excused")
    absent = record.texts("absent")
    for name in dict.fromkeys(present + excused + absent):
        if (name in present) + (name in excused) + (name in absent) > 1:
            record.report(f"« {name} » a deux présences, la première est retenue.")
    return ScriptMeeting(
        on=on,
        start=record.clock("start", practice.slot.start),
        end=record.clock("end", practice.slot.end),
        roles={role: names for role in Role if (names := record.texts(role.value))},
        invited=record.texts("invited"),
        present=present,
        excused=tuple(name for name in excused if name not in present),
        absent=tuple(name for name in absent if name not in present + excused),
    )


def _professionals(head: JsonRecord, read: ReadDirectory) -> DirectoryPreview | None:
    name = head.line("professionals")
    if not name:
        return None
    try:
        return read(name)
    except UserError as error:
        head.report(f"l’annuaire n’est pas repris. {error.text}")
        return None


def _directory(folder: Path, name: str, professions: Sequence[Profession]) -> DirectoryPreview:
    """Read the directory beside the meeting file, and nowhere else.

    Raises UserError when the name leads elsewhere or the file cannot be read.
    """
    beside = folder / name
    try:
        inside = not set(name) & set("/\\:\0") and beside.resolve().parent == folder.resolve()
    except (OSError, RuntimeError):  # a name too long, a loop of links
        inside = False
    if not inside:
        raise UserError(
            f"Le fichier « {name} » n’est pas à côté du fichier de réunion.",
            "Copiez-le dans le même dossier.",
        )
    return read_directory(read_file(beside), professions)
