# SPDX-License-Identifier: EUPL-1.2
"""What takes the keys stays in sight whatever the layouts around it do, and lets people read on."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_meeting_mode_earlier import in_sight
from ui.screens.meeting_mode.scrolling import come_into_sight, scrolling


@dataclass
class Page:
    """A page of lines that scrolls, in a pane of it that does too."""

    window: QWidget
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


def test_what_came_back_without_the_keys_is_not_scrolled_to(page: Page, qtbot: QtBot) -> None:
    page.lines[0].setFocus()
    come_into_sight(page.lines[30])
    grow(page, qtbot, 20)
    assert not in_sight(page.lines[30])
