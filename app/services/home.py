# SPDX-License-Identifier: EUPL-1.2
"""What the coordinator sees first: the next meeting and what must not be forgotten."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import UserError
from app.domain.feedback import REPORT_WITHIN
from app.domain.meeting import Meeting
from app.services.agendas import AgendaService, AgendaView
from app.services.renewals import to_renew
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class Overview:
    """The home screen; `suggested_on` is the day of the next meeting when none is prepared.

    `differs` then says what is unusual about that day.
    """

    today: date
    practice: str
    next_meeting: AgendaView | None
    suggested_on: date | None
    differs: tuple[str, ...]
    overdue: int
    oldest_overdue: date | None
    feedback_owed: int
    feedback_oldest: date | None
    feedback_late: int
    filings_owed: int
    filings_oldest: date | None
    without_review: int
    to_renew: int
    protocols_to_validate: int
    protocols_to_revise: int
    latest_closed: Meeting | None


class HomeService:
    """One reading for the whole home screen."""

    def __init__(self, store: Store, clock: Clock, agendas: AgendaService) -> None:
        self._store = store
        self._clock = clock
        self._agendas = agendas

    def overview(self) -> Overview:
        """Everything the home screen shows, at a cost that does not grow with the years."""
        rows = self._store.rows
        today = self._clock.today()
        practice = rows.practice.get()
        meeting = self._agendas.next_meeting()
        suggests = practice is not None and meeting is None
        suggested, differs = self._suggestion() if suggests else (None, ())
        overdue, oldest = rows.actions.count_overdue(today)
        owed, owed_since = rows.feedbacks.count_owed()
        unfiled, unfiled_since = rows.filings.count_owed()
        to_validate, to_revise = rows.protocols.count_waiting(today)
        return Overview(
            today=today,
            practice=practice.name if practice else "",
            next_meeting=self._agendas.view(meeting.id) if meeting else None,
            suggested_on=suggested,
            differs=differs,
            overdue=overdue,
            oldest_overdue=oldest,
            feedback_owed=owed,
            feedback_oldest=owed_since,
            feedback_late=rows.feedbacks.count_late(today, REPORT_WITHIN),
            filings_owed=unfiled,
            filings_oldest=unfiled_since,
            without_review=rows.cases.count_without_review(),
            to_renew=len(to_renew(rows, today)),
            protocols_to_validate=to_validate,
            protocols_to_revise=to_revise,
            latest_closed=rows.meetings.latest_closed(today),
        )

    def _suggestion(self) -> tuple[date | None, tuple[str, ...]]:
        """The day of the next meeting; None where the calendar ends before it."""
        try:
            return self._agendas.next_day(), self._agendas.next_differs()
        except UserError:
            return None, ()
