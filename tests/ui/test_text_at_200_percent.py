# SPDX-License-Identifier: EUPL-1.2
"""Text at 200 %: a laptop of 1366 by 768 then has 683 by 384 of our pixels, and loses nothing.

The text grows with the system's scale, and everything with it: the same letters in half the window
are laid out as the doubled ones in the whole of it.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seen_text import cut, cut_while_painted, in_no_french, out_of_reach, untold
from tests.ui.stage import shown
from tests.ui.tour_walk import WHOLE, walk
from ui.tour.stage import Stage
from ui.widgets import Button, PlainLabel, Roomy

DOUBLED = (683, 384)


def lost(window: QWidget, patch: pytest.MonkeyPatch) -> set[str]:
    """What cannot be read of a window, in words."""
    with cut_while_painted(patch) as lines:
        window.grab()
    painted = {f"{line!r} ends with an ellipsis" for line in untold(window, lines)}
    return {*cut(window), *out_of_reach(window), *without_a_bar(window), *painted}


def without_a_bar(window: QWidget) -> set[str]:
    """What is wider than the area that shows it, and has no bar to scroll to the rest."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    areas = (area for area in window.findChildren(QScrollArea) if area.isVisible())
    return {
        f"{type(area.widget()).__name__} goes on {area.horizontalScrollBar().maximum()} further"
        for area in areas
        if area.horizontalScrollBarPolicy() is off and area.horizontalScrollBar().maximum()
    }


@pytest.mark.timeout(400)  # every state of the tour, twice
def test_every_state_of_the_tour_is_typeset_and_loses_no_word_at_200_percent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, set[str]] = {}
    for name in walk(stage):
        assert list(in_no_french(stage.window)) == [], name
        before = lost(stage.window, monkeypatch)
        stage.window.resize(*DOUBLED)
        stage.settle()
        stage.settle()  # what was laid out anew asks for less room
        if stage.window is stage.main or name.startswith(("premier", "ouverture")):
            assert stage.window.size().toTuple() == DOUBLED, "the window is larger than the screen"
        found[name] = lost(stage.window, monkeypatch) - before
        if name.startswith("meeting"):
            assert across(stage) == 0, f"{name} scrolls sideways"
        stage.window.resize(*WHOLE)
    assert {name: lines for name, lines in found.items() if lines} == {}


def across(stage: Stage) -> int:
    """How far the window can be scrolled sideways, in pixels."""
    areas = [area for area in stage.main.findChildren(Roomy) if area.isVisible()]
    return max(area.horizontalScrollBar().maximum() for area in areas)


def test_what_takes_the_focus_comes_into_sight(qtbot: QtBot) -> None:
    row = QWidget()
    line = QHBoxLayout(row)
    buttons = [Button(f"Bouton {number}") for number in range(12)]
    for button in buttons:
        line.addWidget(button)
    area = Roomy(row)
    window = shown(qtbot, area)
    window.resize(*DOUBLED)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() > 0)
    assert not _in_sight(area, buttons[-1])
    buttons[-1].setFocus()
    assert _in_sight(area, buttons[-1])
    buttons[0].setFocus()
    assert _in_sight(area, buttons[0])


def test_the_rail_is_as_wide_as_it_is_drawn_and_makes_room_for_its_bar(stage: Stage) -> None:
    stage.go("home")
    stage.settle()
    rail = stage.main.rail
    side = next(each for each in stage.main.findChildren(Roomy) if each.isAncestorOf(rail))
    assert (side.width(), rail.width()) == (rail.minimumWidth(), rail.minimumWidth())
    stage.window.resize(*DOUBLED)
    stage.settle()
    assert rail.width() == rail.minimumWidth() < side.width()
    stage.window.resize(*WHOLE)
    stage.settle()
    assert side.width() == rail.width()


def test_control_a_cut_label_and_one_out_of_reach_are_found(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder, narrow = QWidget(), PlainLabel("Enregistré à 12:47")
    holder.setFixedSize(200, 40)
    narrow.setFixedWidth(20)
    far = PlainLabel("Verrouiller", parent=holder)
    far.move(190, 0)
    button = Button("Sceller le compte rendu")
    button.setFixedWidth(60)
    raw = PlainLabel("L'accord", verbatim=True)
    raw.verbatim = False
    window = shown(qtbot, narrow, holder, button, raw, _wider_than_its_area())
    assert list(in_no_french(window)) == ['"L\'accord" is not typeset']
    words = "\n".join(lost(window, monkeypatch))
    assert "QWidget goes on" in words
    assert "'Enregistré à 12:47' has 20" in words
    assert "'Verrouiller' sticks out of QWidget" in words
    assert "'Sceller le compte rendu' has 60" in words


def _wider_than_its_area() -> QScrollArea:
    area, content = QScrollArea(), QWidget()
    content.setMinimumWidth(2_000)
    area.setWidget(content)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _in_sight(area: QScrollArea, widget: QWidget) -> bool:
    port = area.viewport()
    return port.rect().contains(
        widget.rect().translated(widget.mapTo(port, widget.rect().topLeft()))
    )
