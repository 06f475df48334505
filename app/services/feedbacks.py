# SPDX-License-Identifier: EUPL-1.2
"""What the team owes to patients after a meeting, until somebody has told them."""

from dataclasses import dataclass, fields, replace
from datetime import date

from app.domain.care_plan import LineState
from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotFoundError, UserError
from app.domain.feedback import Agreement, PatientFeedback, due_of
from app.domain.ids import FeedbackId, ProfessionalId
from app.domain.lengths import require_lengths
from app.domain.text import clean
from app.services.aftermath import proposed_as, said_of
from app.services.cases import case_title
from app.services.people import People, people
from app.services.records import case_of, heading_of
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock

_MOST_DONE = 200
"""The reports made that a list shows: the latest of them."""


@dataclass(frozen=True)
class Told:
    """What is typed about a report, kept as far as it goes; fields as in `PatientFeedback`."""

    reaction: str = ""
    agreement: Agreement = Agreement.UNSAID
    refused: str = ""
    departure: str = ""
    due: date | None = None

    @classmethod
    def of(cls, feedback: PatientFeedback) -> "Told":
        """What a report has."""
        return cls(**{each.name: getattr(feedback, each.name) for each in fields(cls)})


@dataclass(frozen=True)
class FeedbackView:
    """A report with its situation, its meeting, who owes it, and by when.

    `refused_lines` are the plan lines that this meeting proposed and somebody refused.
    """

    feedback: PatientFeedback
    code: str
    case_title: str
    owed_by: str
    done_by: str
    met_on: date
    due: date
    refused_lines: tuple[str, ...] = ()


class FeedbackService:
    """The reports owed, and the noting of those made."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def owed(self) -> tuple[FeedbackView, ...]:
        """The reports not made yet, the first one due first."""
        rows, names = self._store.rows, people(self._store.rows)
        views = [_view(rows, names, feedback) for feedback in rows.feedbacks.owed()]
        return tuple(sorted(views, key=lambda view: (view.due, view.met_on, view.feedback.id)))

    def done(self) -> tuple[FeedbackView, ...]:
        """The reports made last, the latest first."""
        rows, names = self._store.rows, people(self._store.rows)
        return tuple(_view(rows, names, each) for each in rows.feedbacks.done(_MOST_DONE))

    def get(self, id_: FeedbackId) -> PatientFeedback:
        """One report. Raises `NotFoundError`."""
        feedback = self._store.rows.feedbacks.get(id_)
        if feedback is None:
            raise NotFoundError("Ce retour n’est plus dans le coffre.", "Revenez à la liste.")
        return feedback

    def keep(self, id_: FeedbackId, told: Told) -> Changes:
        """Keep what is typed so far; a report that is owed stays owed.

        Raises `NotFoundError`, `UserError` for a text that is too long or a day before the meeting.
        """
        before = self.get(id_)
        after = self._told(before, told)
        if after == before:
            return Changes()
        with self._store.write() as work:
            work.rows.feedbacks.save(after)
            work.changed(Kind.FEEDBACK, id_, _difference(before, after))
            return work.changes

    def record(self, id_: FeedbackId, on: date, by: ProfessionalId | None, told: Told) -> Changes:
        """Note that the person was told. Raises as `keep`, and `UserError` for a date to come."""
        if on > self._clock.today():
            raise UserError(
                "La date du retour est dans l’avenir.", "Notez le jour où il a été fait."
            )
        before = self.get(id_)
        by = by if by is not None else before.owed_by
        done = replace(self._told(before, told), done_on=on, done_by=by)
        with self._store.write() as work:
            work.rows.feedbacks.save(done)
            work.changed(Kind.FEEDBACK, id_, content_of(done))
            work.changed(Kind.CASE, before.case_id, {"feedback": id_})
            work.journal("feedback.recorded", Kind.CASE, before.case_id)
            return work.changes

    def take_back(self, id_: FeedbackId) -> Changes:
        """The person was not told after all: the report is owed again, what was typed stays."""
        before = self.get(id_)
        after = replace(before, done_on=None, done_by=None)
        if after == before:
            return Changes()
        with self._store.write() as work:
            work.rows.feedbacks.save(after)
            work.changed(Kind.FEEDBACK, id_, _difference(before, after))
            work.changed(Kind.CASE, before.case_id, {"feedback": id_})
            work.journal("feedback.taken_back", Kind.CASE, before.case_id)
            return work.changes

    def _told(self, before: PatientFeedback, told: Told) -> PatientFeedback:
        met_on = heading_of(self._store.rows, before.meeting_id).on
        if told.due is not None and told.due < met_on:
            raise UserError("L’échéance précède la réunion.", "Notez un jour qui vient après elle.")
        require_lengths(told, before)
        return replace(
            before,
            reaction=clean(told.reaction),
            agreement=told.agreement,
            refused=clean(told.refused),
            departure=clean(told.departure),
            due=told.due or before.due,
        )


def refused_lines(rows: Rows, feedback: PatientFeedback) -> tuple[str, ...]:
    """What this meeting proposed for the plan and somebody refused: the reasons are to be told."""
    items = (i for i in rows.agenda.of(feedback.meeting_id) if i.case_id == feedback.case_id)
    found = (proposed_as(rows, said) for item in items for said in said_of(rows, item.id))
    return tuple(line.action for line in found if line and line.state is LineState.REFUSED)


def _view(rows: Rows, names: People, feedback: PatientFeedback) -> FeedbackView:
    case = case_of(rows, feedback.case_id)
    met_on = heading_of(rows, feedback.meeting_id).on
    return FeedbackView(
        feedback=feedback,
        code=case.code,
        case_title=case_title(case),
        owed_by=names.short(feedback.owed_by, feedback.owed_by_name),
        done_by=names.short(feedback.done_by) or names.short(None, feedback.owed_by_name),
        met_on=met_on,
        due=due_of(feedback, met_on),
        refused_lines=refused_lines(rows, feedback),
    )


def _difference(before: PatientFeedback, after: PatientFeedback) -> dict[str, object]:
    old = content_of(before)
    return {name: value for name, value in content_of(after).items() if value != old[name]}
