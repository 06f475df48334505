# SPDX-License-Identifier: EUPL-1.2
"""The situations of a meeting file: identity, consent, and what is said in order."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.case import ComplexityReason, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.field import NOTE_FIELDS, Field
from app.exchange.json_record import JsonRecord
from app.exchange.meeting_script import (
    ActionSaid,
    DecisionSaid,
    Event,
    NoteSaid,
    ScriptConsent,
    ScriptItem,
)


def read_items(values: Sequence[object], problems: list[str]) -> tuple[ScriptItem, ...]:
    """Read every situation; the same code given twice becomes one situation where it can."""
    items: dict[str, ScriptItem] = {}
    for number, value in enumerate(values, 1):
        if not isinstance(value, dict):
            problems.append(f"Point {number} : une situation était attendue, il n’est pas repris.")
            continue
        item = _read_item(value, number, problems)
        known = items.get(item.code)
        if known is not None and item.code:
            items[item.code] = _merged(known, item, problems)
        else:
            items[item.code or f"\n{number}"] = item  # no code holds a line end
    return tuple(items.values())


def _read_item(value: object, number: int, problems: list[str]) -> ScriptItem:
    code = JsonRecord(value, f"Point {number}", problems).line("case")
    where = f"Situation {code}" if code else f"Point {number}"
    record = JsonRecord(value, where, problems)
    if not code:
        record.report("sans code, le programme lui en donnera un.")
    return ScriptItem(
        code=code,
        consent=_consent(record),
        planned=record.minutes("minutes", default=20),
        identity=_identity(record),
        requester=record.line("requester"),
        reason=record.choice("reason", ComplexityReason) or ComplexityReason.BLOCKED,
        eligibility=_eligibility(record.record("eligible")),
        question=record.text("question"),
        wishes=record.text("wishes"),
        events=_events(record, where, problems),
    )


def _consent(record: JsonRecord) -> ScriptConsent | None:
    consent = record.record("consent")
    state: ConsentState | None
    if consent.empty and not consent.misshapen:
        record.report("l’accord n’est pas renseigné, la présentation est strictement anonyme.")
        state = ConsentState.NOT_ASKED
    else:
        state = consent.choice("state", ConsentState)
    if state is None:
        record.report("sans accord compréhensible, la situation n’est pas présentée.")
        return None
    return ScriptConsent(
        state, on=consent.day("on"), by=consent.line("by"), scope=consent.text("scope")
    )


def _identity(record: JsonRecord) -> Identity | None:
    if "identity" not in record:
        return None
    identity = record.record("identity")
    last, first = identity.line("last"), identity.line("first")
    born = identity.day("born")
    if not last:
        record.report("l’identité est sans nom, elle n’est pas reprise.")
        return None
    return Identity(last=last, first=first, born=born)


def _eligibility(record: JsonRecord) -> Eligibility:
    return Eligibility(
        over_75=record.flag("over_75"),
        ald=record.flag("ald"),
        treating_doctor_in_sisa=record.flag("treating_doctor_in_sisa"),
    )


def _events(record: JsonRecord, where: str, problems: list[str]) -> tuple[Event, ...]:
    events: list[Event] = []
    for value in record.entries("events"):
        if not isinstance(value, dict):
            record.report("un des éléments de « events » n’est pas une fiche.")
            continue
        event = _event(JsonRecord(value, where, problems))
        if event is not None:
            events.append(event)
    return tuple(events)


def _event(record: JsonRecord) -> Event | None:
    if "decision" in record:
        return _decision(record)
    if "action" in record:
        return _action(record)
    if "field" in record or "text" in record:
        return _note(record)
    record.report("un élément n’est ni un texte, ni une décision, ni une action.")
    return None


def _decision(record: JsonRecord) -> DecisionSaid | None:
    text = record.text("decision")
    if text.strip():
        return DecisionSaid(text)
    record.report("une décision sans texte n’est pas reprise.")
    return None


def _action(record: JsonRecord) -> ActionSaid | None:
    text = record.text("action")
    if not text.strip():
        record.report("une action sans texte n’est pas reprise.")
        return None
    return ActionSaid(text, who=record.line("who"), due=record.day("due"))


def _note(record: JsonRecord) -> NoteSaid | None:
    field, text = record.choice("field", Field), record.text("text")
    if field not in NOTE_FIELDS:
        record.report("un texte hors des trois champs n’est pas repris.")
        return None
    return NoteSaid(field, text) if text.strip() else None


# From the one that says least against presenting to the one that says most.
_CAREFUL = (
    ConsentState.OBTAINED,
    ConsentState.NOT_ASKED,
    ConsentState.REFUSED,
    ConsentState.WITHDRAWN,
)


def _merged(known: ScriptItem, again: ScriptItem, problems: list[str]) -> ScriptItem:
    """One situation of two with the same code: texts follow one another, consent is the stricter.

    Two different people under one code are never mixed: the second situation is refused, also
    when only one of them has an identity.
    """
    if known.identity != again.identity:
        problems.append(
            f"Situation {known.code} : "
            "ce code désigne deux personnes, la seconde n’est pas reprise."
        )
        return known
    problems.append(
        f"Situation {known.code} : elle figure deux fois, ce qui se dit est mis à la suite."
    )
    return replace(
        known,
        consent=_stricter(known.consent, again.consent),
        requester=known.requester or again.requester,
        question=_joined(known.question, again.question),
        wishes=_joined(known.wishes, again.wishes),
        events=known.events + again.events,
    )


def _stricter(one: ScriptConsent | None, other: ScriptConsent | None) -> ScriptConsent | None:
    if one is None or other is None:
        return None
    return max(one, other, key=lambda consent: _CAREFUL.index(consent.state))


def _joined(one: str, other: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (one, other) if text))
