# SPDX-License-Identifier: EUPL-1.2
"""Approving the last minutes from the first point of the meeting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.meeting import ItemState
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


def test_ctrl_z_takes_an_approval_back_and_redo_says_it_again(room: Room) -> None:
    bar(room).setFocus()
    room.type("c")
    room.type("Mme Aubry était excusée")
    room.press("Return")
    answer = bar(room).answer.text()
    room.press("F8", "Ctrl+Z")
    assert bar(room).isVisible(), "it leads back to the point"
    assert bar(room).waits
    assert focused() is bar(room)
    room.press("Ctrl+Shift+Z")
    assert bar(room).answer.text() == answer


def test_undo_puts_a_postponed_approval_off_again(room: Room) -> None:
    room.press("Ctrl+R")
    room.type("faute de temps")
    room.press("Return", "Shift+F8")
    bar(room).setFocus()
    room.type("a")
    assert not bar(room).waits
    room.press("Ctrl+Z")
    place = next(line.item for line in room.desk.agendas.view(room.id).lines)
    assert (place.state, place.outcome) == (ItemState.POSTPONED, "faute de temps")
