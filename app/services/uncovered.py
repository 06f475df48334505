# SPDX-License-Identifier: EUPL-1.2
"""Guests from outside of the team whom an answer of the person does not cover (L1110-4 CSP).

A narrower answer acts forward, as a withdrawal does: whom it leaves out does not come any more.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.changes import Kind
from app.domain.consent import Consent
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import MeetingState
from app.storage.unit_of_work import Rows, UnitOfWork


@dataclass(frozen=True)
class Uncovered:
    """Somebody who was asked for an item, and may not hear of it."""

    item_id: ItemId
    meeting_id: MeetingId
    on: date
    person: ProfessionalId
    name: str


def of_care_team(rows: Rows, case_id: CaseId, person: ProfessionalId) -> bool:
    """Whether somebody was noted as of the care team of this patient (art. L1110-12 CSP).

    What they hear is then shared within the team (art. L1110-4 III), and asks for no other consent.
    """
    return any(
        each.professional_id == person and each.care_team for each in rows.circles.of(case_id)
    )


def uncovered(rows: Rows, case_id: CaseId, consent: Consent) -> tuple[Uncovered, ...]:
    """Who is asked for a meeting that is not closed and is not covered, the oldest first."""
    found = []
    for item in rows.agenda.of_case(case_id):
        meeting = rows.meetings.heading(item.meeting_id)
        if meeting is None or meeting.state is MeetingState.CLOSED:
            continue
        for person in rows.agenda.guests(item.id):
            guest = rows.professionals.get(person)
            if guest is None or guest.member or of_care_team(rows, case_id, person):
                continue
            if not consent.covers(guest.structure, guest.full_name):
                found.append(Uncovered(item.id, meeting.id, meeting.on, person, guest.full_name))
    return tuple(sorted(found, key=lambda one: one.on))


def uninvite(work: UnitOfWork, case_id: CaseId) -> None:
    """Take those whom the answer in force does not cover off the items that are not sealed."""
    consent = work.rows.consents.current(case_id)
    for one in uncovered(work.rows, case_id, consent) if consent else ():
        guests = work.rows.agenda.guests(one.item_id)
        left = tuple(person for person in guests if person != one.person)
        work.rows.agenda.save_guests(one.item_id, left)
        work.changed(Kind.ITEM, one.item_id, {"guests": list(left)})
        work.changed(Kind.MEETING, one.meeting_id, {"agenda": "guests"})
