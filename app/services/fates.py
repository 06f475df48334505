# SPDX-License-Identifier: EUPL-1.2
"""What becomes of an item after its meeting: what was said, else what follows from the record."""

import re
from dataclasses import replace
from datetime import date

from app.domain.changes import Kind
from app.domain.dates import medium_date
from app.domain.ids import CaseId
from app.domain.meeting import (
    AgendaItem,
    Fate,
    ItemState,
    MeetingState,
    ProtocolAsked,
    Topic,
)
from app.domain.text import because
from app.services.passing import passed_by
from app.services.protocol_verdicts import Answer, answered
from app.services.records import case_of, files_of, going_on
from app.storage.unit_of_work import Rows, UnitOfWork

NOT_REACHED = "Non abordée, faute de temps."
_FOLLOWED = re.compile(r"une action est à suivre|\d+ actions sont à suivre")


def is_only_followed(fate: Fate) -> bool:
    """Whether an item comes back for its open actions alone, in the program's own words."""
    return bool(fate.returns) and _FOLLOWED.fullmatch(fate.why) is not None


def fate_words(fate: Fate) -> str:
    """« Reviendra le jeu. 3 déc. 2026, parce qu’une action est à suivre. »; empty while unsaid."""
    if fate.returns is None:
        return ""
    reason = f", {because(fate.why)}" if fate.why else ""
    if not fate.returns:
        return f"Ne reviendra pas{reason}."
    when = f"le {medium_date(fate.on)}" if fate.on else "à la prochaine réunion"
    return f"Reviendra {when}{reason}."


def fate_of(rows: Rows, item: AgendaItem, on: date) -> Fate:
    """What was said of an item, else what the program proposes; `on` is the day of the meeting."""
    if item.state is not ItemState.WITHDRAWN and item.fate.returns is not None:
        return item.fate
    return proposed_fate(rows, item, on)


def proposed_fate(rows: Rows, item: AgendaItem, on: date) -> Fate:
    """What follows from the state of an item, the situation's review and its dated actions."""
    gender = "e" if item.case_id else ""
    if item.state is ItemState.WITHDRAWN:
        consent = rows.consents.current(item.case_id) if item.case_id else None
        refused = consent is not None and not consent.state.allows_presentation
        label = consent.state.label if consent is not None and refused else "retiré"
        return _over(f"l’accord a été {label}")
    not_reached = item.state is ItemState.TO_COME or item.outcome == NOT_REACHED
    if not_reached or passed_by(rows, item):
        return _again(f"non abordé{gender}")
    if item.state is ItemState.POSTPONED:
        return _again(f"reporté{gender} : {item.outcome.rstrip('.')}")
    if item.case_id is not None:
        return _of_case(rows, item, item.case_id, on)
    if item.topic is Topic.APPROVAL:
        return _of_approval(item)
    return _of_protocol(item) if item.protocol_id is not None else _over(_DEALT_WITH)


def set_review(
    work: UnitOfWork, item: AgendaItem, on: date, *, said: bool, sealed: str = ""
) -> None:
    """Make the day that somebody gave (`said`) the review of the situation, or take it away.

    A review that was due on the day of the meeting, `on`, was held by it. What the program only
    proposes is no review: nobody chose that day. Nor is what minutes written anew say again, in the
    words that were `sealed`, or what a later meeting has spoken of since.
    """
    rows = work.rows
    case = case_of(rows, going_on(rows, item.case_id)) if item.case_id else None
    if case is None or item.state is ItemState.WITHDRAWN:
        return
    if sealed == fate_words(item.fate) or _spoken_of_since(rows, case.id, on):
        return
    day = case.review_on
    if day is not None and day <= on and item.state is ItemState.SEEN:
        day = None
    if said and item.fate.on is not None:
        day = item.fate.on
    elif said and not item.fate.returns:
        day = None
    if day != case.review_on:
        work.rows.cases.save(replace(case, review_on=day))
        review = day.isoformat() if day else None
        work.changed(Kind.CASE, case.id, {"review_on": review})


def _spoken_of_since(rows: Rows, case_id: CaseId, on: date) -> bool:
    items = (item for file in files_of(rows, case_id) for item in rows.agenda.of_case(file))
    seen = (item for item in items if item.state is ItemState.SEEN)
    meetings = (rows.meetings.heading(item.meeting_id) for item in seen)
    return any(m and m.on > on and m.state is MeetingState.CLOSED for m in meetings)


def forget_proposed(work: UnitOfWork, item: AgendaItem, on: date) -> None:
    """Let a fate that nobody chose be proposed again: the minutes are written anew."""
    if item.fate.returns is not None and item.fate == proposed_fate(work.rows, item, on):
        work.rows.agenda.save(replace(item, fate=Fate()))
        work.changed(Kind.ITEM, item.id, {"fate": fate_content(Fate())})


def fate_content(fate: Fate) -> dict[str, object]:
    """A fate in JSON's own types, for the operation log."""
    return {"returns": fate.returns, "on": fate.on and fate.on.isoformat(), "why": fate.why}


def _of_case(rows: Rows, item: AgendaItem, case_id: CaseId, on: date) -> Fate:
    case = case_of(rows, going_on(rows, case_id))
    review = case.review_on
    if review is not None and review > on:
        return _again("réévaluation prévue", review)
    followed = [a for a in rows.actions.of(item.id) if a.state.is_open]
    followed += rows.actions.open_of_case(case.id, not_in=item.id)
    if not followed:
        return _over("rien n’est à suivre")
    last = max((action.due for action in followed if action.due is not None), default=on)
    count = len(followed)
    why = f"{count} actions sont à suivre" if count > 1 else "une action est à suivre"
    return _again(why, last if last > on else None)


def _of_approval(item: AgendaItem) -> Fate:
    if item.outcome:
        return _over("le compte rendu est approuvé")
    return _again("le compte rendu n’est pas encore approuvé")


def _of_protocol(item: AgendaItem) -> Fate:
    answer = answered(item)
    if answer is None and item.asked is not ProtocolAsked.NOTHING:
        validate = item.asked is ProtocolAsked.VALIDATE
        return _again(
            "le protocole n’est pas encore validé"
            if validate
            else "rien n’a encore été décidé de ce protocole"
        )
    if answer is Answer.TO_REWORK:
        return _again("le protocole est à retravailler")
    return _over(_ENDED[answer] if answer is not None else _DEALT_WITH)


_DEALT_WITH = "le point est traité"
_ENDED = {
    Answer.VALIDATED: "le protocole est validé",
    Answer.CALLED_BACK: "la version suivante est à écrire",
    Answer.KEPT: "le protocole est maintenu",
}


def _again(why: str, on: date | None = None) -> Fate:
    return Fate(returns=True, on=on, why=why)


def _over(why: str) -> Fate:
    return Fate(returns=False, why=why)
