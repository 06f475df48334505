# SPDX-License-Identifier: EUPL-1.2
"""The backups screen over a real vault, through its widgets."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.services.backups import BackupService, Reason
from app.services.vault import Session
from app.vault.damage import Damage, write_damage
from app.vault.settling import standing_of
from tests.services.safe import OTHER, Safe, let_in
from tests.ui.fakes import FakeDialogs
from ui.screens.backups import BackupsScreen
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName


class Shelf:
    """A window on the backups of one open vault."""

    def __init__(self, qtbot: QtBot, safe: Safe, session: Session, tasks: Tasks) -> None:
        assert session.desk.backups is not None
        self.qtbot, self.safe, self.session, self.tasks = qtbot, safe, session, tasks
        self.backups: BackupService = session.desk.backups
        self.dialogs = FakeDialogs()
        self.left: list[tuple[str, str]] = []
        spec = ScreenSpec(
            "backups",
            "Sauvegardes",
            IconName.SAVE,
            lambda shell: BackupsScreen(
                shell, self.backups, lambda deed, stamp: self.left.append((deed, stamp))
            ),
        )
        self.window = MainWindow(
            "Port", [spec], tasks=tasks, dialogs=self.dialogs, full_screen=False
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.window.hide())
        with qtbot.waitActive(self.window):
            self.window.show()
        self.come()

    def come(self) -> None:
        self.window.navigator.go(Intent("backups"))

    @property
    def screen(self) -> BackupsScreen:
        screen = self.window.screen_of("backups")
        assert isinstance(screen, BackupsScreen)
        return screen

    @property
    def said(self) -> str:
        return self.screen.progress.text()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def make(self) -> Path:
        self.screen.make_button.click()
        self.settle()
        return self.backups.all()[0].path


@pytest.fixture
def shelf(qtbot: QtBot, tmp_path: Path) -> Iterator[Shelf]:
    safe, tasks = Safe(tmp_path / "port.tdt"), Tasks()
    session = safe.make()
    yield Shelf(qtbot, safe, session, tasks)
    tasks.close()
    session.close()


def test_a_backup_is_made_and_listed_and_only_then_called_verified(shelf: Shelf) -> None:
    assert "Aucune sauvegarde" in shelf.screen.last.text()
    assert not shelf.screen.list.rows
    shelf.screen.make_button.click()
    assert shelf.said == "Sauvegarde en cours…"
    assert not shelf.screen.make_button.isEnabled()
    shelf.settle()
    assert shelf.said.startswith("Sauvegarde vérifiée à 12")
    assert [row.chip.text for row in shelf.screen.list.rows if row.chip] == ["vérifiée"]
    assert "Aujourd’hui à 12" in shelf.screen.last.text()
    assert shelf.screen.make_button.isEnabled()


def test_a_verification_restores_it_and_its_day_is_shown(shelf: Shelf) -> None:
    shelf.make()
    assert "pas encore" in shelf.screen.drilled.text()
    shelf.screen.verify.click()
    shelf.settle()
    assert "se restaure entièrement" in shelf.said
    assert "26 nov. 2026" in shelf.screen.drilled.text()


def test_a_backup_cut_short_is_told_and_not_called_restorable(shelf: Shelf) -> None:
    path = shelf.make()
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    shelf.screen.verify.click()
    shelf.settle()
    assert "abîmée" in shelf.said
    path.write_bytes(whole[: len(whole) // 2])
    shelf.come()
    assert [row.chip.text for row in shelf.screen.list.rows if row.chip] == ["illisible"]
    assert shelf.screen.restore.isHidden()


def test_a_second_place_is_proposed_and_then_holds_each_backup(
    shelf: Shelf, tmp_path: Path
) -> None:
    places = shelf.screen.places
    assert "clé USB" in places.second.text()
    shelf.dialogs.folder = tmp_path / "cle"
    places.choose_button.click()
    made = shelf.make()
    assert (tmp_path / "cle" / made.name).read_bytes() == made.read_bytes()
    places.stop_button.click()
    assert "clé USB" in places.second.text()


def test_a_synchronised_second_place_is_warned_of_and_kept(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.screen.places.warning.isHidden()
    shelf.dialogs.folder = tmp_path / "Dropbox" / "coffre"
    shelf.screen.places.choose_button.click()
    assert "synchronisé par Dropbox" in shelf.screen.places.warning.text()
    assert not shelf.screen.places.warning.isHidden()
    assert shelf.backups.state().second == tmp_path / "Dropbox" / "coffre"


def test_two_of_one_second_are_listed_the_newest_first(shelf: Shelf) -> None:
    first = shelf.make()
    assert shelf.make() != first
    assert [line.path for line in shelf.backups.all()][-1] == first


def test_the_first_place_cannot_be_the_second(shelf: Shelf) -> None:
    shelf.dialogs.folder = shelf.make().parent
    shelf.screen.places.choose_button.click()
    assert "déjà celui des sauvegardes" in shelf.screen.places.refusal.text()
    assert not shelf.screen.places.refusal.isHidden()


def test_a_pulled_stick_is_said_and_nothing_there_is_called_done(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.dialogs.folder = tmp_path / "cle"
    shelf.screen.places.choose_button.click()
    shutil.rmtree(tmp_path / "cle")
    shelf.make()
    assert "elle manque au second emplacement" in shelf.said
    assert "n’y est pas" in shelf.screen.places.missed.text()
    assert not (tmp_path / "cle").exists()


def test_a_place_that_is_no_folder_makes_no_backup_and_says_why(shelf: Shelf) -> None:
    first = shelf.backups.state().first
    first.parent.mkdir(parents=True, exist_ok=True)
    first.write_bytes(b"")
    shelf.screen.make_button.click()
    shelf.settle()
    assert "existe déjà à cet endroit" in shelf.said
    assert "vérifiée" not in shelf.said
    assert shelf.backups.state().last is None


def test_a_full_disk_makes_no_backup_and_says_why(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.disk_usage

    def full(place: Path) -> object:
        return real(place)._replace(free=10)

    monkeypatch.setattr(shutil, "disk_usage", full)
    shelf.screen.make_button.click()
    shelf.settle()
    assert "place" in shelf.said
    assert shelf.backups.state().last is None


def test_restoring_is_explained_then_locks_with_the_chosen_backup(shelf: Shelf) -> None:
    shelf.make()
    shelf.dialogs.agrees = False
    shelf.screen.restore.click()
    assert shelf.left == []
    assert "mis de côté" in shelf.dialogs.asked[1]
    shelf.dialogs.agrees = True
    shelf.screen.restore.click()
    assert shelf.left == [("restore", "2026-11-26-120000")]


def test_a_damaged_vault_offers_its_last_backup_and_salvage(shelf: Shelf) -> None:
    shelf.make()
    assert shelf.screen.damage.isHidden()
    vault = shelf.session.vault
    write_damage(vault.folder, Damage(shelf.safe.clock.now(), "2 pages illisibles."))
    vault.state = standing_of(vault, shelf.safe.clock)
    shelf.come()
    assert "2 pages illisibles" in shelf.screen.damage.label.text()
    assert shelf.screen.make_button.isHidden()
    shelf.screen.damage.button.click()
    shelf.screen.salvage.click()
    assert shelf.left == [("restore", "2026-11-26-120000"), ("salvage", "")]


def test_a_week_without_one_is_said(shelf: Shelf) -> None:
    shelf.make()
    assert shelf.screen.late.isHidden()
    shelf.safe.clock.set_local(shelf.safe.clock.local() + timedelta(days=8))
    shelf.come()
    assert shelf.screen.late.text() == "Aucune sauvegarde depuis 8 jours."


def test_what_is_made_elsewhere_is_shown_at_once(shelf: Shelf) -> None:
    shelf.session.desk.directory.save(Professional(ProfessionalId(""), "Durand", ""))
    shelf.backups.make(Reason.MEETING)
    shelf.come()
    assert "après une réunion" in shelf.screen.list.rows[0].note


def test_an_account_that_only_reads_is_not_offered_to_choose_a_place(
    qtbot: QtBot, tmp_path: Path
) -> None:
    safe, tasks = Safe(tmp_path / "port.tdt"), Tasks()
    with closing(safe.make()) as session:
        reader = let_in(session)
    with safe.open(OTHER, reader) as session:
        places = Shelf(qtbot, safe, session, tasks).screen.places
        assert not places.choose_button.isVisible()
        assert not places.stop_button.isVisible()
        tasks.close()
