# SPDX-License-Identifier: EUPL-1.2
"""What a new meeting begins with: the usual people and roles, the last minutes to approve."""

from dataclasses import replace
from datetime import date, time

from app.domain.changes import Kind, content_of
from app.domain.dates import medium_date
from app.domain.ids import ItemId, MeetingId, ProfessionalId
from app.domain.meeting import (
    AgendaItem,
    Attendance,
    AttendanceState,
    ItemKind,
    Meeting,
    MeetingForm,
    Role,
    Topic,
)
from app.services.absences import excuse_absent
from app.services.agenda_order import number
from app.storage.unit_of_work import Rows, UnitOfWork

APPROVAL_MINUTES = 2


def usual_meeting(
    rows: Rows, on: date, start: time, end: time, form: MeetingForm = MeetingForm.WEEKLY
) -> Meeting:
    """A draft with the place, the people and the roles of the last meeting; no id yet.

    Those who left or are away hold no role; those who are away are excused.
    """
    practice, last = rows.practice.get(), rows.meetings.latest_closed(on)
    draft = Meeting(
        id=MeetingId(""),
        on=on,
        start=start,
        end=end,
        place=practice.place if practice else "",
        form=form,
        roles=_usual_roles(rows, last, on),
        attendance=_usual_people(rows, last),
    )
    return excuse_absent(rows, draft)


def add_meeting(work: UnitOfWork, draft: Meeting) -> Meeting:
    """Write a prepared meeting under an id of its own."""
    meeting = replace(draft, id=MeetingId(work.new_id()))
    work.rows.meetings.save(meeting)
    work.changed(Kind.MEETING, meeting.id, content_of(meeting))
    work.journal("meeting.prepared", Kind.MEETING, meeting.id)
    return meeting


def put_approval(work: UnitOfWork, meeting: Meeting) -> ItemId | None:
    """Put the approval of the last minutes first, unless that was done; the item's id."""
    last = work.rows.meetings.latest_closed(meeting.on)
    minutes_id = work.rows.coming_back.unapproved(last.id) if last else None
    if last is None or minutes_id is None:
        return None
    item = AgendaItem(
        id=ItemId(work.new_id()),
        meeting_id=meeting.id,
        position=0,
        kind=ItemKind.FREE,
        title=f"Compte rendu du {medium_date(last.on)}",
        planned=APPROVAL_MINUTES,
        topic=Topic.APPROVAL,
        minutes_id=minutes_id,
    )
    others = work.rows.agenda.of(meeting.id)
    work.rows.agenda.save(item)
    number(work, (item, *others))
    work.changed(Kind.ITEM, item.id, content_of(item))
    return item.id


def _usual_roles(
    rows: Rows, last: Meeting | None, on: date
) -> dict[Role, tuple[ProfessionalId, ...]]:
    away = rows.absences.away(on)
    there = {p.id for p in rows.professionals.all() if p.active and p.id not in away}
    held = last.roles.items() if last else ()
    still = {role: tuple(id_ for id_ in holders if id_ in there) for role, holders in held}
    return {role: holders for role, holders in still.items() if holders}


def _usual_people(rows: Rows, last: Meeting | None) -> tuple[Attendance, ...]:
    people = rows.professionals.all()
    if last is None:
        return tuple(Attendance(p.id) for p in people if p.active and p.member)
    active = {p.id for p in people if p.active}
    return tuple(
        Attendance(line.professional_id)
        for line in last.attendance
        if line.professional_id in active and line.state is not AttendanceState.GUEST
    )
