# SPDX-License-Identifier: EUPL-1.2
"""The attendance sheet to sign: names of professionals, codes of situations, no patient."""

from collections.abc import Iterator
from dataclasses import replace

from app.documents.views import AttendanceView, Fact, SignatureLine
from app.domain.dates import long_date, medium_date, span
from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.domain.meeting import AttendanceState, ItemState, Meeting
from app.domain.text import listing, plural
from app.services.people import People, people
from app.services.print_minutes import letterhead, role_facts
from app.storage.unit_of_work import Rows

_SPARE_LINES = 2
_NOT_HANDLED = (ItemState.POSTPONED, ItemState.WITHDRAWN)
_NOT_SIGNING = (AttendanceState.EXCUSED, AttendanceState.ABSENT)


def attendance_view(rows: Rows, meeting: Meeting) -> AttendanceView:
    """The sheet of one meeting, before it (to sign) or after it (with who came)."""
    names = people(rows)
    number = rows.meetings.number_in_year(meeting)
    held = any(line.state.attends for line in meeting.attendance)
    signing = tuple(
        line.professional_id for line in meeting.attendance if line.state not in _NOT_SIGNING
    )
    codes = tuple(
        case.code
        for item in rows.agenda.of(meeting.id)
        if item.state not in _NOT_HANDLED
        and item.case_id is not None
        and (case := rows.cases.get(item.case_id)) is not None
    )
    return AttendanceView(
        letterhead=letterhead(rows),
        title="Feuille d’émargement",
        subtitle="Réunion de coordination et de concertation pluriprofessionnelle · "
        f"{long_date(meeting.on)}",
        facts=(
            Fact("Horaire prévu", span(meeting.start, meeting.end)),
            Fact("Lieu", meeting.place or "—"),
            Fact("N° dans l’année", str(number)),
            *role_facts(meeting, names),
        ),
        people=(
            *(_line(meeting, id_, names) for id_ in signing),
            *_guests(rows, meeting, names),
        ),
        spare_lines=_SPARE_LINES if signing or not meeting.attendance else 0,
        codes=codes,
        totals=_totals(meeting, names, len(codes)) if held else (),
        foot=_absences(meeting, names),
        origin=f"Réunion n° {number} du {medium_date(meeting.on)}",
        band_note="codes seuls, aucune identité de patient",
    )


def _line(meeting: Meeting, id_: ProfessionalId, names: People) -> SignatureLine:
    person = names.get(id_)
    state = meeting.state_of(id_)
    return SignatureLine(
        name=names.full(id_),
        profession=person.profession if person else "",
        status=_status(person),
        note="en visio" if state is AttendanceState.REMOTE else "",
    )


def _guests(rows: Rows, meeting: Meeting, names: People) -> Iterator[SignatureLine]:
    """Who comes for one item only signs too, on a line that says which."""
    for item in rows.agenda.of(meeting.id):
        case = rows.cases.get(item.case_id) if item.case_id else None
        for guest in rows.agenda.guests(item.id):
            if meeting.state_of(guest) is None and item.state not in _NOT_HANDLED:
                line = _line(meeting, guest, names)
                yield replace(line, note=f"invité·e : {case.code if case else item.title}")


def _status(person: Professional | None) -> str:
    if person is None:
        return ""
    return "MSP" if person.member else (person.structure or "hors MSP")


def _totals(meeting: Meeting, names: People, cases: int) -> tuple[Fact, ...]:
    attending = [names.get(id_) for id_ in meeting.attending]
    professions = {person.profession for person in attending if person and person.profession}
    return (
        Fact("Présents", f"{len(attending)} sur {len(meeting.attendance)}"),
        Fact("Professions", str(len(professions))),
        Fact("Dossiers", plural(cases, "situation")),
    )


def _absences(meeting: Meeting, names: People) -> tuple[str, ...]:
    groups = (("Excusés", AttendanceState.EXCUSED), ("Absents", AttendanceState.ABSENT))
    return tuple(
        f"{label} : {listing([names.full(id_) for id_ in meeting.in_state(state)])}"
        for label, state in groups
        if meeting.in_state(state)
    )
