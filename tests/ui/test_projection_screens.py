# SPDX-License-Identifier: EUPL-1.2
"""On which monitor the room sees the meeting: chosen, remembered, refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from ui.platform.displays import duplicated, shares_a_source
from ui.screens.meeting_mode.projection import Forgetful
from ui.screens.meeting_mode.projection_screens import (
    MIRRORED,
    ONE_SCREEN,
    Monitor,
    Refused,
    choose,
)

DESK = Monitor("Dell 27", "Dell 27", QRect(0, 0, 1366, 768))
WALL = Monitor("Epson EB", "Epson EB", QRect(1366, 0, 1280, 720))
OTHER = Monitor("TV salle", "TV salle", QRect(3000, 0, 1280, 720))
MIRROR = Monitor("Epson EB", "Epson EB", QRect(0, 0, 1366, 768))


def test_the_monitor_is_remembered_by_its_name() -> None:
    assert choose([DESK, WALL, OTHER], DESK, "") == WALL
    assert choose([DESK, WALL, OTHER], DESK, "TV salle") == OTHER
    assert choose([DESK, WALL], DESK, "TV salle") == WALL
    assert choose([DESK, WALL, OTHER], DESK, "TV salle", after="TV salle") == WALL
    assert choose([WALL, DESK], WALL, "Epson EB") == DESK


@pytest.mark.parametrize(
    ("monitors", "duplicated_", "sentence"),
    [
        ([DESK], False, ONE_SCREEN),
        ([DESK], True, MIRRORED),
        ([DESK, WALL], True, MIRRORED),
        ([DESK, MIRROR], False, MIRRORED),
    ],
)
def test_one_screen_and_mirrored_screens_are_refused(
    monitors: list[Monitor], duplicated_: bool, sentence: str
) -> None:
    assert choose(monitors, DESK, "", duplicated=duplicated_) == Refused(sentence)


def test_what_is_remembered_lasts_as_long_as_the_program_over_a_bare_database() -> None:
    memory = Forgetful()
    assert memory.recall("x") == ""
    memory.keep("x", "y")
    assert memory.recall("x") == "y"


def test_two_paths_of_windows_from_one_source_are_a_mirror() -> None:
    def path(adapter: int, source: int, target: int) -> bytes:
        head = adapter.to_bytes(8, "little") + source.to_bytes(4, "little") + bytes(8)
        return (head + adapter.to_bytes(8, "little") + target.to_bytes(4, "little")).ljust(
            72, b"\0"
        )

    assert shares_a_source(path(1, 0, 0) + path(1, 0, 1))
    assert not shares_a_source(path(1, 0, 0) + path(1, 1, 1))
    assert not shares_a_source(path(1, 0, 0))
    assert not shares_a_source(b"")
    assert not duplicated()  # another system cannot tell


def test_two_real_screens_of_qt_and_one_that_is_pulled_out(tmp_path: Path) -> None:
    screens_file = tmp_path / "screens.json"
    kind = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, "height": 768, "y": 0}
    pair = [{"name": "one", "x": 0, "width": 1366}, {"name": "two", "x": 1366, "width": 1280}]
    screens_file.write_text(json.dumps({"screens": [each | kind for each in pair]}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens_file}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "['one', 'two']",
        "on two (1366, 0, 1280, 768)",
        "True False 1",
    ]
    assert done.stderr == ""
