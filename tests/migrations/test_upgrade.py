# SPDX-License-Identifier: EUPL-1.2
"""The update of a whole vault: saved before, wholly or not at all, and said when it was cut."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.ids import random_ids
from app.services.vault import Workshop
from app.storage.driver import Connection
from app.storage.migrator import current_version, latest_version, packaged_migrations
from app.storage.row_digests import RowDigests
from app.system.clock import SystemClock
from app.vault.backup_file import BackupFile
from app.vault.card import read_vault_card
from app.vault.drill import rehearse
from app.vault.errors import PlaceReadOnly, UpgradeUnsaved
from app.vault.folder import ATTEMPTS, DATABASE
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.restoring import read_backup_slots
from app.vault.settling import BeforeMigration, no_backup
from app.vault.slot_file import SlotReading
from app.vault.slots import Keys
from app.vault.vault import unlock_vault
from tests import pictures
from tests.migrations.facts import FIRST_PHRASE, HERE, as_it_lies
from tests.vault.support import data_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault of the first format."""
    return Path(shutil.copytree(HERE / "format-1", tmp_path / "ancien.tdt"))


def opened(folder: Path, before: BeforeMigration = no_backup) -> OpenVault:
    return unlock_vault(
        folder,
        None,
        FIRST_PHRASE,
        clock=SystemClock(),
        new_id=random_ids(lambda: 0),
        before_migration=before,
    )


def test_the_backup_comes_before_the_first_change(folder: Path) -> None:
    seen: list[tuple[int, int]] = []

    def before(connection: Connection, reading: SlotReading, keys: Keys) -> None:
        seen.append((current_version(connection), reading.content.generation))
        assert keys.master

    opened(folder, before).close()
    assert seen == [(1, 1)]
    opened(folder, before).close()  # nothing is left to do: no backup
    assert len(seen) == 1


def test_without_the_backup_nothing_is_updated_and_the_vault_is_as_it_was(folder: Path) -> None:
    facts, data = as_it_lies(folder, FIRST_PHRASE), data_of(folder)

    def fails(_connection: Connection, _reading: SlotReading, _keys: Keys) -> None:
        raise PlaceReadOnly

    with pytest.raises(UpgradeUnsaved) as caught:
        opened(folder, fails)
    assert "sauvegarde" in caught.value.sentence
    assert "lecture seule" in caught.value.sentence
    assert caught.value.remedy == PlaceReadOnly().remedy
    assert data_of(folder)[DATABASE] == data[DATABASE]
    assert set(data_of(folder)) == set(data)
    assert as_it_lies(folder, FIRST_PHRASE) == facts
    opened(folder).close()  # the passphrase was right: nobody has to wait


def test_an_update_that_was_cut_short_is_finished_and_said_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_digests: RowDigests) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RowDigests, "rebuild", cut)
        with pytest.raises(KeyboardInterrupt):
            opened(folder)
    (folder / ATTEMPTS).unlink()
    with closing(opened(folder)) as vault:
        assert current_version(vault.connection) == latest_version(packaged_migrations())
        assert any("avait été interrompue" in notice for notice in vault.notices)
    with closing(opened(folder)) as vault:
        assert vault.notices == ()


def test_an_update_that_went_well_says_nothing(folder: Path) -> None:
    with closing(opened(folder)) as vault:
        assert vault.notices == ()


def test_the_program_keeps_a_verified_backup_of_the_older_vault_in_the_usual_place(
    folder: Path,
) -> None:
    facts, clock = as_it_lies(folder, FIRST_PHRASE), SystemClock()
    workshop = Workshop(clock, random_ids(lambda: 0), FLOOR_KDF)
    workshop.unlock(folder, FIRST_PHRASE).close()
    (path,) = (folder.parent / "sauvegardes" / folder.stem).glob("*.tdtb")
    backup = BackupFile(path)
    content = read_backup_slots(backup).content
    keys = content.slots[0].open(content.vault_id, FIRST_PHRASE)
    assert rehearse(path, keys).reason == "migration"
    counts = backup.manifest.counts
    assert {name: counts[name] for name in facts.rows} == {
        name: len(rows) for name, rows in facts.rows.items()
    }


def test_a_vault_of_schema_6_has_no_logo_and_takes_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / "format-6", tmp_path / "six.tdt"))
    assert as_it_lies(folder, FIRST_PHRASE).schema == 6
    workshop, logo = Workshop(SystemClock(), random_ids(lambda: 0), FLOOR_KDF), pictures.logo()
    owner = read_vault_card(folder).accounts[0].id
    with closing(workshop.unlock(folder, FIRST_PHRASE, owner)) as session:
        name = session.desk.practice.get().name
        assert session.desk.practice.logo() is None
        session.desk.practice.save_logo(logo)
    with closing(workshop.unlock(folder, FIRST_PHRASE, owner)) as session:
        assert session.desk.practice.logo() == logo
        assert session.desk.practice.get().name == name
        assert [fault for fault in session.vault.digests.faults() if fault] == []


def test_the_program_updates_nothing_where_backups_cannot_go(folder: Path) -> None:
    data = data_of(folder)
    (folder.parent / "sauvegardes").write_text("a file where the folder should be")
    workshop = Workshop(SystemClock(), random_ids(lambda: 0), FLOOR_KDF)
    with pytest.raises(UpgradeUnsaved):
        workshop.unlock(folder, FIRST_PHRASE)
    assert data_of(folder)[DATABASE] == data[DATABASE]
