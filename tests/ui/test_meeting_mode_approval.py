# SPDX-License-Identifier: EUPL-1.2
"""Approving the last minutes from the first point of the meeting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.room import Room, open_room
from tests.ui.typing import focused
from ui.screens.meeting_mode.approval_bar import ApprovalBar


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as room:
        store = room.stage.practice.store
        with store.write() as work:
            from app.services.usual import put_approval

            put_approval(work, work.rows.meetings.get(room.id) or pytest.fail("no meeting"))
        room.press("F5", "Shift+F8")
        yield room


def bar(room: Room) -> ApprovalBar:
    return room.parts.fields.point.approval


def test_a_approves_and_the_text_takes_the_focus_back(room: Room) -> None:
    assert bar(room).isVisible()
    assert focused() is room.parts.fields.point.pane.text
    room.press("Shift+Tab")
    assert focused() is bar(room)
    room.type("a")
    assert bar(room).answer.text() == "Approuvé."
    assert focused() is room.parts.fields.point.pane.text
    room.press("Shift+Tab", "Delete")
    assert bar(room).waits


def test_c_asks_for_the_correction_in_place_and_escape_takes_it_away(room: Room) -> None:
    bar(room).setFocus()
    room.type("c")
    assert focused() is bar(room).correction
    room.press("Return")
    assert bar(room).error.text().startswith("La correction est vide")
    room.press("Esc")
    assert focused() is bar(room)
    room.type("c")
    room.type("Mme Aubry était excusée")
    room.press("Return")
    assert bar(room).answer.text().endswith("Mme Aubry était excusée")


def test_the_bar_is_not_there_on_a_situation(room: Room) -> None:
    room.press("F8")
    assert not bar(room).isVisible()
