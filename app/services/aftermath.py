# SPDX-License-Identifier: EUPL-1.2
"""What closing a meeting leaves to do about each situation."""

from dataclasses import replace

from app.domain.action import Action
from app.domain.care_plan import CarePlan, LineState, PlanLine, part_for
from app.domain.case import Case, CaseStatus
from app.domain.changes import Kind, content_of
from app.domain.dates import moved
from app.domain.decision import Decision
from app.domain.feedback import REPORT_WITHIN, PatientFeedback
from app.domain.ids import CarePlanId, CaseId, FeedbackId, ItemId, PlanLineId
from app.domain.life import OVER
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingForm
from app.domain.minutes import ActionRecord, ItemRecord, Minutes
from app.services.life import take_step
from app.services.people import People, people
from app.services.records import files_of
from app.storage.unit_of_work import Rows, UnitOfWork


def follow_case(
    work: UnitOfWork, meeting: Meeting, item: AgendaItem, earlier: Minutes | None = None
) -> None:
    """After an item was seen: the situation is followed, a report is owed, lines are proposed.

    `earlier` are the minutes that are written anew: what they said was proposed already.
    """
    case = work.rows.cases.get(item.case_id) if item.case_id else None
    if case is not None and case.merged_into is not None:  # joined since: its file goes on there
        case = work.rows.cases.get(case.merged_into)
    if case is None:
        return
    before = earlier.record_of(item.id) if earlier else None
    if item.state is ItemState.POSTPONED and before is not None:
        _follow_no_more(work, case, meeting, item, before)
    if item.state is not ItemState.SEEN:
        return
    waiting = case.status in (CaseStatus.NEW, CaseStatus.TO_PRESENT, CaseStatus.TO_REVIEW)
    if waiting and meeting.form is not MeetingForm.SHORT:  # two or three are not the team
        take_step(work, case, CaseStatus.FOLLOWED)
    elif case.status in OVER and _closed_before(work, case, meeting):
        take_step(work, case, CaseStatus.FOLLOWED)  # it came back: somebody is owed a report
    told = (work.rows.feedbacks.exists(id_, meeting.id) for id_ in files_of(work.rows, case.id))
    if not any(told):
        _owe_feedback(work, case, meeting)
    _propose_lines(work, case.id, meeting, said_of(work.rows, item.id), before)


def _closed_before(work: UnitOfWork, case: Case, meeting: Meeting) -> bool:
    """Minutes that are written anew, of a meeting held before the closing, open nothing again."""
    last = next(iter(work.rows.steps.of(case.id)), None)
    closed_at = last.at if last else case.created_at
    held = meeting.closed_at or work.now()
    return closed_at is not None and closed_at < held


def plan_of(work: UnitOfWork, case_id: CaseId) -> CarePlan:
    """The plan of a situation, begun when there is none."""
    known = work.rows.care_plans.of_case(case_id)
    if known is not None:
        return known
    plan = CarePlan(id=CarePlanId(work.new_id()), case_id=case_id)
    work.rows.care_plans.save(plan)
    work.changed(Kind.CARE_PLAN, plan.id, content_of(plan))
    return plan


def said_of(rows: Rows, item_id: ItemId) -> tuple[Decision | Action, ...]:
    """What the discussion of an item may bring into a plan, in the order of the minutes."""
    decisions: tuple[Decision | Action, ...] = rows.decisions.of(item_id)
    return decisions + rows.actions.of(item_id)


def proposed_as(rows: Rows, source: Decision | Action) -> PlanLine | None:
    """The line that a decision or an action was last proposed as."""
    if isinstance(source, Decision):
        return rows.care_plans.from_decision(source.id)
    return rows.care_plans.from_action(source.id)


def with_living_source(rows: Rows, line: PlanLine) -> PlanLine:
    """The line without the action, decision or protocol that was taken back in between."""
    action, decision = line.source_action, line.source_decision
    if action is not None and rows.actions.get(action) is None:
        line = replace(line, source_action=None)
    if decision is not None and rows.decisions.get(decision) is None:
        line = replace(line, source_decision=None)
    protocol = line.source_protocol
    if protocol is not None and rows.protocols.get(protocol) is None:
        line = replace(line, source_protocol=None)
    return line


def end_of(plan: CarePlan) -> int:
    """The position after every line: counting them would meet a place that a removal left."""
    return max((line.position for line in plan.lines), default=-1) + 1


def _owe_feedback(work: UnitOfWork, case: Case, meeting: Meeting) -> None:
    feedback = PatientFeedback(
        id=FeedbackId(work.new_id()),
        case_id=case.id,
        meeting_id=meeting.id,
        owed_by=case.requester_id,
        owed_by_name=case.requester_name,
        due=moved(meeting.on, REPORT_WITHIN),
    )
    work.rows.feedbacks.save(feedback)
    work.changed(Kind.FEEDBACK, feedback.id, content_of(feedback))


def _follow_no_more(
    work: UnitOfWork, case: Case, meeting: Meeting, item: AgendaItem, before: ItemRecord
) -> None:
    """An item that corrected minutes put off owes no report and proposes nothing.

    A report that was made or begun stays, that of a file which was joined too where its item was
    seen, and so does a proposal that was answered or written in.
    """
    files = files_of(work.rows, case.id)
    items = work.rows.agenda.of(meeting.id)
    seen = any(each.case_id in files and each.state is ItemState.SEEN for each in items)
    for report in () if seen else work.rows.feedbacks.of_case(case.id):
        if report.meeting_id == meeting.id and not report.is_begun:
            work.rows.feedbacks.remove(report.id)
            work.changed(Kind.FEEDBACK, report.id, {"removed": True})
    names = people(work.rows)
    proposed = (proposed_as(work.rows, source) for source in said_of(work.rows, item.id))
    for line in proposed:
        if line is not None and _as_proposed(line, before, names):
            work.rows.care_plans.remove_line(line.id)
            work.changed(Kind.PLAN_LINE, line.id, {"removed": True})


def _propose_lines(
    work: UnitOfWork,
    case_id: CaseId,
    meeting: Meeting,
    said: tuple[Decision | Action, ...],
    before: ItemRecord | None,
) -> None:
    """Propose what is new or says another thing than `before`.

    Only a proposal that nobody wrote in is rewritten; beside any other a new one is put.
    """
    if not said:
        return
    plan = plan_of(work, case_id)
    names = people(work.rows)
    position = end_of(plan)
    for source in said:
        known = proposed_as(work.rows, source)
        line = PlanLine(
            id=known.id if known else PlanLineId(work.new_id()),
            plan_id=plan.id,
            position=known.position if known else position,
            state=LineState.PROPOSED,
            action=source.text,
        )
        if isinstance(source, Decision):
            line = replace(line, source_decision=source.id)
        else:
            line = replace(
                line,
                part=part_for(names.field(source.who_id)),
                who_id=source.who_id,
                who_name=source.who_name,
                due=source.due,
                source_action=source.id,
            )
        if known is not None and (_was_said(before, line, names) or not _differs(known, line)):
            continue
        if known is not None and not _as_proposed(known, before, names):
            line = replace(line, id=PlanLineId(work.new_id()), position=position)
        work.rows.care_plans.save_line(line)
        work.changed(Kind.PLAN_LINE, line.id, content_of(line))
        position += 1
    work.changed(Kind.CARE_PLAN, plan.id, {"proposed_by": meeting.id})


def _was_said(before: ItemRecord | None, line: PlanLine, names: People) -> bool:
    """Whether the earlier minutes have the decision or the action as the line says it."""
    if before is None:
        return False
    if line.source_decision is not None:
        return line.action in before.decisions
    due = line.due.isoformat() if line.due else ""
    who = names.full(line.who_id, line.who_name)
    return ActionRecord(line.action, who, due) in before.actions


def _as_proposed(known: PlanLine, before: ItemRecord | None, names: People) -> bool:
    """Whether a line waits for its answer and has no word of anybody but the minutes."""
    typed = (known.problem, known.objective, known.criterion, known.review_on)
    plain = (known.plain_objective, known.plain_action, known.education)
    waits = known.state is LineState.PROPOSED
    return waits and not any((*typed, *plain)) and _was_said(before, known, names)


def _differs(known: PlanLine, line: PlanLine) -> bool:
    shown = (known.action, known.who_id, known.who_name, known.due)
    return shown != (line.action, line.who_id, line.who_name, line.due)
