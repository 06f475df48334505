# SPDX-License-Identifier: EUPL-1.2
"""What a closed meeting proposes for care plans, all its situations at once."""

from dataclasses import dataclass

from app.domain.care_plan import PlanLine
from app.domain.ids import CaseId, MeetingId
from app.services.aftermath import proposed_as, said_of
from app.services.people import people
from app.services.records import case_of
from app.storage.unit_of_work import Store


@dataclass(frozen=True)
class Proposal:
    """A line of a plan that came of the meeting, answered or not."""

    case_id: CaseId
    code: str
    line: PlanLine
    who: str


class ProposalService:
    """Reads proposals; `CarePlanService` answers them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, meeting_id: MeetingId) -> tuple[Proposal, ...]:
        """The lines of a meeting's decisions and actions, in the order of its agenda."""
        rows = self._store.rows
        names = people(rows)
        return tuple(
            Proposal(
                case_id=item.case_id,
                code=case_of(rows, item.case_id).code,
                line=line,
                who=names.short(line.who_id, line.who_name),
            )
            for item in rows.agenda.of(meeting_id)
            if item.case_id is not None
            for source in said_of(rows, item.id)
            if (line := proposed_as(rows, source)) is not None
        )
