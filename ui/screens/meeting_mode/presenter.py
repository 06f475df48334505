# SPDX-License-Identifier: EUPL-1.2
"""The running meeting behind the screen: where we are, what is typed, how long it takes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.changes import Changes
from app.domain.dates import DAYS, day_month, span
from app.domain.errors import KeptAsideError, NotSavedError, UserError
from app.domain.ids import ItemId, MeetingId, MinutesId
from app.domain.meeting import AgendaItem, AttendanceState, Fate, ItemState, Meeting
from app.domain.text import ellipsis, listing, plural
from app.services.agendas import AgendaLine, AgendaService
from app.services.closing import ClosingService
from app.services.meetings import ItemText, LiveItem, MeetingService, text_of
from app.services.minutes import MinutesService
from app.services.outbox import OutboxService
from app.services.people import People
from app.services.protocol_verdicts import answered
from ui.screens.meeting_mode.autosave import Autosave, Name
from ui.screens.meeting_mode.drafts import (
    FOR_ALL,
    DraftBook,
    Editor,
    EditorName,
    begun_for_all,
    begun_texts,
)
from ui.screens.meeting_mode.item_timer import Clock, ItemTimer
from ui.screens.meeting_mode.state import (
    Closing,
    DockDraft,
    Headcount,
    MeetingModeState,
    RailLine,
    ReserveLine,
    Timing,
)

_DETAIL_LENGTH = 60
_MOST_LEFT = 8
_OF_THE_MEETING = (
    (EditorName(Editor.UNPLANNED), "Situation non prévue"),
    (EditorName(Editor.GUEST), "Personne de passage"),
)
"""What is begun for the whole meeting and would be lost with the seal."""


class MeetingPresenter:
    """One meeting, one current item. Every method that writes may raise `UserError`."""

    def __init__(
        self,
        agendas: AgendaService,
        meetings: MeetingService,
        minutes: MinutesService,
        *,
        closing: ClosingService,
        clock: Clock,
        new_visit: Callable[[], str],
        published: Callable[[Changes], object],
        outbox: OutboxService,
    ) -> None:
        self._outbox = outbox
        self._agendas, self._meetings, self._minutes = agendas, meetings, minutes
        self._closing = closing
        self.publish = self._published = published
        self.autosave = Autosave(
            self._write,
            time_now=lambda: f"{clock.local():%H:%M}",
            new_visit=new_visit,
            published=published,
            aside=outbox,
            together=lambda: self._timer.going_with(meetings.together()),
        )
        self.timer = self._timer = ItemTimer(clock, meetings.spend)
        self._reserve: tuple[ReserveLine, ...] = ()
        self.drafts = DraftBook(meetings.new_id, self.autosave.typed)
        self._meeting: Meeting | None = None
        self.state: MeetingModeState | None = None

    # --- where we are ------------------------------------------------------------------------

    @property
    def item(self) -> LiveItem | None:
        """The current item, None on an empty agenda."""
        return self.state.item if self.state else None

    @property
    def is_withdrawn(self) -> bool:
        """The person of the current item withdrew their consent: nothing can be written."""
        if self.item is None:
            return False
        consent = self.item.consent
        refused = consent is not None and not consent.state.allows_presentation
        return refused or self.item.item.state is ItemState.WITHDRAWN

    @property
    def meeting(self) -> Meeting:
        """The meeting that is shown. Raises `UserError` when there is none."""
        if self._meeting is None:
            raise UserError("Aucune réunion n’est ouverte.", "Préparez-en une d’abord.")
        return self._meeting

    def open(self, meeting_id: MeetingId) -> None:
        """Start the meeting, or resume it where it was. Raises `UserError`."""
        if self.state is None:  # nobody counted: what went by since is neither talk nor sleep
            self._timer.restart()
        self.pause()
        self._published(self._meetings.start(meeting_id))
        self.load(meeting_id)
        self._timer.begin()
        self._timer.restart()

    def open_next(self) -> None:
        """Resume the running meeting, or start the one prepared. Raises `UserError`."""
        meeting = self._agendas.next_meeting()
        if meeting is None:
            raise UserError("Aucune réunion n’est préparée.", "Ouvrez « Préparer » d’abord.")
        self.open(meeting.id)

    def resume(self) -> None:
        """Go on with the meeting that is shown, or with the next one. Raises `UserError`."""
        if self.state is None:
            self.open_next()
        else:
            self.open(self.state.meeting_id)

    def load(self, meeting_id: MeetingId) -> None:
        """Read everything again, the reserve included."""
        self._reserve = tuple(
            ReserveLine(found.case_id, found.code, found.title)
            for found in self._agendas.candidates(meeting_id)
            if not found.obstacle
        )
        self.reload(meeting_id)

    def reload(self, meeting_id: MeetingId | None = None) -> None:
        """Read the agenda and the current item again."""
        view = self._agendas.view(meeting_id or self.meeting.id, late=False)
        self._meeting = view.meeting
        current = view.meeting.current_item
        item = self._meetings.item(current) if current else None
        self._timer.show(item.item if item else None)
        self.state = MeetingModeState(
            meeting_id=view.meeting.id,
            heading=_heading(view.meeting),
            rail=tuple(_rail_line(line, current, view.people) for line in view.lines),
            reserve=self._reserve,
            headcount=_headcount(view.meeting),
            item=item,
        )
        for line in self.state.rail:
            if line.state is ItemState.WITHDRAWN and not self.drafts.is_empty(line.item_id):
                self.let_go(line.item_id, stays=True)
        if item is not None:
            if self.is_withdrawn:
                self.let_go(item.item.id, stays=True)
            self.drafts.take(item)

    def let_go(self, item_id: ItemId, *, stays: bool = False) -> None:
        """Forget what is begun of an item that ends, or `stays`: its person withdrew."""
        held = stays and begun_for_all(self._meetings.item(item_id))
        heir = item_id if held else _heir(self.state, item_id, stays=stays)
        self.autosave.forget(item_id, FOR_ALL if heir == item_id else ())
        self.drafts.hand_over(item_id, self._meetings.item(heir) if heir else None)

    def reread(self) -> None:
        """Read the current item again after a line of it was written; the agenda where it moved."""
        before, state = self.item, self.state
        if before is None or state is None:
            return
        item = self._meetings.item(before.item.id)
        if (item.item.state, item.consent) != (before.item.state, before.consent):
            self.reload()
            return
        self._timer.show(item.item)
        self.state = replace(state, rail=_with_spent(state.rail, item.item), item=item)

    def enter(self, item_id: ItemId) -> None:
        """Go to an item. What could not be saved of the one before stays waiting."""
        if self.item is not None and self.item.item.id == item_id:
            return
        self.pause()
        self._published(self._meetings.enter(item_id))
        self._timer.restart()
        self.reload()

    def step(self, step: int) -> None:
        """Go to the next item (1) or the one before (-1); stays at the ends."""
        lines = self.state.rail if self.state else ()
        here = next((index for index, line in enumerate(lines) if line.current), -1)
        if 0 <= here + step < len(lines):
            self.enter(lines[here + step].item_id)

    def postpone(self, reason: str) -> None:
        """Put the current item off, and go to the next one that was not seen."""
        if self.item is None or self.state is None:
            return
        self.put_off(self.item.item.id, reason)
        self.reload()
        waiting = [line for line in self.state.rail if line.state is ItemState.TO_COME]
        if waiting:
            self.enter(waiting[0].item_id)

    def put_off(self, item_id: ItemId, reason: str) -> None:
        """Put an item off."""
        self.pause()
        self._published(self._meetings.postpone(item_id, reason))

    def take_up(self, item: AgendaItem) -> None:
        """Undo: an item that was put off is what it was before."""
        self._published(self._meetings.take_up(item.id, item.outcome))

    # --- what is typed -----------------------------------------------------------------------

    def text(self, name: ItemText) -> str:
        """A text of the current item as it was last typed, saved or not."""
        if self.item is None:
            return ""
        item = self.item.item
        waiting = self.autosave.waiting(item.id, name)
        return text_of(item, name) if waiting is None else waiting

    def typed(self, name: ItemText, text: str) -> None:
        """A key changed a text of the current item."""
        if self.item is not None:
            self.autosave.typed(self.item.item.id, name, text)

    def left(self, name: ItemText) -> None:
        """The focus left a text: commit, and its next key is another visit."""
        self.autosave.flush()
        if self.item is not None:
            self.autosave.end_visit(self.item.item.id, name)

    def pause(self) -> None:
        """Commit texts and time before something else happens; failures stay waiting."""
        self.autosave.flush()
        self._timer.save()

    def require_saved(self) -> None:
        """Commit everything. Raises `NotSavedError` when something typed is not on the disk.

        Any other `UserError` when it can never be there: a lock does not wait for that.
        """
        self.pause()
        if self.autosave.is_waiting:
            kind = NotSavedError if self.autosave.is_held_up else UserError
            raise (KeptAsideError if self.autosave.is_kept_aside else kind)(
                "Des lignes de la réunion ne sont pas enregistrées.", self.autosave.state.reason
            )

    def keep_draft(self, draft: DockDraft) -> None:
        """Note what is begun in the dock of the current item; it is saved like any other text."""
        if self.item is not None:
            self.drafts.keep(self.item.item.id, draft)

    def draft(self) -> DockDraft:
        """What was begun in the dock of the current item."""
        return self.drafts.of(self.item) if self.item else DockDraft()

    def tick(self) -> Timing | None:
        """Count a second; gives the timer as it stands, None without a current item."""
        self._timer.tick()
        if self._meeting is None or self.state is None:
            return None
        return self._timer.timing(self._meeting, self.state.rail)

    # --- the end -----------------------------------------------------------------------------

    def closing(self) -> Closing:
        """What will become of each item, and what nobody should discover afterwards."""
        self.require_saved()
        self._outbox.require_empty()
        found = _warnings(self.meeting, self.state.rail if self.state else (), self._meetings.item)
        found += _left(self._closing.giving_away(self.meeting.id))
        return Closing(self._closing.lines(self.meeting.id), tuple(found))

    def say_fate(self, item_id: ItemId, fate: Fate) -> None:
        """Say what becomes of an item; `Fate()` goes back to what is proposed."""
        self._published(self._closing.say(item_id, fate))

    def close(self) -> MinutesId:
        """Seal the minutes. Raises `UserError`; then nothing is closed."""
        self.require_saved()
        self._outbox.require_empty()
        minutes_id, changes = self._minutes.close(self.meeting.id)
        self.drafts.clear()
        self.state = self._meeting = None
        self._published(changes)
        return minutes_id

    def _write(self, item_id: ItemId, name: Name, text: str, visit: str) -> Changes:
        if isinstance(name, ItemText):
            return self._meetings.write_text(item_id, name, text, visit)
        self._meetings.keep_draft(item_id, name.value, text)
        return Changes()


def _begun(of: str, text: str) -> str:
    return f"{of} : « {ellipsis(text, 80)} » est commencé et n’est pas ajouté."


def _warnings(
    meeting: Meeting, rail: Sequence[RailLine], read: Callable[[ItemId], LiveItem]
) -> list[str]:
    unknown = meeting.in_state(AttendanceState.INVITED)
    found = ["Les présences ne sont pas notées (Ctrl T)."] if unknown else []
    for line in rail:
        item = read(line.item_id)
        found += [_begun(line.title, text) for text in begun_texts(item)]
        for_all = begun_for_all(item)
        found += [_begun(of, for_all[name]) for name, of in _OF_THE_MEETING if name in for_all]
    return found


def _heir(state: MeetingModeState | None, of: ItemId, *, stays: bool) -> ItemId | None:
    """Who holds what is begun for the meeting, as the vault has it.

    The first other item that may be written on, else the item itself while it `stays`, else any.
    """
    others = [each for each in (state.rail if state else ()) if each.item_id != of]
    alive = (each.item_id for each in others if each.state is not ItemState.WITHDRAWN)
    any_other = next((each.item_id for each in others), None)
    return next(alive, of if stays else any_other)


def _left(sentences: Sequence[str]) -> list[str]:
    """What would be sealed and gives somebody away."""
    found = [f"Serait scellé : {each}." for each in sentences[:_MOST_LEFT]]
    more = len(sentences) - _MOST_LEFT
    others = plural(more, "autre passage", "autres passages")
    return [*found, f"… et {others}."] if more > 0 else found


def _with_spent(rail: Sequence[RailLine], item: AgendaItem) -> tuple[RailLine, ...]:
    return tuple(
        replace(line, spent=item.spent) if line.item_id == item.id else line for line in rail
    )


def _heading(meeting: Meeting) -> str:
    day = f"{DAYS[meeting.on.weekday()]} {day_month(meeting.on)}".capitalize()
    return f"{day} · {span(meeting.start, meeting.end)}"


def _rail_line(line: AgendaLine, current: ItemId | None, names: People) -> RailLine:
    item = line.item
    detail = _rail_detail(line, " · ".join(part for part in (line.title, line.requester) if part))
    guests = listing([names.short(id_) for id_ in line.guests])
    return RailLine(
        item_id=item.id,
        title=line.code or line.title,
        detail=f"{detail} · avec {guests}" if guests else detail,
        state=item.state,
        spent=item.spent,
        planned=item.planned,
        current=item.id == current,
        of_case=item.case_id is not None,
    )


def _rail_detail(line: AgendaLine, detail: str) -> str:
    if line.item.state is ItemState.POSTPONED:
        state = line.item.state
        said = state.label if line.item.case_id else state.of_point
        return ellipsis(f"{said} : {line.item.outcome}", _DETAIL_LENGTH)
    if line.item.state is ItemState.WITHDRAWN:
        return line.item.state.label
    if answered(line.item) is not None:
        return ellipsis(line.item.outcome, _DETAIL_LENGTH)
    return ellipsis(detail if line.code else line.item.topic.label, _DETAIL_LENGTH)


def _headcount(meeting: Meeting) -> Headcount:
    return Headcount(
        present=len(meeting.attending),
        total=len(meeting.attendance),
        excused=len(meeting.in_state(AttendanceState.EXCUSED)),
    )
