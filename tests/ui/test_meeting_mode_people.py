# SPDX-License-Identifier: EUPL-1.2
"""Whom letters mean, an outside person only by a choice; and which hour is one of the meeting."""

from datetime import time

import pytest
from PySide6.QtWidgets import QListWidget

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.domain.text import NARROW
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.action_row import PersonEdit


def type_who(room: Room, letters: str) -> PersonEdit:
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type(letters)
    return room.parts.dock.actions_pane.new.who


def lines(room: Room) -> list[str]:
    shown = next(each for each in room.stage.window.findChildren(QListWidget) if each.isVisible())
    return [shown.item(row).text() for row in range(shown.count())]


def test_letters_of_nobody_are_nobody_until_the_offer_is_taken(room: Room) -> None:
    who = type_who(room, "xyzzy")
    assert lines(room) == [
        f"Ajouter «{NARROW}xyzzy{NARROW}» comme intervenant extérieur",
    ]
    room.press("Tab")
    assert who.person() is None
    room.press("Return")
    assert room.actions() == ()
    assert focused() is who
    room.press("Down", "Tab")
    person = who.person()
    assert person is not None
    assert (person.who_id, person.name) == (None, "xyzzy")
    room.press("Return")
    assert [action.who_name for action in room.actions()] == ["xyzzy"]


@pytest.mark.parametrize("letters", ["-", "x", "--- ", "7 7", "'"])
def test_a_sign_or_one_letter_is_nobodys_name(room: Room, letters: str) -> None:
    who = type_who(room, letters)
    room.press("Down", "Down", "Tab")
    person = who.person()
    assert person is None or person.who_id is not None
    assert not any(action.who_name for action in room.actions())


@pytest.mark.parametrize(
    ("letters", "last"),
    [("hos", "L'Hostis"), ("lhos", "L'Hostis"), ("diaye", "N’Diaye"), ("ndiaye", "N’Diaye")],
)
def test_a_name_is_found_by_what_follows_its_apostrophe(
    room: Room, letters: str, last: str
) -> None:
    known, _ = room.desk.directory.save(Professional(ProfessionalId(""), last=last, first="Awa"))
    who = type_who(room, letters)
    room.press("Tab")
    person = who.person()
    assert person is not None
    assert person.who_id == known


def test_an_hour_far_from_the_meeting_is_said_and_kept_once_it_is_asked_for_again(
    room: Room,
) -> None:
    room.press("Ctrl+T")
    line = room.parts.attendance.time_line
    room.type("1")
    room.press("Return")
    assert "est loin de la réunion" in line.error.text()
    assert all(each.arrived is None for each in room.desk.meetings.meeting(room.id).attendance)
    room.press("Return")
    arrived = [each.arrived for each in room.desk.meetings.meeting(room.id).attendance]
    assert [at for at in arrived if at] == [time(1)]


@pytest.mark.parametrize("hour", ["12:45", "10:30", "16:00", "14:05"])
def test_an_hour_near_the_meeting_is_kept_at_once(room: Room, hour: str) -> None:
    room.press("Ctrl+T")
    room.type(hour[0])
    room.type(hour[1:])
    room.press("Return")
    arrived = [each.arrived for each in room.desk.meetings.meeting(room.id).attendance]
    assert [at for at in arrived if at] == [time.fromisoformat(hour)]
