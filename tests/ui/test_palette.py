# SPDX-License-Identifier: EUPL-1.2
"""Ctrl+K everywhere: a few letters go somewhere or do something; it inserts nothing."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.errors import NotSavedError
from app.domain.protocol import ProtocolContent
from app.services import look_up
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.test_shell import make_pdf
from tests.ui.typing import focused
from ui.screens.meeting_mode.decisions_pane import DecisionLine
from ui.screens.meeting_mode.sentence_edit import SentenceEdit
from ui.shell import Intent
from ui.shell.palette import Palette


def palette(room: Room) -> Palette:
    return room.stage.window.palette_line


def test_letters_go_to_an_item_of_the_running_meeting(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Ctrl+K")
    assert focused() is palette(room).letters
    room.type("021")
    assert palette(room).found[0].kind == "Ce jour"
    room.press("Return")
    assert palette(room).isHidden()
    assert room.parts.bar.code.text() == "S26-021"
    assert room.notes(0)[0] == "Deux chutes"


def test_a_command_runs_from_where_the_focus_was(room: Room) -> None:
    room.type("Deux chutes. Bilan kiné.")
    room.press("Ctrl+K")
    room.type("phrase devient une act")
    room.press("Return")
    assert room.parts.dock.actions_pane.new.text.text() == "Bilan kiné."


def test_arrows_choose_and_escape_gives_the_focus_back(room: Room) -> None:
    room.press("Alt+P", "Ctrl+K")
    shown = palette(room)
    assert shown.list.currentRow() == 0
    room.press("Down", "Down", "Up")
    assert shown.list.currentRow() == 1
    room.press("Up", "Up")
    assert shown.list.currentRow() == len(shown.found) - 1
    room.press("Esc")
    assert focused() is room.parts.fields.panes[ItemText.PSYCHIC].text
    assert room.notes() == ("", "", "")


def test_a_screen_is_reached_from_anywhere_and_the_meeting_is_kept(room: Room) -> None:
    room.type("Deux chutes")
    room.press("Ctrl+K")
    room.type("prép")
    room.press("Return")
    assert room.stage.prepare.isVisible()
    assert room.notes()[0] == "Deux chutes"
    room.press("Ctrl+K")
    assert palette(room).isVisible()
    room.press("Ctrl+K")
    assert palette(room).isHidden()


def test_what_is_unknown_is_said_and_enter_does_nothing(room: Room) -> None:
    room.press("Ctrl+K")
    room.type("zzzz")
    room.press("Return")
    assert palette(room).found == ()
    assert palette(room).letters.accessibleDescription() == "Rien ne répond"
    assert palette(room).none.isVisible()
    assert palette(room).isVisible()
    room.press("Ctrl+A", "Delete")
    assert palette(room).none.isHidden()


def test_it_leaves_by_itself_when_one_clicks_elsewhere(room: Room) -> None:
    room.press("Ctrl+K")
    room.parts.fields.panes[ItemText.SOCIAL].text.setFocus()
    QApplication.processEvents()
    assert palette(room).isHidden()


@pytest.mark.logs("lock: NotSavedError of screen meeting")
def test_a_lock_that_waits_for_the_disk_hides_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object) -> Changes:
        raise NotSavedError("Le disque est plein.")

    monkeypatch.setattr(room.stage.meeting.presenter.autosave, "_write", failing)
    room.type("Deux chutes")
    room.press("Ctrl+K")
    room.stage.window.lock()
    assert room.stage.window.isVisible()
    assert palette(room).isHidden()


def test_what_is_read_later_is_found_too_and_leaving_stops_the_reading(
    room: Room, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(look_up, "PIECE", 1)
    shown = palette(room)
    room.press("Ctrl+K")
    room.type("S26-009")
    qtbot.waitUntil(lambda: bool(shown.found))
    assert shown.found[0].label == "S26-009"
    room.press("Esc")
    assert not shown._reading.isActive()
    room.press("Ctrl+K")
    qtbot.waitUntil(lambda: not shown._reading.isActive())
    assert [entry.label for entry in shown._known.best("S26-009", 9)].count("S26-009") == 2


def test_a_protocol_is_found_by_its_title(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    protocol, _ = room.desk.protocols.texts.create(ProtocolContent(title="Plaie chronique"))
    went: list[Intent] = []
    monkeypatch.setattr(room.stage.window.navigator, "go", went.append)
    room.press("Ctrl+K")
    room.type("plaie chro")
    assert [(entry.kind, entry.label) for entry in palette(room).found] == [
        ("Protocole", "Plaie chronique")
    ]
    room.press("Return")
    assert went == [Intent("protocol", protocol)]


# --- from an editor that ends with its focus ------------------------------------------------------


def rewrite_a_decision(room: Room) -> None:
    room.press("Alt+D")
    room.type("Réviser")
    room.press("Return", "Up", "Return")
    room.type(" le traitement")
    assert isinstance(focused(), SentenceEdit)


def test_escape_leads_back_to_the_decision_whose_rewriting_the_palette_ended(room: Room) -> None:
    rewrite_a_decision(room)
    room.press("Ctrl+K")
    assert room.decisions() == ["Réviser le traitement"]
    room.press("Esc")
    line = focused()
    assert isinstance(line, DecisionLine)
    assert line.decision.text == "Réviser le traitement"
    room.press("Alt+O")
    room.type("Vue")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Vue"


def test_a_command_chosen_while_a_decision_is_rewritten_is_carried_out(room: Room) -> None:
    rewrite_a_decision(room)
    room.press("Ctrl+K")
    room.type("021")
    room.press("Return")
    assert room.parts.bar.code.text() == "S26-021"
    room.press("Shift+F8", "Alt+D", "Up", "Return")
    room.type(" demain")
    room.press("Ctrl+K")
    room.type("phrase devient une act")
    room.press("Return")
    assert room.parts.dock.actions_pane.new.text.text() == "Réviser le traitement demain"
    assert room.decisions() == []


def test_an_action_that_is_rewritten_stays_open_under_the_palette(room: Room) -> None:
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type("imb")
    room.press("Tab", "Return", "Up", "Return")
    room.type(" la pharmacie")
    room.press("Ctrl+K", "Esc")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    assert focused() is editor.text
    room.press("Return")
    assert [action.text for action in room.actions()] == ["Appeler la pharmacie"]


def test_a_document_left_over_an_ended_editor_leads_back_to_its_line(room: Room) -> None:
    rewrite_a_decision(room)
    room.stage.window.shell.preview("Compte rendu", make_pdf(), "compte-rendu.pdf")
    room.press("Esc")
    assert isinstance(focused(), DecisionLine)


def test_the_palette_leads_back_to_a_panel_whose_line_is_no_more(room: Room) -> None:
    room.press("Ctrl+Shift+Return")
    row = focused()
    room.press("Ctrl+K")
    row.setEnabled(False)
    room.press("Esc")
    assert focused() is room.parts.closing.close_button
    room.press("Esc")
    assert room.parts.panel is None
