# SPDX-License-Identifier: EUPL-1.2
"""From what the services say to the rows of the preparation, in words."""

from dataclasses import replace

from app.domain.consent import Consent, ConsentState
from app.domain.dates import long_date, short_date, span
from app.domain.ids import ProfessionalId
from app.domain.meeting import AttendanceState, Meeting
from app.domain.text import fold
from app.services.agendas import AgendaLine
from app.services.candidates import Candidate, Cause, PointCandidate
from app.services.people import People
from ui.screens.prepare.state import AgendaRowState, Badge, CandidateState, Level, Person


def heading(meeting: Meeting) -> str:
    """The day and the hours of a meeting."""
    return f"{long_date(meeting.on).capitalize()}, {span(meeting.start, meeting.end)}"


def agenda_row(line: AgendaLine, reason: str, names: People) -> AgendaRowState:
    """One item of the agenda, and why it is there."""
    topic = Badge(line.item.topic.label, Level.NEUTRAL)
    return AgendaRowState(
        item_id=line.item.id,
        code=line.code,
        title=line.title,
        requester=line.requester,
        badge=_badge(line.consent, outside=_outside(line, names)) if line.code else topic,
        planned=line.item.planned,
        reason=reason,
        guests=people(line.guests, names),
    )


def _outside(line: AgendaLine, names: People) -> bool:
    """Somebody from outside of the team is asked for it."""
    return any((guest := names.get(id_)) and not guest.member for id_ in line.guests)


def candidate_row(candidate: Candidate) -> CandidateState:
    """A situation that may come."""
    return CandidateState(
        case_id=candidate.case_id,
        code=candidate.code,
        title=candidate.title,
        reason=candidate.reason,
        badge=_badge(candidate.consent),
        obstacle=candidate.obstacle,
        requester=candidate.requester,
    )


def point_row(point: PointCandidate) -> CandidateState:
    """A point of an earlier meeting that comes back."""
    return CandidateState(
        case_id=None,
        code="",
        title=point.title,
        reason=point.reason,
        badge=Badge(point.topic.label, Level.NEUTRAL),
        item_id=point.item_id,
    )


def rank(point: PointCandidate) -> Cause:
    """Where a point stands among the situations."""
    return Cause.CARRIED if point.undiscussed else Cause.REVIEW


def _badge(consent: Consent | None, *, outside: bool = False) -> Badge:
    """Where the consent stands, and what is missing to it."""
    if consent is None:
        return Badge("accord non tracé", Level.WARN)
    if consent.state is ConsentState.NOT_ASKED:
        return Badge("anonyme stricte", Level.WARN)
    if not consent.state.allows_presentation:
        return Badge(f"accord {consent.state.label}", Level.LATE)
    return _obtained(consent, outside=outside)


def _obtained(consent: Consent, *, outside: bool) -> Badge:
    if outside and not consent.outside_team:
        return Badge("accord : équipe seulement", Level.LATE)
    if consent.on is None:
        return Badge("accord sans date", Level.WARN)
    on = f"accord du {short_date(consent.on).split(' ', 1)[1]}"
    if consent.collected_by is None and not consent.collected_by_name:
        return Badge(f"{on}, recueilli par ?", Level.WARN)
    return Badge(on, Level.OK)


def matches(candidate: CandidateState, words: list[str]) -> bool:
    """Whether a candidate holds all these folded words."""
    parts = (candidate.code, candidate.title, candidate.reason, candidate.requester)
    text = fold(" ".join(parts))
    return all(word in text for word in words)


def invited(meeting: Meeting, names: People) -> tuple[Person, ...]:
    """Who is invited, and who of them is excused already."""
    away = meeting.in_state(AttendanceState.EXCUSED)
    ids = tuple(line.professional_id for line in meeting.attendance)
    return tuple(replace(person, away=person.id in away) for person in people(ids, names))


def people(ids: tuple[ProfessionalId, ...], names: People) -> tuple[Person, ...]:
    """The people of the directory behind these ids."""
    found = ((id_, names.get(id_)) for id_ in ids)
    return tuple(
        Person(id_, names.short(id_), person.profession) for id_, person in found if person
    )
