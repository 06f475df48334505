# SPDX-License-Identifier: EUPL-1.2
"""From what the services say to the rows of the preparation, in words."""

from dataclasses import replace

from app.domain.consent import Consent, ConsentState
from app.domain.dates import long_date, short_date, span
from app.domain.ids import ProfessionalId
from app.domain.meeting import AttendanceState, Meeting, Topic
from app.domain.text import fold
from app.services.agendas import AgendaLine
from app.services.candidates import Candidate, Cause, PointCandidate
from app.services.people import People
from app.services.protocol_candidates import ProtocolCandidate
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
        badge=_badge(line.consent, uncovered=_uncovered(line, names)) if line.code else topic,
        planned=line.item.planned,
        reason=reason,
        guests=people(line.guests, names),
    )


def _uncovered(line: AgendaLine, names: People) -> bool:
    """Somebody from outside of the team is asked for it whose structure the person did not name."""
    guests = [guest for id_ in line.guests if (guest := names.get(id_)) and not guest.member]
    consent = line.consent
    return any(not (consent and consent.covers(g.structure, g.full_name)) for g in guests)


def candidate_row(candidate: Candidate) -> CandidateState:
    """A situation that may come."""
    return CandidateState(
        case_id=candidate.case_id,
        code=candidate.code,
        title=candidate.title,
        reason=candidate.reason,
        badge=Badge("accord à renouveler", Level.WARN)
        if candidate.to_renew
        else _badge(candidate.consent),
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


def protocol_row(candidate: ProtocolCandidate) -> CandidateState:
    """A protocol to validate, to revise, or only to speak of."""
    return CandidateState(
        case_id=None,
        code="",
        title=candidate.title,
        reason=candidate.reason,
        badge=Badge(Topic.PROTOCOL.label, Level.NEUTRAL),
        protocol_id=candidate.protocol_id,
        asked=candidate.asked,
    )


def rank(point: PointCandidate) -> Cause:
    """Where a point stands among the situations."""
    return Cause.CARRIED if point.undiscussed else Cause.REVIEW


def _badge(consent: Consent | None, *, uncovered: bool = False) -> Badge:
    """Where the consent stands, and what is missing to it."""
    if consent is None:
        return Badge("accord non tracé", Level.WARN)
    if consent.state is ConsentState.NOT_ASKED:
        return Badge("anonyme stricte", Level.WARN)
    if not consent.state.allows_presentation:
        return Badge(f"accord {consent.state.label}", Level.LATE)
    return _obtained(consent, uncovered=uncovered)


def _obtained(consent: Consent, *, uncovered: bool) -> Badge:
    if uncovered:
        words = "sans cet invité" if consent.outside_team else "équipe seulement"
        return Badge(f"accord : {words}", Level.LATE)
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
