# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice, played through the services on a clock that moves from day to day.

Every event is dated first, then told in order, so that ids and the journal follow the calendar.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from app.demo.plans import PlanWriter
from app.demo.protocols import ProtocolLives
from app.demo.records import (
    ConsentRecord,
    DemoContent,
    DemoMeeting,
    Discussion,
    Feedback,
    Near,
    Outcome,
    Situation,
    day_of,
)
from app.domain.directory import Professional
from app.domain.field import NOTE_FIELDS
from app.domain.ids import (
    ActionId,
    CaseId,
    ItemId,
    MeetingId,
    ProfessionalId,
)
from app.domain.meeting import Attendance, Meeting
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.desk import Desk
from app.services.feedbacks import Told
from app.services.meetings import ActionDraft, ItemText
from app.system.clock import HeldClock

People = dict[str, ProfessionalId]

_OPENING, _ASKING, _TELLING = time(8, 0), time(9, 0), time(10, 0)


@dataclass(frozen=True)
class _Event:
    """Something that happens at a local moment."""

    at: datetime
    tell: Callable[[], object]


def add_people(desk: Desk, content: DemoContent) -> People:
    """Write the directory; people are then known by last name, unique in the fiction."""
    people: People = {}
    for person in content.people:
        draft = Professional(
            id=ProfessionalId(""),
            last=person.last,
            first=person.first,
            profession=person.profession,
            field=person.field,
            structure=person.structure,
            member=person.member,
            rpps=person.rpps,
            phone=person.phone,
            mail=person.mail,
        )
        people[person.last], _ = desk.directory.save(draft)
    return people


class DemoBuilder:
    """Plays the content into an empty vault; the clock ends at `now`, local without a zone."""

    def __init__(
        self,
        desk: Desk,
        clock: HeldClock,
        content: DemoContent,
        people: People,
        now: datetime,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._content = content
        self._now = now
        self._next_day = content.practice.slot.next_from(now)
        self._people = people
        self._cases: dict[int, CaseId] = {}
        self._actions: dict[tuple[int, int, int], ActionId] = {}
        self._lives = ProtocolLives(desk, self._next_day, people, self._cases)

    def build(self) -> MeetingId:
        """Play everything; gives the meeting prepared for the next weekly slot."""
        events = [event for event in self._events() if event.at <= self._now]
        for event in sorted(events, key=lambda event: event.at):
            self._clock.set_local(event.at)
            event.tell()
        self._clock.set_local(self._now)
        return self._prepare(self._content.next_meeting)

    def _events(self) -> Iterator[_Event]:
        for situation in self._content.situations:
            opening = timedelta(minutes=situation.number)
            day = day_of(self._next_day, situation.opened_week)
            yield _Event(datetime.combine(day, _OPENING) + opening, partial(self._open, situation))
            for consent in situation.consents:
                yield self._consent_event(situation, consent)
            for discussion in situation.discussions:
                if discussion.week < 0:
                    yield from self._told_later(situation, discussion)
            if situation.plan is not None:
                day = day_of(self._next_day, situation.plan.week, 1)
                yield _Event(datetime.combine(day, _ASKING), partial(self._write_plan, situation))
        for protocol in self._content.protocols:
            for at, tell in self._lives.deeds(protocol):
                yield _Event(at, tell)
        for meeting in self._content.meetings:
            start = meeting.started or self._content.practice.slot.start
            day = day_of(self._next_day, meeting.week)
            yield _Event(datetime.combine(day, start), partial(self._hold, meeting))

    def _consent_event(self, situation: Situation, consent: ConsentRecord) -> _Event:
        asked = day_of(self._next_day, consent.week, -(consent.days_before or 1))
        on = max(
            min(asked, self._now.date() - timedelta(days=1)),
            day_of(self._next_day, situation.opened_week),
        )
        return _Event(
            datetime.combine(on, _ASKING), partial(self._ask, situation.number, consent, on)
        )

    def _told_later(self, situation: Situation, discussion: Discussion) -> Iterator[_Event]:
        for rank, action in enumerate(discussion.actions):
            if action.outcome is not None and not self._asked_in_a_meeting(
                situation, discussion, action.outcome
            ):
                day = day_of(self._next_day, discussion.week, action.outcome.after_days)
                key = (situation.number, discussion.week, rank)
                yield _Event(
                    datetime.combine(day, _TELLING),
                    partial(self._settle, key, action.outcome, discussion.week),
                )
        if discussion.feedback is not None:
            day = day_of(self._next_day, discussion.week, discussion.feedback.after_days)
            yield _Event(
                datetime.combine(day, _TELLING),
                partial(self._report, situation.number, discussion.feedback, day),
            )

    def _asked_in_a_meeting(self, situation: Situation, said: Discussion, outcome: Outcome) -> bool:
        """Whether a later meeting about the situation is told it: `_answer` does."""
        day = day_of(self._next_day, said.week, outcome.after_days)
        return any(
            day == day_of(self._next_day, later.week)
            for later in situation.discussions
            if said.week < later.week < 0
        )

    def _open(self, situation: Situation) -> None:
        notes = situation.notes
        draft = CaseDraft(
            code=f"S{self._next_day.year % 100:02d}-{situation.number:03d}",
            title=situation.title,
            requester_id=self._people[situation.requester],
            reason=situation.reason,
            question=situation.question,
            wishes=situation.wishes,
            priority=situation.priority,
            tried=situation.tried,
            carer=situation.carer,
            referent_id=self._people[situation.requester] if situation.circle else None,
            organic=notes.organic,
            psychic=notes.psychic,
            social=notes.social,
            eligibility=situation.eligible,
        )
        case_id, _ = self._desk.cases.open(draft)
        self._cases[situation.number] = case_id
        if situation.identity is not None:
            born = self._content.born(situation.identity, self._next_day)
            self._desk.cases.save_identity(case_id, replace(situation.identity, born=born))
        for near in situation.circle:
            self._draw_near(case_id, near)

    def _draw_near(self, case_id: CaseId, near: Near) -> None:
        circles = self._desk.lives.circles
        member, _ = circles.add(case_id, self._people.get(near.who), near.who)
        if member is not None:
            circles.set_role(member, near.role)
            circles.set_care_team(member, care_team=near.care_team)

    def _ask(self, number: int, consent: ConsentRecord, on: date) -> None:
        draft = ConsentDraft(
            state=consent.state,
            on=None if consent.days_before is None else on,
            collected_by=self._people.get(consent.by),
            scope=consent.scope,
        )
        self._desk.consents.record(self._cases[number], draft)

    def _settle(self, key: tuple[int, int, int], outcome: Outcome, week: int) -> None:
        action_id = self._actions.get(key)
        if action_id is None:
            return
        due = None
        if outcome.new_due_days is not None:
            due = day_of(self._next_day, week, outcome.new_due_days)
        self._desk.actions.mark(action_id, outcome.state, outcome.note, due)

    def _report(self, number: int, feedback: Feedback, on: date) -> None:
        case_id = self._cases[number]
        for owed in self._desk.feedbacks.owed():
            if owed.feedback.case_id == case_id:
                by = self._people.get(feedback.by)
                told = Told(feedback.reaction, feedback.agreement, feedback.refused)
                self._desk.feedbacks.record(owed.feedback.id, on, by, told)

    def _prepare(self, planned: DemoMeeting) -> MeetingId:
        practice = self._content.practice
        meeting_id, _ = self._desk.agendas.prepare(
            Meeting(
                id=MeetingId(""),
                on=day_of(self._next_day, planned.week),
                start=practice.slot.start,
                end=practice.slot.end,
                place=practice.place,
                roles={
                    role: tuple(self._people[name] for name in names)
                    for role, names in planned.roles.items()
                },
                attendance=tuple(
                    Attendance(self._people[name], state) for name, state in planned.attendance
                ),
            )
        )
        if planned.approval_minutes:
            item_id, _ = self._desk.agendas.add_approval(meeting_id)
            if item_id is not None:
                self._desk.agendas.set_planned(item_id, planned.approval_minutes)
        for line in planned.agenda:
            self._desk.agendas.add_case(meeting_id, self._cases[line.case], line.planned)
        if planned.protocol is not None:
            self._lives.put_on_agenda(meeting_id, planned.protocol)
        return meeting_id

    def _hold(self, held: DemoMeeting) -> None:
        meeting_id = self._prepare(held)
        self._desk.meetings.start(meeting_id)
        lines = self._desk.agendas.view(meeting_id).lines
        told = [line.used or line.planned for line in held.agenda]
        told += [held.protocol.used] if held.protocol else []
        used = [held.approval_minutes] * (len(lines) - len(told)) + told
        numbers = {case_id: number for number, case_id in self._cases.items()}
        for line, minutes in zip(lines, used, strict=True):
            self._desk.meetings.enter(line.item.id)
            if line.item.protocol_id is not None:
                self._desk.protocols.points.validate(line.item.id)
            elif line.item.case_id is None:
                self._desk.approvals.approve(line.item.id)
            else:
                self._discuss(held.week, line.item.id, numbers[line.item.case_id])
            self._desk.meetings.spend(line.item.id, minutes * 60)
            self._clock.advance(timedelta(minutes=minutes))
        if held.ended is not None:
            day = day_of(self._next_day, held.week)
            self._clock.set_local(datetime.combine(day, held.ended))
        self._desk.minutes.close(meeting_id)
        self._settle_meeting(meeting_id)

    def _discuss(self, week: int, item_id: ItemId, number: int) -> None:
        situation = self._content.situation(number)
        discussion = next(d for d in situation.discussions if d.week == week)
        live = self._desk.meetings
        self._answer(situation, week)
        for field in NOTE_FIELDS:
            text = discussion.notes.of(field)
            if text:
                live.write_text(item_id, ItemText(field.value), text, visit="demo")
        for decision in discussion.decisions:
            live.decide(item_id, decision)
        for rank, action in enumerate(discussion.actions):
            draft = ActionDraft(
                text=action.text,
                who_id=self._people.get(action.who),
                who_name=action.who,
                due=day_of(self._next_day, week, action.due_days),
            )
            self._actions[number, week, rank], _ = live.act(item_id, draft)

    def _answer(self, situation: Situation, week: int) -> None:
        """« Exécutée ? » of the actions of earlier meetings that are told on this day."""
        today = day_of(self._next_day, week)
        for said in situation.discussions:
            for rank, action in enumerate(said.actions if said.week < week else ()):
                told = action.outcome
                if told and day_of(self._next_day, said.week, told.after_days) == today:
                    self._settle((situation.number, said.week, rank), told, said.week)

    def _settle_meeting(self, meeting_id: MeetingId) -> None:
        """Past meetings' proposals were answered and their extracts filed; the last one's wait."""
        last = self._content.meetings[-1]
        if self._desk.meetings.meeting(meeting_id).on == day_of(self._next_day, last.week):
            return
        for line in self._desk.agendas.view(meeting_id).lines:
            if line.item.case_id is not None:
                self._desk.care_plans.accept_all(line.item.case_id)
        for owed in self._desk.filings.of_meeting(meeting_id):
            self._desk.filings.file(owed.filing.id)

    def _write_plan(self, situation: Situation) -> None:
        if situation.plan is not None:
            writer = PlanWriter(self._desk, self._next_day, self._people)
            writer.write(self._cases[situation.number], situation, situation.plan)
