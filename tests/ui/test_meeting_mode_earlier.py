# SPDX-License-Identifier: EUPL-1.2
"""« Exécutée ? » at the line of an earlier action: asked in sight, corrected, taken back."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.action import ActionState
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.run_text import RunText
from ui.widgets import LineEdit, PlainLabel, QuietLine

WHY = "la fille ne répond pas"


def ask(room: Room, key: str, place: int = 0) -> LineEdit:
    room.earlier[place].setFocus()
    room.type(key)
    edit = focused()
    assert isinstance(edit, LineEdit)
    return edit


def in_sight(widget: QWidget) -> bool:
    """All its height can be seen."""
    return widget.visibleRegion().boundingRect().height() == widget.height()


def test_a_reason_is_corrected_from_the_one_that_was_given(room: Room) -> None:
    ask(room, "n")
    room.type(WHY)
    room.press("Return")
    line = room.earlier[0]
    assert line.accessibleName().endswith(f"non exécutée, parce que {WHY}")
    assert any(WHY in words.text for words in line.findChildren(RunText))
    assert ask(room, "n").text() == WHY
    room.type(" le matin")
    room.press("Return")
    assert room.earlier[0].shown.action.note == f"{WHY} le matin"


def test_a_date_is_corrected_from_the_one_that_was_given(room: Room) -> None:
    ask(room, "r").selectAll()
    room.type("31/12")
    room.press("Return")
    given = room.earlier[-1].shown.action
    assert given.state is ActionState.POSTPONED
    place = [each.shown.action.id for each in room.earlier].index(given.id)
    ask(room, "r", place)
    room.press("Return")
    assert room.earlier[place].shown.action.due == given.due


def test_a_reason_that_was_begun_comes_back_with_what_took_its_place(room: Room) -> None:
    ask(room, "n")
    room.type(WHY)
    room.press("Esc")
    room.type("e")
    assert room.earlier[0].shown.answered
    room.press("Ctrl+Z")
    assert ask(room, "n").text() == WHY
    room.press("Return", "Ctrl+Z")
    assert room.earlier[0].accessibleDescription() == "réponse commencée"
    assert ask(room, "n").text() == WHY
    room.press("Esc", "Ctrl+Shift+Z")
    assert room.earlier[0].shown.action.note == WHY
    assert not room.earlier[0].accessibleDescription()


def test_tab_goes_from_a_question_to_the_next_line(room: Room) -> None:
    edit = ask(room, "n")
    room.press("Tab")
    assert focused() is room.earlier[1]
    room.press("Shift+Tab")
    assert focused() is edit
    room.press("Shift+Tab")
    assert focused() is room.earlier[0]
    ask(room, "r", 1)
    room.press("Tab")
    assert focused() is room.parts.dock.actions_pane.new.text


def test_tab_goes_from_what_rewrites_a_line_to_the_next(room: Room) -> None:
    for text in ("Une", "Deux"):
        room.press("Alt+D")
        room.type(text)
        room.press("Return")
    room.press("Up", "Up", "Return", "Tab")
    assert focused() is room.parts.dock.decisions_pane.lines[1]
    for text in ("Peser", "Écrire"):
        room.press("Alt+A")
        room.type(text)
        room.press("Tab")
        room.type("aub")
        room.press("Return")
    room.press("Up", "Up", "Return", "Tab", "Tab", "Tab")
    assert focused() is room.parts.dock.actions_pane.lines[-1]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (683, 384)])
def test_what_is_typed_about_a_line_is_in_sight(
    room: Room, qtbot: QtBot, size: tuple[int, int]
) -> None:
    room.stage.window.resize(*size)
    for number in range(6):
        room.press("Alt+A")
        room.type(f"Action {number}")
        room.press("Tab")
        room.type("aub")
        room.press("Return")
    room.press("Alt+A", "Up", "Return")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    qtbot.waitUntil(lambda: in_sight(editor.text))
    room.press("Esc", "F9")
    edit = ask(room, "n", 1)
    qtbot.waitUntil(lambda: in_sight(edit))
    assert edit.width() > 200, "a reason is read while it is typed"


def test_a_remark_leaves_the_reason_its_place(room: Room) -> None:
    room.stage.window.resize(1366, 768)
    edit = ask(room, "n")
    QApplication.processEvents()
    before = edit.width()
    room.type("Mme Verdier ne répond pas ")
    room.press("Shift+Tab")
    room.stage.meeting.anonymity.watch.look_everywhere()
    QApplication.processEvents()
    assert any(quiet.isVisible() for quiet in room.earlier[0].findChildren(QuietLine))
    assert edit.width() >= before


def test_an_action_is_not_postponed_to_the_day_of_the_meeting(room: Room) -> None:
    edit = ask(room, "r")
    edit.selectAll()
    room.type("26/11")
    room.press("Return")
    assert not room.earlier[0].shown.answered
    assert focused() is edit
    said = [label.text() for label in room.earlier[0].findChildren(PlainLabel)]
    assert any("après la réunion" in each for each in said)


def test_an_action_begun_without_words_is_said_before_the_seal(room: Room) -> None:
    room.press("Alt+A", "Tab")
    room.type("ver")
    room.press("Tab")
    room.type("31/12")
    room.press("Ctrl+Shift+Return")
    warnings = room.stage.meeting.presenter.closing().warnings
    assert [each for each in warnings if "est commencé" in each and "31/12/2026" in each]
