# SPDX-License-Identifier: EUPL-1.2
"""What is seen on a small screen: nothing covers the row that is typed in, no field is a sliver."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from app.services.meetings import ItemText
from tests.journeys.room import Room
from ui.screens.meeting_mode.fields import STACK_BELOW
from ui.shell.cover import IdleLine
from ui.widgets import Toast
from ui.widgets.panes import RingLine


def seen_at(room: Room, width: int, height: int) -> None:
    room.stage.window.resize(width, height)
    QApplication.processEvents()


def cut(line: RingLine) -> bool:
    return line.is_cut


def place_of(room: Room, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(room.stage.window, QPoint(0, 0)), widget.size())


def test_a_short_message_covers_nothing_of_the_dock(room: Room) -> None:
    seen_at(room, 1280, 720)
    room.press("Alt+D")
    room.type("Réviser")
    room.press("Return", "Up", "Delete")
    room.stage.window.warn_of_idle_lock(near=True)
    QApplication.processEvents()
    messages = [each for kind in (Toast, IdleLine) for each in room.stage.window.findChildren(kind)]
    shown = [each for each in messages if each.isVisible()]
    assert len(shown) >= 2
    dock = place_of(room, room.parts.dock)
    for message in shown:
        assert not place_of(room, message).intersects(dock)
        assert room.stage.window.rect().contains(place_of(room, message))


def test_the_fields_stand_under_one_another_where_the_drawer_takes_their_room(room: Room) -> None:
    seen_at(room, 1366, 768)
    panes = room.parts.fields.panes
    assert panes[ItemText.ORGANIC].y() == panes[ItemText.SOCIAL].y()
    room.press("F9")
    QApplication.processEvents()
    assert room.parts.fields.width() < STACK_BELOW
    assert panes[ItemText.ORGANIC].width() > 500
    assert panes[ItemText.ORGANIC].y() < panes[ItemText.PSYCHIC].y() < panes[ItemText.SOCIAL].y()
    seen_at(room, 1280, 720)
    dock = place_of(room, room.parts.dock)
    assert room.stage.window.rect().contains(dock), "nothing has to be scrolled to"
    assert dock.top() > place_of(room, panes[ItemText.SOCIAL]).bottom()
    seen_at(room, 1366, 768)
    room.press("F9")
    QApplication.processEvents()
    assert panes[ItemText.ORGANIC].y() == panes[ItemText.SOCIAL].y()


def test_a_line_that_is_longer_than_its_box_says_that_it_goes_on(room: Room) -> None:
    seen_at(room, 1280, 720)
    room.press("Alt+O")
    line = room.parts.fields.lines[ItemText.WISHES].edit
    assert isinstance(line, RingLine)
    assert cut(line)
    rest = line.grab().toImage().copy(line.width() - 16, 0, 16, line.height())
    line.setText("Court")
    assert not cut(line)
    assert line.grab().toImage().copy(line.width() - 16, 0, 16, line.height()) != rest
