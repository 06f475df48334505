# SPDX-License-Identifier: EUPL-1.2
"""Each window stands where the one before stood, also after a lock and at the next start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.doors import RealDoors
from ui.frame import Frame
from ui.frame_keeper import NAME, FrameKeeper
from ui.machine_settings import Memory

STOOD = QRect(60, 40, 640, 500)
STATE = Qt.WindowState


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return RealDoors(tmp_path)


def shown(qtbot: QtBot, keeper: FrameKeeper) -> QWidget:
    window = QWidget()
    keeper.setParent(window)  # as long as the window, as in the program
    qtbot.addWidget(window)
    window.resize(700, 520)
    keeper.lay(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_next_start_opens_where_the_window_was_closed(qtbot: QtBot, memory: Memory) -> None:
    window = shown(qtbot, FrameKeeper(memory))
    window.setGeometry(STOOD)
    window.close()
    again = shown(qtbot, FrameKeeper(memory))
    assert again.geometry() == STOOD
    assert not again.isMaximized()


def test_a_window_that_is_only_moved_is_kept_without_being_closed(
    qtbot: QtBot, memory: Memory
) -> None:
    window = shown(qtbot, FrameKeeper(memory))
    window.setGeometry(STOOD)
    qtbot.waitUntil(lambda: '"width": 640' in memory.recall(NAME))


def test_a_window_that_goes_before_its_last_move_is_noted_is_let_go(
    qtbot: QtBot, memory: Memory
) -> None:
    keeper, window = FrameKeeper(memory), QWidget()
    keeper.lay(window)
    window.show()
    window.resize(700, 420)
    delete(window)  # type: ignore[no-untyped-call]  # its stub has no types
    keeper._note()
    assert shown(qtbot, keeper).isVisible()


def test_a_maximised_window_is_so_again_and_knows_where_it_was_before(
    qtbot: QtBot, memory: Memory
) -> None:
    window = shown(qtbot, FrameKeeper(memory))
    window.setGeometry(STOOD)
    qtbot.waitUntil(lambda: '"width": 640' in memory.recall(NAME))
    window.showMaximized()
    window.close()
    again = shown(qtbot, FrameKeeper(memory))
    assert again.isMaximized()
    assert again.normalGeometry() == STOOD


@pytest.mark.parametrize("before", [STATE.WindowNoState, STATE.WindowMaximized])
def test_a_full_screen_is_no_place_to_keep(
    before: Qt.WindowState, qtbot: QtBot, memory: Memory
) -> None:
    window = shown(qtbot, FrameKeeper(memory))
    window.setGeometry(STOOD)
    qtbot.waitUntil(lambda: '"width": 640' in memory.recall(NAME))
    window.setWindowState(before)
    qtbot.waitUntil(lambda: ('"maximised": true' in memory.recall(NAME)) is bool(before.value))
    window.setWindowState(STATE.WindowFullScreen)  # as Openbox has it: maximised no more
    window.close()
    frame = Frame.read(memory.recall(NAME))
    assert frame is not None
    assert (frame.left, frame.top, frame.width, frame.height) == STOOD.getRect()
    assert frame.maximised is (before is STATE.WindowMaximized)
    assert not shown(qtbot, FrameKeeper(memory)).isFullScreen()


def test_the_window_of_the_work_takes_the_place_of_the_unlock_window(
    qtbot: QtBot, memory: Memory
) -> None:
    keeper = FrameKeeper(memory)
    before = shown(qtbot, keeper)
    before.setGeometry(STOOD)
    assert shown(qtbot, keeper).geometry() == STOOD


@pytest.mark.parametrize("written", ["{", '{"left": 1}', "null"])
def test_a_damaged_value_gives_the_usual_window(written: str, qtbot: QtBot, memory: Memory) -> None:
    memory.keep(NAME, written)
    assert shown(qtbot, FrameKeeper(memory)).size().toTuple() == (700, 520)


def opened_on(screens: list[str], tmp_path: Path, frame: Frame) -> list[str]:
    kind = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, "height": 768, "width": 1366, "y": 0}
    row = [{"name": name, "x": 1366 * at} | kind for at, name in enumerate(screens)]
    file = tmp_path / f"{len(screens)}.json"
    file.write_text(json.dumps({"screens": row}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.frame_on_screens", str(frame)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("maximised", [False, True])
def test_a_second_screen_is_found_again_by_name_and_the_first_one_stands_in_for_it(
    maximised: bool, tmp_path: Path
) -> None:
    frame = Frame("two", 900, 300, 640, 400, maximised=maximised)
    there = ["two", "True", "1366 0"] if maximised else ["two", "False", "2092 300"]
    here = ["one", "True", "0 0"] if maximised else ["one", "False", "726 300"]
    assert opened_on(["one", "two"], tmp_path, frame) == there
    assert opened_on(["one"], tmp_path, frame) == here
