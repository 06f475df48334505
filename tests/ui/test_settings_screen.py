# SPDX-License-Identifier: EUPL-1.2
"""The settings: the practice is kept, the colours change at once, the vault says where it lies."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import NotSavedError
from app.domain.practice import Region, WeeklySlot
from app.domain.text import typeset
from app.system.clock import HeldClock
from tests import pictures
from tests.services.office import NOON, PARIS, PRACTICE, Office
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import focused, press, type_text
from ui.keymap import DEFAULT_KEYMAP, Keymap
from ui.platform.capture import KEPT_OUT, NOT_KEPT_OUT, keep_out_of_captures
from ui.screens.settings import SettingsScreen
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast


@dataclass
class FakeMachine:
    vault: Path
    scheme: str = "system"
    place_warning: str = ""
    kept_out_of_captures: bool = False
    used: list[str] = field(default_factory=list)
    keymap: Keymap = DEFAULT_KEYMAP
    kept: dict[str, str] = field(default_factory=dict)

    def use_scheme(self, scheme: str) -> None:
        self.used.append(scheme)

    def use_keymap(self, keymap: Keymap) -> None:
        self.keymap = keymap

    def recall(self, name: str) -> str:
        return self.kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self.kept[name] = value


class Room:
    """A window on the settings."""

    def __init__(self, office: Office, tasks: Tasks, folder: Path) -> None:
        self.office, self.machine, self.tasks = office, FakeMachine(folder), tasks
        self.dialogs = FakeDialogs()
        spec = ScreenSpec(
            "settings",
            "Réglages",
            IconName.SETTINGS,
            lambda shell: SettingsScreen(
                shell,
                office.desk.practice,
                office.desk.outbox.forms,
                self.machine,
                office.desk.spelling,
            ),
        )
        self.window = MainWindow(
            "Tilleuls", [spec], tasks=tasks, dialogs=self.dialogs, full_screen=False
        )

    def choose_logo(self, qtbot: QtBot, path: Path, data: bytes) -> None:
        """By the button, through the dialog."""
        path.write_bytes(data)
        self.dialogs.file_to_open = path
        self.screen.logo.choose.click()
        qtbot.waitUntil(lambda: not self.tasks.busy)

    def undo(self) -> None:
        """By the message at the foot."""
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        toast.button.click()

    @property
    def screen(self) -> SettingsScreen:
        screen = self.window.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        return screen


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    office, tasks = Office(tmp_path / "data.db", HeldClock(NOON, PARIS)), Tasks()
    room = Room(office, tasks, tmp_path / "port.tdt")
    with qtbot.waitActive(room.window):
        room.window.show()
    room.window.navigator.go(Intent("settings"))
    yield room
    room.window.close()
    tasks.close()
    office.close()


def test_the_practice_is_shown_and_nothing_waits_to_be_saved(room: Room) -> None:
    assert room.screen.name.text() == PRACTICE.name
    assert room.screen.weekday.value() == "3"
    assert not room.screen.save_button.isEnabled()


def test_a_change_is_kept_and_can_be_undone(room: Room) -> None:
    screen = room.screen
    screen.end.edit.selectAll()
    type_text(screen.end.edit, "13:45")
    assert screen.save_button.isEnabled()
    press(None, "Ctrl+S")
    slot = room.office.desk.practice.get().slot
    assert slot == WeeklySlot(3, time(12, 30), time(13, 45))
    assert not screen.save_button.isEnabled()
    toast = room.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert room.office.desk.practice.get() == PRACTICE
    assert screen.typed().end == "14\u00a0h"


def test_an_hour_that_is_none_is_refused_under_its_field(room: Room) -> None:
    screen = room.screen
    screen.start.edit.selectAll()
    type_text(screen.start.edit, "midi")
    screen.save_button.click()
    assert "12:30" in screen.start.message.text()
    assert room.office.desk.practice.get() == PRACTICE


def test_the_name_cannot_be_emptied(room: Room) -> None:
    screen = room.screen
    screen.name.edit.selectAll()
    type_text(screen.name.edit, " ")
    press(None, "Ctrl+S")
    assert screen.name.message.text()
    assert room.office.desk.practice.get().name == PRACTICE.name


def test_what_is_typed_is_saved_when_the_vault_locks(room: Room) -> None:
    type_text(room.screen.phone.edit, "01 99 00 10 00")
    room.window.commit_drafts()
    assert room.office.desk.practice.get().phone == "01 99 00 10 00"


def test_a_fault_does_not_keep_the_vault_from_locking(room: Room) -> None:
    room.screen.start.edit.clear()
    type_text(room.screen.start.edit, "x")
    room.window.commit_drafts()
    assert room.office.desk.practice.get() == PRACTICE


def test_a_fault_keeps_the_other_lines_from_no_lock(room: Room) -> None:
    room.screen.start.edit.clear()
    type_text(room.screen.start.edit, "x")
    room.screen.name.set_text("M" * 90)
    type_text(room.screen.phone.edit, "01 99 00 10 00")
    room.window.commit_drafts()
    assert room.office.desk.practice.get() == replace(PRACTICE, phone="01 99 00 10 00")


def test_the_colours_change_at_once(room: Room) -> None:
    room.screen.scheme.chosen.emit("dark")
    assert room.machine.used == ["dark"]


def test_the_vault_says_where_it_lies(room: Room) -> None:
    assert "port.tdt" in room.screen.place.text()


def test_a_place_that_does_not_suit_the_vault_is_said(room: Room) -> None:
    assert room.screen.place_warning.isHidden()
    room.machine.place_warning = "Ce dossier est synchronisé."
    room.screen.open_record("", "")
    assert room.screen.place_warning.text() == "Ce dossier est synchronisé."
    assert room.screen.place_warning.isVisible()


def test_the_public_holidays_of_alsace_moselle_are_chosen_by_a_key(room: Room) -> None:
    screen = room.screen
    assert screen.region.value() == "metropole"
    screen.region.setFocus()
    press(focused(), "Right")
    press(focused(), "Space")
    assert screen.save_button.isEnabled()
    screen.save_button.click()
    assert room.office.desk.practice.get().region is Region.ALSACE_MOSELLE
    toast = room.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert room.office.desk.practice.get().region is Region.METROPOLE
    assert screen.region.value() == "metropole"


def test_spelling_is_switched_off_at_once_and_kept(room: Room) -> None:
    assert room.screen.meeting.spelling.value() == "on"
    room.screen.meeting.spelling.chosen.emit("off")
    assert room.machine.kept == {"spelling": "off"}
    room.window.navigator.go(Intent("settings"))
    assert room.screen.meeting.spelling.value() == "off"


@pytest.mark.parametrize("there", [True, False])
def test_a_missing_dictionary_is_a_word_in_the_settings(room: Room, *, there: bool) -> None:
    room.screen.meeting._is_there = lambda: there
    room.window.navigator.go(Intent("settings"))
    assert room.screen.meeting.missing.isVisible() is not there


@pytest.mark.parametrize(("kept_out", "sentence"), [(True, KEPT_OUT), (False, NOT_KEPT_OUT)])
def test_the_settings_say_whether_others_may_capture_the_screen(
    room: Room, *, kept_out: bool, sentence: str
) -> None:
    room.machine.kept_out_of_captures = kept_out
    room.window.navigator.go(Intent("settings"))
    assert room.screen.meeting.capture.text() == typeset(sentence)


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS can")
def test_linux_cannot_keep_a_window_out_of_captures(room: Room) -> None:
    assert not keep_out_of_captures(room.window)


def test_an_added_word_is_listed_taken_out_and_brought_back(room: Room) -> None:
    words = room.office.desk.spelling
    assert room.screen.words.nothing.isVisible()
    for word in ("iadl", "ehpad", "zarit"):
        words.add(word)
    room.window.navigator.go(Intent("settings"))
    card = room.screen.words
    assert [row.text for row in card.list.rows] == ["ehpad", "iadl", "zarit"]
    card.list.focus_first()
    press(focused(), "Down")
    assert focused().accessibleName() == "iadl, retirer du dictionnaire"
    press(focused(), "Return")
    assert words.added() == ("ehpad", "zarit")
    toast = room.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.label.text() == "«\u202fiadl\u202f» est retiré du dictionnaire"
    toast.button.click()
    assert words.added() == ("ehpad", "iadl", "zarit")
    assert [row.text for row in card.list.rows] == ["ehpad", "iadl", "zarit"]


def test_many_words_are_found_by_their_letters(room: Room) -> None:
    for number in range(60):
        room.office.desk.spelling.add(f"mot{'abcdefghij'[number // 10]}{'klmnopqrst'[number % 10]}")
    room.window.navigator.go(Intent("settings"))
    card = room.screen.words
    assert len(card.list.rows) == 40
    assert card.more.text() == "et 20 autres mots"
    type_text(card.search.edit, "motfk")
    assert [row.text for row in card.list.rows] == ["motfk"]


# --- the logo -------------------------------------------------------------------------------------


def test_a_logo_is_kept_at_once_and_can_be_undone(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    practice, logo = room.office.desk.practice, room.screen.logo
    assert logo.preview.isHidden()
    room.choose_logo(qtbot, tmp_path / "logo.jpg", pictures.saved(pictures.drawn(300, 200), "JPEG"))
    first = practice.logo()
    assert first is not None
    assert first.ratio == 1.5
    assert logo.preview.isVisible()
    assert not room.screen.save_button.isEnabled()
    room.choose_logo(qtbot, tmp_path / "logo.png", pictures.saved(pictures.drawn(100, 100)))
    assert practice.logo() not in {None, first}
    room.undo()
    assert practice.logo() == first
    logo.remove.click()
    assert practice.logo() is None
    assert logo.preview.isHidden()
    room.undo()
    assert practice.logo() == first
    assert logo.preview.isVisible()


def test_a_logo_that_is_refused_leaves_the_one_before(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    room.choose_logo(qtbot, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    kept = room.office.desk.practice.logo()
    room.choose_logo(qtbot, tmp_path / "Dupont.png", b"Bonjour")
    assert "n’est pas une image" in room.screen.logo.message.text()
    assert "Dupont" not in room.screen.logo.message.text()
    assert room.office.desk.practice.logo() == kept


def test_a_logo_that_the_disk_does_not_take_is_said_under_the_field(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_logo: object) -> None:
        raise NotSavedError("Le disque est plein.", "Libérez de la place.")

    monkeypatch.setattr(room.office.desk.practice, "save_logo", full)
    room.choose_logo(qtbot, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    assert "Le disque est plein." in room.screen.logo.message.text()
    assert room.screen.logo.preview.isHidden()


def test_a_logo_changes_nothing_of_what_is_being_typed(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = room.screen
    screen.phone.edit.selectAll()
    type_text(screen.phone.edit, "01 99 00 10 00")
    room.choose_logo(qtbot, tmp_path / "logo.png", pictures.saved(pictures.drawn()))
    assert screen.phone.text() == "01 99 00 10 00"
    assert screen.save_button.isEnabled()


def test_another_hands_logo_is_shown(room: Room) -> None:
    room.window.changes.publish(room.office.desk.practice.save_logo(pictures.logo()))
    assert room.screen.logo.preview.isVisible()
