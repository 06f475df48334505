# SPDX-License-Identifier: EUPL-1.2
"""Years of made-up activity before the fictional practice's own weeks, to measure with.

Each year has 1,000 situations, 100 meetings of ten situations, and 5,000 decisions and actions.

The services commit each move of a person, some 150 statements for one situation: the years are
written straight through the rows instead, each record once and as it ended. What reads them back
(and what seals) is the services' own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from app.demo.builder import People
from app.demo.draws import Draws, Subject
from app.domain.action import Action, ActionState
from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanStatus, part_for
from app.domain.case import Case, CaseStatus
from app.domain.case_step import CaseStep, StepReason
from app.domain.changes import Kind, content_of
from app.domain.consent import Consent, ConsentState
from app.domain.decision import Decision
from app.domain.feedback import PatientFeedback
from app.domain.ids import (
    ActionId,
    CarePlanId,
    CaseId,
    CaseStepId,
    ConsentId,
    DecisionId,
    FeedbackId,
    ItemId,
    MeetingId,
    MinutesId,
    PlanLineId,
)
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingState
from app.domain.minutes import HeaderRecord, Minutes, SealedItem
from app.domain.practice import Practice
from app.domain.seal import digest, record_text, seal
from app.services.people import people as names_of
from app.services.sealed_identity import IdentitySeal, identity_text
from app.services.snapshot import header_record, item_record
from app.storage.unit_of_work import Store, UnitOfWork
from app.system.clock import HeldClock

MEETINGS_A_YEAR = 100
CASES_A_MEETING = 10
_MINUTES_A_CASE = 9
_YEAR = timedelta(weeks=52)
_TO_NEXT = (timedelta(0), timedelta(days=4))
"""Two meetings a week: on the day of the rhythm and four days later (Thursday, then Monday)."""

_OPENING, _SETTLING = time(9, 0), time(8, 0)
_DAY = timedelta(days=1)
_FIRST_NUMBER = 101
"""The numbers below are left to the situations of the fictional practice."""


@dataclass(frozen=True)
class _Brought:
    """A situation brought to a meeting, and whom it is about."""

    case: Case
    subject: Subject


@dataclass(frozen=True)
class _Discussed:
    """A situation after its meeting."""

    case: Case
    item: AgendaItem
    actions: tuple[Action, ...]


class DemoScale:
    """Writes made-up years, one transaction each; the same for one seed."""

    def __init__(
        self,
        store: Store,
        identities: IdentitySeal,
        clock: HeldClock,
        practice: Practice,
        people: People,
        rng: Random,
        sealed_by: str,
    ) -> None:
        self._store = store
        self._identities = identities
        self._clock = clock
        self._practice = practice
        self._draws = Draws(people, rng)
        self._names = names_of(store.rows)
        self._sealed_by = sealed_by
        self._numbers: dict[int, int] = {}

    def build(self, years: int, until: datetime, meetings_a_year: int = MEETINGS_A_YEAR) -> None:
        """Make `years` years that end half a year before `until` (local); at most 100 meetings."""
        first = self._practice.slot.next_on_or_after(until.date() - _YEAR / 2 - years * _YEAR)
        for year in range(years):
            with self._store.write() as work:
                for on in _days(first + year * _YEAR, meetings_a_year):
                    self._hold(work, on)

    def _hold(self, work: UnitOfWork, on: date) -> None:
        """One meeting: situations opened the day before, minutes sealed, all settled the day after.

        The clock only moves forward, so ids and the journal follow the calendar.
        """
        self._clock.set_local(datetime.combine(on - _DAY, _OPENING))
        brought = [self._open(work) for _ in range(CASES_A_MEETING)]
        meeting = self._meet(work, on)
        discussed = [
            self._discuss(work, meeting, position, one) for position, one in enumerate(brought)
        ]
        self._seal(work, meeting, discussed)
        self._clock.set_local(datetime.combine(on + _DAY, _SETTLING))
        for one in discussed:
            self._tell(work, meeting, one.case)
            self._plan(work, one)

    def _open(self, work: UnitOfWork) -> _Brought:
        subject, today = self._draws.subject(), self._clock.today()
        case_id = CaseId(work.new_id())
        case = self._draws.case(subject, case_id, self._code(today), self._clock.now())
        work.rows.cases.save(case)
        work.changed(Kind.CASE, case_id, content_of(case))
        self._step(work, case, CaseStatus.NEW)
        work.journal("case.opened", Kind.CASE, case_id)
        identity = identity_text(self._draws.identity(subject, today))
        work.rows.cases.save_identity(case_id, self._identities.seal(case_id, identity))
        work.changed(Kind.IDENTITY, case_id, {"sealed": True})
        work.journal("identity.changed", Kind.IDENTITY, case_id)
        self._ask(work, case, today)
        return _Brought(case, subject)

    def _step(
        self,
        work: UnitOfWork,
        case: Case,
        status: CaseStatus,
        reason: StepReason = StepReason.NONE,
    ) -> None:
        step = CaseStep(CaseStepId(work.new_id()), case.id, self._clock.now(), status, reason)
        work.rows.steps.save(step)
        work.changed(Kind.STEP, step.id, content_of(step))

    def _code(self, on: date) -> str:
        number = self._numbers.get(on.year, _FIRST_NUMBER)
        self._numbers[on.year] = number + 1
        return f"S{on.year % 100:02d}-{number:04d}"

    def _ask(self, work: UnitOfWork, case: Case, on: date) -> None:
        consent = Consent(
            id=ConsentId(work.new_id()),
            case_id=case.id,
            state=ConsentState.OBTAINED,
            on=on,
            collected_by=case.requester_id,
            scope=self._draws.scope(),
        )
        work.rows.consents.add(consent)
        work.changed(Kind.CONSENT, consent.id, content_of(consent))
        work.journal(f"consent.{consent.state.value}", Kind.CASE, case.id)

    def _meet(self, work: UnitOfWork, on: date) -> Meeting:
        """A closed meeting; the clock stands at its end."""
        slot = self._practice.slot
        self._clock.set_local(datetime.combine(on, slot.start))
        meeting_id, started = MeetingId(work.new_id()), self._clock.now()
        self._clock.advance(timedelta(minutes=slot.minutes))
        attendance, roles = self._draws.attendance()
        meeting = Meeting(
            id=meeting_id,
            on=on,
            start=slot.start,
            end=slot.end,
            place=self._practice.place,
            state=MeetingState.CLOSED,
            started_at=started,
            closed_at=self._clock.now(),
            roles=roles,
            attendance=attendance,
        )
        work.rows.meetings.save(meeting)
        work.changed(Kind.MEETING, meeting_id, content_of(meeting))
        return meeting

    def _discuss(
        self, work: UnitOfWork, meeting: Meeting, position: int, brought: _Brought
    ) -> _Discussed:
        case, theme = brought.case, brought.subject.theme
        item = AgendaItem(
            id=ItemId(work.new_id()),
            meeting_id=meeting.id,
            position=position,
            case_id=case.id,
            title=case.title,
            planned=_MINUTES_A_CASE,
            spent=_MINUTES_A_CASE * 60,
            state=ItemState.SEEN,
            question=case.question,
            wishes=case.wishes,
            notes=self._draws.notes(theme),
        )
        work.rows.agenda.save(item)
        work.changed(Kind.ITEM, item.id, content_of(item))
        self._step(work, case, CaseStatus.FOLLOWED)
        for place, text in enumerate(self._draws.decisions(theme)):
            decision = Decision(DecisionId(work.new_id()), item.id, place, text)
            work.rows.decisions.save(decision)
            work.changed(Kind.DECISION, decision.id, content_of(decision))
        return _Discussed(case, item, self._act(work, meeting, item, brought.subject))

    def _act(
        self, work: UnitOfWork, meeting: Meeting, item: AgendaItem, subject: Subject
    ) -> tuple[Action, ...]:
        actions = tuple(
            Action(
                id=ActionId(work.new_id()),
                item_id=item.id,
                position=place,
                text=text,
                case_id=item.case_id,
                who_id=who,
                due=meeting.on + timedelta(days=days),
                state=ActionState.DONE,
            )
            for place, (text, who, days) in enumerate(self._draws.actions(subject.theme))
        )
        for action in actions:
            work.rows.actions.save(action)
            work.changed(Kind.ACTION, action.id, content_of(action))
        return actions

    def _seal(self, work: UnitOfWork, meeting: Meeting, discussed: list[_Discussed]) -> None:
        header = header_record(
            work.rows,
            meeting,
            self._names,
            clock=self._clock,
            sealed_by=self._sealed_by,
            reason="",
        )
        items = tuple(
            self._sealed_item(work, position, one.item)
            for position, one in enumerate(discussed, start=1)
        )
        minutes = self._sealed(MinutesId(work.new_id()), meeting, header, items)
        work.rows.minutes.add(minutes)
        work.changed(Kind.MINUTES, minutes.id, {"meeting": meeting.id, "seal": minutes.seal})
        work.journal("minutes.sealed", Kind.MINUTES, minutes.id)

    def _sealed_item(self, work: UnitOfWork, position: int, item: AgendaItem) -> SealedItem:
        record, salt = item_record(work.rows, item, self._names), self._draws.salt()
        return SealedItem(
            position=position,
            item_id=item.id,
            case_id=item.case_id,
            salt=salt,
            digest=digest(record_text(record), salt),
            record=record,
        )

    def _sealed(
        self, id_: MinutesId, meeting: Meeting, header: HeaderRecord, items: tuple[SealedItem, ...]
    ) -> Minutes:
        salt, version, previous = self._draws.salt(), 1, ""
        header_digest = digest(record_text(header), salt)
        digests = tuple(item.digest for item in items)
        return Minutes(
            id=id_,
            meeting_id=meeting.id,
            on=meeting.on,
            version=version,
            sealed_at=self._clock.now(),
            header=header,
            header_salt=salt,
            header_digest=header_digest,
            items=items,
            previous=previous,
            seal=seal(meeting.id, version, previous, header_digest, digests),
        )

    def _tell(self, work: UnitOfWork, meeting: Meeting, case: Case) -> None:
        feedback = PatientFeedback(
            id=FeedbackId(work.new_id()),
            case_id=case.id,
            meeting_id=meeting.id,
            owed_by=case.requester_id,
            done_on=self._clock.today(),
            done_by=case.requester_id,
            reaction=self._draws.reaction(),
        )
        work.rows.feedbacks.save(feedback)
        work.changed(Kind.FEEDBACK, feedback.id, content_of(feedback))
        work.journal("feedback.recorded", Kind.CASE, case.id)
        self._step(work, case, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)

    def _plan(self, work: UnitOfWork, discussed: _Discussed) -> None:
        plan = CarePlan(
            id=CarePlanId(work.new_id()),
            case_id=discussed.case.id,
            on=self._clock.today(),
            status=PlanStatus.CLOSED,
        )
        work.rows.care_plans.save(plan)
        work.changed(Kind.CARE_PLAN, plan.id, content_of(plan))
        for position, action in enumerate(discussed.actions):
            line = PlanLine(
                id=PlanLineId(work.new_id()),
                plan_id=plan.id,
                position=position,
                part=part_for(self._names.field(action.who_id)),
                state=LineState.ACCEPTED,
                action=action.text,
                who_id=action.who_id,
                due=action.due,
                source_action=action.id,
            )
            work.rows.care_plans.save_line(line)
            work.changed(Kind.PLAN_LINE, line.id, content_of(line))


def _days(first: date, count: int) -> Iterator[date]:
    """The days of a year's meetings, two a week from `first` on."""
    for rank in range(count):
        week, place = divmod(rank, len(_TO_NEXT))
        yield first + timedelta(weeks=week) + _TO_NEXT[place]
