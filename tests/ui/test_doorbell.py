# SPDX-License-Identifier: EUPL-1.2
"""A second start for the same vault: the window that is there comes forward, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.system.presence import Presence
from tests.journeys.room import Room
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from ui.doorbell import Doorbell, bring_forward
from ui.gate import GateWindow
from ui.program import Doors, Program
from ui.restart import Restart
from ui.screens.meeting_mode.projection import Beam
from ui.screens.meeting_mode.projection_screens import Monitor
from ui.screens.unlock import UnlockPage
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme


@pytest.fixture
def presence(tmp_path: Path) -> Presence:
    return Presence(tmp_path / "presences", "desktop")


@pytest.fixture
def alerted(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    calls: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, *_: calls.append(widget))
    return calls


def call(presence: Presence, vault: Path) -> Path:
    """Put a call as a second program does, which waits in a process of its own."""
    (here,) = presence.folder.glob("*.here")
    file = presence.folder / f"{here.stem}-{'0' * 32}.call"
    file.touch()
    return file


def test_a_call_is_heard_and_answered(qtbot: QtBot, presence: Presence, tmp_path: Path) -> None:
    window, come = QWidget(), list[int]()
    qtbot.addWidget(window)
    presence.take(tmp_path / "port.tdt")
    Doorbell(presence, lambda: come.append(1), window)
    assert come == []
    file = call(presence, tmp_path / "port.tdt")
    qtbot.waitUntil(lambda: not file.exists())
    assert come == [1]


def test_who_called_while_the_window_was_being_made_is_answered(
    qtbot: QtBot, presence: Presence, tmp_path: Path
) -> None:
    window, come = QWidget(), list[int]()
    qtbot.addWidget(window)
    bell = Doorbell(presence, lambda: come.append(1), window)  # no vault yet, as at a first run
    presence.take(tmp_path / "port.tdt")
    file = call(presence, tmp_path / "port.tdt")
    bell.listen()
    assert come == [1]
    assert not file.exists()
    later = call(presence, tmp_path / "port.tdt")
    qtbot.waitUntil(lambda: not later.exists())


class Locked:
    """A program at its unlock window, over a real vault."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.vault, self.begun = folder / "port.tdt", list[Restart]()
        self.doors, self.tasks = RealDoors(folder), Tasks()
        self.doors.make(self.vault).close()
        theme = apply_theme(qapp, Scheme.LIGHT)
        doors = Doors(self.doors, self.doors, self.doors, self.doors)
        self.program = Program(doors, theme, self.tasks, FakeDialogs(), self.begun.append)
        self.stood: list[Path] = []
        self.program.stands_at.connect(self.stood.append)
        self.program.show_unlock(self.vault)
        qtbot.waitUntil(lambda: bool(self.page.state.account), timeout=20_000)

    @property
    def gate(self) -> GateWindow:
        assert isinstance(self.program.window, GateWindow)
        return self.program.window

    @property
    def page(self) -> UnlockPage:
        assert isinstance(self.gate.page, UnlockPage)
        return self.gate.page


@pytest.fixture
def locked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Locked]:
    made = Locked(qtbot, qapp, tmp_path)
    yield made
    made.gate.close()
    made.program.close()
    made.doors.close()


def test_coming_forward_opens_nothing_and_takes_nothing_away(
    locked: Locked, alerted: list[QWidget]
) -> None:
    page = locked.page
    page.passphrase.set_text(PHRASE)
    locked.gate.showMinimized()
    locked.program.come_forward()
    assert not locked.gate.isMinimized()
    assert alerted == [locked.gate]
    assert locked.page is page
    assert page.passphrase.text() == PHRASE
    assert not locked.tasks.busy
    assert locked.doors.remembered == []


def test_a_program_that_is_being_locked_shows_nothing_again(
    locked: Locked, alerted: list[QWidget]
) -> None:
    locked.gate.hide()
    locked.program.restart = Restart(locked.vault)
    locked.program.come_forward()
    assert not locked.gate.isVisible()
    assert alerted == []


def test_the_vault_of_the_window_is_said_from_its_first_page_on(locked: Locked) -> None:
    assert locked.stood == [locked.vault]


def test_a_question_that_waits_stays_in_front(qtbot: QtBot, alerted: list[QWidget]) -> None:
    window, question, seen = QWidget(), QDialog(), list[tuple[bool, bool]]()
    for each in (window, question):
        qtbot.addWidget(each)
    with qtbot.waitExposed(window):
        window.show()

    def look() -> None:
        bring_forward(window)
        seen.append((question.isVisible(), question.isActiveWindow()))
        question.reject()

    QTimer.singleShot(200, question, look)
    question.exec()
    assert seen == [(True, True)]
    assert alerted == [window]


def test_what_the_room_sees_stays_as_it_is(room: Room, alerted: list[QWidget]) -> None:
    control = room.stage.meeting.anonymity.projection
    desk, wall = QRect(0, 0, 1366, 768), QRect(1366, 0, 1280, 720)
    monitors = [Monitor("Dell", "Dell", desk), Monitor("Epson", "Epson", wall)]
    control.use_monitors(lambda: monitors, lambda: False)
    room.press("F7")
    assert control.beam is Beam.ON
    shown = control.window
    assert shown is not None
    before = (shown.geometry(), shown.windowState(), shown.grab().toImage())
    main = room.stage.window
    main.setWindowState(Qt.WindowState.WindowFullScreen)
    main.setWindowState(main.windowState() | Qt.WindowState.WindowMinimized)
    bring_forward(main)
    QApplication.processEvents()
    assert main.isFullScreen()
    assert not main.isMinimized()
    assert control.beam is Beam.ON
    assert control.window is shown
    assert (shown.geometry(), shown.windowState(), shown.grab().toImage()) == before
    assert alerted == [main]
