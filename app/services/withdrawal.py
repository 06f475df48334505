# SPDX-License-Identifier: EUPL-1.2
"""A consent that is refused or withdrawn acts forward.

Drafts lose what was written about the person; sealed minutes stay, with restricted access.
"""

from dataclasses import replace

from app.domain.care_plan import LineState
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.ids import ActionId, CaseId
from app.domain.meeting import AgendaItem, ItemState, MeetingState, Notes
from app.storage.unit_of_work import UnitOfWork

_SENTENCES = {
    ConsentState.WITHDRAWN: "La personne a retiré son accord : rien n’est conservé de ce point.",
    ConsentState.REFUSED: "La personne a refusé la présentation : rien n’est conservé de ce point.",
}


def drop_drafts(work: UnitOfWork, case_id: CaseId, state: ConsentState) -> None:
    """Take a situation off the prepared agendas and empty its item in the running meeting."""
    for item in work.rows.agenda.of_case(case_id):
        meeting = work.rows.meetings.get(item.meeting_id)
        if meeting is None or meeting.state is MeetingState.CLOSED:
            continue
        if meeting.state is MeetingState.PREPARED:
            work.rows.agenda.remove(item.id)
            work.changed(Kind.ITEM, item.id, {"removed": True})
            work.changed(Kind.MEETING, meeting.id, {"agenda": "consent"})
        else:
            _empty(work, item, _SENTENCES[state])


def _empty(work: UnitOfWork, item: AgendaItem, sentence: str) -> None:
    decisions = work.rows.decisions.of(item.id)
    actions = work.rows.actions.of(item.id)
    for decision in decisions:
        work.rows.decisions.remove(decision.id)
        work.changed(Kind.DECISION, decision.id, {"removed": True})
    for action in actions:
        _drop_proposal(work, action.id)
        work.rows.actions.remove(action.id)
        work.changed(Kind.ACTION, action.id, {"removed": True})
    emptied = replace(
        item,
        title="",
        question="",
        wishes="",
        notes=Notes(),
        state=ItemState.WITHDRAWN,
        outcome=sentence,
    )
    work.rows.agenda.save(emptied)
    work.rows.agenda.clear_drafts(item.id)
    work.rows.operations.forget_texts(
        (item.id, *(decision.id for decision in decisions), *(action.id for action in actions))
    )
    work.changed(Kind.ITEM, item.id, {"state": ItemState.WITHDRAWN.value})
    work.changed(Kind.MEETING, item.meeting_id, {"item": item.id})


def _drop_proposal(work: UnitOfWork, action_id: ActionId) -> None:
    line = work.rows.care_plans.from_action(action_id)
    if line is not None and line.state is LineState.PROPOSED:
        work.rows.care_plans.remove_line(line.id)
        work.changed(Kind.PLAN_LINE, line.id, {"removed": True})
