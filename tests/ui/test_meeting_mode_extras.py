# SPDX-License-Identifier: EUPL-1.2
"""The drawer, the time in large, and the question five minutes before the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.services.consents import ConsentDraft
from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.seen_text import cut_while_painted
from tests.ui.typing import focused
from ui.keymap import DEFAULT_KEYMAP
from ui.screens.meeting_mode.panel import CommandRow
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.theme import font
from ui.widgets import Roomy
from ui.widgets.paint import text_width


def pass_minutes(room: Room, minutes: int) -> None:
    for _ in range(minutes):
        room.stage.practice.clock.advance(timedelta(minutes=1))
        room.stage.meeting.tick()


# --- the drawer ------------------------------------------------------------------------------


def test_f9_shows_the_case_its_earlier_decisions_and_the_plan_while_one_types_on(
    room: Room,
) -> None:
    before = room.desk.agendas.all()[-1]
    text = focused()
    room.press("F9")
    drawer = room.parts.drawer
    assert drawer.isVisible()
    assert focused() is text
    words = drawer.accessibleDescription()
    assert "Décisions précédentes" in words
    assert "Plan personnalisé de santé" in words
    assert before.id != room.id
    room.press("F8")
    assert drawer.title.text() == "S26-021"
    room.press("F9")
    assert drawer.isHidden()


def test_the_drawer_tells_who_follows_what_comes_first_and_what_was_tried(room: Room) -> None:
    case = room.desk.cases.file(room.stage.practice.cases["S26-014"]).case
    assert case.tried == ""
    said = {"referent_name": "Luc Ami", "priority": "Ne plus tomber", "tried": "La kiné"}
    room.desk.cases.save(replace(case, **said))  # type: ignore[arg-type]  # fields by name
    room.press("F9")
    words = room.parts.drawer.accessibleDescription()
    for word in (
        "Référent · Luc Ami",
        "Prioritaire pour la personne · Ne plus",
        "Déjà essayé · La",
    ):
        assert word in words


def test_the_drawer_is_a_zone_and_escape_closes_it(room: Room) -> None:
    room.press("F9", "Shift+F6", "Shift+F6")
    assert focused() is room.parts.drawer
    room.press("Down", "Esc")
    assert room.parts.drawer.isHidden()
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text


def test_the_drawer_of_a_person_who_withdrew_is_closed(room: Room) -> None:
    room.press("F9")
    case_id = room.stage.practice.cases["S26-014"]
    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    assert room.parts.drawer.isHidden()


def test_a_point_has_no_drawer(room: Room) -> None:
    _, changes = room.desk.agendas.add_point(room.id, "Protocole", 10)
    room.stage.window.changes.publish(changes)
    room.press("F9", "F8", "F8", "F8", "F8")
    assert room.parts.drawer.isHidden()


# --- the time --------------------------------------------------------------------------------


def test_the_timekeeper_reads_item_and_meeting_and_the_colour_in_words(room: Room) -> None:
    room.press("F4")
    shown = room.parts.panel
    assert shown is room.parts.timekeeper
    pass_minutes(room, 17)
    timer = room.parts.timekeeper.timer
    assert timer.lines[0] == "sur 20:00 · S26-014"
    assert timer.lines[1] == "reste 03:00"
    assert "13\u00a0h\u00a040" in timer.lines[2]
    assert timer.accessibleName().startswith("17:00")
    pass_minutes(room, 28)
    assert timer.lines[1] == "dépassé de 25:00"
    assert "après l’heure" in timer.lines[2]
    room.press("F4")
    assert room.parts.panel is None
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text


def test_five_minutes_before_the_end_it_is_asked_once_for_decisions_and_actions(
    room: Room,
) -> None:
    remark = room.parts.remark
    pass_minutes(room, 14)
    assert remark.isHidden()
    here = focused()
    pass_minutes(room, 1)
    assert remark.words.text == "Il reste 5 minutes\u00a0: aucune décision ni action n’est notée."
    assert focused() is here
    room.press("Esc")
    assert remark.isHidden()
    pass_minutes(room, 1)
    assert remark.isHidden()


def test_the_question_says_the_minutes_that_are_left_and_goes_with_them(room: Room) -> None:
    words = room.parts.remark.words
    pass_minutes(room, 16)
    assert words.text.startswith("Il reste 4 minutes")
    pass_minutes(room, 3)
    assert words.text.startswith("Il reste 1 minute\u00a0:")
    pass_minutes(room, 1)
    assert room.parts.remark.isHidden()
    assert "dépassé" not in words.text


def test_the_question_goes_once_both_are_noted(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return")
    pass_minutes(room, 15)
    assert "aucune action" in room.parts.remark.words.text
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return")
    assert room.parts.remark.isHidden()


def test_an_item_with_both_is_not_disturbed(room: Room) -> None:
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return", "Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return")
    pass_minutes(room, 16)
    assert room.parts.remark.isHidden()


# --- the checklist ---------------------------------------------------------------------------


def test_leaving_a_situation_says_what_it_lacks_and_never_holds_one_back(room: Room) -> None:
    room.type("Deux chutes")
    room.press("F8")
    line = room.parts.checklist.line
    assert line is not None
    assert line.heading == "S26-014"
    assert {"psychique", "social", "décision claire"} <= set(line.missing)
    assert "organique" not in line.missing
    assert focused() is room.parts.fields.panes[ItemText.ORGANIC].text
    room.press("Esc")
    assert room.parts.checklist.line is None


def test_f3_shows_the_current_one_and_it_follows_what_is_written(room: Room) -> None:
    room.press("F3")
    line = room.parts.checklist.line
    assert line is not None
    assert "décision claire" in line.missing
    assert line.feedback.startswith("Retour au patient par")
    room.press("Alt+D")
    room.type("Revoir")
    room.press("Return")
    line = room.parts.checklist.line
    assert line is not None
    assert "décision claire" not in line.missing
    room.press("F3")
    assert room.parts.checklist.line is None


def test_a_situation_put_off_is_not_checked(room: Room) -> None:
    room.press("Ctrl+R")
    room.type("Absent")
    room.press("Return")
    assert room.parts.checklist.line is None


# --- the list of keys ------------------------------------------------------------------------


def test_f1_lists_what_is_bound_and_a_click_does_it(room: Room) -> None:
    room.parts.bar.help.click()
    shown = room.parts.panel
    assert shown is room.parts.keys
    rows = {row.accessibleName(): row for row in room.parts.keys.findChildren(CommandRow)}
    assert len(rows) == len(DEFAULT_KEYMAP.bindings)
    rows["situation suivante, F8 ou Alt ↓"].click()
    assert room.parts.panel is None
    assert room.parts.bar.code.text() == "S26-021"
    room.press("F1")
    rows["le dossier de la situation, jamais projeté, F9 ou Alt I"].setFocus()
    room.press("Return")
    assert room.parts.drawer.isVisible()


def test_each_second_chord_does_the_same(room: Room) -> None:
    room.press("Alt+Down")
    assert room.parts.bar.code.text() == "S26-021"
    room.press("Alt+Up", "Ctrl+Shift+S")
    assert focused() is room.parts.fields.panes[ItemText.SOCIAL].text
    room.press("Alt+I")
    assert room.parts.drawer.isVisible()
    room.type("Voisine")
    room.press("Alt+Backspace")
    assert room.parts.fields.panes[ItemText.SOCIAL].text.text() == ""


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_with_the_drawer_open_all_is_said_and_nothing_scrolls_sideways(
    room: Room, qtbot: QtBot, size: tuple[int, int]
) -> None:
    room.stage.window.resize(*size)
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type("zzz")
    room.press("Tab", "Return", "F9")
    row = room.parts.dock.actions_pane.new
    QApplication.processEvents()
    assert row.message.isVisible()
    assert row.message.y() > row.who.geometry().bottom()
    assert row.message.height() >= row.message.heightForWidth(row.message.width())
    room.press("Ctrl+N")
    room.type("Sortie")
    room.press("Return")
    assert room.parts.unplanned.obtained.isVisible()
    qtbot.waitUntil(lambda: focused().width() > 0)
    assert [page.horizontalScrollBar().maximum() for page in pages(room)] == [0]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_beside_the_drawer_nothing_of_the_row_of_an_action_is_cut(
    room: Room, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    room.stage.window.resize(*size)
    row = room.parts.dock.actions_pane.new
    placeholder = text_width(row.text.placeholderText(), row.text.font())
    for open_ in (False, True):
        QApplication.processEvents()
        assert row._narrow is open_
        assert placeholder < row.text.viewport().width() - 2 * row.text.document().documentMargin()
        room.press("F9")
    room.press("F9", "Alt+A", "Tab")
    for letters in ("imb", "xyz"):
        room.type(letters)
        with cut_while_painted(monkeypatch) as cut:
            room.stage.window.grab()
        assert not [line for line in cut if line in row.who.hint()]
    assert room.parts.dock.actions_pane.area.horizontalScrollBar().maximum() == 0


def test_f9_in_a_narrow_window_scrolls_the_drawer_into_sight_over_the_whole_width(
    room: Room, qtbot: QtBot
) -> None:
    room.stage.window.resize(683, 384)
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type("imb")
    room.press("Return")
    where = focused()
    room.press("F9")
    drawer = room.parts.drawer
    qtbot.waitUntil(lambda: drawer.visibleRegion().boundingRect().height() >= 250)
    assert drawer.visibleRegion().boundingRect().width() == room.parts.width()
    assert focused() is where  # the typing goes on
    room.press("F9")
    assert drawer.isHidden()


def test_a_name_is_broken_within_no_word(qtbot: QtBot) -> None:
    name = RunText([Run("J. Imbert-Lachaise")])
    name.keep_words()
    longest = QFontMetrics(font()).horizontalAdvance("Imbert-Lachaise")
    assert name.minimumWidth() >= min(longest, 120)
    name.set_runs([Run("W" * 60)])
    name.keep_words()
    assert name.minimumWidth() <= 120  # one that is no name widens no window


def pages(room: Room) -> list[Roomy]:
    return [page for page in room.stage.window.findChildren(Roomy) if page.isVisible()]
