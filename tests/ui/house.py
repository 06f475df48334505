# SPDX-License-Identifier: EUPL-1.2
"""A window on the accounts and the directory of one real vault that two people open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.accounts import Role
from app.services.backups import BackupService
from app.services.vault import Session
from tests.services.safe import READER, Safe, let_in
from tests.ui.fakes import FakeDialogs
from ui.screens.accounts import AccountsScreen
from ui.screens.directory import DirectoryScreen
from ui.screens.home import HomePresenter
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast


class House:
    """A window on the accounts and the directory of one open vault."""

    def __init__(self, qtbot: QtBot, safe: Safe, session: Session, tasks: Tasks) -> None:
        desk = session.desk
        assert desk.backups is not None
        self.qtbot, self.safe, self.session, self.tasks = qtbot, safe, session, tasks
        self.backups: BackupService = desk.backups
        self.locks: list[bool] = []
        specs = [
            ScreenSpec(
                "accounts",
                "Comptes",
                IconName.KEY,
                lambda shell: AccountsScreen(
                    shell,
                    desk.accounts,
                    desk.recovery,
                    desk.backups,
                    lock=lambda: self.locks.append(True),
                ),
            ),
            ScreenSpec(
                "directory",
                "Annuaire",
                IconName.DIRECTORY,
                lambda shell: DirectoryScreen(
                    shell, desk.directory, desk.outbox.forms, desk.backups
                ),
            ),
        ]
        self.window = MainWindow(
            "Port", specs, tasks=tasks, dialogs=FakeDialogs(), full_screen=False
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.hide())
        with qtbot.waitActive(self.window):
            self.window.show()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    @property
    def accounts(self) -> AccountsScreen:
        self.window.navigator.go(Intent("accounts"))
        screen = self.window.screen_of("accounts")
        assert isinstance(screen, AccountsScreen)
        return screen

    @property
    def directory(self) -> DirectoryScreen:
        self.window.navigator.go(Intent("directory", choice="import"))
        screen = self.window.screen_of("directory")
        assert isinstance(screen, DirectoryScreen)
        return screen

    @property
    def toast(self) -> str:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast.label.text()

    def home(self) -> HomePresenter:
        desk = self.session.desk
        return HomePresenter(
            desk.home, desk.minutes, desk.documents, desk.directory, desk.cases, None, desk.backups
        )


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    safe, tasks = Safe(tmp_path / "port.tdt"), Tasks()
    session = safe.make()
    let_in(session, READER, Role.READER)
    yield House(qtbot, safe, session, tasks)
    tasks.close()
    session.close()
