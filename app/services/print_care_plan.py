# SPDX-License-Identifier: EUPL-1.2
"""The professional care plan of one situation (HAS PPS 2014 columns).

A part printed alone carries nothing that belongs to the other one: a social-only print shows no
health line, no decision, no wish and no alert, since free text may speak of health.
"""

from collections.abc import Callable
from datetime import date

from app.documents.views import CarePlanView, PlanLineView, PlanPartView, UnmetView
from app.domain.care_plan import PlanLine, PlanPart
from app.domain.case import Case
from app.domain.dates import long_date, medium_date, short_date
from app.domain.meeting import ItemState, MeetingState
from app.domain.minutes import Minutes
from app.domain.seal import fingerprint
from app.domain.text import of
from app.domain.unmet_need import UnmetCause
from app.services.people import People
from app.services.plan_recto import reachable, recto_facts, whom_to_call, within
from app.services.plan_source import PlanSource
from app.services.plan_voice import people_said, voice_of
from app.services.print_minutes import letterhead
from app.storage.unit_of_work import Rows


def care_plan_view(rows: Rows, source: PlanSource) -> CarePlanView:
    """The page of a plan, whole or one part of it."""
    voice = voice_of(rows, source)
    names, say = people_said(rows, voice), voice.text
    minutes = _latest_minutes(rows, source.case)
    whole, health = source.only is None, source.only is not PlanPart.AID
    plan, named = source.plan, not source.nameless
    return CarePlanView(
        letterhead=letterhead(rows, contact=_contact(source, names, health=health)),
        confidentiality=source.confidentiality,
        band_note=source.band_note,
        title="Plan personnalisé de santé",
        subtitle=_subtitle(source),
        facts=recto_facts(source, names),
        wishes=say(source.case.wishes) if health else "",
        priority=say(source.case.priority) if health else "",
        parts=tuple(
            PlanPartView(
                part.label,
                tuple(_line(line, source.case.priority, names, say) for line in plan.part(part)),
            )
            for part in source.parts
            if plan is not None
        ),
        alert=_alert(source, names, say) if health else "",
        unmet_needs=_unmet(rows, source, say) if whole else (),
        notices=_notices(source) if health else (),
        signatures=_signatures(source),
        origin=_origin(minutes) if named else letterhead(rows).practice,
        fingerprint=fingerprint(minutes.seal) if minutes and named else "",
    )


def _subtitle(source: PlanSource) -> str:
    plan = source.plan
    kind = "Plan de soins et plan d’aides" if source.only is None else f"{source.only.label} seul"
    version = f"version {plan.version if plan else 1} du {long_date(source.since)}"
    return " · ".join((kind, version, plan.status.label) if plan else (kind, version))


def _contact(source: PlanSource, names: People, *, health: bool) -> tuple[str, ...]:
    """Who asked; a profession such as psychiatrist already speaks of health."""
    case = source.case
    if source.nameless:
        return ()
    if names.get(case.requester_id) is None:
        asked = names.full(None, case.requester_name)
        return (f"Demandeur : {asked}",) if asked else ()
    who = reachable(names, case.requester_id, case.requester_name, trade=health)
    return tuple(f"Demande {of(who)}".split("\n"))


def _line(line: PlanLine, priority: str, names: People, say: Callable[[str], str]) -> PlanLineView:
    return PlanLineView(
        problem=say(line.problem),
        objective=say(line.objective),
        action=say(line.action),
        who=names.short(line.who_id, line.who_name),
        due=short_date(line.due) if line.due else "",
        criterion=say(line.criterion),
        review=short_date(line.review_on) if line.review_on else "",
        own=line.carries(priority),
        etp=line.education,
    )


def _unmet(rows: Rows, source: PlanSource, say: Callable[[str], str]) -> tuple[UnmetView, ...]:
    """The needs of the register that are not met yet."""
    return tuple(
        UnmetView(
            say(need.need),
            "" if need.cause is UnmetCause.UNSAID else need.cause.label,
            say(f"{need.note}\nnoté le {medium_date(need.noted_on)}".strip()),
        )
        for need in rows.unmet_needs.of_case(source.case.id)
        if need.met_on is None
    )


def _notices(source: PlanSource) -> tuple[str, ...]:
    """Whether the person took part, and when they agreed to the plan."""
    plan = source.plan
    if plan is None:
        return ()
    agreed = f" Accord de la personne le {long_date(plan.agreed_on)}." if plan.agreed_on else ""
    if plan.took_part:
        return (f"Plan préparé avec la personne.{agreed}",)
    return (f"Plan proposé par l’équipe, à revoir avec la personne.{agreed}",)


def _latest_minutes(rows: Rows, case: Case) -> Minutes | None:
    """Those of the last closed meeting at which the situation was discussed."""
    for item in reversed(rows.agenda.of_case(case.id)):
        meeting = rows.meetings.heading(item.meeting_id)
        closed = meeting is not None and meeting.state is MeetingState.CLOSED
        if closed and item.state is ItemState.SEEN:
            return rows.minutes.latest_of(item.meeting_id)
    return None


def _alert(source: PlanSource, names: People, say: Callable[[str], str]) -> str:
    """What to do when things get worse: when, whom to call if it is said, who answers at night."""
    plan = source.plan
    if plan is None or not any((plan.alert, plan.alert_id, plan.alert_name, plan.alert_nights)):
        return ""
    said = plan.alert_id or plan.alert_name
    who = whom_to_call(source, names).replace("\n", " : ") if said else ""
    nights = say(within(plan.alert_nights.strip()))
    calls = (f"appeler {who}" if who else "", f"soirs et week-ends : {nights}" if nights else "")
    call = " ; ".join(filter(None, calls))
    return "\n".join(filter(None, (say(plan.alert.strip()), call[:1].upper() + call[1:])))


def _signatures(source: PlanSource) -> tuple[str, ...]:
    if source.identity is None:
        return ("Pour l’équipe, date",)
    return ("La personne (accord sur ce plan), date", "Pour l’équipe, date")


def _origin(minutes: Minutes | None) -> str:
    if minutes is None:
        return ""
    on = medium_date(date.fromisoformat(minutes.header.on))
    return f"Issu de la réunion du {on} · compte rendu n° {minutes.header.number}"
