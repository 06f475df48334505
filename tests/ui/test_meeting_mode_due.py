# SPDX-License-Identifier: EUPL-1.2
"""The date of an action, typed: what is committed is what is seen, and an odd date is said."""

from datetime import date, timedelta

import pytest

from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.action_row import ActionRow


def begin(room: Room, due: str) -> ActionRow:
    """Type an action up to its date, without Enter."""
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Tab")
    room.type(due)
    return room.parts.dock.actions_pane.new


@pytest.mark.parametrize("due", ["15/12/1899", "01/11/2025", "hier", "avant-hier"])
def test_a_past_date_is_said_at_once_and_never_kept(room: Room, due: str) -> None:
    row = begin(room, due)
    assert "est passé" in row.message.text()
    assert row.message.isVisible()
    room.press("Return", "Return")
    assert room.actions() == ()
    assert "est passé" in row.message.text()


def test_a_date_years_away_is_asked_for_twice(room: Room) -> None:
    row = begin(room, "15/12/2029")
    assert "plus de deux ans" in row.message.text()
    room.press("Return")
    assert room.actions() == ()
    room.press("Return")
    assert [action.due for action in room.actions()] == [date(2029, 12, 15)]


def test_another_date_is_asked_for_again(room: Room) -> None:
    row = begin(room, "15/12/2029")
    room.press("Return")
    row.due.selectAll()
    room.type("15/12/2030")
    room.press("Return")
    assert room.actions() == ()


def test_a_date_a_century_away_is_refused(room: Room) -> None:
    begin(room, "dans 100 ans")
    room.press("Return", "Return")
    assert room.actions() == ()


def test_the_year_is_seen_before_and_after_enter(room: Room) -> None:
    row = begin(room, "25/11")
    assert row.due.hint() == "jeu. 25 nov. 2027"
    room.press("Return")
    assert [action.due for action in room.actions()] == [date(2027, 11, 25)]
    assert "jeu. 25 nov. 2027" in room.parts.dock.actions_pane.lines[-1].accessibleName()


@pytest.mark.parametrize("words", ["prochaine réunion", "la prochaine réunion"])
def test_the_next_meeting_is_a_date(room: Room, words: str) -> None:
    begin(room, words)
    room.press("Return")
    assert [action.due for action in room.actions()] == [date(2026, 12, 3)]


def test_a_date_that_a_line_has_already_stops_no_rewriting(room: Room) -> None:
    begin(room, "17/12")
    room.press("Return")
    room.stage.practice.clock.advance(timedelta(days=30))
    room.press("Up", "Return")
    room.type(" APA")
    room.press("Return")
    assert [action.text for action in room.actions()] == ["Dossier APA"]


def test_an_earlier_action_is_not_postponed_to_a_day_that_is_past(room: Room) -> None:
    line = room.earlier[0]
    line.setFocus()
    room.type("r")
    room.type("01/01/2020")
    room.press("Return")
    assert len(room.open_earlier()) == 2
    assert all(action.due != date(2020, 1, 1) for action in room.open_earlier())
    assert "est passé" in line._error.text()
    assert focused() is line.question
    line.question.selectAll()
    room.type("30/02")
    room.press("Return")
    assert "Date non comprise" in line._error.text()


@pytest.mark.parametrize("way", ["a lock", "another item"])
def test_a_date_typed_alone_is_kept_and_the_proposed_one_is_nothing(room: Room, way: str) -> None:
    rows = room.stage.practice.store.rows
    due = room.parts.dock.actions_pane.new.due
    room.press("Alt+A", "Tab", "Tab")
    proposed = due.text()
    room.stage.meeting.commit_drafts()
    assert rows.agenda.drafts(room.items[0]) == {}
    room.press("Ctrl+A")
    room.type("18/02")
    if way == "a lock":
        room.stage.window.lock()
    else:
        room.press("F8")
        room.stage.meeting.commit_drafts()
        assert due.text() == proposed
        room.press("Shift+F8")
        assert due.value() == date(2027, 2, 18)
    assert shown_again(room) == ("", "", date(2027, 2, 18))


def test_letters_of_a_person_typed_alone_are_kept(room: Room) -> None:
    room.press("Alt+A", "Tab")
    room.type("Zyx")
    room.press("Tab")
    room.stage.window.lock()
    assert shown_again(room)[1] == "Zyx"


def shown_again(room: Room) -> tuple[str, str, date | None]:
    """The action row of a screen that knows only what the vault has."""
    screen = room.stage.another_meeting_screen()
    screen.open_record(room.id, "")
    new = screen.parts.dock.actions_pane.new
    return new.text.text(), new.who.text(), new.due.value()
