# SPDX-License-Identifier: EUPL-1.2
"""The convocation (no situation at all) and the agenda (codes only) of a meeting to come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from app.documents.views import (
    AgendaSheetLine,
    AgendaSheetView,
    Confidentiality,
    ConvocationView,
    Fact,
    PersonLine,
)
from app.domain.consent import Consent
from app.domain.dates import clock, long_date, medium_date, minutes_text, span
from app.domain.ids import ProfessionalId
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingForm
from app.domain.text import listing, one_line, plural
from app.services.people import People, people
from app.services.print_minutes import letterhead, role_facts
from app.storage.unit_of_work import Rows

_ANY_DAY = date(2000, 1, 1)
_MEETING = "Réunion de coordination et de concertation pluriprofessionnelle"


def convocation_view(rows: Rows, meeting: Meeting) -> ConvocationView:
    """Date, place, hours, roles, who is invited: it may be pinned to a wall."""
    names, items = people(rows), rows.agenda.of(meeting.id)
    cases = sum(item.case_id is not None for item in items)
    others = len(items) - cases
    counts = [plural(cases, "situation")] * bool(cases) + [plural(others, "point")] * bool(others)
    extra = " supplémentaire" if meeting.form is MeetingForm.EXTRA else ""
    return ConvocationView(
        letterhead=letterhead(rows),
        title="Convocation",
        subtitle=f"{_MEETING}{extra} · {long_date(meeting.on)}",
        confidentiality=Confidentiality.ANONYMOUS,
        band_note="aucune situation, aucun patient",
        facts=(
            Fact("Date", long_date(meeting.on).capitalize()),
            Fact("Horaire", span(meeting.start, meeting.end)),
            Fact("Lieu", meeting.place or "—"),
            *role_facts(meeting, names),
            *([Fact("À l’ordre du jour", listing(counts))] if counts else []),
        ),
        people=(*_invited(meeting, names), *_guests(rows, meeting, names)),
        foot=(
            "En cas d’empêchement, prévenez la coordination : un autre regard peut être invité.",
        ),
        origin=_origin(rows, meeting),
    )


def agenda_sheet_view(rows: Rows, meeting: Meeting) -> AgendaSheetView:
    """Hour, code, consent, theme and requester of each item, in order."""
    names, items = people(rows), rows.agenda.of(meeting.id)
    planned = minutes_text(sum(item.planned for item in items))
    return AgendaSheetView(
        letterhead=letterhead(rows),
        title="Ordre du jour",
        subtitle=f"{_MEETING} · {long_date(meeting.on)}",
        band_note="codes seuls, aucune identité de patient",
        facts=(
            Fact("Horaire", span(meeting.start, meeting.end)),
            Fact("Lieu", meeting.place or "—"),
            Fact("Durée prévue", f"{planned} sur {minutes_text(meeting.minutes)}"),
            *role_facts(meeting, names),
        ),
        lines=tuple(
            _line(rows, item, at, names)
            for item, at in timed(items, meeting.start)
            if item.state is not ItemState.WITHDRAWN
        ),
        origin=_origin(rows, meeting),
    )


def timed(items: tuple[AgendaItem, ...], start: time) -> Iterator[tuple[AgendaItem, time]]:
    """Each item with the time of day at which it should begin."""
    at = datetime.combine(_ANY_DAY, start)
    for item in items:
        yield item, at.time()
        at += timedelta(minutes=item.planned)


def _line(rows: Rows, item: AgendaItem, at: time, names: People) -> AgendaSheetLine:
    guests = listing([names.full(id_) for id_ in rows.agenda.guests(item.id)])
    guest_words = f"avec {guests}" if guests else ""
    case = rows.cases.get(item.case_id) if item.case_id else None
    if case is None:
        return AgendaSheetLine(clock(at), item.topic.label, "—", item.title, "", guest_words)
    return AgendaSheetLine(
        at=clock(at),
        code=case.code,
        consent=_consent(rows.consents.current(case.id)),
        theme=case.title or one_line(case.question),
        requester=names.presented(case.requester_id, case.requester_name),
        guests=guest_words,
    )


def _consent(consent: Consent | None) -> str:
    if consent is None:
        return "non noté"
    if consent.strictly_anonymous:
        return "non demandé : anonyme"
    on = f" le {medium_date(consent.on).split(' ', 1)[1]}" if consent.on else ", sans date"
    return f"{consent.state.label}{on}"


def _invited(meeting: Meeting, names: People) -> Iterator[PersonLine]:
    for line in meeting.attendance:
        yield _person(line.professional_id, names, line.state.label)


def _guests(rows: Rows, meeting: Meeting, names: People) -> Iterator[PersonLine]:
    """Who comes for a part of it: when, not what for."""
    seen = {line.professional_id for line in meeting.attendance}
    for item, at in timed(rows.agenda.of(meeting.id), meeting.start):
        for guest in rows.agenda.guests(item.id):
            if guest not in seen:
                seen.add(guest)
                yield _person(guest, names, f"invité·e à {clock(at)}")


def _person(id_: ProfessionalId, names: People, state: str) -> PersonLine:
    person = names.get(id_)
    profession = person.profession if person else ""
    field = person.field.label if person else ""
    return PersonLine(names.full(id_), profession, field, state)


def _origin(rows: Rows, meeting: Meeting) -> str:
    number = rows.meetings.number_in_year(meeting)
    return f"Réunion n° {number} du {medium_date(meeting.on)}"
