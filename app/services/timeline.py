# SPDX-License-Identifier: EUPL-1.2
"""Everything that happened about a situation, in one reading: from the rows, the newest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.action import ActionState
from app.domain.case import Case, CaseStatus
from app.domain.case_step import CaseStep, StepReason
from app.domain.consent import Consent
from app.domain.dates import medium_date, short_date
from app.domain.feedback import PatientFeedback
from app.domain.ids import CaseId
from app.domain.inclusion import Inclusion, InclusionState
from app.domain.journal import event_words
from app.domain.meeting import ItemState, MeetingState
from app.domain.text import one_line
from app.services.people import People, people
from app.services.records import case_of
from app.storage.timeline import MetRow, PaperRow, SaidRow, TracedRow
from app.storage.unit_of_work import Store
from app.system.clock import Clock


class EventKind(StrEnum):
    """What an event speaks of; the values are what a filter keeps."""

    LIFE = "life"
    CONSENT = "consent"
    MEETING = "meeting"
    DECISION = "decision"
    ACTION = "action"
    FEEDBACK = "feedback"
    PLAN = "plan"
    PROTOCOL = "protocol"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _KINDS[self]


_KINDS = {
    EventKind.LIFE: "État",
    EventKind.CONSENT: "Accord",
    EventKind.MEETING: "Séance",
    EventKind.DECISION: "Décision",
    EventKind.ACTION: "Action",
    EventKind.FEEDBACK: "Retour",
    EventKind.PLAN: "Plan",
    EventKind.PROTOCOL: "Protocole",
    EventKind.PAPER: "Document",
}
_LATER = "Le texte ne se lit plus ici : l’accord a été retiré ou refusé."
_RESTRICTED = frozenset({EventKind.DECISION, EventKind.ACTION})


class Place(StrEnum):
    """Where an event leads: a screen and what it shows there."""

    NOWHERE = ""
    CASE = "case"
    CONSENT = "consent"
    PLAN = "plan"
    MINUTES = "minutes"
    AGENDA = "agenda"
    ACTION = "action"
    FEEDBACK = "feedback"
    FILING = "filing"


@dataclass(frozen=True)
class Event:
    """One thing that happened, on a local day; `record` is what `place` shows of it."""

    key: str
    on: date
    kind: EventKind
    text: str
    detail: str = ""
    place: Place = Place.NOWHERE
    record: str = ""


class TimelineService:
    """Reads the past of one situation, and of those that were joined to it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, case_id: CaseId) -> tuple[Event, ...]:
        """The events of a situation, the newest first. Raises `NotFoundError`.

        Where the person refused or withdrew, what was said of them is not repeated here.
        """
        rows = self._store.rows
        case = case_of(rows, case_id)
        consent = rows.consents.current(case_id)
        events = list(self._events(case))
        for id_, code, how in rows.timeline.linked(case_id):
            if how == "merged":
                joined = self._events(case_of(rows, CaseId(id_)))
                events += [_of_code(event, code) for event in joined]
            events += self._linked(case, id_, code, how)
        if consent is not None and not consent.state.allows_presentation:
            events = [_silent(event) for event in events]
        return tuple(sorted(events, key=lambda each: (each.on, each.key), reverse=True))

    def _events(self, case: Case) -> Iterator[Event]:
        rows, names, id_ = self._store.rows, people(self._store.rows), case.id
        items, actions = rows.timeline.met(id_), rows.timeline.agreed(id_)
        days = {met.meeting_id: met.on for met in items}
        yield from self._steps(case)
        for consent in rows.consents.of(id_) if case.merged_into is None else ():
            yield _answer(consent, names, self._day(made_at(consent.id)))
        for met in items:
            yield _met(met)
        for said in rows.timeline.decided(id_):
            yield _decided(said)
        for said in actions:
            yield _agreed(said, names)
        yield from self._answers(id_, {each.id: each for each in actions})
        for feedback in rows.feedbacks.of_case(id_):
            yield _told(feedback, names, days.get(feedback.meeting_id))
        for filed in rows.timeline.filed(id_):
            yield _filed(filed, names)
        yield from self._plans(id_)
        yield from self._inclusions(id_)
        for paper in rows.timeline.printed(id_):
            yield _printed(paper, self._day(paper.at))

    def _steps(self, case: Case) -> Iterator[Event]:
        steps = self._store.rows.steps.of(case.id)
        if case.created_at is not None and not any(s.status is CaseStatus.NEW for s in steps):
            yield Event(
                key=case.id,
                on=self._day(case.created_at),
                kind=EventKind.LIFE,
                text="Situation ouverte",
                place=Place.CASE,
                record=case.id,
            )
        for step in steps:
            yield _step(step, self._day(step.at))

    def _answers(self, case_id: CaseId, said: Mapping[str, SaidRow]) -> Iterator[Event]:
        for trace in self._store.rows.timeline.answered(case_id):
            action = said.get(trace.record_id)
            if action is not None:
                yield Event(
                    key=trace.id,
                    on=self._day(trace.at),
                    kind=EventKind.ACTION,
                    text=f"{event_words(trace.event)}\u00a0: {one_line(action.text)}",
                    detail=one_line(action.note),
                    place=Place.ACTION,
                    record=action.id,
                )

    def _plans(self, case_id: CaseId) -> Iterator[Event]:
        plan = self._store.rows.care_plans.of_case(case_id)
        for version in self._store.rows.care_plans.versions(plan.id) if plan else ():
            yield Event(
                key=version.id,
                on=self._day(version.at),
                kind=EventKind.PLAN,
                text=f"Version {version.number} du plan",
                place=Place.PLAN,
                record=case_id,
            )

    def _inclusions(self, case_id: CaseId) -> Iterator[Event]:
        titles = self._store.rows.inclusions.titles(case_id)
        for inclusion in self._store.rows.inclusions.of_case(case_id):
            yield from _included(inclusion, f"«\u202f{titles[inclusion.id]}\u202f»")

    def _linked(self, case: Case, id_: str, code: str, how: str) -> Iterator[Event]:
        words = {
            "follows": f"Nouvel épisode\u00a0: {code}",
            "before": f"Suite de l’épisode {code}",
            "merged": f"Réunie avec {code}, dont le dossier continue ici",
        }
        other = case_of(self._store.rows, CaseId(id_))
        last = next(iter(self._store.rows.steps.of(other.id)), None)
        at = {"follows": other.created_at, "before": case.created_at}.get(
            how, last.at if last else other.created_at
        )
        if at is not None:
            yield Event(
                key=f"{id_}-{how}",
                on=self._day(at),
                kind=EventKind.LIFE,
                text=words[how],
                place=Place.CASE,
                record=id_,
            )

    def _day(self, at: datetime) -> date:
        return self._clock.local(at).date()


def made_at(id_: str) -> datetime:
    """When an id was made, in UTC (RFC 9562 §5.7): consents bear no other instant."""
    return datetime.fromtimestamp((UUID(id_).int >> 80) / 1000, UTC)


def kinds_in(events: Iterable[Event]) -> tuple[EventKind, ...]:
    """The kinds that there are, in their own order."""
    found = {event.kind for event in events}
    return tuple(kind for kind in EventKind if kind in found)


def _of_code(event: Event, code: str) -> Event:
    detail = f"{code} · {event.detail}" if event.detail else code
    return Event(event.key, event.on, event.kind, event.text, detail, event.place, event.record)


def _silent(event: Event) -> Event:
    if event.kind not in _RESTRICTED and not (event.kind is EventKind.MEETING and event.detail):
        return event
    text = event.text if event.kind is EventKind.MEETING else _LATER
    return Event(event.key, event.on, event.kind, text, "", event.place, event.record)


def _step(step: CaseStep, on: date) -> Event:
    if step.status is CaseStatus.NEW:
        text = "Situation ouverte"
    elif step.status in (CaseStatus.CLOSED, CaseStatus.ARCHIVED):
        text = f"Situation {step.status.label}"
    else:
        text = f"Devient «\u202f{step.status.label}\u202f»"
    why = step.reason.label if step.reason is not StepReason.NONE else ""
    detail = " · ".join(part for part in (why, one_line(step.note)) if part)
    return Event(step.id, on, EventKind.LIFE, text, detail, Place.CASE, step.case_id)


def _answer(consent: Consent, names: People, noted_on: date) -> Event:
    on = consent.on or noted_on
    by = names.presented(consent.collected_by, consent.collected_by_name)
    detail = " · ".join(part for part in (by, one_line(consent.scope)) if part)
    text = f"Accord {consent.state.label}"
    return Event(consent.id, on, EventKind.CONSENT, text, detail, Place.CONSENT, consent.case_id)


def _met(met: MetRow) -> Event:
    what = "Concertation à deux ou trois" if met.short else "Réunion"
    ends = {
        ItemState.POSTPONED: "reportée",
        ItemState.WITHDRAWN: "accord retiré",
    }
    if met.state is MeetingState.PREPARED:
        text, place, record = "À l’ordre du jour", Place.AGENDA, met.meeting_id
    elif met.minutes_id:
        text, place, record = f"{what}, compte rendu scellé", Place.MINUTES, met.minutes_id
    else:
        text, place, record = f"{what} en cours", Place.NOWHERE, ""
    said = (ends.get(met.item_state, ""), one_line(met.outcome))
    detail = "\u00a0: ".join(part for part in said if part)
    return Event(met.id, met.on, EventKind.MEETING, text, detail, place, record)


def _decided(said: SaidRow) -> Event:
    place = Place.MINUTES if said.minutes_id else Place.NOWHERE
    return Event(
        said.id, said.on, EventKind.DECISION, one_line(said.text), "", place, said.minutes_id
    )


def _agreed(said: SaidRow, names: People) -> Event:
    due = f"pour le {short_date(said.due)}" if said.due else ""
    state = said.state.label if said.state is not ActionState.OPEN else ""
    who = names.short(said.who_id, said.who_name)
    detail = " · ".join(part for part in (who, due, state) if part)
    return Event(
        said.id, said.on, EventKind.ACTION, one_line(said.text), detail, Place.ACTION, said.id
    )


def _told(feedback: PatientFeedback, names: People, met_on: date | None) -> Event:
    after = f"séance du {medium_date(met_on)}" if met_on else ""
    if feedback.done_on is not None:
        by = names.short(feedback.done_by) or feedback.owed_by_name
        text, on = f"Retour fait{f' par {by}' if by else ''}", feedback.done_on
    else:
        by = names.short(feedback.owed_by, feedback.owed_by_name)
        text, on = f"Retour dû{f' par {by}' if by else ''}", met_on or date.min
    detail = " · ".join(part for part in (after, one_line(feedback.reaction)) if part)
    return Event(feedback.id, on, EventKind.FEEDBACK, text, detail, Place.FEEDBACK, feedback.id)


def _filed(filed: PaperRow, names: People) -> Event:
    by = names.short(filed.by, filed.by_name)
    detail = f"séance du {medium_date(filed.met_on)}"
    if filed.on is None:
        text, on = "Extrait à verser au dossier", filed.met_on
    else:
        text, on = f"Extrait versé au dossier{f' par {by}' if by else ''}", filed.on
    return Event(filed.id, on, EventKind.PAPER, text, detail, Place.FILING, filed.id)


def _included(inclusion: Inclusion, title: str) -> Iterator[Event]:
    def event(key: str, on: date, text: str, why: str) -> Event:
        return Event(
            key, on, EventKind.PROTOCOL, text, one_line(why), Place.CASE, inclusion.case_id
        )

    id_, what = inclusion.id, f"{title}, version {inclusion.version}"
    if not inclusion.was_included:
        yield event(id_, inclusion.on, f"Non incluse dans {what}", inclusion.reason)
        return
    yield event(id_, inclusion.on, f"Incluse dans {what}", inclusion.reason)
    if inclusion.ended_on is not None:
        left = inclusion.state is InclusionState.LEFT
        words = f"Sortie de {title}" if left else f"A terminé {title}"
        yield event(f"{id_}-end", inclusion.ended_on, words, inclusion.ended_why)


def _printed(paper: TracedRow, on: date) -> Event:
    return Event(paper.id, on, EventKind.PAPER, event_words(paper.event))
