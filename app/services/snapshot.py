# SPDX-License-Identifier: EUPL-1.2
"""What goes under the seal: the meeting and its items as words, codes only."""

from datetime import time

from app.domain.consent import Consent, reach_words
from app.domain.dates import medium_date
from app.domain.ids import ProfessionalId
from app.domain.meeting import AgendaItem, Attendance, ItemState, Meeting, MeetingForm, Role, Topic
from app.domain.minutes import ActionRecord, AttendanceRecord, HeaderRecord, ItemRecord
from app.domain.text import listing, said
from app.services.answers import answers_of
from app.services.cases import case_title
from app.services.fates import NOT_REACHED, fate_words
from app.services.people import People
from app.storage.unit_of_work import Rows
from app.system.clock import Clock

PUT_OFF = "Reportée : "
"""How the outcome begins of what was postponed for a reason; it is sealed like this."""


def header_record(
    rows: Rows, meeting: Meeting, names: People, *, clock: Clock, sealed_by: str, reason: str
) -> HeaderRecord:
    """The meeting as it was held; times of day are local."""
    practice = rows.practice.get()
    started = clock.local(meeting.started_at) if meeting.started_at else None
    ended = clock.local(meeting.closed_at) if meeting.closed_at else None
    return HeaderRecord(
        practice=practice.name if practice else "",
        place=meeting.place,
        on=meeting.on.isoformat(),
        start=meeting.start.isoformat(timespec="minutes"),
        end=meeting.end.isoformat(timespec="minutes"),
        started=started.isoformat(timespec="minutes") if started else "",
        ended=ended.isoformat(timespec="minutes") if ended else "",
        number=rows.meetings.number_in_year(meeting),
        roles=tuple(
            (role.label, listing([names.full(id_) for id_ in meeting.roles[role]]))
            for role in Role
            if role in meeting.roles
        ),
        attendance=tuple(_attendance(line, names) for line in meeting.attendance),
        sealed_by=sealed_by,
        reason=reason,
        form="" if meeting.form is MeetingForm.WEEKLY else meeting.form.value,
    )


def item_record(rows: Rows, item: AgendaItem, names: People) -> ItemRecord:
    """One item as it was held; a withdrawn one keeps its code and a sentence, nothing else."""
    case = rows.cases.get(item.case_id) if item.case_id else None
    heading = case.code if case else item.title
    if item.state is ItemState.WITHDRAWN:
        return ItemRecord(heading=heading, withheld=item.outcome)
    return ItemRecord(
        heading=heading,
        title=case_title(case) if case and case.title else "",
        requester=names.presented(case.requester_id, case.requester_name) if case else "",
        reason=case.reason.label if case else "",
        consent=_consent_text(rows.consents.current(case.id), names) if case else "",
        question=said(item.question),
        wishes=said(item.wishes),
        organic=said(item.notes.organic),
        psychic=said(item.notes.psychic),
        social=said(item.notes.social),
        decisions=tuple(decision.text for decision in rows.decisions.of(item.id)),
        actions=_actions(rows, item, names),
        outcome=_outcome(item),
        spent_minutes=round(item.spent / 60),
        topic="" if case or item.topic is Topic.OTHER else item.topic.label,
        text=said(item.text),
        guests=tuple(names.presented(id_) for id_ in rows.agenda.guests(item.id)),
        fate=fate_words(item.fate),
        answers=answers_of(rows, item, names),
    )


def consent_sentence(consent: Consent | None, who: str) -> str:
    """Where the consent stands, in words that can be printed."""
    if consent is None:
        return "Accord non noté"
    if consent.strictly_anonymous:
        return "Accord non demandé : présentation strictement anonyme"
    parts = [f"Accord {consent.state.label}"]
    if consent.on is not None:
        parts.append(f"le {medium_date(consent.on)}")
    if who:
        parts.append(f"par {who}")
    sentence = " ".join(parts)
    if consent.outside_team:
        sentence += f", {reach_words(consent)}"
    return f"{sentence} ({consent.scope})" if consent.scope else sentence


def _consent_text(consent: Consent | None, names: People) -> str:
    who = names.full(consent.collected_by, consent.collected_by_name) if consent else ""
    return consent_sentence(consent, who)


def _actions(rows: Rows, item: AgendaItem, names: People) -> tuple[ActionRecord, ...]:
    return tuple(
        ActionRecord(
            text=action.text,
            who=names.full(action.who_id, action.who_name),
            due=action.due.isoformat() if action.due else "",
        )
        for action in rows.actions.of(item.id)
    )


def _attendance(line: Attendance, names: People) -> AttendanceRecord:
    person = names.get(ProfessionalId(line.professional_id))
    return AttendanceRecord(
        name=person.full_name if person else "",
        profession=person.profession if person else "",
        field=person.field.label if person else "",
        state=line.state.value,
        arrived=_hour(line.arrived),
        departed=_hour(line.departed),
    )


def _hour(at: time | None) -> str:
    return "" if at is None else at.isoformat(timespec="minutes")


def _outcome(item: AgendaItem) -> str:
    put_off = item.state is ItemState.POSTPONED and item.outcome != NOT_REACHED
    return f"{PUT_OFF}{item.outcome}" if put_off else item.outcome
