# SPDX-License-Identifier: EUPL-1.2
"""The keys of the meeting are chosen by pressing them; the meeting then answers the new ones."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.room import Room
from tests.ui.typing import focused, press
from ui.keymap import DEFAULT_KEYMAP, Command, Keymap
from ui.screens.keyboard import KeyboardScreen
from ui.screens.meeting_mode import MeetingModeScreen
from ui.shell import Intent, ScreenSpec, Shell
from ui.theme import IconName


@dataclass
class FakeKeys:
    keymap: Keymap = DEFAULT_KEYMAP

    def use_keymap(self, keymap: Keymap) -> None:
        self.keymap = keymap


class Keys:
    """The page, in the window of a running meeting."""

    def __init__(self, room: Room) -> None:
        self.room, self.machine, window = room, FakeKeys(), room.stage.window

        def page(shell: Shell) -> KeyboardScreen:
            return KeyboardScreen(shell, self.machine)

        def meeting(shell: Shell) -> MeetingModeScreen:
            return MeetingModeScreen(room.desk, shell, lambda: None, keymap=self.machine.keymap)

        for key, made in (("keyboard", page), ("meeting", meeting)):
            window._specs[key] = ScreenSpec(key, key, IconName.KEY, made, in_nav=False)
        window.navigator.go(Intent("keyboard"))
        screen = window.screen_of("keyboard")
        assert isinstance(screen, KeyboardScreen)
        self.screen = screen

    def ask(self, command: Command) -> None:
        self.screen.list.opened.emit(command.value)

    def press(self, chord: str) -> None:
        press(focused(), chord)
        QApplication.processEvents()


@pytest.fixture
def keys(room: Room) -> Keys:
    return Keys(room)


def test_every_command_is_listed_with_its_keys(keys: Keys) -> None:
    rows = {row.key: row for row in keys.screen.list.rows}
    assert set(rows) == {command.value for command in Command}
    chip = rows["to_action"].chip
    assert chip is not None
    assert chip.text == "Ctrl Entrée"


def test_a_new_chord_is_pressed_and_the_meeting_answers_it(keys: Keys) -> None:
    keys.ask(Command.NEXT_ITEM)
    assert focused() is keys.screen.capture
    keys.press("Ctrl+B")
    assert keys.machine.keymap.of(Command.NEXT_ITEM).keys == ("Ctrl+B", "Alt+Down")
    assert keys.screen.capture.isHidden()
    keys.room.stage.window.navigator.go(Intent("meeting"))
    keys.press("F8")
    assert keys.room.parts.bar.code.text() == "S26-014"
    keys.press("Ctrl+B")
    assert keys.room.parts.bar.code.text() == "S26-021"
    keys.press("F1")
    assert keys.room.parts.panel is keys.room.parts.keys


@pytest.mark.parametrize(
    ("chord", "word"),
    [("Alt+O", "déjà"), ("F2", "déjà"), ("E", "écrit"), ("Ctrl+1", "AZERTY"), ("Tab", "écrit")],
)
def test_a_conflict_or_a_key_that_writes_is_said_and_another_may_follow(
    keys: Keys, chord: str, word: str
) -> None:
    keys.ask(Command.NEXT_ITEM)
    keys.press(chord)
    assert word in keys.screen.capture.error.text()
    assert keys.machine.keymap == DEFAULT_KEYMAP
    keys.press("F12")
    assert keys.machine.keymap.shown(Command.NEXT_ITEM) == "F12"


def test_escape_gives_up_and_restore_brings_the_first_keys_back(keys: Keys) -> None:
    keys.ask(Command.NEXT_ITEM)
    keys.press("Esc")
    assert keys.machine.keymap == DEFAULT_KEYMAP
    assert not keys.screen.restore.isEnabled()
    keys.ask(Command.NEXT_ITEM)
    keys.press("F12")
    keys.screen.restore.click()
    assert keys.machine.keymap == DEFAULT_KEYMAP
    keys.room.undo()
    assert keys.machine.keymap.shown(Command.NEXT_ITEM) == "F12"


def test_the_key_that_locks_does_not_change(keys: Keys) -> None:
    keys.ask(Command.LOCK)
    assert keys.screen.capture.isHidden()
