# SPDX-License-Identifier: EUPL-1.2
"""A person who withdraws during the meeting: its keys go on, and nothing of them stays in sight."""

from dataclasses import astuple

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.domain.consent import ConsentState
from app.services.consents import ConsentDraft
from tests.journeys.room import Room
from tests.ui.test_meeting_mode_projection import DESK, WALL, projection, screens, seen
from tests.ui.typing import focused
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.projection import Beam
from ui.shell import Intent
from ui.widgets import Toast

QUESTION = "troisième hospitalisation"


def withdraw(room: Room, code: str = "S26-014") -> None:
    """As another screen does it: the statement is written, and everybody hears of it."""
    case_id = room.stage.practice.cases[code]
    changes = room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    room.stage.window.changes.publish(changes)
    QApplication.processEvents()


def panel(room: Room) -> Panel | None:
    return room.parts.panel


def is_heard(room: Room) -> None:
    """The keys of the meeting reach it from where the focus is."""
    assert room.parts.isAncestorOf(focused())
    room.press("F1")
    assert panel(room) is room.parts.keys
    room.press("Esc")
    assert panel(room) is None
    assert room.parts.isAncestorOf(focused())
    room.press("F8")
    assert room.parts.bar.code.text() == "S26-021"
    room.press("Shift+F8")
    assert room.parts.bar.code.text() == "S26-014"
    assert room.parts.isAncestorOf(focused())
    for chord in ("Alt+O", "Alt+D", "F6", "Shift+F6"):
        room.press(chord)
        assert room.parts.isAncestorOf(focused())
    room.press("Ctrl+Shift+Return")
    assert panel(room) is room.parts.closing


def test_keys_are_heard_where_somebody_was_typing(room: Room) -> None:
    room.type("Deux chutes")
    withdraw(room)
    room.press("Ctrl+R")
    assert not room.parts.postpone_line.isVisible(), "nothing is asked of it any more"
    is_heard(room)


def test_keys_are_heard_after_coming_back_from_the_situation(room: Room) -> None:
    room.type("Deux chutes")
    navigator = room.stage.window.navigator
    navigator.go(Intent("case", record=room.stage.practice.cases["S26-014"]))
    QApplication.processEvents()
    withdraw(room)
    navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    is_heard(room)


def test_keys_are_heard_where_one_walks_onto_the_item(room: Room) -> None:
    room.press("F8")
    withdraw(room)
    room.press("Shift+F8")
    assert not room.parts.fields.isEnabled()
    is_heard(room)


def test_the_save_word_waits_for_nothing_that_was_let_go(room: Room) -> None:
    room.type("Deux chutes")
    assert room.parts.bar.save_word.text() == "Enregistrement…"
    withdraw(room)
    assert room.parts.bar.save_word.text() == ""
    assert not room.stage.meeting.presenter.autosave.is_waiting


def test_a_reason_that_was_begun_goes_with_the_person(room: Room) -> None:
    room.earlier[0].setFocus()
    room.type("n")
    room.type("la fille ne répond pas")
    withdraw(room)
    assert all(line.question is None for line in room.earlier)
    assert room.stage.practice.store.rows.agenda.drafts(room.items[0]) == {}
    assert room.parts.isAncestorOf(focused())
    room.press("F8", "Shift+F8")
    assert all(line.question is None for line in room.earlier)


def test_nothing_of_the_person_stays_in_the_bar_or_on_the_second_screen(room: Room) -> None:
    screens(room, DESK, WALL)
    room.press("F7")
    assert QUESTION in room.parts.bar.title.text()
    assert QUESTION in str(astuple(seen(room)))
    withdraw(room)
    projection(room).refresh()
    assert room.parts.bar.title.text() == ""
    assert QUESTION not in str(astuple(seen(room)))
    shown = [label.text() for label in room.parts.findChildren(QLabel)]
    shown += [edit.text() for edit in room.parts.findChildren(QLineEdit)]
    assert not any(QUESTION in text for text in shown)
    room.press("F7")
    assert projection(room).beam is Beam.BLACK


def test_the_reason_of_an_answer_and_what_offers_to_take_it_back_go_with_the_person(
    room: Room,
) -> None:
    room.earlier[0].setFocus()
    room.type("n")
    room.type("la fille ne répond pas")
    room.press("Return")

    def told() -> bool:
        return any("ne répond pas" in line.accessibleName() for line in room.earlier)

    toast = room.stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert told()
    assert toast.button.isVisible()
    withdraw(room)
    assert not told()
    assert not toast.button.isVisible()


def test_nothing_of_the_person_comes_back_from_another_item_either(room: Room) -> None:
    words = "Prévenir la fille de Mme Verdier"
    room.press("Alt+D")
    room.type(words)
    room.press("Ctrl+Z")
    room.earlier[0].setFocus()
    room.type("e")
    room.press("Ctrl+Z", "F8")
    withdraw(room)
    assert room.toast == "Plus rien de S26-014 ne peut être annulé"
    for chord in ("Ctrl+Shift+Z", "Ctrl+Shift+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z"):
        room.press(chord)
        assert room.parts.bar.code.text() == "S26-021"
        assert words not in room.parts.dock.decisions_pane.new.text()
    assert not room.parts.bar.save_word.text().startswith("NON")


def test_withdrawn_while_the_minutes_are_written_anew_only_that_is_said_and_they_are_sealed(
    room: Room,
) -> None:
    room.type("Deux chutes")
    room.earlier[0].setFocus()
    room.type("n")
    room.type("la fille ne répond pas")
    room.press("Return", "F8", "Alt+D")
    room.type("Demander le bilan")
    room.press("Return", "Ctrl+Shift+Return", "Ctrl+Shift+Return")
    room.desk.minutes.reopen(room.id, "une faute")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    room.press("Shift+F8", "Shift+F8", "Shift+F8", "Alt+D")
    room.type("Commencée")
    withdraw(room)
    is_heard(room)
    room.press("Return")
    sealed = room.desk.minutes.latest_of(room.id)
    assert sealed is not None
    assert sealed.version == 2
    item, other, *_ = (each.record for each in room.desk.minutes.get(sealed.id).items)
    assert item is not None
    assert item.withheld == "La personne a retiré son accord : rien n’est conservé de ce point."
    said = (item.organic, item.decisions, item.actions, item.answers, item.fate, item.outcome)
    assert not any(said)
    assert other is not None
    assert other.decisions == ("Demander le bilan",)
    assert [room.desk.minutes.verify(line.id) for line in room.desk.minutes.all()[:2]] == [None] * 2
    drafts = room.stage.practice.store.rows.agenda.drafts
    assert drafts(room.items[0]) == {}
