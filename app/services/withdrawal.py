# SPDX-License-Identifier: EUPL-1.2
"""A consent that is refused or withdrawn acts forward.

Drafts lose what was written about the person; sealed minutes stay, with restricted access. What is
done is first listed by `withdrawal_preview`: the same list is shown before it is confirmed.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.action import Action
from app.domain.care_plan import LineState, PlanLine
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.decision import Decision
from app.domain.ids import ActionId, CaseId, ItemId, MeetingId
from app.domain.meeting import (
    AgendaItem,
    Fate,
    ItemState,
    Meeting,
    MeetingForm,
    MeetingState,
    Notes,
)
from app.services.aftermath import proposed_as, said_of
from app.services.agenda_order import number
from app.services.answers import answers_of
from app.services.begun_for_all import FOR_ALL, hand_over
from app.services.bin import forget_said, said_in_bin
from app.services.owed_extracts import forget_owed
from app.services.people import people
from app.services.records import files_of, going_on
from app.storage.unit_of_work import Rows, UnitOfWork

_SENTENCES = {
    ConsentState.WITHDRAWN: "La personne a retiré son accord : rien n’est conservé de ce point.",
    ConsentState.REFUSED: "La personne a refusé la présentation : rien n’est conservé de ce point.",
}


class Deed(StrEnum):
    """One thing that a refusal or a withdrawal does."""

    OFF_AGENDA = "off_agenda"
    PAGE_DROPPED = "page_dropped"
    """A short concertation that was begun and not sealed is nowhere any more."""
    EMPTIED = "emptied"
    """What the running meeting noted is gone; the item stays, without a word."""
    RESTRICTED = "restricted"
    """Sealed minutes stay, their item is read for a reason only."""
    BINNED = "binned"
    """What meetings had taken back of them leaves the bin."""
    EXTRACT = "extract"
    """An extract is owed to the person's record no more."""


@dataclass(frozen=True)
class Effect:
    """What is done, about the meeting held `on` that day but for the bin, and how much is lost.

    `lines` counts the plan lines that its actions were proposed as and nobody answered.
    """

    deed: Deed
    meeting_id: MeetingId | None = None
    on: date | None = None
    item_id: ItemId | None = None
    decisions: int = 0
    actions: int = 0
    lines: int = 0
    guests: int = 0


def withdrawal_preview(rows: Rows, case_id: CaseId) -> tuple[Effect, ...]:
    """What a refusal or a withdrawal would do now, the oldest meeting first; changes nothing.

    The files that were joined to this one are of the same person.
    """
    consent = rows.consents.current(case_id)
    readable = consent is None or consent.state.allows_presentation
    found: list[Effect] = []
    files = files_of(rows, case_id)
    for item in (item for file in files for item in rows.agenda.of_case(file)):
        meeting = rows.meetings.heading(item.meeting_id)
        if meeting is None:
            continue
        if readable and rows.minutes.seal_of(meeting.id, 1) is not None:
            found.append(Effect(Deed.RESTRICTED, meeting.id, meeting.on))
        if meeting.state is not MeetingState.CLOSED and item.state is not ItemState.WITHDRAWN:
            found.append(_on_draft(rows, meeting, item))
    found.sort(key=lambda effect: effect.on or date.max)
    for filing in rows.filings.owed():
        meeting = rows.meetings.heading(filing.meeting_id)
        if filing.case_id in files and meeting is not None:
            found.append(Effect(Deed.EXTRACT, meeting.id, meeting.on))
    kinds = [binned.kind for file in files for binned in said_in_bin(rows, file)]
    if kinds:
        decisions = kinds.count(Kind.DECISION)
        found.append(Effect(Deed.BINNED, decisions=decisions, actions=len(kinds) - decisions))
    return tuple(found)


def _on_draft(rows: Rows, meeting: Meeting, item: AgendaItem) -> Effect:
    deed = Deed.EMPTIED
    if meeting.state is MeetingState.PREPARED:
        deed = Deed.PAGE_DROPPED if meeting.form is MeetingForm.SHORT else Deed.OFF_AGENDA
    actions = rows.actions.of(item.id)
    return Effect(
        deed,
        meeting.id,
        meeting.on,
        item.id,
        decisions=len(rows.decisions.of(item.id)),
        actions=len(actions),
        lines=sum(_unanswered(rows, said) is not None for said in said_of(rows, item.id)),
        guests=len(rows.agenda.guests(item.id)),
    )


def drop_drafts(work: UnitOfWork, case_id: CaseId, state: ConsentState) -> None:
    """Take a situation off the prepared agendas and empty its item in the running meeting.

    Extracts of what is sealed are owed to nobody's record any more.
    """
    effects = withdrawal_preview(work.rows, case_id)
    for file in files_of(work.rows, case_id):
        forget_owed(work, file)
        forget_said(work, file)
    for effect in effects:
        item = work.rows.agenda.get(effect.item_id) if effect.item_id else None
        if item is None:
            continue
        if effect.deed is Deed.EMPTIED:
            _empty(work, item, _SENTENCES[state])
            continue
        _take_off(work, item)
        if effect.deed is Deed.PAGE_DROPPED:
            work.rows.meetings.remove(item.meeting_id)


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
    _forget_reasons(work, item)
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
        drop_proposal(work, decision)
        work.rows.decisions.remove(decision.id)
        work.rows.operations.forget_texts((decision.id,))
        work.changed(Kind.DECISION, decision.id, {"removed": True})
    for action in work.rows.actions.of(item.id):
        drop_proposal(work, action)
        work.rows.actions.remove(action.id)
        work.rows.operations.forget_texts((action.id,))
        work.changed(Kind.ACTION, action.id, {"removed": True})


def _forget_reasons(work: UnitOfWork, item: AgendaItem) -> None:
    """What became of earlier actions stays, but not why: it was said in this meeting."""
    rows, case_id = work.rows, item.case_id
    told = {ActionId(each.action): each.why for each in answers_of(rows, item, people(rows))}
    if case_id is not None:  # also an answer that was taken back is in the log
        for file in files_of(rows, going_on(rows, case_id)):
            given = rows.actions.answered(file, item.meeting_id)
            told = {action.id: "" for action, _ in given} | told
    for id_, why in told.items():
        action = rows.actions.get(id_)
        work.rows.operations.forget_texts((id_,))
        if action is not None and why and action.note == why:
            rows.actions.save(replace(action, note=""))
            work.changed(Kind.ACTION, id_, {"note": ""})


def drop_proposal(work: UnitOfWork, source: Decision | Action) -> None:
    """Take back the plan line that it was proposed as, unless somebody answered it."""
    line = _unanswered(work.rows, source)
    if line is not None:
        work.rows.care_plans.remove_line(line.id)
        work.rows.operations.forget_texts((line.id,))
        work.changed(Kind.PLAN_LINE, line.id, {"removed": True})


def _unanswered(rows: Rows, source: Decision | Action) -> PlanLine | None:
    line = proposed_as(rows, source)
    return line if line is not None and line.state is LineState.PROPOSED else None
