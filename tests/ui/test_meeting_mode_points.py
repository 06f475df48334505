# SPDX-License-Identifier: EUPL-1.2
"""A point that is no situation, in meeting mode: one text, decisions and actions as usual."""

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.meeting import ItemKind
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.topbar import HEIGHT
from ui.widgets import Roomy


@pytest.fixture
def room(room: Room) -> Room:
    """The room with a point at the end of its agenda, which is current."""
    _, changes = room.desk.agendas.add_point(room.id, "Protocole chutes", 10)
    room.stage.window.changes.publish(changes)
    room.press("F8", "F8", "F8", "F8")
    return room


def test_a_point_has_one_text_that_is_saved_and_comes_back(room: Room) -> None:
    text = room.parts.fields.panes[ItemText.TEXT].text
    assert focused() is text
    assert room.parts.fields.lines[ItemText.QUESTION].isHidden() is False
    assert not room.parts.fields.lines[ItemText.QUESTION].isVisible()
    room.type("Relu ensemble")
    room.press("Shift+F8")
    item = room.desk.agendas.view(room.id).lines[-1].item
    assert (item.kind, item.text) == (ItemKind.FREE, "Relu ensemble")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.isVisible()
    room.press("F8")
    assert text.text() == "Relu ensemble"


@pytest.mark.parametrize("chord", ["Alt+O", "Alt+P", "Alt+S"])
def test_each_key_of_a_field_leads_to_the_one_text(room: Room, chord: str) -> None:
    room.press("Alt+D", chord)
    assert focused() is room.parts.fields.panes[ItemText.TEXT].text


def test_decisions_and_actions_of_a_point_are_those_of_any_item(room: Room) -> None:
    room.press("Alt+D")
    room.type("Adopté")
    room.press("Return", "Alt+A")
    room.type("Diffuser")
    room.press("Tab")
    room.type("imb")
    room.press("Return")
    assert room.decisions(-1) == ["Adopté"]
    assert [action.text for action in room.actions(-1)] == ["Diffuser"]


def test_a_lock_leads_back_to_the_text_of_the_point(room: Room) -> None:
    room.type("Relu")
    room.stage.window.lock()
    place = room.stage.window.place
    assert place is not None
    assert place.choice == ItemText.TEXT.value
    room.stage.window.navigator.go(place)
    assert focused() is room.parts.fields.panes[ItemText.TEXT].text


def test_a_long_title_folds_the_bar_where_the_meeting_would_scroll_sideways(room: Room) -> None:
    window, bar = room.stage.window, room.parts.bar
    bar.show_projection("Projection : Vidéoprojecteur")
    bar.show_item("", "Approbation du compte rendu du jeu. 19 nov. 2026 " * 10, "")
    areas = [area for area in window.findChildren(Roomy) if area.isVisible()]
    for size in ((1093, 614), (683, 384), (1366, 768)):  # 1366 at 125 % and 200 %
        window.resize(*size)
        for _ in range(4):
            QApplication.processEvents()
        assert max(area.horizontalScrollBar().maximum() for area in areas) == 0, size
        assert (bar.height() > HEIGHT) is (size[0] < 1366)
