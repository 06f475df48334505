# SPDX-License-Identifier: EUPL-1.2
"""A closed vault with a backup, and the pages that bring it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.services.backups import Reason
from app.services.vault import Session
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import press, type_text
from tests.vault.support import data_of
from ui.opened import Opened
from ui.screens.unlock import Face
from ui.screens.unlock.restoring import RestorePage
from ui.screens.unlock.salvaging import SalvagePage
from ui.tasks import Tasks


class Cellar:
    """A closed vault with one backup of the time when Durand was in it."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.doors, self.tasks, self.dialogs = RealDoors(home), Tasks(), FakeDialogs()
        self.folder = home / "port.tdt"
        session = self.doors.make(self.folder)
        session.desk.directory.save(Professional(ProfessionalId(""), "Durand", ""))
        assert session.desk.backups is not None
        self.file = session.desk.backups.make(Reason.ASKED).made.path
        session.desk.directory.save(Professional(ProfessionalId(""), "Lefèvre", ""))
        session.close()
        self.came: list[Opened] = []

    def restore_page(self, stamp: str = "") -> RestorePage:
        page = RestorePage(self.doors, self.folder, self.tasks, self.dialogs, stamp=stamp)
        page.opened.connect(self.came.append)
        shown(self.qtbot, page)
        return page

    def salvage_page(self) -> SalvagePage:
        face: Face = self.doors.look(self.folder)
        page = SalvagePage(self.doors, self.folder, face, self.tasks, self.dialogs)
        shown(self.qtbot, page)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def type_and_restore(self, page: RestorePage, phrase: str = PHRASE) -> None:
        type_text(page.passphrase.edit, phrase)
        press(page.passphrase.edit, "Return")
        self.settle()

    @property
    def names(self) -> list[str]:
        """Who is in the vault that was opened."""
        practice = self.came[-1].practice
        assert isinstance(practice, Session)
        return [line.last for line in practice.desk.directory.all()]

    def bytes_of_vault(self) -> dict[str, bytes]:
        return data_of(self.folder)


@pytest.fixture
def cellar(qtbot: QtBot, tmp_path: Path) -> Iterator[Cellar]:
    cellar = Cellar(qtbot, tmp_path)
    yield cellar
    cellar.tasks.close()
    cellar.doors.close()
