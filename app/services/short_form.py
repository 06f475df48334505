# SPDX-License-Identifier: EUPL-1.2
"""A concertation of two or three professionals, noted in one go and sealed like any meeting.

Most concertations of primary care are between two (domain brief §1). They are numbered and counted
apart: whether they count for the ACI is for the local CPAM to say.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from app.domain.action import Action
from app.domain.case import CaseStatus
from app.domain.changes import Changes, Kind, content_of
from app.domain.consent import ConsentState, require_covers_outside, require_presentable
from app.domain.dates import later, medium_date, moved
from app.domain.decision import Decision
from app.domain.directory import Professional
from app.domain.due import due_fault
from app.domain.errors import UserError
from app.domain.ids import (
    ActionId,
    CaseId,
    DecisionId,
    ItemId,
    MeetingId,
    MinutesId,
    ProfessionalId,
)
from app.domain.meeting import (
    AgendaItem,
    Attendance,
    AttendanceState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingForm,
    MeetingState,
)
from app.domain.text import clean
from app.services.cases import CaseDraft, CaseService
from app.services.consents import ConsentDraft, ConsentService
from app.services.meetings import ActionDraft
from app.services.minutes import MinutesService
from app.services.records import case_of, writable_case_of
from app.services.uncovered import of_care_team
from app.storage.unit_of_work import Store, UnitOfWork
from app.system.clock import Clock

FEWEST, MOST = 2, 3
LONGEST = 180
_OLDEST = 366
"""Days after which a concertation is noted no more."""
_DRAFT = "short_form"


@dataclass(frozen=True)
class ShortDraft:
    """What is typed: who, about whom, when, and what came out of it; `minutes` is the length.

    Without `case_id` a situation is opened with `title`. `consent` is what the person said today,
    None where it is noted already; `outside_team` says that it covers people from outside of it.
    """

    people: tuple[ProfessionalId, ...]
    on: date
    start: time
    minutes: int
    case_id: CaseId | None = None
    title: str = ""
    consent: ConsentState | None = None
    outside_team: bool = False
    question: str = ""
    said: str = ""
    decision: str = ""
    actions: tuple[ActionDraft, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What a short form made."""

    meeting_id: MeetingId
    minutes_id: MinutesId
    case_id: CaseId
    changes: Changes


class ShortFormService:
    """Saves and seals in one transaction: all of it, or nothing."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        cases: CaseService,
        consents: ConsentService,
        minutes: MinutesService,
    ) -> None:
        self._store, self._clock = store, clock
        self._cases, self._consents, self._minutes = cases, consents, minutes

    def record(self, draft: ShortDraft) -> Recorded:
        """Seal a concertation.

        Raises `UserError` for what is missing or cannot be, `ConsentError` when the person refused
        or withdrew, or when somebody from outside of the team may not hear of them.
        """
        self._require(draft)
        with self._store.batch():
            changes = Changes()
            case_id = draft.case_id
            if case_id is None:
                case_id, changes = self._open(draft)
            if draft.consent is not None:
                changes |= self._consent(case_id, draft)
            if draft.outside_team and draft.consent in (None, ConsentState.OBTAINED):
                changes |= self._consents.cover(case_id, self._outside(draft))
            self._require_consent(case_id, draft)
            with self._store.write() as work:
                _forget_begun(work)
                meeting = self._hold(work, draft)
                item = self._discuss(work, meeting, case_id, draft)
                work.rows.meetings.save(replace(meeting, current_item=item.id))
                work.journal("meeting.short", Kind.MEETING, meeting.id)
                changes |= work.changes
            minutes_id, sealed = self._minutes.close(meeting.id)
        return Recorded(meeting.id, minutes_id, case_id, changes | sealed)

    def begun(self) -> str:
        """What was kept of a page that is not sealed yet, as it was given; empty without one."""
        meeting = self._store.rows.meetings.short_begun()
        items = self._store.rows.agenda.of(meeting.id) if meeting is not None else ()
        return self._store.rows.agenda.drafts(items[0].id).get(_DRAFT, "") if items else ""

    def keep(self, text: str, case_id: CaseId | None = None) -> None:
        """Keep a page as far as it is typed; an empty text forgets it.

        It is tied to the situation that it speaks of, so that a withdrawal drops it; of a person
        who withdrew or refused nothing is kept.
        """
        consent = self._store.rows.consents.current(case_id) if case_id else None
        if consent is not None and not consent.state.allows_presentation:
            text = ""
        if text == self.begun():
            return
        with self._store.write() as work:
            _forget_begun(work)
            if text:
                self._keep(work, text, case_id)

    def _keep(self, work: UnitOfWork, text: str, case_id: CaseId | None) -> None:
        now = self._clock.local()
        meeting = Meeting(
            id=MeetingId(work.new_id()),
            on=now.date(),
            start=now.time().replace(second=0, microsecond=0),
            end=now.time().replace(second=0, microsecond=0),
            form=MeetingForm.SHORT,
        )
        work.rows.meetings.save(meeting)
        kind = ItemKind.CASE if case_id is not None else ItemKind.FREE
        item = AgendaItem(ItemId(work.new_id()), meeting.id, 0, kind, case_id)
        work.rows.agenda.save(item)
        work.rows.agenda.save_draft(item.id, _DRAFT, clean(text))

    def _require(self, draft: ShortDraft) -> None:
        count = len(set(draft.people))
        if not FEWEST <= count <= MOST:
            remedy = "Nommez les deux ou trois personnes."
            if count > MOST:
                remedy = "À partir de quatre, préparez une réunion."
            raise UserError("Une concertation courte réunit deux ou trois personnes.", remedy)
        if draft.case_id is None and not draft.title.strip():
            raise UserError("La situation manque.", "Choisissez-la, ou écrivez un motif.")
        if not 1 <= draft.minutes <= LONGEST:
            raise UserError(f"Une durée va de 1 à {LONGEST} minutes.")
        self._require_when(draft)
        if not draft.question.strip():
            raise UserError("La question manque.", "Écrivez en une phrase ce qui était demandé.")
        if not draft.said.strip() and not draft.decision.strip():
            raise UserError("Rien n’est noté.", "Écrivez ce qui a été dit, ou décidé.")
        for action in draft.actions:
            _require_action(action, self._clock.today(), draft.on)

    def _require_when(self, draft: ShortDraft) -> None:
        if datetime.combine(draft.on, draft.start) > self._clock.local():
            raise UserError("Ce moment est dans l’avenir.", "Notez quand vous vous êtes parlé.")
        if draft.on < moved(self._clock.today(), -_OLDEST):
            raise UserError(
                f"Le {medium_date(draft.on)} est il y a plus d’un an.",
                "Vérifiez la date : une concertation se note dans l’année.",
            )

    def _require_consent(self, case_id: CaseId, draft: ShortDraft) -> None:
        rows = self._store.rows
        case, consent = writable_case_of(rows, case_id), rows.consents.current(case_id)
        if consent is None:
            raise UserError("L’accord de la personne n’est pas noté.", "Dites où il en est.")
        require_presentable(case.code, consent.state)
        for person in self._outside(draft):
            if not of_care_team(rows, case_id, person.id):
                require_covers_outside(case.code, consent, person.full_name, person.structure)

    def _outside(self, draft: ShortDraft) -> tuple[Professional, ...]:
        """Those who spoke and are not of the team."""
        found = (self._store.rows.professionals.get(person) for person in draft.people)
        return tuple(person for person in found if person is not None and not person.member)

    def _open(self, draft: ShortDraft) -> tuple[CaseId, Changes]:
        """A situation that the team follows: it does not wait for a meeting by itself."""
        title, question = draft.title.strip(), draft.question
        case_id, changes = self._cases.open(
            CaseDraft(title=title, requester_id=draft.people[0], question=question)
        )
        return case_id, changes | self._cases.set_status(case_id, CaseStatus.FOLLOWED)

    def _consent(self, case_id: CaseId, draft: ShortDraft) -> Changes:
        obtained = draft.consent is ConsentState.OBTAINED
        return self._consents.record(
            case_id,
            ConsentDraft(
                state=draft.consent or ConsentState.NOT_ASKED,
                on=draft.on if obtained else None,
                collected_by=draft.people[0] if obtained else None,
            ),
        )

    def _hold(self, work: UnitOfWork, draft: ShortDraft) -> Meeting:
        began = datetime.combine(draft.on, draft.start)
        ended = later(began, timedelta(minutes=draft.minutes))
        meeting = Meeting(
            id=MeetingId(work.new_id()),
            on=draft.on,
            start=draft.start,
            end=ended.time(),
            state=MeetingState.RUNNING,
            started_at=self._instant(began),
            closed_at=self._instant(ended),
            form=MeetingForm.SHORT,
            attendance=tuple(
                Attendance(person, AttendanceState.PRESENT)
                for person in dict.fromkeys(draft.people)
            ),
        )
        work.rows.meetings.save(meeting)
        work.changed(Kind.MEETING, meeting.id, content_of(meeting))
        return meeting

    @staticmethod
    def _discuss(
        work: UnitOfWork, meeting: Meeting, case_id: CaseId, draft: ShortDraft
    ) -> AgendaItem:
        case = case_of(work.rows, case_id)
        item = AgendaItem(
            id=ItemId(work.new_id()),
            meeting_id=meeting.id,
            position=0,
            case_id=case_id,
            title=case.title,
            planned=draft.minutes,
            spent=draft.minutes * 60,
            state=ItemState.CURRENT,
            question=clean(draft.question),
            wishes=case.wishes,
            text=clean(draft.said),
        )
        work.rows.agenda.save(item)
        work.changed(Kind.ITEM, item.id, content_of(item))
        if draft.decision.strip():
            decision = Decision(DecisionId(work.new_id()), item.id, 0, clean(draft.decision))
            work.rows.decisions.save(decision)
            work.changed(Kind.DECISION, decision.id, content_of(decision))
        for position, agreed in enumerate(draft.actions):
            action = Action(
                id=ActionId(work.new_id()),
                item_id=item.id,
                case_id=case_id,
                position=position,
                text=clean(agreed.text),
                who_id=agreed.who_id,
                who_name="" if agreed.who_id else clean(agreed.who_name).strip(),
                due=agreed.due,
            )
            work.rows.actions.save(action)
            work.changed(Kind.ACTION, action.id, content_of(action))
        return item

    def _instant(self, local: datetime) -> datetime:
        """A local moment as UTC, by the offset of about that moment."""
        near = local.replace(tzinfo=UTC)
        return near - (self._clock.local(near) - local)


def _forget_begun(work: UnitOfWork) -> None:
    meeting = work.rows.meetings.short_begun()
    if meeting is None:
        return
    for item in work.rows.agenda.of(meeting.id):
        work.rows.agenda.remove(item.id)
    work.rows.meetings.remove(meeting.id)


def _require_action(action: ActionDraft, today: date, on: date) -> None:
    if not action.text.strip():
        raise UserError("Une action est vide.", "Écrivez ce qui sera fait.")
    if action.who_id is None and not action.who_name.strip():
        raise UserError("Une action n’a pas de responsable.", "Nommez une personne.")
    fault = due_fault(action.due, today, on) if action.due else None
    if fault is not None and not fault.may_stay:
        raise UserError(fault.sentence)
