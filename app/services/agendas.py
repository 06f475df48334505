# SPDX-License-Identifier: EUPL-1.2
"""Preparing a meeting: the next date, the agenda made from candidates."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind
from app.domain.consent import Consent, require_presentable
from app.domain.dates import short_date
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.lengths import require_length
from app.domain.meeting import AgendaItem, ItemKind, Meeting, MeetingForm, Topic
from app.domain.rhythm import Occurrence
from app.domain.text import clean, stopped
from app.services.agenda_order import number, put_item
from app.services.begun_for_all import hand_over
from app.services.candidates import (
    Candidate,
    PointCandidate,
    again,
    carry_over,
    case_item,
    named_now,
    points,
    reasons_of,
    situations,
)
from app.services.cases import case_title
from app.services.people import People, people
from app.services.protocol_verdicts import require_unanswered
from app.services.records import (
    case_of,
    heading_of,
    item_of,
    meeting_of,
    open_heading_of,
    open_item_of,
    writable_case_of,
)
from app.services.series import SeriesService
from app.services.usual import add_meeting, put_approval, usual_meeting
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock

DEFAULT_CASE_MINUTES = 20
DEFAULT_POINT_MINUTES = 5


@dataclass(frozen=True)
class AgendaLine:
    """One item as a list shows it; `late` counts the situation's overdue actions.

    `guests` are asked for this item only.
    """

    item: AgendaItem
    code: str
    title: str
    requester: str
    consent: Consent | None
    late: int = 0
    guests: tuple[ProfessionalId, ...] = ()


@dataclass(frozen=True)
class AgendaView:
    """A meeting with its agenda; `planned` is the sum of the planned minutes."""

    meeting: Meeting
    number: int
    lines: tuple[AgendaLine, ...]
    people: People

    @property
    def planned(self) -> int:
        """The sum of the planned minutes."""
        return sum(line.item.planned for line in self.lines)

    @property
    def too_long(self) -> bool:
        """Whether the items do not fit in the slot."""
        return self.planned > self.meeting.minutes


class AgendaService:
    """What happens before the meeting."""

    def __init__(self, store: Store, clock: Clock, series: SeriesService) -> None:
        self._store = store
        self._clock = clock
        self._series = series

    def next_meeting(self) -> Meeting | None:
        """The meeting that is running, else the next one when it is prepared.

        One prepared ahead of time is not the next while the rhythm gives a day before it.
        """
        rows, now = self._store.rows, self._clock.local()
        running = rows.meetings.running()
        prepared = rows.meetings.next_prepared(now.date())
        practice = rows.practice.get()
        if running or prepared is None or practice is None:
            return running or prepared
        if prepared.on <= practice.slot.next_from(now):
            return prepared  # the usual case, without asking for the holidays
        ahead = prepared.form is MeetingForm.EXTRA or self._series.gives(prepared.on)
        return None if ahead and self.next_day() < prepared.on else prepared

    def next_day(self) -> date:
        """The day on which the team meets next. Raises `UserError` without a practice."""
        occurrence = self._series.next()
        return occurrence.on or occurrence.day

    def next_differs(self) -> tuple[str, ...]:
        """What is unusual about the next day, and which days before it have no meeting."""
        one = self._series.next()
        draft = Meeting(MeetingId(""), one.on or one.day, one.start, one.end)
        return self._series.what_differs(draft)

    def prepare_next(self) -> tuple[MeetingId, Changes]:
        """The next meeting, made from the rhythm and the last meeting when it is new.

        What the last meeting did not reach is on its agenda, and the approval of its minutes first.
        """
        meeting = self.next_meeting()
        if meeting is not None:
            return meeting.id, Changes()
        return self._prepare(self._series.next())

    def prepare_week(self, day: date) -> tuple[MeetingId, Changes]:
        """The meeting of one week, named by the day the rhythm gives; made when it is new.

        Raises `UserError` when there is none that week.
        """
        occurrence = self._series.occurrence(day)
        if occurrence.on is None:
            raise UserError(
                stopped(f"Il n’y a pas de réunion le {short_date(day)}"),
                "Maintenez-la ou déplacez-la d’abord.",
            )
        for known in self._store.rows.meetings.since(occurrence.on):
            if known.on == occurrence.on and known.form is MeetingForm.WEEKLY:
                return known.id, Changes()
        return self._prepare(occurrence)

    def prepare(self, draft: Meeting) -> tuple[MeetingId, Changes]:
        """Write a new prepared meeting as the draft says; its id is given by the program."""
        with self._store.write() as work:
            meeting = add_meeting(
                work,
                Meeting(
                    id=MeetingId(""),
                    on=draft.on,
                    start=draft.start,
                    end=draft.end,
                    place=clean(draft.place),
                    form=draft.form,
                    roles=draft.roles,
                    attendance=draft.attendance,
                ),
            )
            return meeting.id, work.changes

    def all(self) -> tuple[Meeting, ...]:
        """Every meeting, the latest first, without roles and attendance."""
        return self._store.rows.meetings.headings()

    def view(self, meeting_id: MeetingId, *, late: bool = True) -> AgendaView:
        """A meeting and its agenda; `late` counts overdue actions. Raises `NotFoundError`."""
        rows = self._store.rows
        names, today = people(rows), self._clock.today() if late else None
        meeting = meeting_of(rows, meeting_id)
        return AgendaView(
            meeting=meeting,
            number=rows.meetings.number_in_year(meeting),
            lines=tuple(_line(rows, item, names, today) for item in rows.agenda.of(meeting_id)),
            people=names,
        )

    def candidates(self, meeting_id: MeetingId) -> tuple[Candidate, ...]:
        """The situations that may be added with the reason they are there, most pressing first.

        Those whose consent is refused or withdrawn come last, with the sentence that says why.
        """
        rows = self._store.rows
        return situations(rows, heading_of(rows, meeting_id), people(rows))

    def points_back(self, meeting_id: MeetingId) -> tuple[PointCandidate, ...]:
        """The points of earlier meetings that come back."""
        return points(self._store.rows, heading_of(self._store.rows, meeting_id))

    def reasons(self, meeting_id: MeetingId) -> dict[ItemId, str]:
        """Why each item is on the agenda, where something says it."""
        return reasons_of(self._store.rows, heading_of(self._store.rows, meeting_id))

    def item(self, item_id: ItemId) -> AgendaItem:
        """An item of a meeting. Raises `NotFoundError`."""
        return item_of(self._store.rows, item_id)

    def add_case(
        self,
        meeting_id: MeetingId,
        case_id: CaseId,
        planned: int = DEFAULT_CASE_MINUTES,
        item_id: ItemId | None = None,
    ) -> tuple[ItemId, Changes]:
        """Put a situation at the end of the agenda, under the id that it had there once, if any.

        Raises `ConsentError` when the person refused or withdrew, `UserError` when the situation
        is already there.
        """
        rows = self._store.rows
        case = writable_case_of(rows, case_id)
        consent = rows.consents.current(case_id)
        if consent is not None:
            require_presentable(case.code, consent.state)
        items = rows.agenda.of(meeting_id)
        if any(item.case_id == case_id for item in items):
            raise UserError(f"{case.code} est déjà à l’ordre du jour.")
        meeting = heading_of(rows, meeting_id)
        draft = case_item(case, meeting, len(items), planned)
        return self._add(meeting_id, draft, item_id)

    def add_point(
        self,
        meeting_id: MeetingId,
        title: str,
        planned: int = DEFAULT_POINT_MINUTES,
        topic: Topic = Topic.OTHER,
    ) -> tuple[ItemId, Changes]:
        """Put a point at the end. Raises `UserError` for a title that is empty or too long."""
        if not title.strip():
            raise UserError("Ce point n’a pas de titre.", "Écrivez ce dont il s’agit.")
        require_length("point_put", title)
        return self._add(
            meeting_id,
            AgendaItem(
                id=ItemId(""),
                meeting_id=meeting_id,
                position=len(self._store.rows.agenda.of(meeting_id)),
                kind=ItemKind.FREE,
                title=clean(title),
                planned=planned,
                topic=topic,
            ),
        )

    def add_again(self, meeting_id: MeetingId, item_id: ItemId) -> tuple[ItemId, Changes]:
        """Put a point of an earlier meeting at the end of the agenda, as it was planned there."""
        rows = self._store.rows
        meeting, position = heading_of(rows, meeting_id), len(rows.agenda.of(meeting_id))
        past = item_of(rows, item_id)
        return self._add(meeting_id, again(named_now(rows, past) or past, meeting, position))

    def put_back(self, item: AgendaItem) -> tuple[ItemId, Changes]:
        """Put an item that was taken off back where it was.

        Raises `ConsentError` when the person refused or withdrew meanwhile.
        """
        if item.case_id is not None:
            again_id, changes = self.add_case(item.meeting_id, item.case_id, item.planned, item.id)
        else:
            last = len(self._store.rows.agenda.of(item.meeting_id))
            again_id, changes = self._add(item.meeting_id, replace(item, position=last), item.id)
        here = len(self._store.rows.agenda.of(item.meeting_id)) - 1
        return again_id, changes | self.move(again_id, item.position - here)

    def add_approval(self, meeting_id: MeetingId) -> tuple[ItemId | None, Changes]:
        """Put the approval of the last minutes first; None where there is nothing to approve."""
        open_heading_of(self._store.rows, meeting_id)
        with self._store.write() as work:
            item_id = put_approval(work, meeting_of(work.rows, meeting_id))
            return item_id, work.changes

    def remove(self, item_id: ItemId) -> Changes:
        """Take an item off a prepared agenda; the others close up."""
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        require_unanswered(item)
        if item.notes or rows.decisions.of(item_id) or rows.actions.of(item_id):
            raise UserError(
                "Des notes ont déjà été prises sur ce point.", "Reportez-le plutôt que l’enlever."
            )
        if heading_of(rows, item.meeting_id).current_item == item_id:
            raise UserError("Ce point est en cours.", "Passez d’abord à un autre point.")
        with self._store.write() as work:
            hand_over(work, item, stays=False)
            work.rows.agenda.remove(item_id)
            work.rows.operations.forget_texts((item_id,))
            work.changed(Kind.ITEM, item_id, {"removed": True})
            number(work, work.rows.agenda.of(item.meeting_id))
            work.changed(Kind.MEETING, item.meeting_id, {"agenda": "removed"})
            return work.changes

    def move(self, item_id: ItemId, step: int) -> Changes:
        """Move an item up (`step` < 0) or down by that many places, within the agenda."""
        item = open_item_of(self._store.rows, item_id)
        order = [other for other in self._store.rows.agenda.of(item.meeting_id) if other != item]
        order.insert(max(0, min(len(order), item.position + step)), item)
        with self._store.write() as work:
            number(work, order)
            work.changed(Kind.MEETING, item.meeting_id, {"agenda": "order"})
            return work.changes

    def set_planned(self, item_id: ItemId, minutes: int) -> Changes:
        """Give an item so many minutes. Raises `UserError` out of 1 to 240."""
        if not 1 <= minutes <= 240:
            raise UserError("Une durée va de 1 à 240 minutes.")
        item = open_item_of(self._store.rows, item_id)
        with self._store.write() as work:
            work.rows.agenda.save(replace(item, planned=minutes))
            work.changed(Kind.ITEM, item_id, {"planned": minutes})
            work.changed(Kind.MEETING, item.meeting_id, {"agenda": "planned"})
            return work.changes

    def _prepare(self, occurrence: Occurrence) -> tuple[MeetingId, Changes]:
        on = occurrence.on or occurrence.day
        with self._store.write() as work:
            rows = work.rows
            draft = usual_meeting(rows, on, occurrence.start, occurrence.end)
            meeting = add_meeting(work, draft)
            put_approval(work, meeting)
            carry_over(work, meeting, people(rows))
            return meeting.id, work.changes

    def _add(
        self, meeting_id: MeetingId, draft: AgendaItem, item_id: ItemId | None = None
    ) -> tuple[ItemId, Changes]:
        open_heading_of(self._store.rows, meeting_id)
        with self._store.write() as work:
            return put_item(work, draft, item_id), work.changes


def _line(rows: Rows, item: AgendaItem, names: People, today: date | None) -> AgendaLine:
    guests = rows.agenda.guests(item.id)
    if item.case_id is None:
        return AgendaLine(item, "", item.title, "", None, guests=guests)
    case = case_of(rows, item.case_id)
    late = rows.actions.open_of_case(case.id) if today else ()
    return AgendaLine(
        item,
        code=case.code,
        title=case_title(case),
        requester=names.short(case.requester_id, case.requester_name),
        consent=rows.consents.current(case.id),
        late=sum(action.overdue(today) for action in late if today),
        guests=guests,
    )
