# SPDX-License-Identifier: EUPL-1.2
"""The professional care plan of one situation (HAS PPS 2014 columns).

A part printed alone carries nothing that belongs to the other one: a social-only print shows no
health line, no decision, no wish and no alert, since free text may speak of health.
"""

from dataclasses import dataclass
from datetime import date

from app.documents.views import CarePlanView, Confidentiality, Fact, PlanLineView, PlanPartView
from app.domain.care_plan import CarePlan, PlanLine, PlanPart
from app.domain.case import Case, Identity, plan_number
from app.domain.consent import Consent
from app.domain.dates import age_text, long_date, medium_date, short_date
from app.domain.meeting import ItemState, MeetingState
from app.domain.minutes import Minutes
from app.domain.seal import fingerprint
from app.domain.text import of
from app.services.people import People, people
from app.services.print_minutes import letterhead
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class PlanSource:
    """What one print is made from; `identity` is None where it may not or cannot appear."""

    case: Case
    consent: Consent | None
    identity: Identity | None
    plan: CarePlan | None
    only: PlanPart | None
    on: date


def care_plan_view(rows: Rows, source: PlanSource) -> CarePlanView:
    """The page of a plan, whole or one part of it."""
    names = people(rows)
    minutes = _latest_minutes(rows, source.case)
    whole, health = source.only is None, source.only is not PlanPart.AID
    plan = source.plan
    return CarePlanView(
        letterhead=letterhead(rows, contact=_contact(source.case, names, health=health)),
        confidentiality=_confidentiality(source),
        band_note=_band_note(source),
        title="Plan personnalisé de santé",
        subtitle=_subtitle(source),
        facts=_facts(source, health=health),
        wishes=source.case.wishes if health else "",
        parts=tuple(
            PlanPartView(part.label, tuple(_line(line, names) for line in plan.part(part)))
            for part in _parts(source)
            if plan is not None
        ),
        decisions=_decisions(minutes, source.case) if whole else (),
        alert=plan.alert if plan and health else "",
        unmet=plan.unmet if plan and whole else "",
        signatures=_signatures(source),
        origin=_origin(minutes),
        fingerprint=fingerprint(minutes.seal) if minutes else "",
    )


def _confidentiality(source: PlanSource) -> Confidentiality:
    if source.identity is not None:
        return Confidentiality.NOMINATIVE
    if source.consent is None or source.consent.strictly_anonymous:
        return Confidentiality.ANONYMOUS
    return Confidentiality.PSEUDONYMISED


def _band_note(source: PlanSource) -> str:
    if source.identity is not None:
        return "à remettre à la personne et aux intervenants nommés"
    if source.consent is None or source.consent.strictly_anonymous:
        return "présentation strictement anonyme, code seul"
    return "code seul"


def _subtitle(source: PlanSource) -> str:
    plan = source.plan
    kind = "Plan de soins et plan d’aides" if source.only is None else f"{source.only.label} seul"
    version, on = (plan.version, plan.on) if plan else (1, None)
    return f"{kind} · version {version} du {long_date(on or source.on)}"


def _facts(source: PlanSource, *, health: bool) -> tuple[Fact, ...]:
    case, identity = source.case, source.identity
    facts = []
    if identity is not None:
        aged = f", {age_text(identity.born, source.on)}" if identity.born else ""
        facts.append(Fact("Personne", f"{identity.full_name}{aged}"))
    else:
        facts.append(Fact("Personne", "désignée par son code"))
    facts.append(Fact("N° du plan · situation", f"{plan_number(case.code)} · {case.code}"))
    if health:
        facts.append(Fact("ALD", "Oui" if case.eligibility.ald else "Non"))
    if identity is not None and health:
        facts.extend((Fact("Médecin traitant"), Fact("Personne de confiance")))
    reviews = [line.review_on for line in _printed(source) if line.review_on]
    review = case.review_on or min(reviews, default=None)
    facts.append(Fact("Réévaluation", long_date(review) if review else ""))
    return tuple(facts)


def _parts(source: PlanSource) -> tuple[PlanPart, ...]:
    return (source.only,) if source.only else tuple(PlanPart)


def _printed(source: PlanSource) -> tuple[PlanLine, ...]:
    """The lines that are on the page: accepted ones, of the parts that are printed."""
    if source.plan is None:
        return ()
    return tuple(line for part in _parts(source) for line in source.plan.part(part))


def _contact(case: Case, names: People, *, health: bool) -> tuple[str, ...]:
    """Who asked; a profession such as psychiatrist already speaks of health."""
    person = names.get(case.requester_id)
    if person is None:
        return (f"Demandeur : {case.requester_name}",) if case.requester_name else ()
    who = names.presented(case.requester_id) if health else person.full_name
    lines = (f"Demande {of(who)}", person.phone)
    return tuple(line for line in lines if line)


def _line(line: PlanLine, names: People) -> PlanLineView:
    return PlanLineView(
        problem=line.problem,
        objective=line.objective,
        action=line.action,
        who=names.short(line.who_id, line.who_name),
        due=short_date(line.due) if line.due else "",
        criterion=line.criterion,
        review=short_date(line.review_on) if line.review_on else "",
    )


def _latest_minutes(rows: Rows, case: Case) -> Minutes | None:
    """Those of the last closed meeting at which the situation was discussed."""
    for item in reversed(rows.agenda.of_case(case.id)):
        meeting = rows.meetings.heading(item.meeting_id)
        closed = meeting is not None and meeting.state is MeetingState.CLOSED
        if closed and item.state is ItemState.SEEN:
            return rows.minutes.latest_of(item.meeting_id)
    return None


def _decisions(minutes: Minutes | None, case: Case) -> tuple[str, ...]:
    if minutes is None:
        return ()
    records = (item.record for item in minutes.items if item.case_id == case.id)
    return tuple(text for record in records if record for text in record.decisions)


def _signatures(source: PlanSource) -> tuple[str, ...]:
    if source.identity is None:
        return ("Pour l’équipe, date",)
    return ("La personne (accord sur ce plan), date", "Pour l’équipe, date")


def _origin(minutes: Minutes | None) -> str:
    if minutes is None:
        return ""
    on = medium_date(date.fromisoformat(minutes.header.on))
    return f"Issu de la réunion du {on} · compte rendu n° {minutes.header.number}"
