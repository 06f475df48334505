# SPDX-License-Identifier: EUPL-1.2
"""Minutes that are written anew in the same session: what is gone stays gone, dates are theirs."""

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication

from app.domain.meeting import MeetingState
from tests.journeys.room import Room
from tests.ui.test_meeting_mode_begun import (
    TYPED,
    a_guest_half_named,
    rewriting_with_a_wrong_date,
    shown_words,
    why_not_done,
)
from ui.shell import Intent


def test_what_the_seal_dropped_does_not_come_back_with_a_reopening(room: Room) -> None:
    rewriting_with_a_wrong_date(room)
    why_not_done(room)
    a_guest_half_named(room)
    room.press("Esc", "Ctrl+Shift+Return")
    begun = [w for w in room.stage.meeting.presenter.closing().warnings if "commencé" in w]
    assert len(begun) == 3
    room.press("Ctrl+Shift+Return")
    assert room.desk.meetings.meeting(room.id).state is MeetingState.CLOSED
    room.desk.minutes.reopen(room.id, "une faute")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    room.press("Ctrl+T")
    assert TYPED not in shown_words(room.parts)
    room.press("Esc")
    assert room.parts.dock.actions_pane.editor is None
    assert TYPED not in shown_words(room.parts)


def test_an_answer_in_minutes_written_anew_takes_the_place_of_the_sealed_one(room: Room) -> None:
    asked = room.earlier[0].shown.action.id

    def answer(*keys: str) -> None:
        (line,) = (line for line in room.earlier if line.shown.action.id == asked)
        assert not line.shown.answered
        line.setFocus()
        room.type(keys[0])
        room.press(*keys[1:])

    def sealed() -> list[tuple[str, str]]:
        room.press("Ctrl+Shift+Return", "Ctrl+Shift+Return")
        minutes = room.desk.minutes.latest_of(room.id)
        records = [item.record for item in minutes.items] if minutes else []
        return [
            (each.action, each.state) for record in records if record for each in record.answers
        ]

    answer("r", "Return")
    assert sealed() == [(asked, "postponed")]
    room.desk.minutes.reopen(room.id, "elle l’avait faite")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    answer("e")
    assert sealed() == [(asked, "done")]


def test_minutes_written_anew_take_a_date_since_their_meeting(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Ctrl+Shift+Return")
    room.stage.practice.clock.advance(timedelta(days=14))
    room.desk.minutes.reopen(room.id, "une action manquait")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    row = room.parts.dock.actions_pane.new
    for due, said in (("25/11/2026", "avant la réunion"), ("27/11", "Entrée à nouveau")):
        room.press("Alt+A", "Ctrl+A")
        room.type("Dossier")
        room.press("Tab")
        room.type("imb")
        room.press("Tab")
        room.type(due)
        assert said in row.message.text()
        room.press("Return", "Return")
    assert [action.due for action in room.actions()] == [date(2026, 11, 27)]
