# SPDX-License-Identifier: EUPL-1.2
"""Note, action, decision and back, by two keys; nothing is lost and each move is one undo."""

from datetime import date

import pytest

from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.keymap import DEFAULT_KEYMAP, Command
from ui.screens.meeting_mode.actions_pane import ActionLine
from ui.screens.meeting_mode.dock_line import DockLine
from ui.widgets import IconButton


def organic(room: Room) -> str:
    return room.parts.fields.panes[ItemText.ORGANIC].text.text()


def test_the_sentence_becomes_an_action_whose_person_is_asked(room: Room) -> None:
    room.type("Deux chutes. Bilan d’équilibre à domicile.")
    room.press("Ctrl+Return")
    row = room.parts.dock.actions_pane.new
    assert focused() is row.who
    assert (organic(room), row.text.text()) == ("Deux chutes.", "Bilan d’équilibre à domicile.")
    room.type("imb")
    room.press("Return")
    (action,) = room.actions()
    assert (action.text, action.due) == ("Bilan d’équilibre à domicile.", date(2026, 12, 3))
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text
    room.press("Ctrl+Z")
    assert room.actions() == ()
    room.press("Ctrl+Z", "Ctrl+Z")  # the letters of the person, then the sentence
    assert organic(room) == "Deux chutes. Bilan d’équilibre à domicile."
    assert row.text.text() == ""
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text


def test_the_selection_becomes_a_decision_and_one_goes_on_typing(room: Room) -> None:
    room.type("Deux chutes. Arrêt de l’hypnotique")
    room.press(*["Shift+Left"] * len("Arrêt de l’hypnotique"), "Ctrl+Shift+D")
    assert room.decisions() == ["Arrêt de l’hypnotique"]
    assert organic(room) == "Deux chutes."
    room.type(" Vue.")
    room.press("Ctrl+Z", "Ctrl+Z")
    assert (room.decisions(), organic(room)) == ([], "Deux chutes. Arrêt de l’hypnotique")
    room.press("Ctrl+Y")
    assert (room.decisions(), organic(room)) == (["Arrêt de l’hypnotique"], "Deux chutes.")


def test_an_action_becomes_a_note_of_its_person_s_field_with_who_and_when(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier APA")
    room.press("Tab")
    room.type("imb")  # a social worker
    room.press("Return", "Up", "Ctrl+Return")
    assert room.actions() == ()
    social = room.parts.fields.panes[ItemText.SOCIAL].text
    assert social.text() == "Dossier APA (J. Imbert, jeu. 3 déc.)"
    assert focused() is social
    room.press("Ctrl+Z")
    (action,) = room.actions()
    assert action.text == "Dossier APA"
    assert social.text() == ""
    assert isinstance(focused(), ActionLine)


def test_note_decision_note_loses_nothing(room: Room) -> None:
    room.type("Un.\nDeux.")
    room.press("Ctrl+Shift+D", "Alt+D", "Up", "Ctrl+Shift+D")
    assert (room.decisions(), organic(room)) == ([], "Un.\nDeux.")
    room.stage.meeting.commit_drafts()
    assert room.notes()[0] == "Un.\nDeux."


def test_the_keys_mean_the_line_whose_editor_is_open(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return", "Up", "Return", "Ctrl+Return")
    row = room.parts.dock.actions_pane.new
    assert (room.decisions(), row.text.text()) == ([], "Revoir")
    assert focused() is row.who
    room.type("imb")
    room.press("Return", "Alt+A", "Up", "Return")
    room.type(" le bilan")
    room.press("Ctrl+Return")
    assert room.actions() == ()
    social = room.parts.fields.panes[ItemText.SOCIAL].text
    assert social.text() == "Revoir le bilan (J. Imbert, jeu. 3 déc.)"
    room.press("Ctrl+Z")
    assert [action.text for action in room.actions()] == ["Revoir le bilan"]


def test_what_was_rewritten_of_a_decision_is_kept_before_it_becomes_something_else(
    room: Room,
) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return", "Up", "Return", "End")
    room.type(" Mme B.")
    room.press("Ctrl+Shift+D")
    assert (room.decisions(), organic(room)) == ([], "Revoir Mme B.")
    room.press("Ctrl+Z")
    assert room.decisions() == ["Revoir Mme B."]
    room.press("Ctrl+Z")
    assert room.decisions() == ["Revoir"]


def test_a_rewriting_that_can_be_no_line_says_what_it_lacks_and_stays(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up", "Return", "Tab", "Ctrl+A", "Delete", "Ctrl+Return")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    assert "Nommez une personne" in editor.message.text()
    assert [action.text for action in room.actions()] == ["Dossier"]


def test_a_decision_becomes_an_action_and_an_action_a_decision(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return", "Up", "Ctrl+Return")
    row = room.parts.dock.actions_pane.new
    assert (room.decisions(), row.text.text()) == ([], "Revoir")
    assert focused() is row.who
    room.type("imb")
    room.press("Return", "Up", "Ctrl+Shift+D")
    assert (room.decisions(), room.actions()) == (["Revoir (J. Imbert, jeu. 3 déc.)"], ())
    room.press("Ctrl+Z")
    assert (room.decisions(), len(room.actions())) == ([], 1)


def test_a_decision_that_is_begun_becomes_an_action_that_is_begun(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Ctrl+Return")
    row = room.parts.dock.actions_pane.new
    assert (row.text.text(), room.parts.dock.decisions_pane.new.text()) == ("Revoir", "")
    room.press("Ctrl+Z")
    assert (row.text.text(), room.parts.dock.decisions_pane.new.text()) == ("", "Revoir")


def test_what_is_begun_returns_to_the_note_and_is_never_written_over(room: Room) -> None:
    room.press("Alt+A")
    room.type("Commencée")
    room.press("Alt+O")
    room.type("Autre phrase.")
    room.press("Ctrl+Return")
    row = room.parts.dock.actions_pane.new
    assert "commencée" in row.message.text()
    assert (row.text.text(), organic(room)) == ("Commencée", "Autre phrase.")
    room.press("Ctrl+Return")
    assert (row.text.text(), organic(room)) == ("", "Autre phrase.\nCommencée")


def test_a_decision_that_is_begun_stays_another_line_than_the_one_a_sentence_becomes(
    room: Room,
) -> None:
    room.press("Alt+D")
    room.type("Commencée")
    room.press("Alt+O")
    room.type("Une phrase.")
    room.press("Ctrl+Shift+D", "Alt+D", "Return")
    assert room.decisions() == ["Une phrase.", "Commencée"]


def test_a_line_has_a_button_for_it_too(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return", "Up")
    line = focused()
    assert isinstance(line, DockLine)
    button = next(b for b in line.findChildren(IconButton) if "note" in b.accessibleName())
    assert button.isVisible()
    button.click()
    assert (room.decisions(), organic(room)) == ([], "Revoir")


def test_without_a_sentence_it_says_where_to_put_the_caret(room: Room) -> None:
    room.press("Ctrl+Return")
    assert "phrase" in room.toast
    assert room.actions() == ()


@pytest.mark.parametrize("chord", ["Ctrl+Shift+D", "Ctrl+Shift+J", "Ctrl+Return", "Ctrl+J"])
@pytest.mark.parametrize("rewritten", [True, False])
def test_the_focus_goes_to_what_an_action_became(
    room: Room, chord: str, *, rewritten: bool
) -> None:
    room.press("Alt+A")
    room.type("Dossier APA")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up")
    if rewritten:
        room.press("Return")
        room.type(" bis")
    room.press(chord)
    if "Shift" in chord:
        (line,) = room.parts.dock.decisions_pane.lines
        assert focused() is line
    else:
        assert focused() is room.parts.fields.panes[ItemText.SOCIAL].text
    room.type(" ")
    here = room.stage.window.navigator.here
    assert here is not None
    assert here.screen == "meeting"


@pytest.mark.parametrize("panel", ["F1", "F4", "Ctrl+T", "Ctrl+Shift+Return"])
def test_behind_a_panel_nothing_moves_and_no_key_takes_the_focus_out_of_sight(
    room: Room, panel: str
) -> None:
    room.press("Alt+A")
    room.type("Commencée")
    room.press(panel)
    shown = room.parts.panel
    assert shown is not None
    for chord in ("Ctrl+Return", "Ctrl+J", "Ctrl+Shift+D", "Ctrl+Shift+J"):
        room.press(chord)
        assert room.parts.panel is shown
        assert shown.isAncestorOf(focused()) or focused() is shown
    assert room.parts.dock.actions_pane.new.text.text() == "Commencée"
    assert (room.decisions(), organic(room)) == ([], "")


@pytest.mark.parametrize("panel", ["F1", "F4", "Ctrl+T", "Ctrl+Shift+Return"])
def test_every_key_leaves_the_focus_in_sight_whatever_panel_is_open(room: Room, panel: str) -> None:
    for line in DEFAULT_KEYMAP.bindings:
        if not line.bound or line.command in (Command.PALETTE, Command.LEAVE, Command.LOCK):
            continue
        room.press("Alt+A")
        if not room.parts.dock.actions_pane.new.text.text():
            room.type("Commencée")
        room.press(panel)
        chord = line.keys[0]
        if (panel, chord) == ("Ctrl+Shift+Return", "Ctrl+Shift+Return"):
            continue  # it seals
        room.press(chord)
        assert focused().isVisible(), chord
        assert focused().isEnabled(), chord
        room.press("Escape", "Escape", "Escape")
