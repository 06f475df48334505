# SPDX-License-Identifier: EUPL-1.2
"""The clock set back during a meeting, and the laptop asleep for ten minutes."""

from datetime import timedelta

from app.domain.meeting import MeetingState
from tests.journeys.room import Room
from ui.shell import Intent

NO_BREAK = "\u00a0"


def pass_seconds(room: Room, seconds: int) -> None:
    for _ in range(seconds // 10):
        room.stage.practice.clock.advance(timedelta(seconds=10))
        room.stage.meeting.tick()


def spent(room: Room) -> int:
    room.stage.meeting.commit_drafts()
    return room.desk.agendas.view(room.id).lines[0].item.spent


def test_a_clock_set_back_loses_no_line_no_second_and_no_order(room: Room) -> None:
    clock, bar = room.stage.practice.clock, room.parts.bar
    room.press("Alt+D")
    room.type("Un")
    room.press("Return")
    pass_seconds(room, 120)
    ends = bar.end.text()
    clock.advance(timedelta(hours=-2))
    room.stage.meeting.tick()
    assert bar.clock.text() == "02:00"
    assert bar.end.text() == ends
    room.type("Deux")
    room.press("Return", "Alt+O")
    room.type("Deux chutes")
    pass_seconds(room, 60)
    assert bar.clock.text() == "03:00"
    assert spent(room) == 180
    assert room.decisions() == ["Un", "Deux"]
    room.press("Ctrl+Shift+Return", "Return")
    meeting = room.desk.meetings.meeting(room.id)
    assert meeting.state is MeetingState.CLOSED
    assert meeting.started_at is not None
    assert meeting.closed_at is not None
    assert meeting.closed_at >= meeting.started_at
    minutes = room.desk.minutes.latest_of(room.id)
    assert minutes is not None
    assert room.desk.minutes.verify(minutes.id) is None
    record = minutes.items[0].record
    assert record is not None
    assert (record.organic, record.decisions) == ("Deux chutes", ("Un", "Deux"))


def test_a_meeting_resumed_after_the_clock_was_set_back_is_the_same(room: Room) -> None:
    room.type("Deux chutes")
    room.press("F8")
    room.stage.practice.clock.advance(timedelta(hours=-2))
    room.stage.window.navigator.go(Intent("prepare"))
    room.stage.window.navigator.go(Intent("meeting"))
    assert room.parts.bar.code.text() == "S26-021"
    assert room.notes(0)[0] == "Deux chutes"


def test_ten_minutes_of_sleep_are_not_talk_and_one_may_count_them(room: Room) -> None:
    pass_seconds(room, 60)
    room.stage.practice.clock.advance(timedelta(minutes=10))
    room.stage.meeting.tick()
    assert room.parts.bar.clock.text() == "01:00"
    assert "10 minutes" in room.toast
    pass_seconds(room, 30)
    assert spent(room) == 90
    assert room.parts.bar.end.text() == f"fin prévue\n13{NO_BREAK}h{NO_BREAK}50"
    room.undo()
    assert spent(room) == 690


def test_a_sleep_is_said_once_and_typing_goes_on(room: Room) -> None:
    room.type("Deux ")
    room.stage.practice.clock.advance(timedelta(minutes=10))
    room.stage.meeting.tick()
    said = room.toast
    pass_seconds(room, 20)
    assert room.toast == said
    room.type("chutes")
    room.press("Alt+P")
    assert room.notes()[0] == "Deux chutes"


def test_the_time_between_a_seal_and_a_reopening_is_neither_sleep_nor_talk(room: Room) -> None:
    pass_seconds(room, 60)
    room.press("Ctrl+Shift+Return", "Return")
    room.stage.practice.clock.advance(timedelta(minutes=10))
    room.desk.minutes.reopen(room.id, "une faute")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    room.stage.meeting.tick()
    assert "veille" not in room.toast
    pass_seconds(room, 30)
    assert spent(room) == 90


def test_no_key_of_the_closing_fails_where_no_meeting_is_open(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Return")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    assert "scellé" in room.parts.empty.sentence.text()
    assert "ordre du jour" not in room.parts.empty.sentence.text()
    room.press("Ctrl+Shift+Return")
    assert room.parts.panel is None
    room.stage.meeting.controls.panels._seal()
    assert room.desk.meetings.meeting(room.id).state is MeetingState.CLOSED
