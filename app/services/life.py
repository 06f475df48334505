# SPDX-License-Identifier: EUPL-1.2
"""The life of a situation: each move is one transaction and leaves a step that says why."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import Case, CaseStatus
from app.domain.case_step import CaseStep, StepReason
from app.domain.changes import Changes, Kind, content_of
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.feedback import PatientFeedback
from app.domain.ids import CaseId, CaseStepId, FeedbackId
from app.domain.lengths import require_lengths
from app.domain.life import OVER, WITHOUT_REPORT, moves_from, needs_reason, require_move
from app.domain.text import clean, listing, plural
from app.services.people import people
from app.services.records import case_of, writable_case_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True)
class Owed:
    """A report that nobody made yet: who owes it since which meeting."""

    id: FeedbackId
    by: str
    met_on: date | None

    @property
    def words(self) -> str:
        """Who owes it and since when."""
        by = self.by or "une personne à désigner"
        return f"{by}, séance du {medium_date(self.met_on)}" if self.met_on else by


@dataclass(frozen=True)
class LifeView:
    """Where a situation stands: since which local day, why, and where it may go.

    `owed` holds up its closing; `open_actions`, and the titles of the protocols that the person is
    in (`included`), are said before it, and hold up nothing: care may go on under a protocol when
    the team no longer meets about somebody. `merged` is the code of the file that took it over.
    """

    status: CaseStatus
    since: date | None
    reason: StepReason
    note: str
    choices: tuple[CaseStatus, ...]
    owed: tuple[Owed, ...]
    open_actions: int
    review_on: date | None
    merged: str = ""
    included: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """What a move changed, for whoever takes it back at once."""

    case_id: CaseId
    step: CaseStepId
    before: CaseStatus
    review_on: date | None


def take_step(
    work: UnitOfWork,
    case: Case,
    status: CaseStatus,
    reason: StepReason = StepReason.NONE,
    note: str = "",
) -> CaseStep:
    """Move a situation within a transaction, with the step that says so."""
    step = CaseStep(CaseStepId(work.new_id()), case.id, work.now(), status, reason, note)
    work.rows.cases.save(replace(case, status=status))
    work.rows.steps.save(step)
    work.changed(Kind.CASE, case.id, {"status": status.value})
    work.changed(Kind.STEP, step.id, content_of(step))
    return step


class LifeService:
    """The moves that people make, and the one that a day makes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._looked: date | None = None

    def view(self, case_id: CaseId) -> LifeView:
        """Where a situation stands. Raises `NotFoundError`."""
        rows = self._store.rows
        case = case_of(rows, case_id)
        last = next(iter(rows.steps.of(case_id)), None)
        at = last.at if last else case.created_at
        kept = rows.cases.get(case.merged_into) if case.merged_into else None
        return LifeView(
            status=case.status,
            since=self._clock.local(at).date() if at else None,
            reason=last.reason if last else StepReason.NONE,
            note=last.note if last else "",
            choices=() if kept or case.erased or case.binned_at else moves_from(case.status),
            owed=() if case.status in OVER else owed_reports(rows, case_id),
            open_actions=len(rows.actions.open_of_case(case_id)),
            review_on=case.review_on,
            merged=kept.code if kept else "",
            included=_included(rows, case_id),
        )

    def move(
        self,
        case_id: CaseId,
        status: CaseStatus,
        reason: StepReason = StepReason.NONE,
        note: str = "",
    ) -> tuple[Moved, Changes]:
        """Move a situation along its life.

        One that is followed again lets go of a review day that has passed. Raises `NotFoundError`,
        `UserError` for a move that is none, without its reason, or while a report is owed.
        """
        case = writable_case_of(self._store.rows, case_id)
        require_move(case.status, status, reason)
        require_closable(self._store.rows, case, status, reason)
        if not needs_reason(status):
            reason, note = StepReason.NONE, ""
        review = case.review_on
        if status is CaseStatus.FOLLOWED and review and review <= self._clock.today():
            review = None
        with self._store.write() as work:
            step = take_step(
                work, replace(case, review_on=review), status, reason, clean(note).strip()
            )
            require_lengths(step)
            work.journal("case.moved", Kind.CASE, case_id)
            return Moved(case_id, step.id, case.status, case.review_on), work.changes

    def take_back(self, moved: Moved) -> Changes:
        """Undo a move; nothing when the situation has moved on since.

        Raises `NotFoundError`, `UserError` once it was joined to another one, erased or binned.
        """
        last = next(iter(self._store.rows.steps.of(moved.case_id)), None)
        if last is None or last.id != moved.step:
            return Changes()
        case = writable_case_of(self._store.rows, moved.case_id)
        with self._store.write() as work:
            work.rows.steps.remove(moved.step)
            work.rows.operations.forget_texts((moved.step,))
            work.rows.cases.save(replace(case, status=moved.before, review_on=moved.review_on))
            work.changed(Kind.STEP, moved.step, {"removed": True})
            work.changed(Kind.CASE, case.id, {"status": moved.before.value})
            work.journal("case.moved", Kind.CASE, case.id)
            return work.changes

    def reach_reviews(self) -> Changes:
        """Situations whose review day has come are to be reviewed: looked at once a day.

        An account that may only read moves nothing.
        """
        today = self._clock.today()
        if self._looked == today or self._store.refusal is not None:
            return Changes()
        due = self._store.rows.cases.review_reached(today)
        changes = Changes()
        if due:
            with self._store.write() as work:
                for case in due:
                    take_step(work, case, CaseStatus.TO_REVIEW)
                    work.journal("case.moved", Kind.CASE, case.id)
                changes = work.changes
        self._looked = today
        return changes


def owed_reports(rows: Rows, case_id: CaseId) -> tuple[Owed, ...]:
    """The reports about a situation that nobody made yet, the latest meeting first."""
    names = people(rows)
    return tuple(
        _owed(rows, each, names.short(each.owed_by, each.owed_by_name))
        for each in rows.feedbacks.of_case(case_id)
        if each.done_on is None
    )


def require_closable(rows: Rows, case: Case, status: CaseStatus, reason: StepReason) -> None:
    """A situation stays open until its report is dated (HAS, RCP: the patient is told).

    Raises `UserError` naming what is owed, unless the person died or will not be told.
    """
    if status not in OVER or reason in WITHOUT_REPORT or case.status in OVER:
        return
    owed = owed_reports(rows, case.id)
    if owed:
        count = "Un retour est dû" if len(owed) == 1 else f"{len(owed)} retours sont dus"
        raise UserError(
            f"{count} à la personne\u00a0: {' ; '.join(each.words for each in owed)}.",
            "Notez-le dans « Retours », puis revenez clore la situation.",
        )


def open_actions_words(count: int) -> str:
    """What is said before a closing of the actions that stay."""
    return f"{plural(count, 'action reste ouverte', 'actions restent ouvertes')}." if count else ""


def included_words(titles: tuple[str, ...]) -> str:
    """What is said before a closing of the protocols that the person stays in."""
    if not titles:
        return ""
    named = listing([f"«\u202f{title}\u202f»" for title in titles])
    return f"Reste incluse dans {named}\u00a0: notez sa sortie si elle s’arrête aussi."


def _included(rows: Rows, case_id: CaseId) -> tuple[str, ...]:
    titles = rows.inclusions.titles(case_id)
    return tuple(titles[one.id] for one in rows.inclusions.of_case(case_id) if one.is_open)


def _owed(rows: Rows, feedback: PatientFeedback, by: str) -> Owed:
    meeting = rows.meetings.heading(feedback.meeting_id)
    return Owed(feedback.id, by, meeting.on if meeting else None)
