# SPDX-License-Identifier: EUPL-1.2
"""A picture chosen from a file, as it will look on paper."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests import pictures
from tests.ui.stage import shown
from ui.widgets import LogoField, Page
from ui.widgets.logo_field import Preview


@pytest.mark.parametrize("shape", [(300, 300), (900, 75), (60, 700), (40, 40)])
def test_the_whole_picture_is_seen_in_a_small_room(qtbot: QtBot, shape: tuple[int, int]) -> None:
    preview = Preview("Aperçu")
    preview.set_picture(pictures.saved(pictures.drawn(*shape)))
    shown(qtbot, preview)
    preview.resize(preview.sizeHint())
    size = preview.sizeHint()
    assert 36 <= size.width() <= 180
    assert 36 <= size.height() <= 60
    image = preview.grab().toImage()
    teal = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if QColor(image.pixel(x, y)).red() < 120
    ]
    assert teal
    wide = max(x for x, _ in teal) - min(x for x, _ in teal) + 1
    high = max(y for _, y in teal) - min(y for _, y in teal) + 1
    ratio = shape[0] / shape[1]
    assert abs(wide - high * ratio) <= max(ratio, 1 / ratio, 2) + 1


def test_a_clear_picture_is_shown_on_paper_whatever_the_colours(qtbot: QtBot) -> None:
    preview = Preview("Aperçu")
    preview.set_picture(pictures.saved(pictures.drawn(100, 100, mode="RGBA", ground="#00000000")))
    shown(qtbot, preview)
    preview.resize(preview.sizeHint())
    image = preview.grab().toImage()
    middle = QColor(image.pixel(image.width() // 2, 4))
    assert middle.name() == "#ffffff"


def test_another_picture_takes_all_of_its_place(qtbot: QtBot) -> None:
    page, field = Page("Réglages"), LogoField("Logo")
    page.body.addWidget(field)
    page.body.addStretch(1)
    shown(qtbot, page)
    for shape in ((300, 300), (600, 60), (60, 600)):
        field.set_picture(pictures.logo(*shape).png)
        field.preview.repaint()  # before the layout has made room for it
        qtbot.waitUntil(lambda: field.preview.size() == field.preview.sizeHint())
        image = field.preview.grab().toImage()
        inked = [
            (x, y)
            for x in range(3, image.width() - 3)  # within the line around the paper
            for y in range(3, image.height() - 3)
            if QColor(image.pixel(x, y)).red() < 250
        ]
        wide = max(x for x, _ in inked) - min(x for x, _ in inked) + 1
        high = max(y for _, y in inked) - min(y for _, y in inked) + 1
        assert max(wide / 170, high / 50) > 0.9, shape


def test_the_buttons_are_there_when_they_do_something(qtbot: QtBot) -> None:
    field = LogoField("Logo")
    shown(qtbot, field)
    assert field.remove.isHidden()
    field.set_picture(pictures.logo().png)
    assert field.remove.isVisible()
    field.refuse("Cette image est abîmée.")
    assert field.message.isVisible()
    field.set_picture(b"")
    assert field.message.isHidden()
    assert field.preview.isHidden()
