# SPDX-License-Identifier: EUPL-1.2
"""The first run in a window, with what a hand does on its first two pages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import type_text
from ui.opened import Opened, OpenPractice
from ui.screens.accounts import FirstSheet
from ui.screens.first_run import FirstRunPage
from ui.screens_of import sheet_pane
from ui.tasks import Tasks


class FirstDay:
    """The first run in a window, over a foundry that makes real vaults."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.doors, self.tasks, self.dialogs = RealDoors(folder), Tasks(), FakeDialogs()
        self.created: list[Opened] = []
        self.ended: list[str] = []
        self.page = FirstRunPage(self.doors, self.tasks, self.dialogs, self._people, self._sheet)
        self.page.created.connect(self.created.append)
        self.page.finished.connect(lambda: self.ended.append("finished"))
        self.page.demo_asked.connect(lambda: self.ended.append("demo"))
        shown(qtbot, self.page)
        self.page.setFocus()

    def fill_practice(self, name: str = "Maison de santé du Port") -> None:
        type_text(self.page.practice.name.edit, name)
        self.page.practice.next.click()

    def fill_account(self, phrase: str = PHRASE, again: str | None = None) -> None:
        account = self.page.account
        type_text(account.name.edit, "Maëlle Rivoal")
        type_text(account.passphrase.edit, phrase)
        type_text(account.again.edit, phrase if again is None else again)

    def create(self) -> None:
        self.page.account.next.click()
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def _sheet(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        return sheet_pane(practice, self.tasks, self.dialogs, finished)

    @property
    def sheet(self) -> FirstSheet:
        """The page of the recovery sheet, once the vault is made."""
        page = self.page.findChild(FirstSheet)
        assert isinstance(page, FirstSheet)
        return page

    @staticmethod
    def _people(practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        assert practice.desk.directory.all() == ()
        button = QPushButton("Plus tard")
        button.clicked.connect(finished)
        return button
