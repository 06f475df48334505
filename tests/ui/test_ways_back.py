# SPDX-License-Identifier: EUPL-1.2
"""Restoring and salvaging before a vault is open, through the widgets, over real vaults."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.services.backups import Reason
from app.services.vault import Session
from app.vault.folder import DATABASE
from tests.storage.damage import destroy, pages_of
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import press, type_text
from ui.opened import Opened
from ui.screens.unlock import Face, UnlockPage
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
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}


@pytest.fixture
def cellar(qtbot: QtBot, tmp_path: Path) -> Iterator[Cellar]:
    cellar = Cellar(qtbot, tmp_path)
    yield cellar
    cellar.tasks.close()
    cellar.doors.close()


def test_the_unlock_page_says_when_the_last_backup_was_made(cellar: Cellar) -> None:
    page = UnlockPage(cellar.doors, cellar.folder, cellar.tasks, cellar.dialogs)
    shown(cellar.qtbot, page)
    cellar.qtbot.waitUntil(lambda: bool(page.state.accounts) and not cellar.tasks.busy)
    assert page.backup.text().startswith("Dernière sauvegarde : jeu. 26 nov. 2026 à 12")
    with cellar.qtbot.waitSignal(page.restore_asked) as asked:
        page.restore.click()
    assert asked.args == [cellar.folder]


def test_a_backup_is_restored_and_opened_and_what_was_there_goes_aside(cellar: Cellar) -> None:
    page = cellar.restore_page()
    assert "26 nov. 2026" in page.about.text()
    cellar.type_and_restore(page)
    assert cellar.came[0].folder == cellar.folder
    assert cellar.names == ["Durand"]
    aside = [path for path in cellar.folder.iterdir() if path.name.startswith("aside-")]
    assert len(aside) == 1
    assert (aside[0] / DATABASE).is_file()


def test_a_missing_vault_is_made_again(cellar: Cellar) -> None:
    shutil.rmtree(cellar.folder)
    cellar.type_and_restore(cellar.restore_page("2026-11-26-120000"))
    assert cellar.names == ["Durand"]


def test_a_damaged_vault_is_replaced(cellar: Cellar) -> None:
    for name in (DATABASE, "keys-1.json", "keys-2.json"):
        (cellar.folder / name).write_bytes(b"abime")
    cellar.type_and_restore(cellar.restore_page())
    assert cellar.names == ["Durand"]


def test_a_wrong_passphrase_is_said_and_changes_nothing(cellar: Cellar) -> None:
    before = cellar.bytes_of_vault()
    page = cellar.restore_page()
    cellar.type_and_restore(page, "ce n’est pas la bonne")
    assert page.message.text().startswith("La phrase de passe ne correspond pas.")
    assert not page.message.isHidden()
    assert page.restore_button.isEnabled()
    assert cellar.bytes_of_vault() == before
    assert cellar.came == []


def test_an_empty_passphrase_is_no_attempt(cellar: Cellar) -> None:
    page = cellar.restore_page()
    page.restore()
    assert page.passphrase.message.text().startswith("Écrivez la phrase de passe")
    assert not cellar.tasks.busy


def test_what_is_no_backup_is_told_as_such(cellar: Cellar) -> None:
    page = cellar.restore_page()
    cellar.dialogs.file_to_open = cellar.home / "lettre.tdtb"
    (cellar.home / "lettre.tdtb").write_bytes(b"Bonjour")
    page.file_button.click()
    assert "n’est pas une sauvegarde" in page.message.text()
    assert not page.restore_button.isEnabled()


def test_a_cut_file_is_refused_and_changes_nothing(cellar: Cellar) -> None:
    before = cellar.bytes_of_vault()
    whole = bytearray(cellar.file.read_bytes())
    whole[len(whole) // 2] ^= 1
    cellar.file.write_bytes(whole)
    page = cellar.restore_page()
    cellar.type_and_restore(page)
    assert "abîmée" in page.message.text()
    assert cellar.bytes_of_vault() == before


def test_a_pulled_stick_is_said(cellar: Cellar) -> None:
    page = cellar.restore_page()
    cellar.file.unlink()
    cellar.type_and_restore(page)
    assert "introuvable" in page.message.text()


def test_a_backup_from_elsewhere_is_restored_under_a_folder_of_its_own(cellar: Cellar) -> None:
    stick = cellar.home / "cle"
    stick.mkdir()
    cellar.file.rename(stick / cellar.file.name)
    page = cellar.restore_page()
    assert "Aucune sauvegarde" in page.about.text()
    cellar.dialogs.file_to_open = stick / cellar.file.name
    cellar.dialogs.folder = stick
    page.file_button.click()
    page.folder_button.click()
    cellar.type_and_restore(page)
    assert cellar.came[0].folder == stick / "port.tdt"
    assert cellar.names == ["Durand"]


def test_a_vault_that_is_open_elsewhere_is_not_replaced(cellar: Cellar) -> None:
    session = cellar.doors.unlock(cellar.folder, PHRASE)
    page = cellar.restore_page()
    cellar.type_and_restore(page)
    assert "déjà ouvert" in page.message.text()
    session.close()


def test_what_can_be_read_is_written_beside_with_a_report(cellar: Cellar) -> None:
    database = cellar.folder / DATABASE
    destroy(database, pages_of(database) - 3)
    before = database.read_bytes()
    page = cellar.salvage_page()
    type_text(page.passphrase.edit, PHRASE)
    page.salvage_button.click()
    cellar.settle()
    assert "lignes récupérées" in page.report.text()
    assert page.target.name == "port-recupere.tdt"
    assert database.read_bytes() == before
    with cellar.qtbot.waitSignal(page.chosen) as chosen:
        page.open_button.click()
    assert chosen.args == [page.target]
    cellar.doors.unlock(page.target, PHRASE)


def test_a_wrong_passphrase_salvages_nothing(cellar: Cellar) -> None:
    page = cellar.salvage_page()
    type_text(page.passphrase.edit, "ce n’est pas la bonne")
    page.salvage_button.click()
    cellar.settle()
    assert "ne correspond pas" in page.message.text()
    assert not page.target.exists()
