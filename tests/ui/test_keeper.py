# SPDX-License-Identifier: EUPL-1.2
"""The backups that nobody asks for: after a meeting, once a week, at the end of the program."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes, Kind
from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.services.backups import BackupService
from app.services.vault import Session
from app.vault.rotation import backups_in
from tests.services.safe import Safe
from tests.ui.doors import RealDoors
from tests.ui.fakes import FakeDialogs
from ui.keeper import FAILED, BackupKeeper
from ui.opened import Opened
from ui.program import Doors, Program
from ui.shell import Intent, MainWindow, Screen, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName, Scheme, apply_theme
from ui.widgets import Toast


class MeetingScreen(Screen):
    immersive = True


class Guard:
    """A keeper over a real vault; the meeting closed last is what a test says."""

    def __init__(self, qtbot: QtBot, safe: Safe, session: Session, tasks: Tasks) -> None:
        assert session.desk.backups is not None
        self.qtbot, self.safe, self.session, self.tasks = qtbot, safe, session, tasks
        self.backups: BackupService = session.desk.backups
        self.closed = ""
        specs = [
            ScreenSpec("home", "Accueil", IconName.HOME, lambda _shell: Screen()),
            ScreenSpec("meeting", "Réunion", IconName.MEETING, lambda _shell: MeetingScreen()),
        ]
        self.window = MainWindow(
            "Port", specs, tasks=tasks, dialogs=FakeDialogs(), full_screen=False
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.hide())
        self.window.navigator.go(Intent("home"))
        self.keeper = BackupKeeper(self.backups, lambda: self.closed, self.window, tasks)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def look(self) -> None:
        self.keeper.look()
        self.settle()

    def close_meeting(self, meeting: str) -> None:
        self.closed = meeting
        self.window.changes.publish(Changes(frozenset({(Kind.MINUTES, "pv")})))
        self.settle()

    @property
    def reasons(self) -> list[str]:
        return [line.reason for line in self.backups.all()]

    @property
    def toast(self) -> str:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast.label.text()


@pytest.fixture
def guard(qtbot: QtBot, tmp_path: Path) -> Iterator[Guard]:
    safe, tasks = Safe(tmp_path / "port.tdt"), Tasks()
    session = safe.make()
    yield Guard(qtbot, safe, session, tasks)
    tasks.close()
    session.close()


def test_a_closed_meeting_is_backed_up_once_and_silently(guard: Guard) -> None:
    guard.close_meeting("m1")
    assert guard.reasons == ["après une réunion"]
    guard.close_meeting("m1")
    assert len(guard.reasons) == 1
    assert guard.toast == ""


def test_a_quiet_moment_makes_the_check_of_the_week_and_then_nothing(guard: Guard) -> None:
    guard.look()
    assert guard.reasons == ["vérification de la semaine"]
    assert guard.backups.state().drilled == guard.safe.clock.today()
    guard.look()
    assert len(guard.reasons) == 1
    guard.safe.clock.set_local(guard.safe.clock.local() + timedelta(days=7))
    guard.look()
    assert len(guard.reasons) == 2


def test_what_the_last_close_did_not_back_up_is_backed_up_later(guard: Guard) -> None:
    guard.look()
    guard.session.desk.directory.save(Professional(ProfessionalId(""), "Durand", ""))
    guard.safe.clock.set_local(guard.safe.clock.local() + timedelta(hours=1))
    guard.look()
    assert guard.reasons[0] == "à la fermeture"


def test_nothing_is_made_in_the_midst_of_a_meeting(guard: Guard) -> None:
    guard.window.navigator.go(Intent("meeting"))
    guard.look()
    assert guard.reasons == []


def test_leftovers_are_cleared(guard: Guard) -> None:
    guard.look()
    left = guard.backups.state().first / ".port-2026-11-25-120000.tdtb.part"
    left.write_bytes(b"x")
    guard.look()
    assert not left.exists()


def test_a_failure_is_one_line_and_said_once(guard: Guard) -> None:
    first = guard.backups.state().first
    first.parent.mkdir(parents=True, exist_ok=True)
    first.write_bytes(b"")
    guard.close_meeting("m1")
    assert guard.toast.startswith(FAILED)
    toast = guard.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.label.setText("")
    guard.close_meeting("m2")
    assert guard.toast == ""


def run_program(qtbot: QtBot, qapp: QApplication, home: Path, *, fictional: bool) -> Path:
    """Open a vault, write in it, close the program; the vault's folder."""
    doors, tasks = RealDoors(home), Tasks()
    program = Program(
        Doors(doors, doors, doors, doors),
        apply_theme(qapp, Scheme.LIGHT),
        tasks,
        FakeDialogs(),
        lambda _restart: None,
    )
    folder = home / ("fictif.tdt" if fictional else "port.tdt")
    program.open(Opened(doors.make(folder), folder))
    assert isinstance(program.window, MainWindow)
    qtbot.addWidget(program.window)
    program.window.close()
    program.close()
    doors.close()
    return folder


def test_the_end_of_the_program_makes_a_backup(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = run_program(qtbot, qapp, tmp_path, fictional=False)
    assert len(backups_in(tmp_path / "sauvegardes" / folder.stem)) == 1


def test_the_fictional_practice_makes_none(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    run_program(qtbot, qapp, tmp_path, fictional=True)
    assert not (tmp_path / "sauvegardes").exists()
