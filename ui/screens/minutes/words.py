# SPDX-License-Identifier: EUPL-1.2
"""From sealed records to the words of the reading pane."""

from collections.abc import Callable
from datetime import date, datetime, time

from app.domain.dates import clock, long_date, medium_date, span
from app.domain.field import NOTE_FIELDS
from app.domain.journal import short_head
from app.domain.meeting import AttendanceState, MeetingForm
from app.domain.minutes import HeaderRecord, ItemRecord, Minutes, SealedItem
from app.domain.seal import fingerprint
from app.domain.text import NO_BREAK, listing, typeset
from ui.screens.minutes.state import ReadAction, Reading, ReadItem

RESTRICTED = "La personne a retiré son accord depuis. Ce point reste scellé, et n’est plus imprimé."
ERASED = "Le texte de ce point a été effacé à la demande de la personne."

_GROUPS = (
    (AttendanceState.PRESENT, "Présents"),
    (AttendanceState.REMOTE, "En visio"),
    (AttendanceState.GUEST, "Invités"),
    (AttendanceState.EXCUSED, "Excusés"),
    (AttendanceState.ABSENT, "Absents"),
    (AttendanceState.INVITED, "Présence non notée"),
)

Local = Callable[[datetime], datetime]
"""A UTC instant as local time."""


def reading_of(
    minutes: Minutes,
    codes: dict[int, str],
    local: Local,
    *,
    replaced_by: int,
    signer: str = "",
    approved: str = "",
) -> Reading:
    """The whole version; `codes` name the items that come without their record.

    `signer` is who signed it, empty where it was sealed before accounts had keys; `approved` says
    when the team approved it.
    """
    header = minutes.header
    return Reading(
        id=minutes.id,
        meeting_id=minutes.meeting_id,
        title=f"{MeetingForm(header.form or MeetingForm.WEEKLY).label} du {long_date(minutes.on)}",
        facts=" · ".join(_facts(header, minutes.version)),
        sealed=_sealed(minutes, local, signer),
        reason=typeset(header.reason),
        replaced_by=replaced_by,
        approved=typeset(approved[:1].upper() + approved[1:]),
        people=_people(header),
        items=tuple(item_of(item, codes.get(item.position, "")) for item in minutes.items),
    )


def item_of(item: SealedItem, code: str = "", *, opened: bool = False) -> ReadItem:
    """One item; `opened` marks one that was opened for a reason."""
    case_id = item.case_id or ""
    record = item.record
    if record is None:
        heading = code or f"Point {item.position}"
        closed = RESTRICTED if item.restricted else ERASED
        return ReadItem(item.position, case_id, heading, closed=closed, may_open=item.restricted)
    if record.withheld:
        closed = typeset(record.withheld)
        return ReadItem(item.position, case_id, typeset(record.heading), closed=closed)
    return ReadItem(
        position=item.position,
        case_id=case_id,
        heading=typeset(record.heading),
        title=typeset(record.title),
        facts=" · ".join(typeset(fact) for fact in _item_facts(record)),
        question=typeset(record.question),
        wishes=typeset(record.wishes),
        notes=_notes(record),
        decisions=tuple(typeset(decision) for decision in record.decisions),
        actions=tuple(
            ReadAction(typeset(action.text), typeset(action.who), _due(action.due))
            for action in record.actions
        ),
        outcome=typeset(record.outcome),
        text=typeset(record.text),
        fate=typeset(record.fate),
        answers=tuple(typeset(answer.sentence) for answer in record.answers),
        opened=opened,
    )


def _facts(header: HeaderRecord, version: int) -> list[str]:
    facts = [f"n°{NO_BREAK}{header.number}", f"version{NO_BREAK}{version}"]
    if header.held:
        facts.append(header.held)
    else:
        facts.append(span(time.fromisoformat(header.start), time.fromisoformat(header.end)))
    return [*facts, header.place] if header.place else facts


def _sealed(minutes: Minutes, local: Local, signer: str) -> str:
    at = local(minutes.sealed_at)
    when = f"{medium_date(at.date())} à {clock(at.time())}"
    facts = [f"Empreinte {fingerprint(minutes.seal)}"]
    if minutes.head:
        facts.append(f"journal {short_head(minutes.head)}")
    if signer:
        said = f"Signé par {typeset(signer)} le {when}"
    else:
        said = f"Scellé le {when} par {typeset(minutes.header.sealed_by)}, non signé"
    return f"{said}\n{' · '.join(facts)}"


def _people(header: HeaderRecord) -> tuple[str, ...]:
    """The roles on one line, then the people of each state: « Présents (8) : … »."""
    roles = [f"{label}{NO_BREAK}: {names}" for label, names in header.roles if names]
    lines = [typeset(" · ".join(roles))] if roles else []
    for state, word in _GROUPS:
        names = [person.name for person in header.attendance if person.state == state]
        if names:
            lines.append(f"{word} ({len(names)}){NO_BREAK}: {typeset(', '.join(names))}")
    return tuple(lines)


def _item_facts(record: ItemRecord) -> list[str]:
    facts = [f"Demandée par {record.requester}"] if record.requester else []
    facts += [text for text in (record.topic, record.reason, record.consent) if text]
    if record.guests:
        facts.append(f"Venus pour ce point{NO_BREAK}: {listing(record.guests)}")
    if record.spent_minutes:
        facts.append(f"{record.spent_minutes}{NO_BREAK}min")
    return facts


def _notes(record: ItemRecord) -> tuple[tuple[str, str, str], ...]:
    texts = (record.organic, record.psychic, record.social)
    return tuple(
        (field.value, field.label, typeset(text))
        for field, text in zip(NOTE_FIELDS, texts, strict=True)
        if text.strip()
    )


def _due(due: str) -> str:
    return medium_date(date.fromisoformat(due)) if due else "sans date"
