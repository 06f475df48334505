# SPDX-License-Identifier: EUPL-1.2
"""Restoring and salvaging before a vault is open, through the widgets, over real vaults."""

import shutil
from datetime import timedelta

import pytest

from app.services.backups import Reason
from app.vault.folder import DATABASE
from tests.storage.damage import destroy, pages_of
from tests.ui.cellar import Cellar, cellar
from tests.ui.doors import PHRASE
from tests.ui.stage import shown
from tests.ui.typing import type_text
from ui.screens.unlock import UnlockPage

__all__ = ["cellar"]


def test_the_unlock_page_says_when_the_last_backup_was_made(cellar: Cellar) -> None:
    page = UnlockPage(cellar.doors, cellar.folder, cellar.tasks, cellar.dialogs)
    shown(cellar.qtbot, page)
    cellar.qtbot.waitUntil(lambda: bool(page.state.accounts) and not cellar.tasks.busy)
    assert page.backup.text().startswith("Dernière sauvegarde\u00a0: jeu. 26 nov. 2026 à 12")
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
    assert page.message.text() == (
        "La phrase de passe ne correspond pas. Encore 1 seconde avant le prochain essai."
    )
    assert not page.message.isHidden()
    assert not page.go_button.isEnabled()
    assert cellar.bytes_of_vault() == before
    assert cellar.came == []


def test_wrong_passphrases_make_wait_longer_and_longer_also_for_the_next_window(
    cellar: Cellar,
) -> None:
    page = cellar.restore_page()
    cellar.type_and_restore(page, "ce n’est pas la bonne")
    cellar.type_and_restore(page)
    assert cellar.came == [], "nothing is tried while there is a wait"
    cellar.doors.clock.advance(timedelta(seconds=1))
    cellar.qtbot.waitUntil(page.go_button.isEnabled)
    assert "Verr. Maj" in page.message.text()
    page.passphrase.clear()
    cellar.type_and_restore(page, "toujours pas la bonne")
    again = cellar.restore_page()
    assert "Encore 2 secondes" in again.message.text()
    assert not again.go_button.isEnabled()
    assert "Encore 2 secondes" in cellar.salvage_page().message.text()
    cellar.doors.clock.advance(timedelta(seconds=2))
    cellar.qtbot.waitUntil(again.go_button.isEnabled)
    cellar.type_and_restore(again)
    assert cellar.names == ["Durand"]


def test_the_wait_is_that_of_the_chosen_backup(cellar: Cellar) -> None:
    cellar.doors.make(cellar.home / "autre.tdt", "Centre des Ormes").close()
    other = cellar.doors.unlock(cellar.home / "autre.tdt", PHRASE)
    assert other.desk.backups is not None
    file = other.desk.backups.make(Reason.ASKED).made.path
    other.close()
    page = cellar.restore_page()
    cellar.type_and_restore(page, "ce n’est pas la bonne")
    page.choose(file)
    assert page.message.text() == ""
    assert page.go_button.isEnabled()
    page.choose(cellar.file)
    assert "Encore 1 seconde" in page.message.text()


def test_a_passphrase_cut_in_two_is_said(cellar: Cellar, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in (cellar.restore_page(), cellar.salvage_page()):
        # Qt under Linux gives no such text; a paste from another program under Windows may.
        monkeypatch.setattr(page.passphrase, "text", lambda: "ancre cerise \ud83d moulin")
        page.go_button.click()
        cellar.settle()
        assert "coupé en deux" in page.message.text()
        assert page.go_button.isEnabled()


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
    assert not page.go_button.isEnabled()


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
    page.go_button.click()
    cellar.settle()
    assert "lignes récupérées" in page.report.text()
    assert str(cellar.home) not in page.report.text()
    assert page.target.name == "port-recupere.tdt"
    assert database.read_bytes() == before
    with cellar.qtbot.waitSignal(page.chosen) as chosen:
        page.open_button.click()
    assert chosen.args == [page.target]
    cellar.doors.unlock(page.target, PHRASE)


def test_a_wrong_passphrase_salvages_nothing(cellar: Cellar) -> None:
    page = cellar.salvage_page()
    type_text(page.passphrase.edit, "ce n’est pas la bonne")
    page.go_button.click()
    cellar.settle()
    assert "ne correspond pas" in page.message.text()
    assert not page.target.exists()


def test_restoring_over_a_vault_that_is_away_says_that_its_copy_is_given_up(cellar: Cellar) -> None:
    assert cellar.restore_page().notice.isHidden()
    session = cellar.doors.unlock(cellar.folder, PHRASE)
    session.desk.carry.take_away(cellar.home)
    session.close()
    page = cellar.restore_page()
    assert "emporté par Maëlle Rivoal" in page.notice.text()
    assert "déclare la copie perdue" in page.notice.text()
    page.bring_back_to(cellar.home / "ailleurs.tdt")
    assert page.notice.isHidden()
