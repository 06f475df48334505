# SPDX-License-Identifier: EUPL-1.2
"""The life of a situation: each move leaves a step, and what is owed holds up the closing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.case_step import CaseStep, StepReason
from app.domain.changes import Changes, Kind
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.services.feedbacks import Told
from tests.services.office import THURSDAY, Office

WEEK = timedelta(weeks=1)


def steps(office: Office, case_id: CaseId) -> list[CaseStatus]:
    """The states of a situation, the first first."""
    return [step.status for step in reversed(office.store.rows.steps.of(case_id))]


def last(office: Office, case_id: CaseId) -> CaseStep:
    return office.store.rows.steps.of(case_id)[0]


def told(office: Office) -> None:
    """Every report that is owed is made."""
    for owed in office.desk.feedbacks.owed():
        office.desk.feedbacks.record(owed.feedback.id, THURSDAY, None, Told())


def test_the_whole_life_leaves_a_step_for_each_move_by_people_and_by_the_program(
    office: Office,
) -> None:
    case_id = office.case("A", state=None)
    assert steps(office, case_id) == [CaseStatus.NEW]
    office.consent(case_id, ConsentState.OBTAINED)
    office.held(case_id)
    told(office)
    life = office.desk.lives.life
    life.move(case_id, CaseStatus.TO_REVIEW)
    life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET, "elle marche")
    life.move(case_id, CaseStatus.ARCHIVED, StepReason.OTHER)
    life.move(case_id, CaseStatus.TO_PRESENT)
    assert steps(office, case_id) == [
        CaseStatus.NEW,
        CaseStatus.TO_PRESENT,
        CaseStatus.FOLLOWED,
        CaseStatus.TO_REVIEW,
        CaseStatus.CLOSED,
        CaseStatus.ARCHIVED,
        CaseStatus.TO_PRESENT,
    ]
    closed = office.store.rows.steps.of(case_id)[2]
    assert (closed.reason, closed.note) == (StepReason.OBJECTIVES_MET, "elle marche")
    assert last(office, case_id).reason is StepReason.NONE


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_an_answer_that_forbids_it_makes_nothing_to_present(
    office: Office, state: ConsentState
) -> None:
    case_id = office.case("A", state=None)
    office.consent(case_id, state)
    assert office.desk.lives.life.view(case_id).status is CaseStatus.NEW


def test_a_situation_stays_open_until_its_report_is_dated(office: Office) -> None:
    asker = office.person("Cissé", "Aminata")
    case_id = office.case("A", requester=asker)
    office.held(case_id)
    (owed,) = office.desk.lives.life.view(case_id).owed
    assert (owed.by, owed.met_on) == ("A. Cissé", THURSDAY)
    with pytest.raises(UserError, match=r"retour est dû.*A\. Cissé, séance du") as refusal:
        office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.MOVED_AWAY)
    assert "Retours" in refusal.value.remedy
    assert office.desk.lives.life.view(case_id).status is CaseStatus.FOLLOWED
    told(office)
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.MOVED_AWAY)
    assert office.desk.lives.life.view(case_id).status is CaseStatus.CLOSED


@pytest.mark.parametrize("reason", [StepReason.DEATH, StepReason.REFUSAL])
def test_where_nobody_can_be_told_any_more_nothing_is_owed_until_it_comes_back(
    office: Office, reason: StepReason
) -> None:
    case_id = office.case("A")
    office.held(case_id)
    moved, _ = office.desk.lives.life.move(case_id, CaseStatus.CLOSED, reason)
    assert office.desk.feedbacks.owed() == ()
    assert office.desk.home.overview().feedback_owed == 0
    assert office.desk.lives.life.view(case_id).owed == ()
    office.desk.lives.life.take_back(moved)
    assert len(office.desk.feedbacks.owed()) == office.desk.home.overview().feedback_owed == 1


def test_open_actions_are_counted_and_hold_up_nothing(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    told(office)
    assert office.desk.lives.life.view(case_id).open_actions == 1
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)


def test_a_move_is_taken_back_whole_but_not_over_a_later_one(office: Office) -> None:
    case_id = office.case("A")
    review = THURSDAY - WEEK
    office.desk.cases.save(replace(office.desk.cases.file(case_id).case, review_on=review))
    moved, changes = office.desk.lives.life.move(case_id, CaseStatus.FOLLOWED)
    assert {Kind.CASE, Kind.STEP} <= changes.kinds
    assert office.desk.cases.file(case_id).case.review_on is None, "a day that has passed"
    office.desk.lives.life.take_back(moved)
    case = office.desk.cases.file(case_id).case
    assert (case.status, case.review_on) == (CaseStatus.TO_PRESENT, review)
    assert steps(office, case_id) == [CaseStatus.NEW, CaseStatus.TO_PRESENT]
    moved, _ = office.desk.lives.life.move(case_id, CaseStatus.FOLLOWED)
    office.desk.lives.life.move(case_id, CaseStatus.TO_REVIEW)
    assert office.desk.lives.life.take_back(moved) == Changes()
    assert office.desk.lives.life.view(case_id).status is CaseStatus.TO_REVIEW


def test_a_review_day_that_comes_moves_the_situation_once_a_day(office: Office) -> None:
    due, later = office.case("A"), office.case("B")
    for case_id, day in ((due, THURSDAY), (later, THURSDAY + WEEK)):
        office.desk.lives.life.move(case_id, CaseStatus.FOLLOWED)
        office.desk.cases.save(replace(office.desk.cases.file(case_id).case, review_on=day))
    assert office.desk.lives.life.reach_reviews().of(Kind.CASE) == {due}
    assert office.desk.lives.life.reach_reviews() == Changes()
    assert last(office, due).status is CaseStatus.TO_REVIEW
    office.clock.advance(WEEK)
    assert office.desk.lives.life.reach_reviews().of(Kind.CASE) == {later}


def test_another_review_day_makes_it_followed_until_then(office: Office) -> None:
    case_id = office.case("A")
    office.desk.lives.life.move(case_id, CaseStatus.FOLLOWED)
    for day in (THURSDAY, THURSDAY + WEEK):
        office.desk.cases.save(replace(office.desk.cases.file(case_id).case, review_on=day))
        office.desk.lives.life.reach_reviews()
    assert office.desk.lives.life.view(case_id).status is CaseStatus.FOLLOWED
    assert last(office, case_id).status is CaseStatus.FOLLOWED


def test_a_closed_situation_that_a_later_meeting_discusses_is_followed_again(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, _, _ = office.held(case_id)
    told(office)
    office.clock.advance(timedelta(days=1))
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)
    office.desk.minutes.reopen(meeting_id, "une faute")
    office.desk.minutes.close(meeting_id)
    assert office.desk.lives.life.view(case_id).status is CaseStatus.CLOSED, (
        "that meeting was before"
    )
    office.clock.advance(WEEK)
    office.held(case_id, on=THURSDAY + WEEK)
    assert office.desk.lives.life.view(case_id).status is CaseStatus.FOLLOWED
    assert len(office.desk.feedbacks.owed()) == 1
