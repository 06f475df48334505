# SPDX-License-Identifier: EUPL-1.2
"""Made-up years are written through the rows, yet everything reads back through the services."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.demo.builder import DemoBuilder, add_people
from app.demo.content import load_content
from app.demo.draws import ACTIONS, DECISIONS, Draws
from app.demo.practice import SEED, seeded_ids
from app.demo.scale import CASES_A_MEETING, DemoScale
from app.domain.action import ActionState
from app.domain.care_plan import LineState
from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.domain.ids import CaseId, ProfessionalId
from app.domain.meeting import ItemState, Meeting, MeetingState
from app.services.desk import desk
from app.services.home import Overview
from app.storage.unit_of_work import Store
from app.system.clock import HeldClock
from tests.services.office import ACCOUNT, PARIS, Office

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - local, as the demo takes it
YEARS, MEETINGS = 2, 3
CASES = YEARS * MEETINGS * CASES_A_MEETING
HALF_A_YEAR = timedelta(days=182)


def lived(file: Path, years: int, meetings: int = MEETINGS) -> Office:
    """An office that lived through made-up years, then through the practice's own weeks."""
    office = Office(file, HeldClock(NOW.replace(tzinfo=PARIS), PARIS))
    rng, clock, content = random.Random(SEED), office.clock, load_content()
    office.store = Store(office.connection, ACCOUNT, clock.now, seeded_ids(clock, rng))
    office.desk = desk(office.store, clock, office.identities, office.signatures)
    with office.store.batch():
        people = add_people(office.desk, content)
    scale = DemoScale(
        office.store,
        office.identities,
        clock,
        content.practice,
        people,
        rng,
        sealed_by="Émile Marchand",
    )
    scale.build(years, NOW, meetings)
    with office.store.batch():
        DemoBuilder(office.desk, clock, content, people, NOW).build()
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two short years and the practice's own weeks, for the tests that only read."""
    lived_through = lived(tmp_path_factory.mktemp("years") / "data.db", YEARS)
    yield lived_through
    lived_through.close()


def past_meetings(office: Office) -> list[Meeting]:
    limit = NOW.date() - HALF_A_YEAR
    return [meeting for meeting in office.desk.agendas.all() if meeting.on < limit]


def past_cases(office: Office) -> list[CaseId]:
    return [
        line.item.case_id
        for meeting in past_meetings(office)
        for line in office.desk.agendas.view(meeting.id).lines
        if line.item.case_id is not None
    ]


def test_every_situation_of_the_past_opens_with_all_that_was_said_of_it(office: Office) -> None:
    cases = past_cases(office)
    assert len(set(cases)) == CASES
    for case_id in cases:
        file = office.desk.cases.file(case_id)
        assert file.case.status is CaseStatus.CLOSED
        assert all((file.title, file.requester, file.case.question, file.case.wishes))
        assert all((file.case.organic, file.case.psychic, file.case.social))
        assert file.consent is not None
        assert file.consent.state is ConsentState.OBTAINED
        assert len(file.meetings) == 1
        assert file.open_actions == ()
        assert [report.done_on is None for report in file.feedbacks] == [False]
        assert all(report.reaction and report.done_by for report in file.feedbacks)


def test_every_identity_opens_as_one_that_was_typed(office: Office) -> None:
    for case_id in past_cases(office):
        identity = office.desk.cases.identity(case_id)
        assert identity is not None
        assert identity.first
        assert identity.born is not None
        met = office.desk.cases.file(case_id).meetings[0].on
        age = met.year - identity.born.year
        assert 3 <= age <= 98
        assert office.desk.cases.file(case_id).case.eligibility.over_75 == (age >= 75)


def test_codes_are_unique_and_leave_room_for_the_practice_s_own(office: Office) -> None:
    codes = [summary.code for summary in office.desk.cases.all()]
    assert len(set(codes)) == len(codes)
    assert {f"S26-{number:03d}" for number in range(1, 25)} <= set(codes)
    numbers = Counter((code[:3], int(code[4:])) for code in codes)
    assert max(numbers.values()) == 1
    past = {office.desk.cases.file(case_id).case.code for case_id in past_cases(office)}
    assert all(int(code[4:]) > 100 for code in past)  # S26-0014 would be mistaken for S26-014


def test_the_minutes_of_every_meeting_verify_and_say_what_the_rows_hold(office: Office) -> None:
    meetings = past_meetings(office)
    assert len(meetings) == YEARS * MEETINGS
    for meeting in meetings:
        assert meeting.state is MeetingState.CLOSED
        minutes = office.desk.minutes.latest_of(meeting.id)
        assert minutes is not None
        assert office.desk.minutes.verify(minutes.id) is None
        assert minutes.header.number == office.desk.agendas.view(meeting.id).number
        lines = office.desk.agendas.view(meeting.id).lines
        assert len(minutes.items) == len(lines) == CASES_A_MEETING
        for sealed, line in zip(minutes.items, lines, strict=True):
            assert sealed.record is not None
            assert sealed.item_id == line.item.id
            assert line.item.state is ItemState.SEEN
            assert sealed.record.heading == line.code
            assert sealed.record.organic == line.item.notes.organic
            assert sealed.record.decisions == tuple(
                decision.text for decision in office.store.rows.decisions.of(line.item.id)
            )
            assert len(sealed.record.decisions) == DECISIONS
            assert len(sealed.record.actions) == ACTIONS


def test_what_was_agreed_was_done_and_stands_in_the_plan(office: Office) -> None:
    for meeting in past_meetings(office):
        for line in office.desk.agendas.view(meeting.id).lines:
            assert line.item.case_id is not None
            actions = office.desk.meetings.actions_of(line.item.id)
            assert [action.state for action in actions] == [ActionState.DONE] * ACTIONS
            view = office.desk.care_plans.view(line.item.case_id)
            assert view.plan is not None
            assert [row.state for row in view.plan.lines] == [LineState.ACCEPTED] * ACTIONS
            assert [row.source_action for row in view.plan.lines] == [a.id for a in actions]
            assert all(view.who(row) for row in view.plan.lines)


def test_the_journal_and_the_log_follow_the_calendar(office: Office) -> None:
    assert office.store.rows.journal.first_fault() is None
    limit = NOW.replace(tzinfo=PARIS) - HALF_A_YEAR
    instants = [entry.at for entry in office.store.rows.journal.entries() if entry.at < limit]
    assert instants == sorted(instants)
    assert len(instants) > CASES
    for case_id in past_cases(office):
        assert len(office.store.rows.operations.of(case_id)) == 2  # the situation, the identity
    ids = [row.text("id") for row in office.connection.execute("SELECT id FROM agenda_item")]
    assert ids == sorted(ids)


def test_the_documents_of_the_past_can_be_set(office: Office) -> None:
    meeting = past_meetings(office)[0]
    minutes = office.desk.minutes.latest_of(meeting.id)
    assert minutes is not None
    documents = office.desk.documents
    for printable in (
        documents.minutes(minutes.id),
        documents.attendance(meeting.id),
        documents.care_plan(past_cases(office)[0]),
    ):
        built = printable.render()
        assert built.pdf.startswith(b"%PDF")
        assert built.missing == ()


def test_old_years_leave_the_home_screen_and_the_next_agenda_as_they_were(
    office: Office, tmp_path: Path
) -> None:
    alone = lived(tmp_path / "data.db", years=0)
    assert told(office.desk.home.overview()) == told(alone.desk.home.overview())
    assert candidates(office) == candidates(alone)
    assert len(office.desk.feedbacks.owed()) == len(alone.desk.feedbacks.owed())
    assert len(office.desk.actions.open()) == len(alone.desk.actions.open())
    alone.close()


def told(home: Overview) -> tuple[object, ...]:
    assert home.next_meeting is not None
    assert home.latest_closed is not None
    return (
        home.overdue,
        home.oldest_overdue,
        home.feedback_owed,
        home.feedback_oldest,
        home.without_review,
        home.latest_closed.on,
        [(line.code, line.title, line.late) for line in home.next_meeting.lines],
    )


def candidates(office: Office) -> list[tuple[str, str]]:
    meeting = office.desk.agendas.next_meeting()
    assert meeting is not None
    return [(one.code, one.reason) for one in office.desk.agendas.candidates(meeting.id)]


def test_years_end_before_the_practice_s_own_weeks_and_do_not_overlap(office: Office) -> None:
    days = sorted(meeting.on for meeting in past_meetings(office))
    assert len(set(days)) == len(days)
    assert min(days) >= date(2026, 11, 22) - HALF_A_YEAR - YEARS * timedelta(weeks=52)
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert min(gaps) >= 3


def test_fifty_years_ago_people_were_born_too() -> None:
    people = {person.last: ProfessionalId(person.last) for person in load_content().people}
    draws = Draws(people, random.Random(SEED))
    long_ago = date(1976, 6, 1)
    born = [draws.identity(draws.subject(), long_ago).born for _ in range(200)]
    assert all(day is not None and 1900 <= day.year < 1976 for day in born)
