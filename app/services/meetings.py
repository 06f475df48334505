# SPDX-License-Identifier: EUPL-1.2
"""The meeting itself: what the scribe types, committed as it is typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.action import Action, ActionState
from app.domain.case import Case
from app.domain.changes import Changes, Kind, content_of
from app.domain.consent import Consent
from app.domain.decision import Decision
from app.domain.errors import UserError
from app.domain.ids import ActionId, DecisionId, ItemId, MeetingId, ProfessionalId
from app.domain.lengths import require_length
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingState
from app.domain.text import clean
from app.services.answers import Earlier, earlier_actions
from app.services.background import Background, background_of
from app.services.begun_for_all import FOR_ALL
from app.services.cases import case_title
from app.services.live_items import (
    ItemText,
    Line,
    discussed,
    drop_line,
    make_current,
    next_place,
    put_line,
    require_here,
    take_out,
    take_up,
    text_of,
    with_text,
    writable_item,
)
from app.services.people import People, people
from app.services.protocol_verdicts import require_unanswered
from app.services.records import (
    action_of,
    case_of,
    decision_of,
    heading_of,
    meeting_of,
    open_heading_of,
    open_item_of,
    require_no_other_running,
)
from app.storage.unit_of_work import Store
from app.system.clock import Clock

__all__ = ["ActionDraft", "ItemText", "Line", "LiveItem", "MeetingService", "text_of"]

Lines = tuple[Line, ...]


@dataclass(frozen=True)
class ActionDraft:
    """What is typed in the action row: a text, one person (known or outside), a date."""

    text: str
    who_id: ProfessionalId | None = None
    who_name: str = ""
    due: date | None = None


@dataclass(frozen=True)
class LiveItem:
    """One item as the meeting screen shows it.

    `earlier` are actions open from before or settled in this meeting; `drafts` are sentences begun,
    by field.
    """

    item: AgendaItem
    code: str
    title: str
    requester: str
    consent: Consent | None
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    earlier: tuple[Earlier, ...]
    people: People
    drafts: dict[str, str]


class MeetingService:
    """Start, resume, type, decide, act, postpone. Each call is one committed transaction.

    Every method that writes raises `SealedError` once the meeting is closed and `ConsentError` on
    an item whose person withdrew.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        close_identities: Callable[[MeetingId], object] | None = None,
    ) -> None:
        """`close_identities` forgets who the patients are: a running meeting shows codes."""
        self._store = store
        self._clock = clock
        self._close_identities = close_identities
        self.together = store.batch
        """Makes one transaction of the calls in its block: all or nothing."""

    def new_id(self) -> str:
        """An id for a line before its first try: retries under it are one line."""
        return self._store.new_id()

    def meeting(self, meeting_id: MeetingId) -> Meeting:
        """The meeting as it stands. Raises `NotFoundError`."""
        return meeting_of(self._store.rows, meeting_id)

    def start(self, meeting_id: MeetingId) -> Changes:
        """Open a prepared meeting, or resume one: both end on an item being current.

        Identities are closed from then on, until a passphrase opens them again.
        """
        meeting = open_heading_of(self._store.rows, meeting_id)
        current = meeting.current_item or _first(self._store.rows.agenda.of(meeting_id))
        require_no_other_running(self._store.rows, meeting_id)
        with self._store.write() as work:
            if meeting.state is MeetingState.PREPARED:
                meeting = replace(meeting, state=MeetingState.RUNNING, started_at=self._clock.now())
                work.journal("meeting.started", Kind.MEETING, meeting_id)
            work.rows.meetings.save_heading(replace(meeting, current_item=current))
            work.changed(Kind.MEETING, meeting_id, {"state": MeetingState.RUNNING.value})
            if current is not None:
                make_current(work, meeting_id, current)
            changes = work.changes
        if self._close_identities is not None:
            self._close_identities(meeting_id)
        return changes

    def item(self, item_id: ItemId) -> LiveItem:
        """One item with its decisions and actions. Raises `NotFoundError`."""
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        case = None if item.case_id is None else case_of(rows, item.case_id)
        names = people(rows)
        return LiveItem(
            item=item,
            code=case.code if case else "",
            title=_title(item, case),
            requester=names.short(case.requester_id, case.requester_name) if case else "",
            consent=rows.consents.current(case.id) if case else None,
            decisions=rows.decisions.of(item_id),
            actions=rows.actions.of(item_id),
            earlier=earlier_actions(rows, item),
            people=names,
            drafts=rows.agenda.drafts(item_id),
        )

    def background(self, item_id: ItemId) -> Background | None:
        """What was known of an item's situation; None for a point, or without a consent."""
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        case = rows.cases.get(item.case_id) if item.case_id else None
        consent = rows.consents.current(case.id) if case else None
        if case is None or (consent is not None and not consent.state.allows_presentation):
            return None
        return background_of(rows, case, item, people(rows))

    def actions_of(self, item_id: ItemId) -> tuple[Action, ...]:
        """The actions agreed on an item, of an open or a closed meeting."""
        return self._store.rows.actions.of(item_id)

    def enter(self, item_id: ItemId) -> Changes:
        """Go to an item: the one before is seen, this one is current.

        A postponed item stays so until something is written on it: one walks through it too.
        """
        item = open_item_of(self._store.rows, item_id)
        meeting = heading_of(self._store.rows, item.meeting_id)
        with self._store.write() as work:
            make_current(work, meeting.id, item_id)
            work.rows.meetings.save_heading(replace(meeting, current_item=item_id))
            work.changed(Kind.MEETING, meeting.id, {"current": item_id})
            if item.case_id is not None and meeting.current_item != item_id:
                work.journal("case.presented", Kind.CASE, item.case_id)
            return work.changes

    def write_text(self, item_id: ItemId, name: ItemText, text: str, visit: str) -> Changes:
        """Commit a text as it stands; calls of one `visit` share one log entry."""
        item = writable_item(self._store.rows, item_id)
        stored = clean(text)
        after = with_text(item, name, stored)
        if after == item:
            return Changes()
        with self._store.write() as work:
            take_up(work, item)
            work.rows.agenda.save(discussed(after))
            burst = f"{item_id}:{name.value}:{visit}"
            work.changed(Kind.ITEM, item_id, {name.value: stored}, burst=burst)
            return work.changes

    def keep_draft(self, item_id: ItemId, name: str, text: str) -> None:
        """Keep a decision or an action half typed, under a name of the screen's choosing.

        It is no part of the minutes: closing the meeting forgets it. An empty text forgets it now.
        What is begun for the whole meeting is nothing about the person of the item that holds it.
        """
        (open_item_of if name in FOR_ALL else writable_item)(self._store.rows, item_id)
        with self._store.write() as work:
            work.rows.agenda.save_draft(item_id, name, clean(text))

    def decide(
        self, item_id: ItemId, text: str, decision_id: DecisionId | None = None
    ) -> tuple[DecisionId, Changes]:
        """Add a decision, or rewrite the one given. Raises `UserError` for an empty text."""
        item = writable_item(self._store.rows, item_id)
        stored = _required(
            "decided", text, "La décision est vide.", "Écrivez ce que l’équipe a décidé."
        )
        rows = self._store.rows
        known = rows.decisions.get(decision_id) if decision_id else None
        if known is not None:
            require_here(item_id, known)
        with self._store.write() as work:
            take_up(work, item)
            decision = Decision(
                id=decision_id or DecisionId(work.new_id()),
                item_id=item_id,
                position=known.position if known else next_place(rows.decisions.of(item_id)),
                text=stored,
            )
            work.rows.decisions.save(decision)
            work.changed(Kind.DECISION, decision.id, content_of(decision))
            work.changed(Kind.ITEM, item_id, {"decision": decision.id})
            return decision.id, work.changes

    def drop_decision(self, item_id: ItemId, decision_id: DecisionId) -> Changes:
        """Take back a decision of this item. Raises `NotFoundError`."""
        item = writable_item(self._store.rows, item_id)
        decision = decision_of(self._store.rows, decision_id)
        require_here(item_id, decision)
        with self._store.write() as work:
            take_out(work, item, decision)
            return work.changes

    def act(
        self, item_id: ItemId, draft: ActionDraft, action_id: ActionId | None = None
    ) -> tuple[ActionId, Changes]:
        """Add an action, or rewrite the one given.

        Raises `UserError` for an empty text or without a person.
        """
        item = writable_item(self._store.rows, item_id)
        stored = _required("agreed", draft.text, "L’action est vide.", "Écrivez ce qui sera fait.")
        _require_person(draft)
        rows = self._store.rows
        known = rows.actions.get(action_id) if action_id else None
        if known is not None:
            require_here(item_id, known)
        with self._store.write() as work:
            take_up(work, item)
            action = Action(
                id=action_id or ActionId(work.new_id()),
                item_id=item_id,
                case_id=item.case_id,
                position=known.position if known else next_place(rows.actions.of(item_id)),
                text=stored,
                who_id=draft.who_id,
                who_name="" if draft.who_id else clean(draft.who_name).strip(),
                due=draft.due,
                state=known.state if known else ActionState.OPEN,
                note=known.note if known else "",
            )
            work.rows.actions.save(action)
            work.changed(Kind.ACTION, action.id, content_of(action))
            work.changed(Kind.ITEM, item_id, {"action": action.id})
            return action.id, work.changes

    def drop_action(self, item_id: ItemId, action_id: ActionId) -> Changes:
        """Take back an action of this item. Raises `NotFoundError`."""
        item = writable_item(self._store.rows, item_id)
        action = action_of(self._store.rows, action_id)
        require_here(item_id, action)
        with self._store.write() as work:
            take_out(work, item, action)
            return work.changes

    def exchange(
        self, item_id: ItemId, gone: Lines, back: Lines, *, binned: bool = False
    ) -> Changes:
        """Take the lines `gone` away and put those of `back` as they were: an undo, or a redo.

        A line in both is rewritten. What goes and whose words live on nowhere else is `binned`.
        Raises `NotFoundError` for a line of another item.
        """
        item = writable_item(self._store.rows, item_id)
        for line in (*gone, *back):
            require_here(item_id, line)
        kept = {line.id for line in back}
        with self._store.write() as work:
            if back:
                take_up(work, item)
            for line in gone:
                if line.id not in kept and binned:
                    take_out(work, item, line)
                elif line.id not in kept:
                    drop_line(work, line)
            for line in back:
                put_line(work, line)
            work.changed(Kind.ITEM, item_id, {"lines": [line.id for line in (*gone, *back)]})
            return work.changes

    def postpone(self, item_id: ItemId, reason: str) -> Changes:
        """Put an item off with a reason; the situation stays a candidate."""
        item = writable_item(self._store.rows, item_id)
        require_unanswered(item)
        stored = _required(
            "reason_given", reason, "Le report n’a pas de raison.", "Dites pourquoi en un mot."
        )
        with self._store.write() as work:
            work.rows.agenda.save(replace(item, state=ItemState.POSTPONED, outcome=stored))
            work.changed(Kind.ITEM, item_id, {"state": "postponed", "outcome": stored})
            work.changed(Kind.MEETING, item.meeting_id, {"item": item_id})
            return work.changes

    def take_up(self, item_id: ItemId, outcome: str = "") -> Changes:
        """Undo a postponement: the item is open again, or put off with its earlier reason."""
        if outcome:
            return self.postpone(item_id, outcome)
        item = writable_item(self._store.rows, item_id)
        with self._store.write() as work:
            take_up(work, item)
            return work.changes

    def spend(self, item_id: ItemId, seconds: int) -> None:
        """Add to the time spent on an item; a timer is not a change anybody must hear of."""
        if seconds <= 0:
            return
        with self._store.write() as work:
            work.rows.agenda.add_seconds(item_id, seconds)


def _first(items: tuple[AgendaItem, ...]) -> ItemId | None:
    return items[0].id if items else None


def _require_person(draft: ActionDraft) -> None:
    if draft.who_id is None and not draft.who_name.strip():
        raise UserError(
            "Cette action n’a pas de responsable.", "Nommez une personne, et une seule."
        )
    require_length("outside_name", draft.who_name)


def _required(name: str, text: str, sentence: str, remedy: str) -> str:
    stored = clean(text)
    if not stored.strip():
        raise UserError(sentence, remedy)
    require_length(name, stored)
    return stored


def _title(item: AgendaItem, case: Case | None) -> str:
    return case_title(case) if case else item.title
