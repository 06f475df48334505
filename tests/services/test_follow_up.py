# SPDX-License-Identifier: EUPL-1.2
"""Between two meetings: actions answered, reports made, and the numbers of the home screen."""

from datetime import date, timedelta

import pytest

from app.domain.action import ActionState
from app.domain.case import CaseStatus
from app.domain.errors import NotFoundError, UserError
from app.domain.field import Field
from app.domain.ids import ActionId, CaseId, FeedbackId
from app.services.feedbacks import Told
from app.services.meetings import ActionDraft
from tests.services.office import THURSDAY, Office

WEEK = timedelta(days=7)


def agreed(office: Office, case_id: CaseId, *dues: date | None) -> list[ActionId]:
    """Actions of a closed meeting, one for each due date."""
    meeting_id, (item_id,) = office.running(case_id)
    ids = [
        office.desk.meetings.act(item_id, ActionDraft(f"action {n}", who_name="X", due=due))[0]
        for n, due in enumerate(dues)
    ]
    office.desk.minutes.close(meeting_id)
    return ids


# --- actions --------------------------------------------------------------------------------------


def test_open_actions_come_by_date_those_without_one_last(office: Office) -> None:
    case_id = office.case("A", question="Que faire ?")
    agreed(office, case_id, None, date(2026, 12, 10), date(2026, 12, 3), THURSDAY)
    office.clock.advance(WEEK + timedelta(days=1))  # Friday 4 December
    seen = office.desk.actions.open()
    assert [view.action.text for view in seen] == ["action 3", "action 2", "action 1", "action 0"]
    assert [view.days_late for view in seen] == [8, 1, 0, 0]
    assert {(view.code, view.case_title, view.who) for view in seen} == {("A", "Que faire ?", "X")}
    assert [view.action.text for view in office.desk.actions.overdue()] == ["action 3", "action 2"]


def test_an_action_due_today_is_not_late(office: Office) -> None:
    agreed(office, office.case("A"), THURSDAY)
    assert office.desk.actions.overdue() == ()
    assert office.desk.home.overview().overdue == 0
    office.clock.advance(timedelta(days=1))
    assert office.desk.actions.overdue()[0].days_late == 1
    assert office.desk.home.overview().overdue == 1


def test_executed_not_executed_and_postponed_have_their_rules(office: Office) -> None:
    done, not_done, postponed = agreed(office, office.case("A"), THURSDAY, THURSDAY, THURSDAY)
    mark = office.desk.actions.mark
    mark(done, ActionState.DONE)
    with pytest.raises(UserError, match="pourquoi"):
        mark(not_done, ActionState.NOT_DONE, " \n")
    mark(not_done, ActionState.NOT_DONE, "Personne absente\r\n")
    with pytest.raises(UserError, match="nouvelle date"):
        mark(postponed, ActionState.POSTPONED)
    mark(postponed, ActionState.POSTPONED, due=THURSDAY + WEEK)
    (still,) = office.desk.actions.open()
    assert (still.action.id, still.action.due) == (postponed, THURSDAY + WEEK)
    settled = {view.action.id: view.action for view in office.desk.actions.settled()}
    assert settled[done].due == THURSDAY
    assert settled[not_done].note == "Personne absente"
    mark(done, ActionState.OPEN)  # a slip of the finger
    assert len(office.desk.actions.open()) == 2
    with pytest.raises(NotFoundError):
        mark(ActionId("nothing"), ActionState.DONE)


def test_a_new_date_is_told_to_the_operation_log(office: Office) -> None:
    (action_id,) = agreed(office, office.case("A"), THURSDAY)
    office.desk.actions.mark(action_id, ActionState.POSTPONED, due=date(2026, 12, 24))
    assert '"due":"2026-12-24"' in office.store.rows.operations.of(action_id)[-1]


def test_an_action_of_a_free_point_has_no_situation(office: Office) -> None:
    meeting_id, _ = office.running()
    point, _ = office.desk.agendas.add_point(meeting_id, "Vacances")
    person = office.person("Imbert", "Jeanne", Field.SOCIAL)
    office.desk.meetings.act(point, ActionDraft("Prévenir le CCAS", person))
    (view,) = office.desk.actions.open()
    assert (view.code, view.case_title) == ("", "")
    assert (view.who, view.field) == ("J. Imbert", Field.SOCIAL)


# --- reports to patients --------------------------------------------------------------------------


def test_a_report_is_owed_by_the_requester_until_it_is_dated(office: Office) -> None:
    asker = office.person("Cissé", "Aminata")
    case_id = office.case("A", requester=asker)
    office.held(case_id)
    (owed,) = office.desk.feedbacks.owed()
    assert (owed.code, owed.owed_by, owed.met_on) == ("A", "A. Cissé", THURSDAY)
    with pytest.raises(UserError, match="avenir"):
        office.desk.feedbacks.record(owed.feedback.id, THURSDAY + WEEK, None, Told(""))
    office.desk.feedbacks.record(
        owed.feedback.id, THURSDAY, None, Told("D’accord\r\nmais sans lit")
    )
    assert office.desk.feedbacks.owed() == ()
    (made,) = office.desk.cases.file(case_id).feedbacks
    assert (made.done_on, made.done_by) == (THURSDAY, asker)
    assert made.reaction == "D’accord\nmais sans lit"
    with pytest.raises(NotFoundError):
        office.desk.feedbacks.record(FeedbackId("nothing"), THURSDAY, None, Told(""))


def test_reports_are_listed_from_the_oldest_meeting(office: Office) -> None:
    first, second = office.case("A"), office.case("B")
    office.held(first, on=THURSDAY)
    office.held(second, on=THURSDAY - WEEK)
    office.held(first, on=THURSDAY + WEEK)
    assert [view.code for view in office.desk.feedbacks.owed()] == ["B", "A", "A"]


# --- home -----------------------------------------------------------------------------------------


def test_an_empty_vault_has_a_home_too(office: Office) -> None:
    seen = office.desk.home.overview()
    assert (seen.practice, seen.today) == ("Maison de santé des Tilleuls", THURSDAY)
    assert (seen.next_meeting, seen.suggested_on, seen.latest_closed) == (None, THURSDAY, None)
    assert (seen.overdue, seen.oldest_overdue) == (0, None)
    assert (seen.feedback_owed, seen.feedback_oldest, seen.without_review) == (0, None, 0)


def test_every_number_of_the_home_is_the_length_of_its_list(office: Office) -> None:
    cases = [office.case(code) for code in "ABC"]
    agreed(office, cases[0], THURSDAY - timedelta(days=2), THURSDAY, None)
    office.held(cases[1], on=THURSDAY - WEEK)
    prepared, _ = office.meeting(cases[2], on=THURSDAY + WEEK)
    office.clock.advance(timedelta(days=1))
    seen = office.desk.home.overview()
    assert seen.overdue == len(office.desk.actions.overdue()) == 2
    assert seen.oldest_overdue == THURSDAY - timedelta(days=2)
    assert seen.feedback_owed == len(office.desk.feedbacks.owed()) == 2
    assert seen.feedback_oldest == THURSDAY - WEEK
    followed = [c for c in office.desk.cases.all() if c.status is CaseStatus.FOLLOWED]
    assert seen.without_review == len(followed) == 2
    assert seen.next_meeting is not None
    assert seen.next_meeting.meeting.id == prepared
    assert seen.suggested_on is None
    assert seen.latest_closed is not None
    assert seen.latest_closed.on == THURSDAY
