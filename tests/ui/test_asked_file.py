# SPDX-License-Identifier: EUPL-1.2
"""A file that macOS asks the running program to open: as if it had been started with it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.services.backups import Reason
from tests.ui.doors import RealDoors
from tests.ui.fakes import FakeDialogs
from ui.asked_file import AskedFiles
from ui.gate import GateWindow
from ui.opened import Opened
from ui.program import Doors, Program
from ui.screens.first_run import FirstRunPage
from ui.screens.unlock import UnlockPage
from ui.screens.unlock.recovery import RecoveryPage
from ui.screens.unlock.restoring import RestorePage
from ui.shell import MainWindow
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme

ROOT = Path(__file__).parents[2]
ASKED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from ui import main as program
from ui.main import QApplication
from ui.program import Program
def ask():
    app = QApplication.instance()
    app.sendEvent(app, QFileOpenEvent(sys.argv[1]))
    window = next(each for each in app.topLevelWidgets() if each.isVisible())
    print(type(window.page).__name__, getattr(window.page, "folder", ""))
    app.quit()
QTimer.singleShot(0, ask)
sys.exit(program.main(sys.argv[2:]))
"""


class Host:
    """A program over real vaults, and what is asked of it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self.folder, self.vault = qtbot, folder, folder / "port.tdt"
        self.doors, self.dialogs, self.tasks = RealDoors(folder), FakeDialogs(), Tasks()
        doors = Doors(self.doors, self.doors, self.doors, self.doors)
        theme = apply_theme(qapp, Scheme.LIGHT)
        self.program = Program(doors, theme, self.tasks, self.dialogs, lambda _restart: None)
        self.others: list[Path] = []
        self.asked = AskedFiles(self.program, self.doors.named, self.dialogs, self.others.append)
        session = self.doors.make(self.vault)
        assert session.desk.backups is not None
        self.backup = session.desk.backups.make(Reason.ASKED).made.path
        session.close()

    @property
    def page(self) -> object:
        assert isinstance(self.program.window, GateWindow)
        return self.program.window.page

    def wait(self, done: Callable[[], bool] = lambda: True) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy and done(), timeout=20_000)


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Host]:
    host = Host(qtbot, qapp, tmp_path)
    yield host
    if host.program.window is not None:
        host.program.window.close()
    host.program.close()
    host.doors.close()


@pytest.mark.parametrize("arguments", [[], ["--vault", "absent.tdt"]], ids=["first run", "unlock"])
def test_the_event_of_the_system_reaches_the_program_that_runs(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "port.tdt").mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path / "port.tdt"), *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ
        | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert ended.stdout.split() == ["UnlockPage", str(tmp_path / "port.tdt")], ended.stderr


def test_at_a_first_run_a_vault_leads_to_its_unlocking(host: Host) -> None:
    host.program.show_first_run()
    host.asked.open(host.vault / "keys-1.json")
    assert isinstance(host.page, UnlockPage)
    assert host.page.folder == host.vault
    host.wait()


@pytest.mark.parametrize("where", ["practice", "account"])
def test_what_is_typed_at_a_first_run_is_not_thrown_away_by_a_file(host: Host, where: str) -> None:
    host.program.show_first_run()
    page = host.page
    assert isinstance(page, FirstRunPage)
    (page.practice if where == "practice" else page.account).name.set_text("Port")
    host.asked.open(host.vault)
    assert host.page is page
    assert host.others == [host.vault]


def test_half_a_recovery_sheet_is_not_thrown_away_by_a_file(host: Host) -> None:
    host.program.show_unlock(host.vault)
    host.wait()
    assert isinstance(host.page, UnlockPage)
    host.page.recovery_asked.emit(host.vault, host.doors.look(host.vault))
    page = host.page
    assert isinstance(page, RecoveryPage)
    page.groups.fields[0].set_text("ABCDE")
    host.asked.open(host.backup)
    assert host.page is page
    assert host.others == [host.backup]


def test_before_the_unlocking_a_backup_leads_to_the_page_of_restoring(host: Host) -> None:
    host.program.show_unlock(host.vault)
    host.wait()
    host.asked.open(host.backup)
    assert isinstance(host.page, RestorePage)
    assert host.page.which.value() == str(host.backup)
    assert host.others == []


def test_what_is_none_of_ours_is_said_and_the_page_stays(host: Host) -> None:
    host.program.show_first_run()
    (host.folder / "notes.odt").write_bytes(b"")
    host.asked.open(host.folder / "notes.odt")
    assert isinstance(host.page, FirstRunPage)
    assert "notes.odt" in host.dialogs.told[0][0]


def test_while_a_vault_is_open_a_file_goes_to_a_window_of_its_own(host: Host) -> None:
    host.program.open(Opened(host.doors.unlock(host.vault, host.doors.passphrase), host.vault))
    window = host.program.window
    assert isinstance(window, MainWindow)
    host.asked.open(host.backup)
    assert host.others == [host.backup]
    assert host.program.window is window
    assert window.isVisible()


def test_who_is_asked_something_finds_the_page_again_that_asked(host: Host, qtbot: QtBot) -> None:
    host.program.show_first_run()
    page, question = host.page, QDialog(host.program.window)
    qtbot.addWidget(question)
    question.open()
    host.asked.open(host.vault)
    assert host.page is page
    assert host.others == [host.vault]
    question.close()
