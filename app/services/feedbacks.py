# SPDX-License-Identifier: EUPL-1.2
"""What the team owes to patients after a meeting, until somebody has told them."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotFoundError, UserError
from app.domain.feedback import PatientFeedback
from app.domain.ids import FeedbackId, ProfessionalId
from app.domain.text import clean
from app.services.cases import case_title
from app.services.people import people
from app.services.records import case_of, heading_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class FeedbackView:
    """A report with its situation, its meeting and who owes it."""

    feedback: PatientFeedback
    code: str
    case_title: str
    owed_by: str
    met_on: date


class FeedbackService:
    """The reports owed, and the noting of those made."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def owed(self) -> tuple[FeedbackView, ...]:
        """The reports not made yet, the oldest meeting first."""
        rows = self._store.rows
        names = people(rows)
        return tuple(
            FeedbackView(
                feedback=feedback,
                code=(case := case_of(rows, feedback.case_id)).code,
                case_title=case_title(case),
                owed_by=names.short(feedback.owed_by, feedback.owed_by_name),
                met_on=heading_of(rows, feedback.meeting_id).on,
            )
            for feedback in rows.feedbacks.owed()
        )

    def get(self, id_: FeedbackId) -> PatientFeedback:
        """One report. Raises `NotFoundError`."""
        feedback = self._store.rows.feedbacks.get(id_)
        if feedback is None:
            raise NotFoundError("Ce retour n’est plus dans le coffre.", "Revenez à la liste.")
        return feedback

    def keep_reaction(self, id_: FeedbackId, text: str) -> Changes:
        """Keep what the person answered as far as it is typed; the report is owed as before.

        Raises `NotFoundError`.
        """
        feedback, stored = self.get(id_), clean(text)
        if feedback.reaction == stored:
            return Changes()
        with self._store.write() as work:
            work.rows.feedbacks.save(replace(feedback, reaction=stored))
            work.changed(Kind.FEEDBACK, id_, {"reaction": stored})
            return work.changes

    def record(
        self, id_: FeedbackId, on: date, by: ProfessionalId | None, reaction: str
    ) -> Changes:
        """Note that the person was told. Raises `UserError` for a date to come."""
        if on > self._clock.today():
            raise UserError(
                "La date du retour est dans l’avenir.", "Notez le jour où il a été fait."
            )
        feedback = self.get(id_)
        done = replace(
            feedback,
            done_on=on,
            done_by=by if by is not None else feedback.owed_by,
            reaction=clean(reaction),
        )
        with self._store.write() as work:
            work.rows.feedbacks.save(done)
            work.changed(Kind.FEEDBACK, id_, content_of(done))
            work.changed(Kind.CASE, feedback.case_id, {"feedback": id_})
            work.journal("feedback.recorded", Kind.CASE, feedback.case_id)
            return work.changes
