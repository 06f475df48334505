# SPDX-License-Identifier: EUPL-1.2
"""Preparing a meeting: its day, its people, its order, its candidates."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, MeetingId
from app.domain.meeting import AttendanceState, ItemKind, MeetingState, Role
from app.domain.practice import WeeklySlot
from tests.services.office import PRACTICE, THURSDAY, Office

WEEK = timedelta(days=7)
OWED = "retour au patient manquant"


def order(office: Office, meeting_id: MeetingId) -> list[str]:
    lines = office.desk.agendas.view(meeting_id).lines
    assert [line.item.position for line in lines] == list(range(len(lines)))
    return [line.code or line.title for line in lines]


# --- the day --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 09:00", THURSDAY),
        ("2026-11-26 08:00", THURSDAY),
        ("2026-11-26 13:59", THURSDAY),
        ("2026-11-26 14:01", THURSDAY + WEEK),
        ("2026-11-27 00:01", THURSDAY + WEEK),
        ("2028-02-28 09:00", date(2028, 3, 2)),
        ("2026-12-31 15:00", date(2027, 1, 7)),
    ],
)
def test_the_next_day_follows_the_weekly_rhythm(office: Office, at: str, expected: date) -> None:
    office.clock.set_local(datetime.fromisoformat(at))
    assert office.desk.agendas.next_day() == expected


def test_once_today_is_closed_the_next_day_is_a_week_later(office: Office) -> None:
    office.held(office.case("A"))
    assert office.desk.agendas.next_day() == THURSDAY + WEEK
    assert office.desk.home.overview().suggested_on == THURSDAY + WEEK


def test_a_slot_over_midnight_is_today_until_the_day_ends(office: Office) -> None:
    slot = WeeklySlot(3, time(22, 0), time(0, 30))
    office.desk.practice.save(replace(PRACTICE, slot=slot))
    office.clock.set_local(datetime.combine(THURSDAY, time(23, 50)))
    assert office.desk.agendas.next_day() == THURSDAY


def test_without_a_practice_the_refusal_says_where_to_go(office: Office) -> None:
    office.connection.execute("DELETE FROM practice")
    for ask in (office.desk.agendas.next_day, office.desk.agendas.prepare_next):
        with pytest.raises(UserError, match="structure") as refusal:
            ask()
        assert refusal.value.remedy
    assert office.desk.home.overview().suggested_on is None
    assert office.desk.practice.get().name == ""


# --- the next meeting -----------------------------------------------------------------------------


def test_the_first_meeting_invites_the_members_of_the_practice(office: Office) -> None:
    member = office.person("Aubry")
    office.person("Imbert", member=False)
    gone = office.person("Ancien")
    office.desk.directory.save(replace(office.desk.directory.get(gone), active=False))
    meeting_id, changes = office.desk.agendas.prepare_next()
    meeting = office.desk.meetings.meeting(meeting_id)
    assert (meeting.on, meeting.start, meeting.end) == (THURSDAY, time(12, 30), time(14, 0))
    assert meeting.place == PRACTICE.place
    assert [line.professional_id for line in meeting.attendance] == [member]
    assert changes


def test_preparing_again_comes_back_to_the_same_meeting(office: Office) -> None:
    meeting_id, _ = office.desk.agendas.prepare_next()
    again, changes = office.desk.agendas.prepare_next()
    assert (again, bool(changes)) == (meeting_id, False)
    office.desk.meetings.start(meeting_id)
    assert office.desk.agendas.prepare_next()[0] == meeting_id


def test_the_next_meeting_takes_up_the_last_one_without_those_who_left(office: Office) -> None:
    chair, gone, guest, excused = (office.person(last) for last in ("A", "B", "C", "D"))
    meeting_id, _ = office.meeting(
        office.case(),
        roles={Role.CHAIR: (chair,), Role.SCRIBE: (gone, chair), Role.REFERENT: (gone,)},
        attendance=[
            (chair, AttendanceState.PRESENT),
            (gone, AttendanceState.PRESENT),
            (guest, AttendanceState.GUEST),
            (excused, AttendanceState.EXCUSED),
        ],
    )
    office.desk.meetings.start(meeting_id)
    office.desk.minutes.close(meeting_id)
    office.desk.directory.save(replace(office.desk.directory.get(gone), active=False))
    next_id, _ = office.desk.agendas.prepare_next()
    meeting = office.desk.meetings.meeting(next_id)
    assert meeting.on == THURSDAY + WEEK
    assert [(line.professional_id, line.state) for line in meeting.attendance] == [
        (chair, AttendanceState.INVITED),
        (excused, AttendanceState.INVITED),
    ]
    assert meeting.roles == {Role.CHAIR: (chair,), Role.SCRIBE: (chair,)}


def test_the_running_meeting_comes_before_the_prepared_ones(office: Office) -> None:
    later, _ = office.meeting(on=THURSDAY + WEEK)
    sooner, _ = office.meeting(on=THURSDAY)
    office.meeting(on=THURSDAY - WEEK)  # prepared, never held: not the next one any more

    def next_id() -> MeetingId | None:
        meeting = office.desk.agendas.next_meeting()
        return meeting.id if meeting else None

    assert next_id() == sooner
    office.desk.meetings.start(later)
    assert next_id() == later
    assert [meeting.on for meeting in office.desk.agendas.all()] == [
        THURSDAY + WEEK,
        THURSDAY,
        THURSDAY - WEEK,
    ]


def test_a_new_meeting_is_prepared_whatever_the_draft_says(office: Office) -> None:
    held, _, _ = office.held(office.case())
    draft = office.desk.meetings.meeting(held)
    copy_id, _ = office.desk.agendas.prepare(replace(draft, on=THURSDAY + WEEK, amendment="x"))
    copy = office.desk.meetings.meeting(copy_id)
    assert copy_id != held
    assert (copy.state, copy.current_item) == (MeetingState.PREPARED, None)
    assert (copy.started_at, copy.closed_at, copy.amendment) == (None, None, "")


# --- the order ------------------------------------------------------------------------------------


def test_items_are_moved_within_the_agenda_and_positions_stay_contiguous(office: Office) -> None:
    meeting_id, items = office.meeting(*(office.case(code) for code in "ABCD"))
    for item, step, expected in (
        (items[3], -1, "ABDC"),
        (items[3], -10, "DABC"),
        (items[0], 1, "DBAC"),
        (items[0], 99, "DBCA"),
        (items[1], 0, "DBCA"),
    ):
        office.desk.agendas.move(item, step)
        assert "".join(order(office, meeting_id)) == expected


def test_taking_an_item_off_closes_the_gap(office: Office) -> None:
    meeting_id, items = office.meeting(*(office.case(code) for code in "ABC"))
    office.desk.agendas.remove(items[0])
    office.desk.agendas.add_point(meeting_id, "Vacances")
    assert order(office, meeting_id) == ["B", "C", "Vacances"]
    with pytest.raises(NotFoundError):
        office.desk.agendas.remove(items[0])


def test_the_order_holds_after_a_refusal_took_an_item_off(office: Office) -> None:
    first, *others = (office.case(code) for code in "ABC")
    meeting_id, items = office.meeting(first, *others)
    office.consent(first, ConsentState.REFUSED)
    office.desk.agendas.add_case(meeting_id, office.case("D"))
    assert order(office, meeting_id) == ["B", "C", "D"]
    office.desk.agendas.move(items[1], 1)
    assert order(office, meeting_id) == ["C", "B", "D"]


def test_planned_minutes_add_up_and_too_long_is_said(office: Office) -> None:
    meeting_id, (item_id, _) = office.meeting(office.case("A"), office.case("B"))
    point_id, _ = office.desk.agendas.add_point(meeting_id, "  Vacances\r\nd’hiver ", planned=45)
    view = office.desk.agendas.view(meeting_id)
    assert (view.planned, view.too_long) == (85, False)
    assert view.lines[2].item.kind is ItemKind.FREE
    assert view.lines[2].title == "  Vacances\nd’hiver "
    office.desk.agendas.set_planned(item_id, 30)
    assert office.desk.agendas.view(meeting_id).too_long
    for minutes in (0, 241, -1):
        with pytest.raises(UserError, match="1 à 240"):
            office.desk.agendas.set_planned(point_id, minutes)
    with pytest.raises(UserError, match="titre"):
        office.desk.agendas.add_point(meeting_id, " \n")


def test_a_situation_comes_once_to_an_agenda(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _ = office.meeting(case_id)
    with pytest.raises(UserError, match="A est déjà à l’ordre du jour"):
        office.desk.agendas.add_case(meeting_id, case_id)
    with pytest.raises(NotFoundError, match="situation"):
        office.desk.agendas.add_case(meeting_id, CaseId("nothing"))


def test_what_is_current_or_was_written_on_cannot_be_taken_off(office: Office) -> None:
    _, items = office.running(*(office.case(code) for code in "ABC"))
    with pytest.raises(UserError, match="en cours"):
        office.desk.agendas.remove(items[0])
    office.discuss(items[1], "mots")
    office.desk.meetings.enter(items[0])
    with pytest.raises(UserError, match="notes") as refusal:
        office.desk.agendas.remove(items[1])
    assert "Reportez" in refusal.value.remedy
    office.desk.agendas.remove(items[2])


def test_what_is_written_in_an_item_does_not_rewrite_the_situation(office: Office) -> None:
    case_id = office.case("A", question="Que faire ?", wishes="Rester chez elle")
    _, (item_id,) = office.running(case_id)
    item = office.desk.meetings.item(item_id).item
    assert (item.question, item.wishes) == ("Que faire ?", "Rester chez elle")
    office.discuss(item_id, "mots")
    case = office.desk.cases.file(case_id).case
    assert (case.question, case.wishes) == ("Que faire ?", "Rester chez elle")


# --- candidates -----------------------------------------------------------------------------------


def test_candidates_come_with_the_reason_they_are_there(office: Office) -> None:
    for code in "ABCDEF":
        office.case(code)
    by_code = {line.code: line.id for line in office.desk.cases.all()}
    office.held(*(by_code[code] for code in "BCD"))
    reviewed = office.desk.cases.file(by_code["B"]).case
    office.desk.cases.save(replace(reviewed, review_on=date(2026, 11, 30)))
    office.desk.cases.set_status(by_code["D"], CaseStatus.TO_REVIEW)
    office.desk.cases.set_status(by_code["E"], CaseStatus.CLOSED)
    soon, _ = office.meeting(by_code["F"], on=date(2026, 12, 3))
    reasons = {c.code: c.reason for c in office.desk.agendas.candidates(soon)}
    assert reasons == {
        "A": "nouvelle demande",
        "B": f"à revoir depuis le lun. 30 nov. · une action est à suivre · {OWED}",
        "C": f"une action est à suivre · {OWED}",
        "D": f"à réévaluer · une action est à suivre · {OWED}",
    }
    later, _ = office.meeting(on=date(2026, 12, 10))
    reasons = {c.code: c.reason for c in office.desk.agendas.candidates(later)}
    assert reasons["C"] == f"action en retard · {OWED}"
    assert reasons["D"] == f"à réévaluer · action en retard · {OWED}"


def test_an_agenda_line_counts_the_actions_that_are_late(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    meeting_id, _ = office.meeting(case_id, on=THURSDAY + 2 * WEEK)
    assert office.desk.agendas.view(meeting_id).lines[0].late == 0
    office.clock.advance(timedelta(days=8))
    assert office.desk.agendas.view(meeting_id).lines[0].late == 1
