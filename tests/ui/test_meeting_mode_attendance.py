# SPDX-License-Identifier: EUPL-1.2
"""Who is there, since when and until when, by keyboard."""

from datetime import time

import pytest

from app.domain.meeting import Attendance, AttendanceState
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.attendance_panel import AttendancePanel
from ui.widgets.rows import Row


def first(room: Room) -> Attendance:
    return room.desk.meetings.meeting(room.id).attendance[0]


def panel(room: Room) -> AttendancePanel:
    return room.parts.attendance


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        ("v", AttendanceState.REMOTE),
        ("i", AttendanceState.GUEST),
        ("e", AttendanceState.EXCUSED),
        ("n", AttendanceState.ABSENT),
    ],
)
def test_a_letter_says_where_somebody_is(room: Room, letter: str, state: AttendanceState) -> None:
    room.press("Ctrl+T")
    room.type(letter)
    assert first(room).state is state
    room.type("p")
    assert first(room).state is AttendanceState.PRESENT


def test_a_and_d_note_the_present_time(room: Room) -> None:
    room.press("Ctrl+T")
    room.type("n")
    room.type("a")
    assert (first(room).state, first(room).arrived) == (AttendanceState.PRESENT, time(12, 20))
    room.type("d")
    assert first(room).departed == time(12, 20)
    row = focused()
    assert isinstance(row, Row)
    assert row.data.detail.endswith("arrivée 12\u00a0h\u00a020 · départ 12\u00a0h\u00a020")
    room.type("e")
    assert (first(room).arrived, first(room).departed) == (None, None)
    room.press("Ctrl+Z")
    assert (first(room).arrived, first(room).departed) == (time(12, 20), time(12, 20))


def test_a_time_is_typed_on_the_row_arrival_first_then_departure(room: Room) -> None:
    room.press("Ctrl+T")
    room.type("1")
    room.type("2:45")
    assert panel(room).time_line.label.text().startswith("Arrivée de")
    room.press("Return")
    assert first(room).arrived == time(12, 45)
    assert isinstance(focused(), Row)
    room.type("1")
    room.type("3h30")
    assert panel(room).time_line.label.text().startswith("Départ de")
    room.press("Return")
    assert first(room).departed == time(13, 30)


def test_a_time_that_is_none_or_impossible_is_refused_where_it_is_typed(room: Room) -> None:
    room.press("Ctrl+T")
    room.type("9")
    room.type("9")
    room.press("Return")
    assert "non comprise" in panel(room).time_line.error.text()
    room.press("Ctrl+A")
    room.type("12:45")
    room.press("Return")
    room.type("1")
    room.type("2:00")
    room.press("Return")
    assert "avant" in panel(room).time_line.error.text()
    room.type("a")  # it was the arrival
    room.press("Return")
    assert (first(room).arrived, first(room).departed) == (time(12, 0), None)
    room.press("Esc")
    assert room.parts.panel is None


def test_escape_leaves_the_time_before_the_panel(room: Room) -> None:
    room.press("Ctrl+T")
    room.type("1")
    room.press("Esc")
    assert panel(room).time_line.isHidden()
    assert isinstance(focused(), Row)
    assert first(room).arrived is None
    room.press("Esc")
    assert room.parts.panel is None


def test_the_count_says_how_many_of_each_field(room: Room) -> None:
    room.press("Ctrl+T")
    lines = room.desk.meetings.meeting(room.id).attendance
    assert panel(room).count.text().startswith(f"{len(lines)} présents sur {len(lines)}\u00a0: ")
    before = panel(room).count.text()
    room.type("n")
    assert panel(room).count.text() != before
    assert "social" in panel(room).count.text()


def test_tab_leads_from_the_people_to_the_one_who_dropped_in_and_back(room: Room) -> None:
    room.press("Ctrl+T", "Down", "E", "Tab")
    assert focused() is room.parts.attendance.guest.edit
    room.press("Shift+Tab")
    assert focused() in room.parts.attendance.list._rows
