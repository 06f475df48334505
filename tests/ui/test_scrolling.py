# SPDX-License-Identifier: EUPL-1.2
"""What takes the keys stays in sight whatever the layouts around it do, and lets people read on."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_meeting_mode_earlier import in_sight
from ui.screens.meeting_mode.scrolling import come_into_sight, scrolling
from ui.screens.meeting_mode.sentence_edit import SentenceEdit


@dataclass
class Page:
    """A page of lines that scrolls, in a pane of it that does too."""

    window: QScrollArea
    pane: QScrollArea
    lines: list[QLineEdit]
    above: QWidget


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    inner = QWidget()
    column = QVBoxLayout(inner)
    above = QWidget()
    column.addWidget(above)
    lines = [QLineEdit(str(number)) for number in range(40)]
    for line in lines:
        column.addWidget(line)
    pane = scrolling(inner)
    pane.setMinimumHeight(400)
    outer = QWidget()
    QVBoxLayout(outer).addWidget(pane)
    window = scrolling(outer)
    window.resize(300, 200)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return Page(window, pane, lines, above)


def follow(page: Page, qtbot: QtBot, line: QLineEdit) -> None:
    line.setFocus()
    come_into_sight(line)
    qtbot.waitUntil(lambda: in_sight(line))


def grow(page: Page, qtbot: QtBot, height: int) -> None:
    """What stands above the lines moves them, in a later turn than the one that asked."""
    page.above.setFixedHeight(height)
    qtbot.waitUntil(lambda: page.above.height() == height)
    qtbot.wait(50)


def test_a_line_stays_in_sight_when_what_is_above_it_grows(page: Page, qtbot: QtBot) -> None:
    follow(page, qtbot, page.lines[30])
    for height in (300, 900, 20):
        grow(page, qtbot, height)
        assert in_sight(page.lines[30])
    page.window.resize(300, 120)
    qtbot.waitUntil(lambda: in_sight(page.lines[30]))


def test_who_scrolls_to_read_is_not_brought_back(page: Page, qtbot: QtBot) -> None:
    follow(page, qtbot, page.lines[30])
    bar = page.pane.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    grow(page, qtbot, 300)
    assert bar.value() == 0
    assert not in_sight(page.lines[30])


def test_a_line_that_was_left_is_followed_no_more(page: Page, qtbot: QtBot) -> None:
    follow(page, qtbot, page.lines[30])
    page.lines[0].setFocus()
    come_into_sight(page.lines[0])
    qtbot.waitUntil(lambda: in_sight(page.lines[0]))
    grow(page, qtbot, 20)
    assert in_sight(page.lines[0])
    assert not in_sight(page.lines[30])


def test_a_menu_or_another_program_between_two_words_ends_nothing(page: Page, qtbot: QtBot) -> None:
    line = page.lines[30]
    follow(page, qtbot, line)
    menu = QMenu(line)
    menu.addAction("Corriger")
    menu.popup(line.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    menu.close()
    page.window.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    grow(page, qtbot, 300)
    assert in_sight(line)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not line.hasFocus())
    page.above.setFixedHeight(900)
    qtbot.wait(50)
    page.window.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    grow(page, qtbot, 600)
    assert in_sight(line)


@pytest.mark.parametrize("room", [60, 90, 130])
def test_the_caret_is_seen_in_a_text_higher_than_its_room(
    page: Page, qtbot: QtBot, room: int
) -> None:
    inner, edit = page.pane.widget(), SentenceEdit("Action", bare=False)
    column = inner.layout() if inner is not None else None
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(20, edit)
    page.pane.setMinimumHeight(room)
    page.pane.setMaximumHeight(room)
    page.window.resize(300, room)
    edit.setFocus()
    come_into_sight(edit)

    def seen() -> bool:
        caret = edit.cursorRect()
        return all(
            area.viewport()
            .rect()
            .contains(edit.viewport().mapTo(area.viewport(), QPoint(caret.left(), at)))
            for area in (page.pane, page.window)
            for at in (caret.top(), caret.bottom())
        )

    for number in range(8):
        edit.insertPlainText(f"ligne {number}\n")
        edit.ensureCursorVisible()
        qtbot.waitUntil(seen)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.waitUntil(seen)


def test_what_came_back_without_the_keys_is_not_scrolled_to(page: Page, qtbot: QtBot) -> None:
    page.lines[0].setFocus()
    come_into_sight(page.lines[30])
    grow(page, qtbot, 20)
    assert not in_sight(page.lines[30])
