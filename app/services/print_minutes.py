# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes as a page: words only, codes only."""

import re
from datetime import date, time

from app.documents.views import (
    ActionLine,
    Fact,
    Letterhead,
    MinutesItemView,
    MinutesView,
    PersonLine,
)
from app.domain.dates import clock as clock_text
from app.domain.dates import long_date, medium_date, span
from app.domain.field import NOTE_FIELDS
from app.domain.ids import ProfessionalId
from app.domain.journal import short_head
from app.domain.meeting import AttendanceState, ItemState, Meeting, MeetingForm, Role
from app.domain.minutes import AttendanceRecord, HeaderRecord, ItemRecord, Minutes, SealedItem
from app.domain.seal import fingerprint
from app.domain.text import listing
from app.services.approvals import Approval
from app.services.fates import NOT_REACHED
from app.services.people import People
from app.services.snapshot import PUT_OFF
from app.services.verification import SignedBy
from app.storage.unit_of_work import Rows
from app.system.clock import Clock

_RESTRICTED = "La personne a depuis retiré son accord : ce point n’est pas reproduit."
_ERASED = "Le texte de ce point a été effacé à la demande de la personne."

_AWAY = (AttendanceState.EXCUSED, AttendanceState.ABSENT)
_GROUPS = (
    (AttendanceState.PRESENT, "Présents"),
    (AttendanceState.REMOTE, "En visio"),
    (AttendanceState.GUEST, "Invités"),
    (AttendanceState.EXCUSED, "Excusés"),
    (AttendanceState.ABSENT, "Absents"),
    (AttendanceState.INVITED, "Présence non notée"),
)


def minutes_view(
    rows: Rows,
    minutes: Minutes,
    clock: Clock,
    signed: SignedBy | None = None,
    approval: Approval | None = None,
) -> MinutesView:
    """The page of one sealed version, who signed it, and when the team approved it."""
    header = minutes.header
    on = date.fromisoformat(header.on)
    mark = fingerprint(minutes.seal)
    return MinutesView(
        letterhead=letterhead(rows, header.practice),
        title="Compte rendu de concertation",
        subtitle=f"{held_words(header)} du {long_date(on)} · n° {header.number} "
        f"de l’année {on.year}",
        facts=_facts(header),
        people=people_lines(header),
        items=tuple(item_view(rows, item) for item in minutes.items),
        notice=""
        if any(_was_discussed(rows, item) for item in minutes.items)
        else f"Aucun point n’a été abordé pendant cette {held_words(header).lower()}.",
        seal=_seal(minutes, clock, mark, signed, approval),
        proof=_proof(minutes, signed),
        origin=f"{held_words(header)} du {medium_date(on)} · compte rendu n° {header.number}, "
        f"version {minutes.version}",
        fingerprint=mark,
        band_note="codes seuls, aucune identité",
    )


def held_words(header: HeaderRecord) -> str:
    """« Réunion », or « Concertation » for one of two or three, numbered apart."""
    return MeetingForm(header.form or MeetingForm.WEEKLY).label


def letterhead(rows: Rows, name: str = "", contact: tuple[str, ...] = ()) -> Letterhead:
    """The practice at the head of a document, then whom to ask; `name` is of a past document.

    Sealed minutes name the practice as it was called. The logo of today stands beside that name
    only where it is today's: no paper says that another practice bore it.
    """
    practice = rows.practice.get()
    if practice is None:
        return Letterhead(name, contact)
    logo = rows.practice.logo() if name in {"", practice.name} else None
    lines = (practice.address, practice.phone, f"FINESS {practice.finess}" * bool(practice.finess))
    return Letterhead(name or practice.name, (*(line for line in lines if line), *contact), logo)


def _facts(header: HeaderRecord) -> tuple[Fact, ...]:
    start, end = time.fromisoformat(header.start), time.fromisoformat(header.end)
    facts = [Fact("Horaire prévu", span(start, end))]
    if header.held:
        facts.append(Fact("Tenue", header.held))
    if header.place:
        facts.append(Fact("Lieu", header.place))
    facts.extend(Fact(label, _with_absences(names, header)) for label, names in header.roles)
    return tuple(facts)


def _with_absences(names: str, header: HeaderRecord) -> str:
    """The holders of a role as they were sealed, each who was not there marked as such."""
    for line in header.attendance:
        if line.name and line.state in _AWAY:
            holder = rf"(?<![\w-]){re.escape(line.name)}(?![\w-])"
            names = re.sub(holder, rf"\g<0> ({AttendanceState(line.state).label})", names)
    return names


def role_facts(meeting: Meeting, names: People) -> tuple[Fact, ...]:
    """Who holds which role of a meeting that is not sealed, each who is away marked as such."""

    def named(id_: ProfessionalId) -> str:
        state = meeting.state_of(id_)
        return f"{names.full(id_)} ({state.label})" if state in _AWAY else names.full(id_)

    return tuple(
        Fact(role.label, listing([named(id_) for id_ in meeting.roles[role]]))
        for role in Role
        if meeting.roles.get(role)
    )


def people_lines(header: HeaderRecord) -> tuple[PersonLine, ...]:
    """Everybody who was invited, state by state."""
    return tuple(
        PersonLine(line.name, line.profession, line.field, word, _hours(line))
        for state, word in _GROUPS
        for line in header.attendance
        if line.state == state
    )


def _hours(line: AttendanceRecord) -> str:
    parts = (("arrivée", line.arrived), ("départ", line.departed))
    return ", ".join(f"{word} {clock_text(time.fromisoformat(at))}" for word, at in parts if at)


def item_view(rows: Rows, item: SealedItem) -> MinutesItemView:
    """One sealed item, or the sentence that stands for it."""
    if item.record is None:
        case = rows.cases.get(item.case_id) if item.case_id else None
        return MinutesItemView(
            heading=case.code if case else f"Point {item.position}",
            withheld=_RESTRICTED if item.restricted else _ERASED,
        )
    record = item.record
    if record.withheld:
        return MinutesItemView(heading=record.heading, withheld=record.withheld)
    return MinutesItemView(
        heading=record.heading,
        title=record.title,
        requester=record.requester,
        reason=record.reason,
        consent=record.consent,
        question=record.question,
        wishes=record.wishes,
        notes=_notes(record),
        decisions=record.decisions,
        actions=tuple(
            ActionLine(
                action.text,
                action.who,
                medium_date(date.fromisoformat(action.due)) if action.due else "sans date",
            )
            for action in record.actions
        ),
        outcome=record.outcome or None,
        topic=record.topic,
        text=record.text,
        guests=record.guests,
        fate=record.fate,
        answers=tuple(answer.sentence for answer in record.answers),
    )


def _was_discussed(rows: Rows, sealed: SealedItem) -> bool:
    """Whether anything was said on an item; where its text is gone, by how it left the agenda."""
    record = sealed.record
    if record is None:
        item = rows.agenda.get(sealed.item_id)
        return item is None or item.state is not ItemState.WITHDRAWN
    put_off = record.outcome == NOT_REACHED or record.outcome.startswith(PUT_OFF)
    said = record.text.strip() or _notes(record) or record.decisions or record.actions
    return not record.withheld and bool(said or record.answers or not put_off)


def _notes(record: ItemRecord) -> tuple[tuple[str, str], ...]:
    texts = (record.organic, record.psychic, record.social)
    return tuple(
        (field.label, text) for field, text in zip(NOTE_FIELDS, texts, strict=True) if text.strip()
    )


def _seal(
    minutes: Minutes, clock: Clock, mark: str, signed: SignedBy | None, approval: Approval | None
) -> tuple[Fact, ...]:
    at = clock.local(minutes.sealed_at)
    facts = [
        Fact("Scellé", f"{long_date(at.date())}, {clock_text(at.time())}"),
        Fact("Par", minutes.header.sealed_by),
        Fact("Version", str(minutes.version)),
        Fact("Empreinte", mark),
        Fact("Signature", f"Signé par {signed.name}" if signed else "Scellé, non signé"),
    ]
    if minutes.head:
        facts.append(Fact("Tête du journal", short_head(minutes.head)))
    if approval is not None:
        facts.append(Fact("Approbation", approval.words))
    if minutes.header.reason:
        facts.append(Fact("Raison de cette version", minutes.header.reason))
    return tuple(facts)


def _proof(minutes: Minutes, signed: SignedBy | None) -> tuple[str, ...]:
    """What the short forms stand for, whole, for whoever verifies with another program."""
    lines = [f"Sceau : {minutes.seal}"]
    if minutes.head:
        lines.append(f"Tête du journal : {minutes.head}")
    if signed is not None:
        lines.append(f"Clé publique : {signed.public.hex()}")
        lines.append(f"Signature Ed25519 : {signed.signature.hex()}")
    return tuple(lines)
