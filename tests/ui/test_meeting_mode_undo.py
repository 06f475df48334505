# SPDX-License-Identifier: EUPL-1.2
"""Ctrl+Z across the fields of meeting mode: one history, the focus where the change was."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from app.domain.consent import ConsentState
from app.domain.meeting import AttendanceState, ItemState
from app.services.consents import ConsentDraft
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.actions_pane import ActionLine
from ui.screens.meeting_mode.decisions_pane import DecisionLine
from ui.widgets import TextPane


def pane(room: Room, name: ItemText) -> TextPane:
    return room.parts.fields.panes[name].text


def wait(room: Room) -> None:
    room.stage.practice.clock.advance(timedelta(seconds=5))


def test_undo_walks_back_over_fields_and_items_and_takes_the_focus_along(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Alt+P")
    room.type("Peur")
    room.press("F8")
    room.type("Lombalgie")
    room.press("Ctrl+Z")
    assert pane(room, ItemText.ORGANIC).text() == ""
    room.press("Ctrl+Z")
    assert room.state_of(0) is ItemState.CURRENT
    assert focused() is pane(room, ItemText.PSYCHIC)
    assert pane(room, ItemText.ORGANIC).text() == "Deux chutes"
    assert pane(room, ItemText.PSYCHIC).text() == ""
    room.press("Ctrl+Z")
    assert focused() is pane(room, ItemText.ORGANIC)
    assert pane(room, ItemText.ORGANIC).text() == ""
    room.press("Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+Y")
    room.stage.meeting.commit_drafts()
    assert (room.notes(0), room.notes(1)[0]) == (("Deux chutes", "Peur", ""), "Lombalgie")


def test_a_pause_makes_another_step_and_the_caret_returns_to_the_change(room: Room) -> None:
    room.type("Un. Trois.")
    wait(room)
    text = pane(room, ItemText.ORGANIC)
    text.place_caret(4)
    room.type("Deux. ")
    wait(room)
    room.type("🙂")
    room.press("Ctrl+Z")
    assert text.text() == "Un. Deux. Trois."
    room.press("Ctrl+Z")
    assert text.text() == "Un. Trois."
    assert text.textCursor().position() == len("Un. ")
    room.press("Ctrl+Y")
    room.type("x")
    assert text.text() == "Un. Deux. xTrois."
    room.press("Ctrl+Y")  # a new deed forgets what could be redone
    assert text.text() == "Un. Deux. xTrois."


def test_a_decision_is_undone_into_what_was_begun_and_redone_in_its_place(room: Room) -> None:
    room.press("Alt+D")
    for text in ("Un", "Deux", "Trois"):
        room.type(text)
        room.press("Return")
    room.press("Up", "Up", "Delete")
    assert room.decisions() == ["Un", "Trois"]
    room.press("Ctrl+Z")
    assert room.decisions() == ["Un", "Deux", "Trois"]
    line = focused()
    assert isinstance(line, DecisionLine)
    assert line.decision.text == "Deux"
    room.press("Ctrl+Z")
    assert room.decisions() == ["Un", "Deux"]
    assert room.parts.dock.decisions_pane.new.text() == "Trois"
    room.press("Ctrl+Y", "Ctrl+Y")
    assert room.decisions() == ["Un", "Trois"]
    assert room.parts.dock.decisions_pane.new.text() == ""


def test_an_action_comes_back_as_it_was_typed_and_as_it_was_rewritten(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up", "Return")
    room.type(" APA")
    room.press("Return")
    (rewritten,) = room.actions()
    assert rewritten.text == "Dossier APA"
    room.press("Ctrl+Z")
    assert [action.text for action in room.actions()] == ["Dossier"]
    assert isinstance(focused(), ActionLine)
    room.press("Ctrl+Z")
    row = room.parts.dock.actions_pane.new
    person = row.who.person()
    assert room.actions() == ()
    assert (row.text.text(), person.name if person else "") == ("Dossier", "J. Imbert")
    room.press("Ctrl+Y", "Ctrl+Y")
    assert room.actions() == (rewritten,)


def test_the_answer_to_an_earlier_action_is_undone(room: Room) -> None:
    before = room.open_earlier()
    room.earlier[0].setFocus()
    room.type("e")
    assert len(room.open_earlier()) == len(before) - 1
    room.press("Ctrl+Z")
    assert room.open_earlier() == before
    room.press("Ctrl+Y")
    assert len(room.open_earlier()) == len(before) - 1


def test_a_postponement_is_undone_where_it_was_decided(room: Room) -> None:
    room.press("Ctrl+R")
    room.type("Absent")
    room.press("Return")
    assert room.state_of(1) is ItemState.CURRENT
    room.press("Ctrl+Z")
    item = room.desk.agendas.view(room.id).lines[0].item
    assert (item.state, item.outcome) == (ItemState.CURRENT, "")
    assert room.parts.bar.code.text() == "S26-014"
    room.press("Ctrl+R")
    assert room.parts.postpone_line.edit.text() == "Absent", "the reason is not lost"
    room.press("Esc", "Ctrl+Y")
    assert room.state_of(0) is ItemState.POSTPONED
    room.stage.meeting.commit_drafts()
    assert room.stage.practice.store.rows.agenda.drafts(room.items[0]) == {}


def test_attendance_is_undone_and_shown_again(room: Room) -> None:
    room.press("Ctrl+T", "Space", "Esc")
    first = room.desk.meetings.meeting(room.id).attendance[0].professional_id
    room.press("Ctrl+Z")
    assert room.parts.panel is room.parts.attendance
    assert room.desk.meetings.meeting(room.id).state_of(first) is AttendanceState.PRESENT
    room.press("Ctrl+Z")
    assert room.desk.meetings.meeting(room.id).attending == ()


def test_the_toast_takes_back_its_own_deed_even_after_another_one(room: Room) -> None:
    room.press("Alt+D")
    for text in ("Un", "Deux"):
        room.type(text)
        room.press("Return")
    room.press("Up", "Delete")
    room.type("Trois")
    room.press("Return")
    room.undo()
    assert room.decisions() == ["Un", "Deux", "Trois"]


def test_nothing_of_a_person_who_withdrew_can_be_brought_back(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Alt+P")
    case_id = room.stage.practice.cases["S26-014"]
    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    room.stage.meeting.setFocus()
    room.press("Ctrl+Z")
    assert room.notes() == ("", "", "")
    assert pane(room, ItemText.ORGANIC).text() == ""


def test_a_line_that_is_taken_out_is_in_the_bin_also_by_a_redo(room: Room) -> None:
    def binned() -> list[str]:
        return [each.text for each in room.desk.person.bin.all()]

    room.press("Alt+D")
    room.type("Une")
    room.press("Return", "Up", "Delete")
    assert binned() == ["Une"]
    room.press("Ctrl+Z")
    assert (room.decisions(), binned()) == (["Une"], [])
    room.press("Ctrl+Z")
    assert (room.decisions(), binned()) == ([], []), "it is begun again"
    room.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert (room.decisions(), binned()) == ([], ["Une"])
    room.press("Ctrl+Z", "Alt+D", "Up", "Ctrl+Shift+D")
    assert (room.decisions(), binned()) == ([], []), "it is a note"
    assert "Une" in room.notes()[0]
    room.press("Ctrl+Z", "Ctrl+Shift+Z")
    assert binned() == []


def test_a_line_that_the_bin_put_back_is_no_step_any_more(room: Room) -> None:
    room.press("Alt+D")
    room.type("Une")
    room.press("Return")
    room.type("Deux")
    room.press("Return", "Up", "Delete")
    (binned,) = room.desk.person.bin.all()
    room.stage.window.changes.publish(room.desk.person.bin.put_back(binned.id))
    QApplication.processEvents()
    assert room.decisions() == ["Une", "Deux"]
    room.press("Ctrl+Z")
    assert room.decisions() == ["Une"], "the first Ctrl+Z does something"
    assert room.parts.dock.decisions_pane.new.text() == "Deux"
    room.press("Ctrl+Shift+Z")
    assert room.decisions() == ["Une", "Deux"]
