# SPDX-License-Identifier: EUPL-1.2
"""In every state of the tour: what takes the focus has a name, and shows that it has the focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import shown
from tests.ui.tour_walk import walk
from ui.theme import IconName
from ui.tour.stage import Stage
from ui.widgets import Button, IconButton, LineEdit

LEAST_PIXELS = 60
"""What must change: more than a text cursor, which is 1 or 2 pixels wide and 20 high."""
AROUND = 20
"""Pixels around a widget where its container may light a ring for it."""


def stops(window: QWidget, policy: Qt.FocusPolicy = Qt.FocusPolicy.ClickFocus) -> Iterator[QWidget]:
    """What takes the focus, by a click or by any way; `TabFocus` for what keys reach."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & policy:
            yield widget


def kind_of(widget: QWidget) -> tuple[str, str, str]:
    """Widgets of one kind are drawn by the same code: one of them is looked at."""
    kind = str(widget.property("kind") or getattr(widget, "kind", ""))
    holder = widget.parentWidget()
    return type(widget).__name__, kind, type(holder).__name__ if holder else ""


def nameless(window: QWidget) -> Iterator[str]:
    """What a screen reader could only call by its type."""
    for widget in stops(window):
        words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        buddies = [
            label
            for label in window.findChildren(QLabel)
            if label.buddy() is widget and label.text()
        ]
        if not (widget.accessibleName() or words or buddies):
            yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not (button.text() or button.accessibleName()):
            yield f"{type(button).__name__} in {type(button.parentWidget()).__name__}"


def led_astray(window: QWidget) -> Iterator[str]:
    """What hands the focus on to something that is hidden: Tab would go there, unseen."""
    for widget in window.findChildren(QWidget):
        proxy = widget.focusProxy()
        while proxy is not None and proxy.focusProxy() is not None:
            proxy = proxy.focusProxy()
        if proxy is None or not widget.isVisible() or not widget.isEnabled():
            continue
        if proxy.focusPolicy() & Qt.FocusPolicy.TabFocus and not proxy.isVisible():
            yield f"{type(widget).__name__} to {type(proxy).__name__}"


def picture(window: QWidget, widget: QWidget) -> QImage:
    """A widget and what lies close around it, as painted now."""
    place = widget.mapTo(window, QPoint(0, 0))
    box = QRect(place, widget.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    return window.grab(box & window.rect()).toImage()


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ, counted no further than needed."""
    if one.size() != other.size():
        return LEAST_PIXELS
    found = 0
    for y in range(one.height()):
        for x in range(one.width()):
            found += one.pixel(x, y) != other.pixel(x, y)
            if found >= LEAST_PIXELS:
                return found
    return found


def unlit(window: QWidget, known: set[tuple[str, str, str]]) -> Iterator[str]:
    """What looks the same with the focus as without it, among kinds not looked at before."""
    before = QApplication.focusWidget()
    for widget in list(stops(window, Qt.FocusPolicy.TabFocus)):
        kind = kind_of(widget)
        if kind in known or widget.size().isEmpty() or not widget.isVisible():
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is not widget:
            continue
        known.add(kind)
        lit = picture(window, widget)
        widget.clearFocus()
        QApplication.processEvents()
        if differing(lit, picture(window, widget)) < LEAST_PIXELS:
            yield " ".join(filter(None, kind))
    if before is not None and before.isVisible():
        before.setFocus()


@pytest.mark.timeout(400)  # every state of the tour
def test_what_takes_the_focus_has_a_name_and_shows_it_in_every_state(stage: Stage) -> None:
    known: set[tuple[str, str, str]] = set()
    silent: dict[str, set[str]] = {}
    astray: dict[str, set[str]] = {}
    dark: dict[str, set[str]] = {}
    for name in walk(stage):
        window = stage.window
        if name == "projection":
            continue  # the room's window takes no focus
        window.activateWindow()
        silent[name] = set(nameless(window))
        astray[name] = set(led_astray(window))
        dark[name] = set(unlit(window, known))
    assert {name: found for name, found in silent.items() if found} == {}
    assert {name: found for name, found in astray.items() if found} == {}
    assert {name: found for name, found in dark.items() if found} == {}
    assert len(known) > 30, "the walk looked at hardly anything"


def test_control_a_nameless_button_and_a_focus_that_shows_nothing_are_found(qtbot: QtBot) -> None:
    silent, dark = IconButton(IconName.LOCK, "Verrouiller"), QWidget()
    silent.setAccessibleName("")
    dark.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dark.setAccessibleName("Rien")
    dark.setMinimumSize(40, 40)
    window = shown(qtbot, silent, dark, Button("Fermer"), LineEdit())
    assert any(found.startswith("IconButton") for found in nameless(window))
    assert any(found.startswith("LineEdit") for found in nameless(window))
    assert [found.split()[0] for found in unlit(window, set())] == ["QWidget"]
