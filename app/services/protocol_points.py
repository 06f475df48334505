# SPDX-License-Identifier: EUPL-1.2
"""A protocol as a point of a meeting: put on the agenda, answered there, said in its minutes.

The answer moves the protocol at once, with the meeting (who validated are those whom its minutes
say present); it is the outcome of the point, so the minutes seal it as they do an approval.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import ItemId, MeetingId, ProtocolId
from app.domain.lengths import require_length
from app.domain.meeting import (
    AgendaItem,
    ItemKind,
    ItemState,
    MeetingState,
    ProtocolAsked,
    Topic,
)
from app.domain.protocol import Protocol, ProtocolMove, ProtocolStatus
from app.domain.protocol_life import require_revision_day
from app.domain.text import clean
from app.services.agenda_order import put_item
from app.services.protocol_candidates import (
    ProtocolCandidate,
    protocols_to_add,
    reasons_of_points,
    standing,
)
from app.services.protocol_life import make_move, note_move, take_move_back
from app.services.protocol_summary import summary_of
from app.services.protocol_verdicts import (
    Answer,
    Verdict,
    answered,
    obstacle_to,
    point_title,
    verdict_of,
)
from app.services.records import heading_of, open_heading_of, open_item_of, protocol_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

DEFAULT_PROTOCOL_MINUTES = 10


@dataclass(frozen=True)
class ProtocolPoint:
    """What a point is about. `words` says which version and where it stands, `summary` its text.

    `verdict` is what was answered; `obstacle` why nothing can be, empty where something can.
    """

    item: AgendaItem
    protocol: Protocol
    words: str
    summary: tuple[str, ...]
    verdict: Verdict | None
    obstacle: str

    @property
    def answer(self) -> str:
        """The words of what was answered; empty while nothing was."""
        return self.verdict.words if self.verdict else ""

    @property
    def open(self) -> bool:
        """Whether the team is asked something that it may still answer."""
        asked = self.item.asked is not ProtocolAsked.NOTHING
        return asked and self.verdict is None and not self.obstacle


class ProtocolPointService:
    """Puts protocols on agendas and keeps what the team says of them there."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    # --- on the agenda -----------------------------------------------------------------------

    def candidates(self, meeting_id: MeetingId) -> tuple[ProtocolCandidate, ...]:
        """What may be added: those that wait for an answer first, then any other that lives.

        Neither what the agenda holds nor a point of an earlier meeting that comes back.
        """
        return protocols_to_add(self._store.rows, heading_of(self._store.rows, meeting_id))

    def reasons(self, meeting_id: MeetingId) -> dict[ItemId, str]:
        """Where the protocol of each point of an agenda stands."""
        return reasons_of_points(self._store.rows, heading_of(self._store.rows, meeting_id))

    def add(
        self,
        meeting_id: MeetingId,
        protocol_id: ProtocolId,
        asked: ProtocolAsked,
        planned: int = DEFAULT_PROTOCOL_MINUTES,
    ) -> tuple[ItemId, Changes]:
        """Put a protocol at the end of an agenda.

        Raises `UserError` where it is there already or nothing can be asked of it so,
        `NotFoundError`, `SealedError`.
        """
        rows = self._store.rows
        open_heading_of(rows, meeting_id)
        protocol = protocol_of(rows, protocol_id)
        _require_standing(protocol, asked)
        draft = AgendaItem(
            id=ItemId(""),
            meeting_id=meeting_id,
            position=len(rows.agenda.of(meeting_id)),
            kind=ItemKind.FREE,
            title=point_title(protocol, asked),
            planned=planned,
            topic=Topic.PROTOCOL,
            protocol_id=protocol_id,
            asked=asked,
        )
        with self._store.write() as work:
            return put_item(work, draft), work.changes

    # --- in the meeting ----------------------------------------------------------------------

    def about(self, item: AgendaItem) -> ProtocolPoint | None:
        """What a point is about; None where it is about no protocol of the vault."""
        rows = self._store.rows
        protocol = rows.protocols.get(item.protocol_id) if item.protocol_id else None
        if protocol is None:
            return None
        verdict = verdict_of(item, protocol)
        return ProtocolPoint(
            item=item,
            protocol=protocol,
            words=standing(protocol),
            summary=summary_of(rows, protocol),
            verdict=verdict,
            obstacle="" if verdict else obstacle_to(protocol, item.asked),
        )

    def validate(self, item_id: ItemId) -> Changes:
        """The team validates the text as it is now: it is frozen, with the meeting.

        Like the others below, raises `UserError` where the point asks something else, was answered
        already or the protocol stands elsewhere, `SealedError` once the meeting is closed.
        """
        return self._answer(item_id, lambda protocol: Verdict(Answer.VALIDATED, protocol.version))

    def not_yet(self, item_id: ItemId, why: str) -> Changes:
        """The text is to be reworked: it is a draft again, and the point comes back."""
        said = clean(why).strip()
        if not said:
            raise UserError("La raison est vide.", "Dites ce qu’il faut retravailler.")
        require_length("reason_given", said)
        return self._answer(
            item_id, lambda protocol: Verdict(Answer.TO_REWORK, protocol.version, why=said)
        )

    def call_back(self, item_id: ItemId) -> Changes:
        """The version in force is to be revised."""
        return self._answer(
            item_id, lambda protocol: Verdict(Answer.CALLED_BACK, protocol.in_force or 0)
        )

    def keep(self, item_id: ItemId, until: date) -> Changes:
        """The version in force stays as it is, until a day to come on which it is called back."""
        require_revision_day(until, self._clock.today())
        return self._answer(
            item_id,
            lambda protocol: Verdict(Answer.KEPT, protocol.in_force or 0, until=until),
        )

    def take_back(self, item_id: ItemId) -> Changes:
        """Nothing was answered after all: the protocol stands where it did.

        Raises `UserError` where it moved on since.
        """
        item = self._open(item_id)
        with self._store.write() as work:
            self._withdraw(work, item)
            _say(work, item, "", item.state)
            return work.changes

    def put_back(self, before: ProtocolPoint) -> Changes:
        """Undo: what was answered of a point is again what it was; put off, it is put off again.

        Raises `UserError` where the protocol moved on since.
        """
        item = self._open(before.item.id)
        with self._store.write() as work:
            self._withdraw(work, item)
            if before.verdict is not None:
                _require_answerable(work.rows, item)
                self._apply(work, item, before.verdict)
            put_off = before.item.state is ItemState.POSTPONED
            state = before.item.state if put_off else item.state
            _say(work, item, before.item.outcome, state)
            return work.changes

    # --- internals ---------------------------------------------------------------------------

    def _open(self, item_id: ItemId) -> AgendaItem:
        item = open_item_of(self._store.rows, item_id)
        if item.protocol_id is None:
            raise UserError("Ce point ne parle d’aucun protocole.")
        return item

    def _answer(self, item_id: ItemId, verdict_on: Callable[[Protocol], Verdict]) -> Changes:
        rows = self._store.rows
        item = self._open(item_id)
        protocol = protocol_of(rows, ProtocolId(item.protocol_id or ""))
        verdict = verdict_on(protocol)
        if heading_of(rows, item.meeting_id).state is not MeetingState.RUNNING:
            raise UserError("Cette réunion n’a pas commencé.", "Démarrez-la d’abord.")
        if verdict.answer not in _ANSWERS[item.asked]:
            raise UserError("Ce point ne pose pas cette question.")
        if answered(item) is not None:
            raise UserError("L’équipe a déjà répondu.", "Revenez d’abord sur sa réponse.")
        with self._store.write() as work:
            _require_answerable(work.rows, item)
            self._apply(work, item, verdict)
            _say(work, item, verdict.words, _discussed(item.state))
            return work.changes

    def _apply(self, work: UnitOfWork, item: AgendaItem, verdict: Verdict) -> None:
        """Move the protocol of an item as the team says."""
        protocol = protocol_of(work.rows, ProtocolId(item.protocol_id or ""))
        meeting, today, before = item.meeting_id, self._clock.today(), protocol.revise_on
        if verdict.answer is Answer.VALIDATED:
            if protocol.status is ProtocolStatus.DRAFT:
                protocol = make_move(
                    work, protocol, ProtocolStatus.REVIEW, today, meeting_id=meeting
                )
            make_move(work, protocol, ProtocolStatus.VALIDATED, today, meeting_id=meeting)
            return
        note, replaced = verdict.words, None
        if verdict.answer is Answer.KEPT:
            protocol, replaced = replace(protocol, revise_on=verdict.until), before
        if protocol.status is _FROM[verdict.answer]:
            after = _AFTER[verdict.answer]
            make_move(
                work,
                protocol,
                after,
                today,
                meeting_id=meeting,
                note=note if verdict.answer is not Answer.CALLED_BACK else "",
                revised_from=replaced,
            )
            return
        work.rows.protocols.save(protocol)
        note_move(work, protocol, meeting_id=meeting, note=note, revised_from=replaced)
        work.changed(Kind.PROTOCOL, protocol.id, {"said": verdict.answer.name.lower()})
        work.journal("protocol.moved", Kind.PROTOCOL, protocol.id)

    @staticmethod
    def _withdraw(work: UnitOfWork, item: AgendaItem) -> None:
        """Take the present answer of an item off the life of its protocol."""
        protocol = protocol_of(work.rows, ProtocolId(item.protocol_id or ""))
        verdict = verdict_of(item, protocol)
        if verdict is None:
            return
        moves = work.rows.protocol_history.moves(protocol.id)
        made = tuple(takewhile(lambda move: move.meeting_id == item.meeting_id, moves))
        if made and verdict.words == item.outcome:
            _unmake(work, protocol, moves, len(made), verdict)
        elif verdict.answer in (Answer.VALIDATED, Answer.KEPT):
            raise UserError(
                "Ce protocole a avancé depuis cette réponse\u00a0: elle ne se retire plus.",
                "Écrivez la correction dans le texte du point.",
            )


_ANSWERS = {
    ProtocolAsked.NOTHING: frozenset[Answer](),
    ProtocolAsked.VALIDATE: frozenset({Answer.VALIDATED, Answer.TO_REWORK}),
    ProtocolAsked.REVISE: frozenset({Answer.CALLED_BACK, Answer.KEPT}),
}
_FROM = {
    Answer.TO_REWORK: ProtocolStatus.REVIEW,
    Answer.CALLED_BACK: ProtocolStatus.IN_FORCE,
    Answer.KEPT: ProtocolStatus.TO_REVISE,
}
"""What an answer moves; of a protocol that stands elsewhere it is only noted."""
_AFTER = {
    Answer.TO_REWORK: ProtocolStatus.DRAFT,
    Answer.CALLED_BACK: ProtocolStatus.TO_REVISE,
    Answer.KEPT: ProtocolStatus.IN_FORCE,
}


def _require_answerable(rows: Rows, item: AgendaItem) -> None:
    _require_standing(protocol_of(rows, ProtocolId(item.protocol_id or "")), item.asked)


def _require_standing(protocol: Protocol, asked: ProtocolAsked) -> None:
    if obstacle := obstacle_to(protocol, asked):
        raise UserError(obstacle, "Regardez où il en est.")


def _unmake(
    work: UnitOfWork,
    protocol: Protocol,
    moves: tuple[ProtocolMove, ...],
    count: int,
    verdict: Verdict,
) -> None:
    """Take the last `count` moves back, the latest first."""
    for made, earlier in pairwise(moves[: count + 1]):
        before = replace(protocol, status=earlier.status, version=earlier.version)
        if verdict.answer is Answer.KEPT:
            before = replace(before, revise_on=made.revised_from)
        take_move_back(work, before)
        protocol = protocol_of(work.rows, protocol.id)


def _say(work: UnitOfWork, item: AgendaItem, outcome: str, state: ItemState) -> None:
    """Write what was answered on an item, under the title that its protocol has now."""
    protocol = protocol_of(work.rows, ProtocolId(item.protocol_id or ""))
    title = point_title(protocol, item.asked)
    work.rows.agenda.save(replace(item, title=title, outcome=outcome, state=state))
    said = {"title": title, "outcome": outcome, "state": state.value}
    work.changed(Kind.ITEM, item.id, said)
    work.changed(Kind.MEETING, item.meeting_id, {"item": item.id})


def _discussed(state: ItemState) -> ItemState:
    if state is ItemState.POSTPONED:
        return ItemState.CURRENT
    return ItemState.SEEN if state is ItemState.TO_COME else state
