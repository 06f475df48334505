# SPDX-License-Identifier: EUPL-1.2
"""The second screen shows the meeting and nobody's name, and goes black at once."""

import ast
import dataclasses
import typing
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.reidentification import MASK
from app.domain.text import typeset
from app.services.consents import ConsentDraft
from app.services.meetings import ItemText
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused
from ui.screens import meeting_mode
from ui.screens.meeting_mode.projection import (
    PROJECTION,
    UNPLUGGED,
    Beam,
    ProjectionControl,
)
from ui.screens.meeting_mode.projection_screens import (
    Monitor,
)
from ui.screens.meeting_mode.projection_state import ProjectionState
from ui.shell import Intent
from ui.theme import Scheme, apply_theme
from ui.widgets import PlainLabel

DESK = Monitor("Dell 27", "Dell 27", QRect(0, 0, 1366, 768))
WALL = Monitor("Epson EB", "Epson EB", QRect(1366, 0, 1280, 720))
OTHER = Monitor("TV salle", "TV salle", QRect(3000, 0, 1280, 720))
MIRROR = Monitor("Epson EB", "Epson EB", QRect(0, 0, 1366, 768))


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, look: None) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as opened:
        screens(opened, DESK, WALL)
        yield opened


def screens(room: Room, *monitors: Monitor, mirrored: bool = False) -> None:
    """Plug monitors in."""
    room.stage.meeting.anonymity.projection.use_monitors(lambda: monitors, lambda: mirrored)


def projection(room: Room) -> ProjectionControl:
    return room.stage.meeting.anonymity.projection


def seen(room: Room) -> ProjectionState:
    """What the room sees after a moment."""
    projection(room).refresh()
    window = projection(room).window
    assert window is not None
    assert window.state is not None
    return window.state


def picture(room: Room) -> QImage:
    projection(room).refresh()
    window = projection(room).window
    assert window is not None
    return window.grab().toImage()


def texts(state: object) -> str:
    """Every text of a state, however deep."""
    if dataclasses.is_dataclass(state):
        return "\n".join(texts(getattr(state, each.name)) for each in dataclasses.fields(state))
    if isinstance(state, tuple):
        return "\n".join(texts(each) for each in state)
    return str(state)


# --- what it can hold ------------------------------------------------------------------------


def test_the_state_has_no_place_for_an_identity() -> None:
    def leaves(kind: object) -> set[type]:
        arguments = typing.get_args(kind)
        if arguments:
            return set().union(*(leaves(each) for each in arguments if each is not ...))
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            hints = typing.get_type_hints(kind)
            return set().union(*(leaves(each) for each in hints.values()))
        assert isinstance(kind, type)
        return {kind}

    found = leaves(ProjectionState)
    assert all(kind in (str, int, bool) or issubclass(kind, Enum) for kind in found)


def test_no_module_of_the_projection_can_reach_an_identity() -> None:
    folder = Path(meeting_mode.__file__).parent
    modules = sorted(folder.glob("projection*.py"))
    assert len(modules) >= 6
    for module in modules:
        source = module.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            origin = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            assert not origin.startswith(("app.vault", "app.services.cases", "app.domain.case"))
            assert origin not in ("app.services.identities", "app.services.desk")
            assert not {"Identity", "IdentityService", "CaseService", "Desk"} & set(names), module


def test_the_meeting_is_shown_without_the_demand_nor_anything_begun(room: Room) -> None:
    room.type("Deux chutes. ")
    room.press("Alt+D")
    room.type("Réviser l'ordonnance\n")
    room.type("Décision commencée")
    room.press("F7")
    state = seen(room)
    assert (state.code, state.clock[5:]) == ("S26-014", " / 20:00")
    assert state.agenda[0].code == "S26-014"
    assert [line.current for line in state.agenda] == [True, False, False, False]
    assert state.fields[0].text == "Deux chutes. "
    assert state.decisions == ("Réviser l’ordonnance",)
    assert "commencée" not in texts(state)
    assert room.stage.practice.script.items[0].wishes not in texts(state)


# --- names -----------------------------------------------------------------------------------


def test_a_name_typed_anywhere_is_masked_for_the_room(room: Room) -> None:
    room.type("Vu Mme Verdier, née le 02/03/1941. ")
    room.press("Alt+D")
    room.type("Appeler Verdier\n")
    room.press("Alt+A")
    room.type("Rappeler Marguerite")
    room.press("Tab")
    room.type("Fille Verdier")
    room.press("Down", "Return")
    room.press("F7")
    words = texts(seen(room))
    assert f"Vu {MASK}, née {MASK}." in words
    assert f"Appeler {MASK}" in words
    assert f"Rappeler {MASK}" in words
    for name in ("Verdier", "verdier", "Marguerite", "1941"):
        assert name not in words
        assert room.parts.fields.panes[ItemText.ORGANIC].text.text().count("Verdier") == 1


def test_the_pixels_do_not_tell_one_name_from_another(room: Room) -> None:
    room.press("F7")
    pictures = []
    for name in ("Verdier", "Marguerite", "Marguerite Verdier", "Zébulon"):
        room.parts.fields.panes[ItemText.ORGANIC].text.selectAll()
        room.type(f"Vu {name} hier. ")
        pictures.append(picture(room))
    assert pictures[0] == pictures[1] == pictures[2]
    assert pictures[0] != pictures[3]  # control: another word is seen


def test_a_name_stays_masked_while_the_caret_walks_through_it(room: Room) -> None:
    room.press("F7")
    room.type("vu Verdier")
    for _ in range(12):
        assert seen(room).fields[0].text in (f"vu {MASK}", f"… {MASK}")
        room.press("Left")


def test_the_room_follows_a_moment_later_and_never_within_a_key(room: Room, qtbot: QtBot) -> None:
    room.press("F7")
    window = projection(room).window
    assert window is not None
    room.type("Deux chutes. ")
    assert window.state is not None
    assert window.state.fields[0].text == ""
    qtbot.waitUntil(lambda: texts(window.state).count("Deux chutes.") == 1, timeout=3000)
    room.press("F8")
    qtbot.waitUntil(lambda: "Deux chutes." not in texts(window.state), timeout=3000)


def test_what_was_withdrawn_is_not_shown_any_more(room: Room) -> None:
    room.type("Deux chutes. ")
    room.press("F7")
    assert "Deux chutes" in texts(seen(room))
    case_id = room.stage.practice.cases["S26-014"]
    room.desk.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]  # it is held
    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    assert "Deux chutes" not in texts(seen(room))


# --- keys ------------------------------------------------------------------------------------


def test_f7_projects_then_is_black_at_once_then_projects_again(room: Room) -> None:
    window_before = focused()
    room.press("F7")
    window = projection(room).window
    assert window is not None
    assert window.isVisible()
    assert window.geometry() == WALL.geometry
    assert room.parts.bar.projection.caption == "Projection\u00a0: Epson EB"
    assert room.parts.thumbnail.isVisible()
    assert window.state == room.parts.thumbnail.state
    assert focused() is window_before  # typing goes on
    room.press("F7")
    assert projection(room).beam is Beam.BLACK
    assert window.state is None
    image = window.grab().toImage()
    assert {image.pixelColor(x, y).name() for x in (0, 640, 1279) for y in (0, 300, 719)} == {
        "#000000"
    }
    assert room.parts.bar.projection.caption == "Projection\u00a0: noir"
    room.type("Dans le noir. ")
    projection(room).refresh()
    assert window.state is None
    room.press("F7")
    assert "Dans le noir." in texts(window.state)


def test_the_button_and_the_thumbnail_do_what_the_key_does(room: Room) -> None:
    room.parts.bar.projection.click()
    assert projection(room).beam is Beam.ON
    QTest.mouseClick(room.parts.thumbnail, Qt.MouseButton.LeftButton)
    assert projection(room).beam is Beam.BLACK


def test_leaving_the_meeting_takes_the_window_of_the_room_away(room: Room) -> None:
    room.press("F7")
    window = projection(room).window
    assert window is not None
    room.stage.window.navigator.go(Intent("prepare"))
    assert not window.isVisible()
    assert projection(room).beam is Beam.OFF


def test_a_lock_takes_the_window_of_the_room_away(room: Room) -> None:
    room.press("F7")
    window = projection(room).window
    assert window is not None
    room.stage.window.lock_requested.connect(room.stage.window.hide)
    room.stage.window.lock()
    assert not window.isVisible()


# --- monitors --------------------------------------------------------------------------------


def test_a_refusal_is_said_above_the_fields_and_shows_nothing(room: Room) -> None:
    screens(room, DESK, MIRROR)
    room.press("F7")
    assert projection(room).window is None
    assert room.parts.banner.isVisible()
    assert room.parts.bar.projection.caption == "Projeter"


def test_the_next_monitor_is_taken_and_remembered(room: Room) -> None:
    screens(room, DESK, WALL, OTHER)
    room.press("F7", "Shift+F7")
    window = projection(room).window
    assert window is not None
    assert window.geometry() == OTHER.geometry
    assert projection(room)._memory.recall(PROJECTION) == "TV salle"
    room.press("Shift+F7")
    assert window.geometry() == WALL.geometry


def test_a_monitor_that_is_pulled_out_stops_the_projection_and_loses_nothing(room: Room) -> None:
    room.type("Deux chutes. ")
    room.press("F7")
    window = projection(room).window
    assert window is not None
    screens(room, DESK)
    room.type("Vertiges")
    projection(room).refresh()
    assert not window.isVisible()
    assert projection(room).beam is Beam.OFF
    shown = [label.text() for label in room.parts.banner.findChildren(PlainLabel)]
    assert typeset(UNPLUGGED) in shown
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Deux chutes. Vertiges"


def test_screens_that_become_mirrored_stop_the_projection(room: Room) -> None:
    room.press("F7")
    screens(room, DESK, MIRROR)
    projection(room).refresh()
    assert projection(room).beam is Beam.OFF


def test_sealing_takes_the_window_of_the_room_away_and_keeps_the_names_for_a_reopening(
    room: Room,
) -> None:
    room.press("F7")
    assert projection(room).window is not None
    room.press("Ctrl+Shift+Return", "Ctrl+Shift+Return")
    assert room.stage.meeting.presenter.state is None
    assert projection(room).window is None
    assert projection(room).beam is Beam.OFF
    assert [each.found for each in room.desk.anonymity.findings("Verdier")] == ["Verdier"]
