# SPDX-License-Identifier: EUPL-1.2
"""Every typed text that goes under the seal of a meeting, with the name of its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.ids import ActionId, MeetingId
from app.domain.meeting import AgendaItem, ItemState
from app.services.answers import answers_of, earlier_actions
from app.services.people import People, people
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class SealedText:
    """One text; `names_somebody` where a name stands by right: of an outside person."""

    place: str
    text: str
    names_somebody: bool = False


def sealed_texts(rows: Rows, meeting_id: MeetingId) -> Iterator[SealedText]:
    """What the snapshot of a meeting takes from the keyboard, in the order of the agenda."""
    meeting = rows.meetings.get(meeting_id)
    if meeting is not None and meeting.amendment:
        yield SealedText("Raison de la nouvelle version", meeting.amendment)
    names = people(rows)
    for item in rows.agenda.of(meeting_id):
        heading = _heading(rows, item)
        for text in (*_of_item(rows, item), *_answers(rows, item, names)):
            yield SealedText(f"{heading}, {text.place}", text.text, text.names_somebody)


def agenda_texts(rows: Rows, meeting_id: MeetingId) -> Iterator[SealedText]:
    """What the printed agenda takes from the keyboard: each theme, and who asked for it."""
    for number, item in enumerate(rows.agenda.of(meeting_id), 1):
        case = rows.cases.get(item.case_id) if item.case_id else None
        place = f"Point {number}" if case is None else f"Point {number} ({case.code})"
        if item.state is not ItemState.WITHDRAWN:
            yield SealedText(place, case.title if case else item.title)
            if case is not None:
                yield SealedText(place, case.requester_name, names_somebody=True)


def _heading(rows: Rows, item: AgendaItem) -> str:
    case = rows.cases.get(item.case_id) if item.case_id else None
    return case.code if case else item.title


def _of_item(rows: Rows, item: AgendaItem) -> Iterator[SealedText]:
    case = rows.cases.get(item.case_id) if item.case_id else None
    yield SealedText("motif", case.title if case else item.title)
    if case is not None:
        yield SealedText("demandeur", case.requester_name, names_somebody=True)
        consent = rows.consents.current(case.id)
        if consent is not None:
            yield SealedText("accord", consent.collected_by_name, names_somebody=True)
            yield SealedText("accord", consent.scope)
    yield SealedText("demande", item.question)
    yield SealedText("souhait", item.wishes)
    yield SealedText("organique", item.notes.organic)
    yield SealedText("psychique", item.notes.psychic)
    yield SealedText("social", item.notes.social)
    yield SealedText("texte", item.text)
    yield SealedText("suite", item.outcome)
    yield SealedText("suite", item.fate.why)
    for number, decision in enumerate(rows.decisions.of(item.id), 1):
        yield SealedText(f"décision {number}", decision.text)
    for number, action in enumerate(rows.actions.of(item.id), 1):
        yield SealedText(f"action {number}", action.text)
        if action.who_id is None:
            yield SealedText(
                f"responsable de l’action {number}", action.who_name, names_somebody=True
            )


def _answers(rows: Rows, item: AgendaItem, names: People) -> Iterator[SealedText]:
    lines = {each.action.id: line for line, each in enumerate(earlier_actions(rows, item), 1)}
    for place, answer in enumerate(answers_of(rows, item, names), 1):
        action = rows.actions.get(ActionId(answer.action))
        number = lines.get(ActionId(answer.action), place)  # as one sees them
        yield SealedText(f"action antérieure {number}", answer.text)
        yield SealedText(f"réponse à l’action antérieure {number}", answer.why)
        if action is None or action.who_id is None:
            who = f"responsable de l’action antérieure {number}"
            yield SealedText(who, answer.who, names_somebody=True)
