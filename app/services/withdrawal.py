# SPDX-License-Identifier: EUPL-1.2
"""A consent that is refused or withdrawn acts forward.

Drafts lose what was written about the person; sealed minutes stay, with restricted access.
"""

from dataclasses import replace

from app.domain.care_plan import LineState
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.ids import ActionId, CaseId, MeetingId
from app.domain.meeting import AgendaItem, Fate, ItemState, MeetingForm, MeetingState, Notes
from app.services.agenda_order import number
from app.services.begun_for_all import FOR_ALL, hand_over
from app.services.bin import forget_said
from app.services.owed_extracts import forget_owed
from app.storage.unit_of_work import UnitOfWork

_SENTENCES = {
    ConsentState.WITHDRAWN: "La personne a retiré son accord : rien n’est conservé de ce point.",
    ConsentState.REFUSED: "La personne a refusé la présentation : rien n’est conservé de ce point.",
}


def drop_drafts(work: UnitOfWork, case_id: CaseId, state: ConsentState) -> None:
    """Take a situation off the prepared agendas and empty its item in the running meeting.

    Extracts of what is sealed are owed to nobody's record any more.
    """
    forget_owed(work, case_id)
    forget_said(work, case_id)
    for item in work.rows.agenda.of_case(case_id):
        meeting = work.rows.meetings.heading(item.meeting_id)
        if meeting is None or meeting.state is MeetingState.CLOSED:
            continue
        if meeting.state is MeetingState.PREPARED:
            _take_off(work, item)
            if meeting.form is MeetingForm.SHORT:  # a page begun: nothing is left of it
                work.rows.meetings.remove(meeting.id)
        else:
            _empty(work, item, _SENTENCES[state])


def drop_from_reopened(work: UnitOfWork, meeting_id: MeetingId) -> None:
    """Empty the items of those who withdrew since the meeting was closed: it is a draft again."""
    for item in work.rows.agenda.of(meeting_id):
        consent = work.rows.consents.current(item.case_id) if item.case_id else None
        if consent is None or consent.state.allows_presentation:
            continue
        if item.state is not ItemState.WITHDRAWN:
            _empty(work, item, _SENTENCES[consent.state])


def _take_off(work: UnitOfWork, item: AgendaItem) -> None:
    _forget_lines(work, item)
    work.rows.agenda.remove(item.id)
    work.rows.operations.forget_texts((item.id,))
    work.changed(Kind.ITEM, item.id, {"removed": True})
    number(work, work.rows.agenda.of(item.meeting_id))
    work.changed(Kind.MEETING, item.meeting_id, {"agenda": "consent"})


def _empty(work: UnitOfWork, item: AgendaItem, sentence: str) -> None:
    _forget_lines(work, item)
    emptied = replace(
        item,
        title="",
        question="",
        wishes="",
        notes=Notes(),
        text="",
        state=ItemState.WITHDRAWN,
        outcome=sentence,
        fate=Fate(),
    )
    work.rows.agenda.save(emptied)
    work.rows.agenda.save_guests(item.id, ())
    hand_over(work, item, stays=True)
    for name in work.rows.agenda.drafts(item.id).keys() - set(FOR_ALL):
        work.rows.agenda.save_draft(item.id, name, "")
    work.rows.operations.forget_texts((item.id,))
    work.changed(Kind.ITEM, item.id, {"state": ItemState.WITHDRAWN.value})
    work.changed(Kind.MEETING, item.meeting_id, {"item": item.id})


def _forget_lines(work: UnitOfWork, item: AgendaItem) -> None:
    for decision in work.rows.decisions.of(item.id):
        work.rows.decisions.remove(decision.id)
        work.rows.operations.forget_texts((decision.id,))
        work.changed(Kind.DECISION, decision.id, {"removed": True})
    for action in work.rows.actions.of(item.id):
        drop_proposal(work, action.id)
        work.rows.actions.remove(action.id)
        work.rows.operations.forget_texts((action.id,))
        work.changed(Kind.ACTION, action.id, {"removed": True})


def drop_proposal(work: UnitOfWork, action_id: ActionId) -> None:
    """Take back the plan line that an action was proposed as, unless somebody answered it."""
    line = work.rows.care_plans.from_action(action_id)
    if line is not None and line.state is LineState.PROPOSED:
        work.rows.care_plans.remove_line(line.id)
        work.rows.operations.forget_texts((line.id,))
        work.changed(Kind.PLAN_LINE, line.id, {"removed": True})
