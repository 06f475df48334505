# SPDX-License-Identifier: EUPL-1.2
"""What may come to an agenda, and why: situations that wait, points that come back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from app.domain.case import Case, CaseStatus
from app.domain.changes import Kind, content_of
from app.domain.consent import Consent
from app.domain.dates import moved, short_date
from app.domain.ids import CaseId, ItemId
from app.domain.meeting import (
    AgendaItem,
    Fate,
    ItemKind,
    ItemState,
    Meeting,
    Notes,
    Topic,
)
from app.domain.text import NO_BREAK, fold, one_line
from app.services.cases import case_title
from app.services.fates import NOT_REACHED, is_only_followed
from app.services.people import People
from app.services.protocol_verdicts import obstacle_to, point_title
from app.storage.coming_back import PastItem
from app.storage.unit_of_work import Rows, UnitOfWork

_POINTS_OF = 400
"""How far back a point is looked for: a year and the weeks around it."""


_AFTER = date.max, 0
"""The turn of what waited for no turn: after all that was not discussed."""


class Cause(IntEnum):
    """Why something may come, the most pressing first."""

    NEW = 0
    REVIEW = 1
    CARRIED = 2
    LATE = 3
    FEEDBACK = 4
    FOLLOWED = 5


@dataclass(frozen=True)
class Reason:
    """One cause with its words."""

    cause: Cause
    words: str


@dataclass(frozen=True)
class Candidate:
    """A situation that may come to the agenda, and why; `obstacle` says why it cannot.

    `to_renew`: by the day of the meeting, the practice is to ask for the consent again.
    """

    case_id: CaseId
    code: str
    title: str
    requester: str
    reasons: tuple[Reason, ...]
    consent: Consent | None
    obstacle: str = ""
    to_renew: bool = False

    @property
    def reason(self) -> str:
        """Why, in words, the most pressing first."""
        return " · ".join(reason.words for reason in self.reasons)

    @property
    def cause(self) -> Cause:
        """The most pressing cause."""
        return self.reasons[0].cause

    @property
    def undiscussed(self) -> bool:
        """Whether an agenda held it in vain."""
        return any(reason.cause is Cause.CARRIED for reason in self.reasons)


@dataclass(frozen=True)
class PointCandidate:
    """A point of an earlier meeting that comes back; `item_id` names it there."""

    item_id: ItemId
    title: str
    topic: Topic
    planned: int
    reason: str
    undiscussed: bool
    announced: bool
    """Whether minutes said that it comes back by this day."""


def situations(rows: Rows, meeting: Meeting, names: People) -> tuple[Candidate, ...]:
    """The situations that may be added, the most pressing first, those that may not last."""
    return _situations(rows, meeting, names, _Past(rows, meeting.on))


def _situations(
    rows: Rows, meeting: Meeting, names: People, past: "_Past"
) -> tuple[Candidate, ...]:
    taken = {item.case_id for item in rows.agenda.of(meeting.id)}
    consents = rows.consents.of_waiting()
    found = [
        _candidate(case, consents.get(case.id), past, names)
        for case in rows.cases.waiting()
        if case.id not in taken
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.obstacle), one.cause)))


def points(rows: Rows, meeting: Meeting) -> tuple[PointCandidate, ...]:
    """The points that come back, by the last word said on each."""
    here = {_sort_of(item) for item in rows.agenda.of(meeting.id) if item.case_id is None}
    last = {_sort_of(p.item): p for p in rows.coming_back.points(moved(meeting.on, -_POINTS_OF))}
    found = []
    for sort, past in last.items():
        reason = _coming_back(past, meeting.on)
        if reason is None or sort in here or past.on > meeting.on:
            continue
        item = named_now(rows, past.item)
        if item is None:
            continue
        undone = item.state is ItemState.POSTPONED or item.topic is Topic.APPROVAL
        found.append(
            PointCandidate(
                item.id,
                item.title,
                item.topic,
                item.planned,
                reason.words,
                undone,
                item.fate.returns is True,
            )
        )
    return tuple(found)


def reasons_of(rows: Rows, meeting: Meeting) -> dict[ItemId, str]:
    """Why each item of an agenda is there, where something says it."""
    past, words = _Past(rows, meeting.on), {}
    said = {_sort_of(p.item): p for p in rows.coming_back.points(moved(meeting.on, -_POINTS_OF))}
    for item in rows.agenda.of(meeting.id):
        case = rows.cases.get(item.case_id) if item.case_id else None
        if case is not None:
            reasons = [r for r in past.reasons(case) if r.cause is not Cause.FOLLOWED]
            words[item.id] = " · ".join(reason.words for reason in reasons)
        elif (known := said.get(_sort_of(item))) is not None and known.on < meeting.on:
            reason = _coming_back(known, meeting.on)
            words[item.id] = reason.words if reason else ""
    return words


def named_now(rows: Rows, item: AgendaItem) -> AgendaItem | None:
    """A point under the title that its protocol has now; None where what it asks was answered."""
    protocol = rows.protocols.get(item.protocol_id) if item.protocol_id else None
    if protocol is None:
        return item
    if obstacle_to(protocol, item.asked):
        return None
    return replace(item, title=point_title(protocol, item.asked))


def again(past: AgendaItem, into: Meeting, position: int) -> AgendaItem:
    """The same point anew on another agenda: nothing of what was said about it."""
    return replace(
        past,
        id=ItemId(""),
        meeting_id=into.id,
        position=position,
        spent=0,
        state=ItemState.TO_COME,
        notes=Notes(),
        outcome="",
        text="",
        fate=Fate(),
    )


def case_item(case: Case, meeting: Meeting, position: int, planned: int) -> AgendaItem:
    """A situation as an item: question and wishes are copied, to be rewritten in the meeting."""
    return AgendaItem(
        id=ItemId(""),
        meeting_id=meeting.id,
        position=position,
        kind=ItemKind.CASE,
        case_id=case.id,
        title=case.title,
        planned=planned,
        question=case.question,
        wishes=case.wishes,
    )


def carry_over(work: UnitOfWork, meeting: Meeting, names: People) -> None:
    """Put on a new agenda what was not discussed, then what was said to come back by this day.

    What was not discussed comes in the order of the meeting that did not get to it, the earliest
    meeting first; what was announced comes the most pressing first. As far as there is time: what
    finds no room stays a candidate, with its reason.
    """
    rows = work.rows
    room = meeting.minutes - sum(item.planned for item in rows.agenda.of(meeting.id))
    for draft in _coming(rows, meeting, names):
        if draft.planned > room:
            continue
        room -= draft.planned
        position = len(rows.agenda.of(meeting.id))
        item = replace(draft, id=ItemId(work.new_id()), position=position)
        rows.agenda.save(item)
        work.changed(Kind.ITEM, item.id, content_of(item))


def _coming(rows: Rows, meeting: Meeting, names: People) -> Iterator[AgendaItem]:
    for point in points(rows, meeting):
        past = rows.agenda.get(point.item_id)
        if (point.undiscussed or point.announced) and past is not None:
            yield again(replace(past, title=point.title), meeting, 0)
    known = _Past(rows, meeting.on)
    due = [
        one
        for one in _situations(rows, meeting, names, known)
        if not one.obstacle and (one.undiscussed or known.announced(one.case_id))
    ]
    for candidate in sorted(due, key=lambda one: known.turn(one) if one.undiscussed else _AFTER):
        case = rows.cases.get(candidate.case_id)
        if case is not None:
            yield case_item(case, meeting, 0, known.planned(case.id))


class _Past:
    """What is known of all situations, read once."""

    def __init__(self, rows: Rows, on: date) -> None:
        self.on = on
        self._last = rows.coming_back.cases()
        self._actions = rows.coming_back.open_actions(on)
        self._owed = rows.coming_back.feedback_owed()

    def reasons(self, case: Case) -> tuple[Reason, ...]:
        """Why a situation may come, the most pressing first; never empty."""
        return tuple(sorted(self._causes(case), key=lambda r: r.cause)) or (
            Reason(Cause.FOLLOWED, "suivie"),
        )

    def announced(self, case_id: CaseId) -> bool:
        """Whether minutes say that it comes back by this day, and what it waits for still stands.

        A situation that only had actions to follow has done with the last of them.
        """
        last = self._last.get(case_id)
        if last is None or last.on >= self.on or last.item.state is ItemState.WITHDRAWN:
            return False
        fate, (open_, _) = last.item.fate, self._actions.get(case_id, (0, 0))
        if not fate.returns or (fate.on is not None and fate.on > self.on):
            return False
        return bool(open_) or not is_only_followed(fate)

    def planned(self, case_id: CaseId) -> int:
        """The minutes that its last meeting gave it."""
        return self._last[case_id].item.planned

    def turn(self, candidate: Candidate) -> tuple[date, int]:
        """Where its last meeting had it: the day, and the place on that agenda."""
        last = self._last[candidate.case_id]
        return last.on, last.item.position

    def _causes(self, case: Case) -> Iterator[Reason]:
        last, (open_, late) = self._last.get(case.id), self._actions.get(case.id, (0, 0))
        back = _coming_back(last, self.on, "e") if last and last.on <= self.on else None
        if last and is_only_followed(last.item.fate) and (late or not open_):
            back = None  # said better below, or done since
        review = case.review_on
        if case.status in (CaseStatus.NEW, CaseStatus.TO_PRESENT):
            yield Reason(Cause.NEW, "nouvelle demande")
        if review is not None and review <= self.on:
            yield Reason(Cause.REVIEW, _review(review, self.on, last))
        elif case.status is CaseStatus.TO_REVIEW:
            yield Reason(Cause.REVIEW, "à réévaluer")
        if back is not None and (review is None or back.cause is not Cause.REVIEW):
            yield back
        if late:
            words = "action en retard" if late == 1 else f"{late} actions en retard"
            yield Reason(Cause.LATE, words)
        if case.id in self._owed:
            yield Reason(Cause.FEEDBACK, "retour au patient manquant")


def _review(review: date, on: date, last: PastItem | None) -> str:
    words = f"à revoir {'le' if review == on else 'depuis le'} {short_date(review)}"
    why = one_line(last.item.fate.why) if last and last.item.fate.on == review else ""
    return f"{words}{NO_BREAK}: {why}" if why else words


def _coming_back(past: PastItem, on: date, ending: str = "") -> Reason | None:
    """Why an item of a closed meeting comes back by a day; None when it does not, or later."""
    item, fate = past.item, past.item.fate
    if item.state is ItemState.WITHDRAWN or fate.returns is False:
        return None
    if fate.on is not None and fate.on > on:
        return None
    if item.state is ItemState.POSTPONED:
        return _carried(past, ending)
    why = one_line(fate.why)
    if is_only_followed(fate):
        return Reason(Cause.LATE, why)
    if not fate.returns:
        return None
    words = f"à revoir depuis le {short_date(past.on)}"
    if fate.on is not None:
        words = f"à revoir le {short_date(fate.on)}"
    return Reason(Cause.REVIEW, f"{words}{NO_BREAK}: {why}" if why else words)


def _carried(past: PastItem, ending: str) -> Reason:
    item, said = past.item, one_line(past.item.fate.why)
    if said.startswith((f"reporté{ending}", f"non abordé{ending}")):
        said = ""  # the program's own words for the outcome
    if not said and item.outcome == NOT_REACHED:
        words = f"non abordé{ending} le {short_date(past.on)}, faute de temps"
        return Reason(Cause.CARRIED, words)
    words, why = f"reporté{ending} le {short_date(past.on)}", said or one_line(item.outcome)
    return Reason(Cause.CARRIED, f"{words}{NO_BREAK}: {why}" if why else words)


def _candidate(case: Case, consent: Consent | None, past: _Past, names: People) -> Candidate:
    obstacle = ""
    if consent is not None and not consent.state.allows_presentation:
        obstacle = f"Accord {consent.state.label} : la situation ne peut pas être présentée."
    return Candidate(
        case_id=case.id,
        code=case.code,
        title=case_title(case),
        requester=names.short(case.requester_id, case.requester_name),
        reasons=past.reasons(case),
        consent=consent,
        obstacle=obstacle,
        to_renew=consent is not None and consent.to_renew(past.on),
    )


def _sort_of(item: AgendaItem) -> tuple[str, str]:
    """What makes a point the same point from one meeting to the next."""
    if item.protocol_id is not None:
        return item.topic.value, item.protocol_id
    return item.topic.value, fold(one_line(item.title))
