# SPDX-License-Identifier: EUPL-1.2
"""A meeting whose agenda is empty: what has the focus is in sight, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.meeting import AttendanceState
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused


@pytest.fixture
def bare(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_room(tmp_path, qtbot, bare=True) as room:
        assert room.parts.empty.isVisible()
        yield room


def attendance(room: Room) -> list[AttendanceState]:
    return [each.state for each in room.desk.agendas.view(room.id).meeting.attendance]


def test_no_key_leads_into_what_is_not_in_sight(bare: Room) -> None:
    for chord in ("Alt+O", "Alt+P", "Alt+S", "Alt+D", "Alt+A", "F8", "F6"):
        bare.press(chord)
        assert focused().isVisible()
        bare.press("F1", chord)
        assert focused().isVisible()


def test_the_situation_that_comes_unplanned_is_asked_for_in_sight(bare: Room) -> None:
    bare.press("Ctrl+N")
    assert focused() is bare.parts.unplanned.search
    assert focused().isVisible()
    bare.press("Esc")
    assert focused() is bare.parts.empty.button
    bare.press("Ctrl+N")
    bare.type("S26-014")
    bare.press("Return")
    QApplication.processEvents()
    assert not bare.parts.empty.isVisible()
    bare.type("Deux chutes")
    bare.press("Ctrl+T", "Esc")
    assert bare.notes()[0] == "Deux chutes"


def test_who_is_there_is_noted_in_sight(bare: Room) -> None:
    bare.press("Ctrl+T")
    assert bare.parts.panel is bare.parts.attendance
    assert focused().isVisible()
    assert set(attendance(bare)) == {AttendanceState.PRESENT}
    bare.type("e")
    assert set(attendance(bare)) == {AttendanceState.PRESENT, AttendanceState.EXCUSED}
    bare.press("Esc")
    assert focused() is bare.parts.empty.button


def test_behind_a_panel_the_agenda_is_still_empty(bare: Room) -> None:
    for chord in ("F1", "Ctrl+Shift+Return"):
        bare.press(chord)
        assert bare.parts.panel is not None
        bare.press("Esc")
        assert bare.parts.empty.isVisible()
        assert not bare.parts.fields.isVisible()
        assert focused() is bare.parts.empty.button
