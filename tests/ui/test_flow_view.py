# SPDX-License-Identifier: EUPL-1.2
"""The picture of a protocol on the screen: said, scaled, drawn in both schemes, never cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ids import ProtocolStepId
from app.domain.protocol import Moment, ProtocolStep
from app.domain.protocol_fields import MOST_STEPS
from tests.ui.stage import shown
from tests.ui.typing import press
from ui.screens.protocol.flow_area import FlowArea
from ui.screens.protocol.flow_view import NOTHING, FlowView
from ui.theme import Scheme, apply_theme
from ui.theme.tokens import DARK, LIGHT


def steps(count: int, what: str = "Mesurer l’équilibre") -> tuple[ProtocolStep, ...]:
    moments, people = list(Moment), ("Infirmière", "Masseur-kinésithérapeute", "Médecin traitant")
    return tuple(
        ProtocolStep(
            ProtocolStepId(f"s{n}"),
            moments[n * len(moments) // max(count, 1)],
            who=people[n % len(people)],
            what=what,
            when="Chaque semaine",
        )
        for n in range(count)
    )


def pixels(image: QImage, colour: str) -> int:
    wanted, found = colour.lower(), 0
    for y in range(0, image.height(), 2):
        found += sum(image.pixelColor(x, y).name() == wanted for x in range(image.width()))
    return found


def test_each_box_is_said_in_one_sentence_in_reading_order(qtbot: QtBot) -> None:
    view = FlowView()
    qtbot.addWidget(view)
    assert view.accessibleDescription() == NOTHING
    view.show_steps(steps(3))
    assert view.accessibleDescription().split("\n") == [
        "1. Repérer · Infirmière · Mesurer l’équilibre · Chaque semaine",
        "2. Planifier · Masseur-kinésithérapeute · Mesurer l’équilibre · Chaque semaine",
        "3. Suivre · Médecin traitant · Mesurer l’équilibre · Chaque semaine",
    ]
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus, "a reader comes to it by Tab"


def test_the_picture_takes_the_width_and_no_text_of_a_box_is_cut(qtbot: QtBot) -> None:
    view = FlowView()
    qtbot.addWidget(view)
    view.show_steps(steps(12, "Un texte de cent quarante signes " * 4))
    heights = [view.heightForWidth(width) for width in (800, 1100, 1600)]
    assert heights == sorted(heights, reverse=True), "wider is lower"
    for width in (view.minimumWidth(), 1100, 1600):
        drawn = view._drawn(width)
        assert drawn.right <= width
        for box, text in zip(view.picture.boxes, drawn.texts, strict=True):
            assert not text[-1].endswith("…") or box.text.endswith("…")


def test_a_long_profession_is_not_broken(qtbot: QtBot) -> None:
    view = FlowView()
    qtbot.addWidget(view)
    view.show_steps(steps(3))
    assert view._drawn(1000).names[1] == ("Masseur-", "kinésithérapeute")


@pytest.mark.parametrize(("scheme", "tokens"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)])
def test_it_is_drawn_in_the_colours_of_the_scheme(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, tokens: object
) -> None:
    switch = apply_theme(qapp, scheme)
    try:
        view = FlowView()
        shown(qtbot, view)
        view.show_steps(steps(6))
        view.resize(900, view.heightForWidth(900))
        image = view.grab().toImage()
        for name in ("accent", "late", "sunk", "surface"):
            assert pixels(image, getattr(tokens, name)) > 50, name
    finally:
        switch.use(Scheme.LIGHT)


def test_fifty_steps_are_drawn(qtbot: QtBot) -> None:
    view = FlowView()
    shown(qtbot, view)
    view.show_steps(steps(MOST_STEPS))
    view.grab()
    assert len(view.picture.boxes) == MOST_STEPS
    assert view.minimumWidth() < 1000, "a window of 1366 pixels shows it whole"


def test_the_area_is_as_high_as_the_picture_and_scrolls_across_by_keys(qtbot: QtBot) -> None:
    view = FlowView()
    area = FlowArea(view)
    window = shown(qtbot, area)
    view.show_steps(steps(12))
    window.resize(1200, 700)
    QApplication.processEvents()
    assert area.height() == view.heightForWidth(area.width())
    assert area.horizontalScrollBar().maximum() == 0
    window.resize(420, 700)
    QApplication.processEvents()
    assert area.height() > view.height(), "the bar hides nothing"
    view.setFocus(Qt.FocusReason.TabFocusReason)
    before = area.horizontalScrollBar().value()
    press(view, "Right")
    assert area.horizontalScrollBar().value() > before


def test_what_is_typed_is_drawn_when_the_hand_rests(qtbot: QtBot) -> None:
    view = FlowView()
    qtbot.addWidget(view)
    view.show_steps(steps(2))
    view.show_soon(steps(3))
    view.show_soon(steps(4))
    assert len(view.picture.boxes) == 2
    qtbot.waitUntil(lambda: len(view.picture.boxes) == 4)
