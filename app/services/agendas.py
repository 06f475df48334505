# SPDX-License-Identifier: EUPL-1.2
"""Preparing a meeting: the next date, the agenda made from candidates."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case, CaseStatus
from app.domain.changes import Changes, Kind, content_of
from app.domain.consent import Consent, require_presentable
from app.domain.dates import short_date
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import (
    AgendaItem,
    Attendance,
    AttendanceState,
    ItemKind,
    Meeting,
    MeetingState,
    Role,
)
from app.domain.text import clean
from app.services.agenda_order import number
from app.services.cases import case_title
from app.services.people import People, people
from app.services.records import (
    case_of,
    heading_of,
    meeting_of,
    open_heading_of,
    open_item_of,
)
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock

DEFAULT_CASE_MINUTES = 20
DEFAULT_POINT_MINUTES = 5


@dataclass(frozen=True)
class AgendaLine:
    """One item as a list shows it; `late` counts the situation's overdue actions."""

    item: AgendaItem
    code: str
    title: str
    requester: str
    consent: Consent | None
    late: int = 0


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


@dataclass(frozen=True)
class Candidate:
    """A situation that may come to the agenda, and why; `obstacle` says why it cannot."""

    case_id: CaseId
    code: str
    title: str
    requester: str
    reason: str
    consent: Consent | None
    obstacle: str = ""


class AgendaService:
    """What happens before the meeting."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def next_meeting(self) -> Meeting | None:
        """The meeting that is running, else the next one prepared."""
        rows = self._store.rows
        return rows.meetings.running() or rows.meetings.next_prepared(self._clock.today())

    def next_day(self) -> date:
        """The day of the rhythm on which the team meets next."""
        practice = self._store.rows.practice.get()
        if practice is None:
            raise UserError("La structure n’est pas encore décrite.", "Ouvrez les réglages.")
        day = practice.slot.next_from(self._clock.local())
        closed = self._store.rows.meetings.on(day)
        if closed is not None and closed.state is MeetingState.CLOSED:
            return practice.slot.next_on_or_after(day.fromordinal(day.toordinal() + 1))
        return day

    def prepare_next(self) -> tuple[MeetingId, Changes]:
        """The next meeting, made from the weekly rhythm and the last meeting when it is new."""
        meeting = self.next_meeting()
        if meeting is not None:
            return meeting.id, Changes()
        practice = self._store.rows.practice.get()
        day = self.next_day()
        if practice is None:
            raise UserError("La structure n’est pas encore décrite.", "Ouvrez les réglages.")
        last = self._store.rows.meetings.latest_closed(day)
        draft = Meeting(
            id=MeetingId(""),
            on=day,
            start=practice.slot.start,
            end=practice.slot.end,
            place=practice.place,
            roles=self._usual_roles(last),
            attendance=self._usual_people(last),
        )
        return self.prepare(draft)

    def prepare(self, draft: Meeting) -> tuple[MeetingId, Changes]:
        """Write a new prepared meeting, whose id is given by the program."""
        with self._store.write() as work:
            meeting = Meeting(
                id=MeetingId(work.new_id()),
                on=draft.on,
                start=draft.start,
                end=draft.end,
                place=clean(draft.place),
                roles=draft.roles,
                attendance=draft.attendance,
            )
            work.rows.meetings.save(meeting)
            work.changed(Kind.MEETING, meeting.id, content_of(meeting))
            work.journal("meeting.prepared", Kind.MEETING, meeting.id)
            return meeting.id, work.changes

    def all(self) -> tuple[Meeting, ...]:
        """Every meeting, the latest first, without roles and attendance."""
        return self._store.rows.meetings.headings()

    def view(self, meeting_id: MeetingId) -> AgendaView:
        """A meeting with its agenda. Raises `NotFoundError`."""
        rows = self._store.rows
        names = people(rows)
        meeting = meeting_of(rows, meeting_id)
        return AgendaView(
            meeting=meeting,
            number=rows.meetings.number_in_year(meeting),
            lines=tuple(self._line(item, names) for item in rows.agenda.of(meeting_id)),
            people=names,
        )

    def candidates(self, meeting_id: MeetingId) -> tuple[Candidate, ...]:
        """The situations that may be added, with the reason they are there.

        Those whose consent is refused or withdrawn come last, with the sentence that says why.
        """
        rows = self._store.rows
        meeting = heading_of(rows, meeting_id)
        taken = {item.case_id for item in rows.agenda.of(meeting_id)}
        names = people(rows)
        found = [
            _candidate(rows, case, meeting.on, names)
            for case in rows.cases.waiting()
            if case.id not in taken
        ]
        return tuple(sorted((c for c in found if c is not None), key=lambda c: bool(c.obstacle)))

    def add_case(
        self, meeting_id: MeetingId, case_id: CaseId, planned: int = DEFAULT_CASE_MINUTES
    ) -> tuple[ItemId, Changes]:
        """Put a situation at the end of the agenda.

        Raises `ConsentError` when the person refused or withdrew, `UserError` when the situation
        is already there.
        """
        rows = self._store.rows
        case = case_of(rows, case_id)
        consent = rows.consents.current(case_id)
        if consent is not None:
            require_presentable(case.code, consent.state)
        items = rows.agenda.of(meeting_id)
        if any(item.case_id == case_id for item in items):
            raise UserError(f"{case.code} est déjà à l’ordre du jour.")
        return self._add(
            meeting_id,
            AgendaItem(
                id=ItemId(""),
                meeting_id=meeting_id,
                position=len(items),
                case_id=case_id,
                title=case.title,
                planned=planned,
                question=case.question,
                wishes=case.wishes,
            ),
        )

    def add_point(
        self, meeting_id: MeetingId, title: str, planned: int = DEFAULT_POINT_MINUTES
    ) -> tuple[ItemId, Changes]:
        """Put a free point at the end of the agenda. Raises `UserError` without a title."""
        if not title.strip():
            raise UserError("Ce point n’a pas de titre.", "Écrivez ce dont il s’agit.")
        return self._add(
            meeting_id,
            AgendaItem(
                id=ItemId(""),
                meeting_id=meeting_id,
                position=len(self._store.rows.agenda.of(meeting_id)),
                kind=ItemKind.FREE,
                title=clean(title),
                planned=planned,
            ),
        )

    def remove(self, item_id: ItemId) -> Changes:
        """Take an item off a prepared agenda; the others close up."""
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        if item.notes or rows.decisions.of(item_id) or rows.actions.of(item_id):
            raise UserError(
                "Des notes ont déjà été prises sur ce point.", "Reportez-le plutôt que l’enlever."
            )
        if heading_of(rows, item.meeting_id).current_item == item_id:
            raise UserError("Ce point est en cours.", "Passez d’abord à un autre point.")
        with self._store.write() as work:
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

    def _add(self, meeting_id: MeetingId, draft: AgendaItem) -> tuple[ItemId, Changes]:
        open_heading_of(self._store.rows, meeting_id)
        with self._store.write() as work:
            item = replace(draft, id=ItemId(work.new_id()))
            work.rows.agenda.save(item)
            work.changed(Kind.ITEM, item.id, content_of(item))
            work.changed(Kind.MEETING, meeting_id, {"agenda": "added"})
            return item.id, work.changes

    def _line(self, item: AgendaItem, names: People) -> AgendaLine:
        if item.case_id is None:
            return AgendaLine(item, code="", title=item.title, requester="", consent=None)
        rows = self._store.rows
        case = case_of(rows, item.case_id)
        today = self._clock.today()
        late = [a for a in rows.actions.open_of_case(case.id) if a.overdue(today)]
        return AgendaLine(
            item,
            code=case.code,
            title=case_title(case),
            requester=names.short(case.requester_id, case.requester_name),
            consent=rows.consents.current(case.id),
            late=len(late),
        )

    def _usual_roles(self, last: Meeting | None) -> dict[Role, tuple[ProfessionalId, ...]]:
        active = {person.id for person in self._store.rows.professionals.all() if person.active}
        held = last.roles.items() if last else ()
        still = {role: tuple(id_ for id_ in holders if id_ in active) for role, holders in held}
        return {role: holders for role, holders in still.items() if holders}

    def _usual_people(self, last: Meeting | None) -> tuple[Attendance, ...]:
        active = [p.id for p in self._store.rows.professionals.all() if p.active]
        if last is None:
            members = [p.id for p in self._store.rows.professionals.all() if p.active and p.member]
            return tuple(Attendance(id_) for id_ in members)
        return tuple(
            Attendance(line.professional_id)
            for line in last.attendance
            if line.professional_id in active and line.state is not AttendanceState.GUEST
        )


def _candidate(rows: Rows, case: Case, on: date, names: People) -> Candidate | None:
    consent = rows.consents.current(case.id)
    obstacle = ""
    if consent is not None and not consent.state.allows_presentation:
        obstacle = f"Accord {consent.state.label} : la situation ne peut pas être présentée."
    reason = _reason(rows, case, on)
    if reason is None:
        return None
    return Candidate(
        case_id=case.id,
        code=case.code,
        title=case_title(case),
        requester=names.short(case.requester_id, case.requester_name),
        reason=reason,
        consent=consent,
        obstacle=obstacle,
    )


def _reason(rows: Rows, case: Case, on: date) -> str | None:
    if case.status in (CaseStatus.NEW, CaseStatus.TO_PRESENT):
        return "nouvelle demande"
    if case.review_on is not None and case.review_on <= on:
        return f"à revoir depuis le {short_date(case.review_on)}"
    late = [action for action in rows.actions.open_of_case(case.id) if action.overdue(on)]
    if late:
        return "action en retard" if len(late) == 1 else f"{len(late)} actions en retard"
    if case.status is CaseStatus.TO_REVIEW:
        return "à réévaluer"
    return "suivie"
