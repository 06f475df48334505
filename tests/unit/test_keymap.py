# SPDX-License-Identifier: EUPL-1.2
"""The keys of the meeting as data: safe on AZERTY, a second chord each, kept as text."""

import re

import pytest

from ui.keymap import (
    DEFAULT_KEYMAP,
    MACOS_KEYMAP,
    Command,
    Keymap,
    default_keymap,
    fault,
)

MAPS = pytest.mark.parametrize("keymap", [DEFAULT_KEYMAP, MACOS_KEYMAP], ids=["usual", "macos"])


@MAPS
def test_no_chord_belongs_to_two_commands_and_each_is_safe(keymap: Keymap) -> None:
    chords = [chord for line in keymap.bindings for chord in line.keys]
    assert len(chords) == len(set(chords))
    assert {line.command for line in keymap.bindings} == set(Command)
    assert [fault(chord) for line in keymap.bindings if line.bound for chord in line.keys] == [
        "" for line in keymap.bindings if line.bound for _ in line.keys
    ]


def test_each_command_has_a_second_chord_that_is_no_function_key() -> None:
    for line in DEFAULT_KEYMAP.bindings:
        if line.bound:
            assert len(line.keys) > 1, line.command
            assert [keys for keys in line.keys if not re.search(r"F\d", keys)], line.command


def test_macos_has_no_option_letter_and_no_function_key_first() -> None:
    for line in MACOS_KEYMAP.bindings:
        assert not [keys for keys in line.keys if keys.startswith("Alt+")], line.command
        assert not re.fullmatch(r"(Shift\+)?F\d+", line.keys[0]), line.command
    assert default_keymap("darwin") is MACOS_KEYMAP
    assert default_keymap("win32") is DEFAULT_KEYMAP


@pytest.mark.parametrize(
    ("chord", "refused"),
    [
        ("Ctrl+1", True),
        ("Ctrl+Alt+D", True),
        ("E", True),
        ("Shift+E", True),
        ("Return", True),
        ("Ctrl+C", True),
        ("Ctrl+L", True),
        ("Alt+F4", True),
        ("Ctrl+&", True),
        ("Ctrl+P", True),
        ("Ctrl+Backspace", True),
        ("Ctrl+Shift+Left", True),
        ("Ctrl+Ins", True),
        ("Alt+Tab", True),
        ("Alt+Space", True),
        ("F99", True),
        ("Ctrl+Truc", True),
        ("Ctrl+", True),
        ("Ctrl++", False),
        ("F12", False),
        ("Shift+F2", False),
        ("Alt+E", False),
    ],
)
def test_a_chord_that_writes_or_means_something_else_is_refused(chord: str, refused: bool) -> None:
    assert bool(fault(chord)) is refused


def test_what_was_chosen_is_kept_as_text_and_read_again() -> None:
    mine = DEFAULT_KEYMAP.changed(Command.NEXT_ITEM, "Ctrl+B")
    assert mine.of(Command.NEXT_ITEM).keys == ("Ctrl+B", "Alt+Down")
    text = mine.written(DEFAULT_KEYMAP)
    assert DEFAULT_KEYMAP.read(text) == mine
    assert DEFAULT_KEYMAP.written(DEFAULT_KEYMAP) == ""
    assert DEFAULT_KEYMAP.read("") == DEFAULT_KEYMAP


def test_a_text_of_another_version_or_a_damaged_one_changes_nothing_else() -> None:
    assert DEFAULT_KEYMAP.read("no_such_command\tF5\nnext_item\n\t\t\n") == DEFAULT_KEYMAP


@pytest.mark.parametrize("kept", ["next_item\tF7", "next_item\tCtrl+Alt+N", "next_item\tF99\t"])
def test_a_kept_chord_that_cannot_be_is_passed_over(kept: str) -> None:
    assert DEFAULT_KEYMAP.read(kept) == DEFAULT_KEYMAP
    assert DEFAULT_KEYMAP.read(f"{kept}\tCtrl+B").shown(Command.NEXT_ITEM) == "Ctrl+B"
