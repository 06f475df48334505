# SPDX-License-Identifier: EUPL-1.2
"""Lists that grow with the years: each question of every day is answered through an index.

The statements are the ones the rows really run, caught on their way to the database.
"""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.ids import ActionId, CaseId, ItemId, MeetingId
from app.storage.driver import Connection, Cursor, Parameters
from app.storage.unit_of_work import Rows
from tests.services.office import THURSDAY, Office


class Listening:
    """A connection that notes what it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.asked: list[tuple[str, Parameters]] = []

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        self.asked.append((sql, parameters))
        return self._connection.execute(sql, parameters)


def plans(office: Office, ask: Callable[[Rows], object]) -> list[str]:
    """How the database answers each statement of a question."""
    listening = Listening(office.connection)
    ask(Rows(listening))  # type: ignore[arg-type]  # it has the one method that rows use
    assert listening.asked
    return [
        "\n".join(
            row.text("detail")
            for row in office.connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        )
        for sql, parameters in listening.asked
    ]


CASE, ITEM, MEETING = CaseId("c"), ItemId("i"), MeetingId("m")


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda r: r.actions.count_overdue(THURSDAY), id="overdue actions counted"),
        pytest.param(lambda r: r.actions.open(), id="open actions"),
        pytest.param(lambda r: r.actions.open_of_case(CASE), id="open actions of a situation"),
        pytest.param(lambda r: r.actions.open_before(ITEM, CASE), id="earlier open actions"),
        pytest.param(lambda r: r.actions.of(ITEM), id="actions of an item"),
        pytest.param(lambda r: r.actions.get(ActionId("a")), id="one action"),
        pytest.param(lambda r: r.feedbacks.count_owed(), id="reports owed counted"),
        pytest.param(lambda r: r.feedbacks.owed(), id="reports owed"),
        pytest.param(lambda r: r.feedbacks.of_case(CASE), id="reports of a situation"),
        pytest.param(lambda r: r.feedbacks.exists(CASE, MEETING), id="a report known"),
        pytest.param(lambda r: r.cases.count_without_review(), id="situations without review"),
        pytest.param(lambda r: r.cases.waiting(), id="situations waiting"),
        pytest.param(lambda r: r.cases.by_code("A"), id="a situation by code"),
        pytest.param(lambda r: r.cases.codes("S26-"), id="codes of a year"),
        pytest.param(lambda r: r.consents.current(CASE), id="the consent in force"),
        pytest.param(lambda r: r.consents.of(CASE), id="consents of a situation"),
        pytest.param(lambda r: r.meetings.running(), id="the running meeting"),
        pytest.param(lambda r: r.meetings.next_prepared(THURSDAY), id="the next meeting"),
        pytest.param(lambda r: r.meetings.latest_closed(THURSDAY), id="the last meeting"),
        pytest.param(lambda r: r.meetings.on(date(2026, 11, 26)), id="the meeting of a day"),
        pytest.param(lambda r: r.meetings.heading(MEETING), id="a heading"),
        pytest.param(lambda r: r.meetings.of_case(CASE), id="meetings of a situation"),
        pytest.param(lambda r: r.agenda.of(MEETING), id="an agenda"),
        pytest.param(lambda r: r.agenda.of_case(CASE), id="items of a situation"),
        pytest.param(lambda r: r.decisions.of(ITEM), id="decisions of an item"),
        pytest.param(lambda r: r.care_plans.of_case(CASE), id="a care plan"),
        pytest.param(lambda r: r.care_plans.from_action(ActionId("a")), id="the line of an action"),
        pytest.param(lambda r: r.minutes.latest_of(MEETING), id="minutes of a meeting"),
        pytest.param(lambda r: r.operations.forget_texts(("x",)), id="texts forgotten"),
        pytest.param(lambda r: r.operations.of("x"), id="changes of a record"),
    ],
)
def test_a_question_of_every_day_reads_no_whole_table(
    office: Office, ask: Callable[[Rows], object]
) -> None:
    for plan in plans(office, ask):
        for step in plan.splitlines():
            if step.startswith("SCAN"):
                assert "USING INDEX action_open_by_due" in step or "feedback_owed" in step, plan


def test_sealed_minutes_with_their_restrictions_are_read_through_indexes(office: Office) -> None:
    _, minutes_id, _ = office.held(office.case("A"), office.case("B"))
    for plan in plans(office, lambda rows: rows.minutes.get(minutes_id)):
        assert "SCAN" not in plan


def test_the_rank_of_a_meeting_is_counted_within_its_year(office: Office) -> None:
    meeting_id, _ = office.meeting()
    meeting = office.desk.meetings.meeting(meeting_id)
    (plan,) = plans(office, lambda rows: rows.meetings.number_in_year(meeting))
    assert "SEARCH meeting USING INDEX meeting_by_day" in plan


def test_a_partial_index_holds_only_what_is_open_or_owed(office: Office) -> None:
    (plan,) = plans(office, lambda rows: rows.actions.count_overdue(THURSDAY))
    assert "action_open_by_due" in plan
    (plan,) = plans(office, lambda rows: rows.feedbacks.count_owed())
    assert "feedback_owed" in plan
    (plan,) = plans(office, lambda rows: rows.actions.open())
    assert "action_open_by_due" in plan


def test_the_home_asks_the_same_number_of_questions_with_one_meeting_or_many(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> int:
        count = 0
        execute = Connection.execute

        def counting(self: Connection, sql: str, parameters: Parameters = ()) -> Cursor:
            nonlocal count
            count += 1
            return execute(self, sql, parameters)

        with monkeypatch.context() as patch:
            patch.setattr(Connection, "execute", counting)
            office.desk.home.overview()
        return count

    office.held(office.case(), on=date(2025, 1, 2))
    first = asked()
    for year in range(2000, 2006):
        office.held(office.case(), office.case(), on=date(year, 1, 2))
    assert asked() == first
