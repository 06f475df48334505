# SPDX-License-Identifier: EUPL-1.2
"""Every chord of the table reaches its command, whatever text has the focus."""

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from app.services.meetings import ItemText
from tests.journeys.room import Room
from tests.ui.typing import focused, press
from ui.keymap import DEFAULT_KEYMAP, Command

CHORDS = [
    (line.command, keys) for line in DEFAULT_KEYMAP.bindings if line.bound for keys in line.keys
]


@pytest.mark.parametrize("place", ["pane", "line", "decision", "action", "who", "due"])
def test_no_text_keeps_a_chord_for_itself(
    room: Room, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, heard = room.parts, list[Command]()
    row = parts.dock.actions_pane.new
    target = {
        "pane": parts.fields.panes[ItemText.ORGANIC].text,
        "line": parts.fields.lines[ItemText.QUESTION].edit,
        "decision": parts.dock.decisions_pane.new,
        "action": row.text,
        "who": row.who,
        "due": row.due,
    }[place]
    table = room.stage.meeting.commands
    for command in Command:
        monkeypatch.setitem(table.acts, command, partial(heard.append, command))
    for command, chord in CHORDS:
        target.setFocus()
        heard.clear()
        press(focused(), chord)
        QApplication.processEvents()
        assert heard == [command], chord
