# SPDX-License-Identifier: EUPL-1.2
"""Meeting mode by keyboard, in the real window over a real database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.consent import ConsentState
from app.domain.errors import NotSavedError
from app.domain.meeting import AttendanceState, ItemState, MeetingState
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.keymap import DEFAULT_KEYMAP, Command
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.shell import Intent


def failing(*_args: object) -> Changes:
    raise NotSavedError("Le disque est plein.", "Libérez de la place.")


# --- typing and saving -----------------------------------------------------------------------


def test_opening_starts_the_meeting_and_puts_the_cursor_in_the_first_field(room: Room) -> None:
    assert room.desk.meetings.meeting(room.id).state is MeetingState.RUNNING
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text
    assert room.parts.bar.code.text() == "S26-014"
    assert [line.state for line in room.parts.rail.lines] == [
        ItemState.CURRENT,
        ItemState.TO_COME,
        ItemState.TO_COME,
        ItemState.TO_COME,
    ]


def test_what_is_typed_is_saved_by_itself_after_a_pause(room: Room, qtbot: QtBot) -> None:
    room.press("Alt+P")
    room.type("Peur de tomber")
    assert room.parts.bar.save_word.text() == "Enregistrement…"
    qtbot.waitUntil(lambda: room.notes()[1] == "Peur de tomber", timeout=3000)
    assert room.parts.bar.save_word.text() == "Enregistré à 12:20"


def test_leaving_a_field_saves_it_at_once(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Alt+S")
    assert room.notes()[0] == "Deux chutes"


def test_a_change_of_item_saves_and_comes_back_to_the_same_text(room: Room) -> None:
    text = "<b>été</b> & « oui »\u00a0: 🙂 שלום"
    room.type(text)
    room.press("F8")
    assert room.notes(0)[0] == text
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == ""
    assert (room.state_of(0), room.state_of(1)) == (ItemState.SEEN, ItemState.CURRENT)
    room.press("Shift+F8")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == text


def test_a_failure_is_said_in_red_and_nothing_is_lost(
    room: Room, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    autosave = room.stage.meeting.presenter.autosave
    with monkeypatch.context() as patch:
        patch.setattr(autosave, "_write", failing)
        room.type("Deux chutes")
        room.press("Alt+P")
        assert room.parts.bar.save_word.text().startswith("NON ENREGISTRÉ · Le disque est plein.")
        with pytest.raises(NotSavedError, match="pas enregistrées"):  # a lock waits for it
            room.stage.meeting.commit_drafts()
        room.press("F8", "Shift+F8")
        assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Deux chutes"
    room.stage.meeting.typing.retry_timer.timeout.emit()
    assert room.notes()[0] == "Deux chutes"
    assert room.parts.bar.save_word.text() == "Enregistré à 12:20"


def test_the_demand_and_the_wish_are_kept_for_this_meeting(room: Room) -> None:
    line = room.parts.fields.lines[ItemText.WISHES].edit
    line.setFocus()
    line.end(False)
    room.type(" Et son chat.")
    room.press("Alt+O")
    wishes = room.desk.agendas.view(room.id).lines[0].item.wishes
    assert wishes == room.stage.practice.script.items[0].wishes + " Et son chat."


# --- going about -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chord", "place"),
    [
        ("Alt+O", lambda parts: parts.fields.panes[ItemText.ORGANIC].text),
        ("Alt+P", lambda parts: parts.fields.panes[ItemText.PSYCHIC].text),
        ("Alt+S", lambda parts: parts.fields.panes[ItemText.SOCIAL].text),
        ("Alt+D", lambda parts: parts.dock.decisions_pane.new),
        ("Alt+A", lambda parts: parts.dock.actions_pane.new.text),
    ],
)
def test_a_key_leads_to_its_field_even_from_a_panel(
    room: Room, chord: str, place: Callable[[MeetingLayout], object]
) -> None:
    room.press("F1", chord)
    assert room.parts.panel is None
    assert focused() is place(room.parts)


def test_f6_walks_through_the_zones_and_back(room: Room) -> None:
    zones = [room.parts.dock.decisions_pane, room.parts.dock.actions_pane, room.parts.rail]
    for zone in zones:
        room.press("F6")
        assert zone.isAncestorOf(focused())
    room.press("F6")
    assert room.parts.fields.isAncestorOf(focused())
    room.press("Shift+F6")
    assert room.parts.rail.isAncestorOf(focused())


def test_every_key_of_the_table_is_listed_and_is_safe_on_azerty(room: Room) -> None:
    assert {line.command for line in DEFAULT_KEYMAP.bindings} == set(Command)
    for line in DEFAULT_KEYMAP.bindings:
        for keys in line.keys:
            assert not ("Ctrl" in keys and "Alt" in keys)
            assert not keys.split("+")[-1].isdigit()


def test_a_withdrawn_consent_closes_the_fields_and_says_why(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Alt+P")
    case_id = room.stage.practice.cases["S26-014"]
    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    assert "retiré son accord" in room.parts.banner.label.text()
    assert not room.parts.fields.isEnabled()
    assert room.notes() == ("", "", "")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == ""
    room.press("F8")
    assert room.parts.fields.isEnabled()
    assert room.parts.banner.isHidden()
    assert focused() is room.parts.text_at("organic")


def test_postponing_needs_a_reason_and_goes_on_to_the_next(room: Room) -> None:
    room.press("Ctrl+R", "Return")
    assert "raison" in room.parts.postpone_line.error.text()
    room.type("Médecin absent")
    room.press("Return")
    assert room.state_of(0) is ItemState.POSTPONED
    assert room.desk.agendas.view(room.id).lines[0].item.outcome == "Médecin absent"
    assert room.state_of(1) is ItemState.CURRENT
    assert room.parts.postpone_line.isHidden()


def test_attendance_is_all_present_then_the_exceptions(room: Room) -> None:
    room.press("Ctrl+T")
    meeting = room.desk.meetings.meeting(room.id)
    assert len(meeting.attending) == len(meeting.attendance)
    first = meeting.attendance[0].professional_id
    room.press("Space")
    assert room.desk.meetings.meeting(room.id).state_of(first) is AttendanceState.EXCUSED
    room.press("Down")
    room.type("n")
    second = meeting.attendance[1].professional_id
    assert room.desk.meetings.meeting(room.id).state_of(second) is AttendanceState.ABSENT
    total = len(meeting.attendance)
    assert room.parts.rail.attendance.words.text == f"{total - 2} présents sur {total} · 1 excusé"
    room.press("Esc")
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text


def test_a_situation_is_taken_from_the_reserve(room: Room) -> None:
    case_id, changes = room.desk.cases.open(CaseDraft(title="Imprévue"))
    room.stage.window.changes.publish(changes)
    room.press("F5")
    room.parts.rail.toggle_reserve()
    room.parts.rail._walk[-1].click()
    assert room.desk.agendas.view(room.id).lines[-1].item.case_id == case_id
    assert room.parts.rail.lines[-1].detail == "Imprévue"
    room.undo()
    assert case_id not in [line.item.case_id for line in room.desk.agendas.view(room.id).lines]
    assert len(room.parts.rail.lines) == len(room.items)


# --- the time --------------------------------------------------------------------------------


def pass_minutes(room: Room, minutes: int) -> None:
    for _ in range(minutes):
        room.stage.practice.clock.advance(timedelta(minutes=1))
        room.stage.meeting.tick()


def test_the_timer_says_in_words_what_its_colours_say(room: Room) -> None:
    bar = room.parts.bar
    pass_minutes(room, 8)
    assert (bar.clock.text(), bar.planned.text()) == ("08:00", "/ 20:00")
    assert bar.end.text() == "fin prévue\n13\u00a0h\u00a040"
    pass_minutes(room, 9)
    assert bar.planned.text() == "/ 20:00 · reste 03:00"
    assert bar.clock.property("tone") == "warn"
    pass_minutes(room, 5)
    assert bar.planned.text() == "/ 20:00 · dépassé de 02:00"
    assert bar.clock.property("tone") == "late"
    assert room.parts.rail._entries[room.items[0]]._figure == "22/20"


def test_time_is_saved_by_itself_and_on_leaving(room: Room) -> None:
    pass_minutes(room, 2)
    assert room.desk.agendas.view(room.id).lines[0].item.spent == 120
    room.stage.practice.clock.advance(timedelta(seconds=10))
    room.press("F8")
    assert room.desk.agendas.view(room.id).lines[0].item.spent == 130


def test_a_meeting_that_would_end_late_says_by_how_much(room: Room) -> None:
    pass_minutes(room, 45)
    assert room.parts.bar.end.text().endswith("(+5\u202fmin)")


# --- the end ---------------------------------------------------------------------------------


def test_closing_says_what_becomes_of_each_item_and_escape_goes_back(room: Room) -> None:
    room.press("Alt+D")
    room.type("À demi")
    room.press("Ctrl+Shift+Return")
    closing = room.stage.meeting.presenter.closing()
    second = closing.lines[1].says
    assert second == "Reviendra à la prochaine réunion, parce que non abordée."
    assert any("À demi" in warning for warning in closing.warnings)
    assert any("présences" in warning for warning in closing.warnings)
    room.press("Esc")
    assert room.parts.panel is None
    assert focused() is room.parts.dock.decisions_pane.new
    assert room.desk.meetings.meeting(room.id).state is MeetingState.RUNNING


def test_enter_seals_and_leads_out_of_the_meeting(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Ctrl+Shift+Return", "Return")
    assert room.desk.meetings.meeting(room.id).state is MeetingState.CLOSED
    minutes = room.desk.minutes.latest_of(room.id)
    assert minutes is not None
    assert room.stage.window.navigator.here == Intent("closing", record=room.id)
    record = minutes.items[0].record
    assert record is not None
    assert record.organic == "Deux chutes"


def test_nothing_is_sealed_while_a_line_is_not_saved(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.stage.meeting.presenter.autosave, "_write", failing)
    room.type("Deux chutes")
    room.press("Ctrl+Shift+Return")
    assert "pas enregistrées" in room.parts.closing.error.text()
    room.press("Return")
    assert room.desk.meetings.meeting(room.id).state is MeetingState.RUNNING


def test_locking_saves_what_is_typed_and_the_meeting_resumes_on_its_item(room: Room) -> None:
    room.press("F8")
    room.type("Lombalgie")
    room.stage.window.lock()
    assert room.notes(1)[0] == "Lombalgie"
    assert room.desk.meetings.meeting(room.id).current_item == room.items[1]
    room.stage.window.navigator.go(Intent("prepare"))
    room.stage.window.navigator.go(Intent("meeting"))
    assert room.parts.bar.code.text() == "S26-021"
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Lombalgie"


@pytest.mark.parametrize(("width", "stacked"), [(1199, True), (1280, False)])
def test_the_fields_stand_under_one_another_in_a_narrow_window(
    room: Room, width: int, stacked: bool
) -> None:
    room.stage.window.resize(width, 720)
    QApplication.processEvents()
    organic, social = (room.parts.fields.panes[n] for n in (ItemText.ORGANIC, ItemText.SOCIAL))
    assert (social.y() > organic.y()) is stacked
