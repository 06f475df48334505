# SPDX-License-Identifier: EUPL-1.2
"""What the closing says of a situation that was put off after notes were taken."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.journeys.room import open_room
from ui.screens.meeting_mode.fate_row import FateRow


def test_the_closing_says_that_notes_of_what_was_put_off_are_owed(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with open_room(tmp_path, qtbot) as room:
        room.press("Alt+O")
        room.type("chute jeudi")
        room.press("Alt+R")
        room.type("famille absente")
        room.press("Return", "Ctrl+Shift+Return")
        rows = [row for row in room.stage.window.findChildren(FateRow) if row.isVisible()]
        said = [row.line.heading for row in rows if "extrait sera à verser" in row.accessibleName()]
    assert said == ["S26-014"]
