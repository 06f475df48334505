# SPDX-License-Identifier: EUPL-1.2
"""Closing the meeting: each item's fate is read, changed by keys in place, then sealed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.meeting import ItemState, MeetingState
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused
from ui.screens.meeting_mode.fate_row import FateRow


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as room:
        yield room


def row(room: Room, place: int) -> FateRow:
    return room.parts.closing.rows[place]


def test_r_says_that_an_item_comes_back_on_a_day_for_a_reason(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "Down")
    assert focused() is row(room, 1)
    room.press("R")
    room.type("17/12")
    room.press("Tab", "Ctrl+A")
    room.type("bilan attendu")
    room.press("Return")
    assert focused() is row(room, 1)
    assert row(room, 1).line.says == ("Reviendra le jeu. 17 déc. 2026, parce que bilan attendu.")
    room.press("Ctrl+Shift+Return")
    minutes = room.desk.minutes.latest_of(room.id)
    assert minutes is not None
    record = minutes.items[1].record
    assert record is not None
    assert "17 déc. 2026, parce que bilan attendu" in record.fate


def test_n_says_why_an_item_does_not_and_delete_takes_it_back(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down")
    proposed = row(room, 0).line.says
    room.press("N")
    room.type("elle a déménagé")
    room.press("Return")
    assert row(room, 0).line.says == "Ne reviendra pas, parce qu’elle a déménagé."
    room.press("Delete")
    assert row(room, 0).line.says == proposed


def test_what_cannot_be_kept_is_said_under_the_row_and_nothing_typed_is_lost(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "N", "Return")
    assert row(room, 0)._error.text().startswith("Il manque la raison")
    room.press("Esc", "R")
    room.type("n’importe quand")
    room.press("Return")
    assert row(room, 0)._error.text().startswith("Date non comprise")
    day = row(room, 0).date
    assert day is not None
    assert day.text() == "n’importe quand"


@pytest.mark.parametrize("day", ["15/12/1899", "01/11/2025", "15/12/2126"])
def test_a_day_on_which_nothing_can_return_is_said_at_once_and_never_kept(
    room: Room, day: str
) -> None:
    room.press("Ctrl+Shift+Return", "Down")
    proposed = row(room, 0).line.says
    room.press("R")
    room.type(day)
    assert row(room, 0)._error.isVisible()
    assert f"{day[-4:]} est " in row(room, 0)._error.text()
    room.press("Tab")
    room.type("bilan attendu")
    room.press("Return", "Return")
    assert row(room, 0).line.says == proposed


def test_a_day_years_away_is_asked_for_twice(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "R")
    room.type("15/12/2029")
    room.press("Tab")
    room.type("bilan attendu")
    room.press("Return")
    assert "Entrée à nouveau" in row(room, 0)._error.text()
    room.press("Return")
    assert row(room, 0).line.says == "Reviendra le sam. 15 déc. 2029, parce que bilan attendu."


def test_escape_closes_the_question_then_the_panel_and_seals_nothing(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "R")
    assert row(room, 0).date is not None
    room.press("Esc")
    assert focused() is row(room, 0)
    room.press("Up")
    assert focused() is room.parts.closing.seal_button
    room.press("Esc")
    assert room.parts.panel is None
    assert room.desk.meetings.meeting(room.id).state is MeetingState.RUNNING


def test_one_question_is_open_at_a_time(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "R")
    row(room, 2).ask_why()
    assert [each._question is not None for each in room.parts.closing.rows[:3]] == [
        False,
        False,
        True,
    ]


def test_what_would_be_sealed_and_tells_who_somebody_is_is_listed_and_prevents_nothing(
    room: Room,
) -> None:
    room.type("Appeler sa fille au 06 12 34 56 78")
    room.press("Ctrl+Shift+Return")
    closing = room.stage.meeting.presenter.closing()
    (said,) = [words for words in closing.warnings if words.startswith("Serait scellé")]
    assert "S26-014, organique" in said
    assert "06 12 34 56 78" in said
    room.press("Return")
    assert room.desk.meetings.meeting(room.id).state is MeetingState.CLOSED


def test_ctrl_z_takes_back_what_was_said_to_become_of_an_item(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Down", "Down")
    proposed = row(room, 1).line.says
    room.press("N")
    room.type("elle a déménagé")
    room.press("Return")
    said = row(room, 1).line.says
    room.press("Up", "Ctrl+Z")
    assert row(room, 1).line.says == proposed
    assert focused() is row(room, 1)
    room.press("N")
    why = row(room, 1).why
    assert why is not None
    assert why.text() == "elle a déménagé", "the reason is not lost"
    room.press("Esc", "Esc", "Ctrl+Shift+Z")
    assert room.parts.panel is room.parts.closing, "a redo shows where it works"
    assert row(room, 1).line.says == said
    assert room.state_of(0) is ItemState.CURRENT, "it goes to no other item"
