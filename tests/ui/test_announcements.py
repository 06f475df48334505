# SPDX-License-Identifier: EUPL-1.2
"""What a screen reader is told without the focus moving: deeds, the time, a fault."""

from datetime import timedelta

import PySide6.QtGui
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessibleAnnouncementEvent

from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.autosave import SaveState, SaveStatus

Heard = list[str]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """The sentences announced, in their order."""
    said: Heard = []

    class Listened(QAccessibleAnnouncementEvent):
        def __init__(self, widget: QObject, sentence: str) -> None:
            said.append(sentence)
            super().__init__(widget, sentence)

    monkeypatch.setattr(PySide6.QtGui, "QAccessibleAnnouncementEvent", Listened)
    return said


def test_a_decision_and_an_action_are_announced_and_the_focus_stays(
    room: Room, heard: Heard
) -> None:
    room.press("Alt+D")
    room.type("Réviser l'ordonnance")
    room.press("Return")
    assert "Décision ajoutée" in heard
    assert focused() is room.parts.dock.decisions_pane.new
    room.press("Alt+A")
    room.type("Dossier APA")
    room.press("Tab")
    room.type("imb")
    assert "Action ajoutée" not in heard
    room.press("Return")
    assert "Action ajoutée" in heard


def test_a_line_taken_back_and_its_return_are_announced(room: Room, heard: Heard) -> None:
    room.press("Alt+D")
    room.type("Réviser")
    room.press("Return", "Up", "Delete")
    assert any("Décision retirée" in sentence for sentence in heard)


def test_five_minutes_left_are_announced_once(room: Room, heard: Heard) -> None:
    clock, meeting = room.stage.practice.clock, room.stage.meeting
    text = focused()
    for _ in range(17):
        clock.advance(timedelta(seconds=60))
        meeting.tick()
    assert heard.count("5 minutes restantes") == 1
    assert focused() is text


def test_what_is_not_saved_is_announced_with_its_reason(room: Room, heard: Heard) -> None:
    room.parts.bar.show_save(SaveState(SaveStatus.FAILED, reason="Le disque est plein."))
    assert any("NON ENREGISTRÉ" in sentence and "plein" in sentence for sentence in heard)


def test_the_person_that_tab_takes_is_announced(room: Room, heard: Heard) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Tab")
    assert any("J. Imbert" in sentence for sentence in heard)
