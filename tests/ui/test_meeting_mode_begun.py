# SPDX-License-Identifier: EUPL-1.2
"""Whatever is typed in the meeting is committed, or kept begun: it comes back where it was typed.

Each editor is left in each way. What is begun and can be no line yet is kept in the vault 0.8 s
later, and the word « Enregistré » is never said of anything that is in neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.ids import ItemId
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.widgets import TextPane

TYPED = "et relancer la mairie"
"""What is typed into every editor, and looked for wherever it may be."""


def an_action(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier APA ")
    room.press("Tab")
    room.type("imb")
    room.press("Tab", "Return")


def rewriting_a_decision(room: Room) -> None:
    room.press("Alt+D")
    room.type("Réviser ")
    room.press("Return", "Up", "Return")
    room.type(TYPED)


def rewriting_an_action(room: Room) -> None:
    an_action(room)
    room.press("Up", "Return")
    room.type(TYPED)


def rewriting_with_a_wrong_date(room: Room) -> None:
    rewriting_an_action(room)
    room.press("Tab", "Tab")
    room.type("30/02")


def why_not_done(room: Room) -> None:
    room.earlier[0].setFocus()
    room.type("n")
    room.type(TYPED)


def why_postponed(room: Room) -> None:
    room.press("Ctrl+R")
    room.type(TYPED)


def an_unplanned_motif(room: Room) -> None:
    room.press("Ctrl+N")
    room.type(TYPED)


def a_guest_half_named(room: Room) -> None:
    room.press("Ctrl+T")
    room.parts.attendance.guest.edit.setFocus()
    room.type(TYPED)


def a_new_decision(room: Room) -> None:
    room.press("Alt+D")
    room.type(TYPED)


def a_new_action(room: Room) -> None:
    room.press("Alt+A")
    room.type(TYPED)


def a_new_action_with_a_wrong_date(room: Room) -> None:
    a_new_action(room)
    room.press("Tab")
    room.type("imb")
    room.press("Tab")
    room.type("30/02")


def a_field(room: Room) -> None:
    room.press("Alt+P")
    room.type(TYPED)


def the_wish(room: Room) -> None:
    room.parts.fields.lines[next(iter(room.parts.fields.lines))].edit.setFocus()
    room.type(TYPED)


EDITORS: dict[str, tuple[Callable[[Room], object], tuple[str, ...]]] = {
    "a decision being rewritten": (rewriting_a_decision, ("Alt+D",)),
    "an action being rewritten": (rewriting_an_action, ("Alt+A",)),
    "an action being rewritten with a wrong date": (rewriting_with_a_wrong_date, ("Alt+A",)),
    "a reason not to have done": (why_not_done, ()),
    "a reason to postpone": (why_postponed, ("Ctrl+R",)),
    "an unplanned motif": (an_unplanned_motif, ("Ctrl+N",)),
    "a guest half named": (a_guest_half_named, ("Ctrl+T",)),
    "a new decision": (a_new_decision, ("Alt+D",)),
    "a new action": (a_new_action, ("Alt+A",)),
    "a new action with a wrong date": (a_new_action_with_a_wrong_date, ("Alt+A",)),
    "a field": (a_field, ()),
    "the question": (the_wish, ()),
}
"""How each is typed into, and the key that shows it again where nothing shows by itself."""

LEAVING = {
    "F8": ("F8", "Shift+F8"),
    "Escape": ("Esc",),
    "Escape twice": ("Esc", "Esc"),
    "another field": ("Alt+D", "Alt+O"),
    "attendance and back": ("Ctrl+T", "Esc"),
    "the list of keys and back": ("F1", "Esc"),
    "the time in large and back": ("F4", "F4"),
}


def shown_words(parts: MeetingLayout) -> str:
    """All that can be read in the editors and the lines of meeting mode."""
    edits = [
        *(edit.text() for edit in parts.findChildren(QLineEdit) if edit.isVisibleTo(parts)),
        *(edit.text() for edit in parts.findChildren(TextPane) if edit.isVisibleTo(parts)),
    ]
    dock = parts.dock
    lines = [line.accessibleName() for line in dock.decisions_pane.lines]
    lines += [line.accessibleName() for line in dock.actions_pane.lines]
    return "\n".join((*edits, *lines))


def in_the_vault(room: Room, item: ItemId) -> str:
    rows = room.stage.practice.store.rows
    live = room.desk.meetings.item(item)
    return "\n".join(
        (
            *rows.agenda.drafts(item).values(),
            *(decision.text for decision in live.decisions),
            *(action.text for action in live.actions),
            *room.notes(room.items.index(item)),
            live.item.question,
            live.item.wishes,
        )
    )


def is_true(room: Room, item: ItemId) -> None:
    """« Enregistré » is said only of what the vault has."""
    if "Enregistré à" in room.parts.bar.save_word.text():
        assert TYPED in in_the_vault(room, item)


def leave(room: Room, name: str, way: str) -> None:
    """Leave the editor in one way; what was typed is in the vault and can be found again."""
    item = room.items[0]
    for chord in LEAVING[way]:
        room.press(chord)
        is_true(room, item)
    room.stage.meeting.typing.autosave()
    is_true(room, item)
    assert TYPED in in_the_vault(room, item)
    room.press(*EDITORS[name][1])
    if TYPED not in shown_words(room.parts) and name == "a reason not to have done":
        room.earlier[0].setFocus()
        room.type("n")
    if TYPED not in shown_words(room.parts):
        room.press("Up", "Return")  # a line whose rewriting was left open says so
    assert TYPED in shown_words(room.parts)


@pytest.mark.soak
@pytest.mark.parametrize("name", EDITORS)
@pytest.mark.parametrize("way", LEAVING)
def test_what_is_typed_comes_back_after(room: Room, name: str, way: str) -> None:
    EDITORS[name][0](room)
    is_true(room, room.items[0])
    leave(room, name, way)


@pytest.mark.parametrize("name", EDITORS)
def test_what_is_typed_comes_back_however_its_editor_is_left(
    room: Room, name: str, qtbot: QtBot
) -> None:
    EDITORS[name][0](room)
    is_true(room, room.items[0])
    # Killed a second later: another program knows only what the vault has.
    qtbot.waitUntil(lambda: "Enregistré à" in room.parts.bar.save_word.text(), timeout=3000)
    is_true(room, room.items[0])
    assert TYPED in another_screen(room, name)
    leave(room, name, "F8")
    leave(room, name, "attendance and back")
    leave(room, name, "Escape")
    room.press("Alt+O")
    room.stage.window.lock()
    assert TYPED in another_screen(room, name)


def another_screen(room: Room, name: str) -> str:
    """What a screen that knows nothing of this one shows of the meeting."""
    screen, chords = room.stage.another_meeting_screen(), EDITORS[name][1]
    screen.open_record(room.id, "")
    if "Ctrl+R" in chords:
        screen.controls.panels.ask_postpone()
    if "Ctrl+T" in chords:
        screen.controls.panels.ask_attendance()
    if "Ctrl+N" in chords:
        screen.controls.unplanned.ask()
    return shown_words(screen.parts)


# --- what is committed, what stays begun -------------------------------------------------------


def test_a_wrong_date_keeps_the_whole_line_in_its_editor_with_its_sentence(room: Room) -> None:
    rewriting_with_a_wrong_date(room)
    room.press("F8", "Shift+F8")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    assert editor.text.text() == f"Dossier APA {TYPED}"
    assert editor.due.text() == "30/02"
    assert "Date non comprise" in editor.message.text()
    assert [action.text for action in room.actions()] == ["Dossier APA "]
    editor.due.setFocus()
    room.type("17/12")
    room.press("Return")
    (action,) = room.actions()
    assert (action.text, action.due) == (f"Dossier APA {TYPED}", date(2026, 12, 17))
    assert room.stage.practice.store.rows.agenda.drafts(room.items[0]) == {}


def test_why_a_rewriting_is_not_kept_is_in_sight(room: Room) -> None:
    why_not_done(room)
    rewriting_with_a_wrong_date(room)
    room.press("Return")
    QApplication.processEvents()
    editor, area = room.parts.dock.actions_pane.editor, room.parts.dock.actions_pane.area
    assert editor is not None
    message = editor.message
    top = message.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert top >= 0
    assert top + message.height() <= area.viewport().height()


def test_escape_on_a_line_that_cannot_be_kept_says_that_it_is_begun(room: Room) -> None:
    rewriting_with_a_wrong_date(room)
    room.press("Esc")
    line = focused()
    assert line.accessibleDescription() == "réécriture commencée"
    room.press("Return")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    assert editor.text.text() == f"Dossier APA {TYPED}"


def test_an_outside_responsible_is_still_chosen_when_the_line_comes_back(room: Room) -> None:
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type("Mme Zyx")
    room.press("Down", "Tab", "F8", "Shift+F8", "Alt+A", "Return")
    assert [action.who_name for action in room.actions()] == ["Mme Zyx"]


def test_a_decision_and_enter_leave_the_action_that_is_rewritten_open(room: Room) -> None:
    rewriting_an_action(room)
    room.press("Alt+D")
    room.type("Autre chose")
    room.press("Return")
    editor = room.parts.dock.actions_pane.editor
    assert editor is not None
    assert editor.text.text() == f"Dossier APA {TYPED}"
    assert room.parts.dock.actions_pane.lines[-1].isHidden()
    room.press("F8")
    assert [action.text for action in room.actions(0)] == [f"Dossier APA {TYPED}"]


@pytest.mark.parametrize("rewrite", [rewriting_a_decision, rewriting_an_action])
def test_undo_restores_the_line_as_it_was_before_its_rewriting(
    room: Room, rewrite: Callable[[Room], object]
) -> None:
    rewrite(room)
    room.press("Esc")
    assert TYPED in shown_words(room.parts)
    room.press("Ctrl+Z")
    assert TYPED not in shown_words(room.parts)
    assert not room.stage.practice.store.rows.agenda.drafts(room.items[0])


def test_what_is_begun_in_an_editor_is_said_before_the_minutes_are_sealed(room: Room) -> None:
    why_postponed(room)
    room.press("Esc", "Ctrl+Shift+Return")
    closing = room.stage.meeting.presenter.closing()
    assert any(TYPED in warning and "commencé" in warning for warning in closing.warnings)


def test_a_guest_half_named_is_said_before_the_seal_and_gone_once_chosen(room: Room) -> None:
    a_guest_half_named(room)
    room.press("Esc", "Ctrl+Shift+Return")
    closing = room.stage.meeting.presenter.closing()
    assert any(
        warning.startswith(f"Personne de passage : « {TYPED} »") for warning in closing.warnings
    )
    room.press("Esc", "Ctrl+T")
    room.parts.attendance.guest.edit.setFocus()
    room.press("Ctrl+A")
    room.type("imb")
    room.press("Return", "Esc", "Ctrl+T")
    assert room.parts.attendance.guest.text() == ""
    room.stage.meeting.commit_drafts()
    assert room.stage.practice.store.rows.agenda.drafts(room.items[0]) == {}


def test_the_reason_of_a_fate_comes_back_after_escape_another_item_and_a_kill(
    room: Room, qtbot: QtBot
) -> None:
    room.press("Ctrl+Shift+Return", "Down")
    room.type("n")
    room.type(TYPED)
    room.press("Esc")
    room.type("n")
    assert TYPED in shown_words(room.parts)
    room.press("F8", "Shift+F8", "Ctrl+Shift+Return", "Down")
    room.type("n")
    assert TYPED in shown_words(room.parts)
    qtbot.waitUntil(lambda: "Enregistré à" in room.parts.bar.save_word.text(), timeout=3000)
    assert TYPED in in_the_vault(room, room.items[0])
    room.press("Return")
    assert room.stage.practice.store.rows.agenda.drafts(room.items[0]) == {}


# --- the way back from a panel ------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """A panel, and what leads out of it."""

    there: str
    back: str


WAYS = [
    Way("Ctrl+T", "Esc"),
    *(
        pytest.param(Way(*keys), marks=pytest.mark.soak)
        for keys in (("F1", "Esc"), ("F4", "F4"), ("F1", "Alt+O"))
    ),
]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize(
    "write", [rewriting_a_decision, rewriting_an_action, rewriting_with_a_wrong_date, why_not_done]
)
def test_a_panel_leads_back_though_the_editor_ended_with_the_focus(
    room: Room, way: Way, write: Callable[[Room], object]
) -> None:
    write(room)
    room.press(way.there)
    QApplication.processEvents()
    if way.there == "Ctrl+T":
        room.type("e")  # somebody is excused: the meeting is shown again
    room.press(way.back)
    assert room.parts.panel is None
    assert room.parts.isAncestorOf(focused())
    room.press("Alt+P")
    assert focused() is room.parts.text_at("psychic")
