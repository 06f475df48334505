# SPDX-License-Identifier: EUPL-1.2
"""Row 15: the passphrase of a removed account."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.driver import open_database
from app.storage.errors import WrongKey
from app.vault.backup_file import BackupDamaged, BackupFile
from app.vault.database import database_key
from app.vault.errors import AccountUnknown, WrongPassphrase
from app.vault.folder import DATABASE, SLOT_COPIES
from app.vault.heads import HEAD
from app.vault.open_vault import OpenVault
from app.vault.rekeying import remove_account
from app.vault.restoring import backups_key, read_backup_slots, verify_backup
from app.vault.slots import Keys, Slot
from app.vault.standing import Standing
from app.vault.vault import read_vault_card
from tests.durability.changer import READER, READER_PHRASE, opened, with_reader
from tests.durability.meeting import PASSPHRASE, Ground
from tests.vault.backing import NOON, back_up, source_of


@pytest.fixture
def vault(ground: Ground) -> Iterator[OpenVault]:
    """The vault held open by its owner, a second account beside."""
    me = read_vault_card(ground.folder).accounts[0].id
    with_reader(ground.folder)
    with closing(opened(ground.folder, PASSPHRASE, me)) as open_vault:
        yield open_vault


def slot_in(backup: BackupFile) -> Slot | None:
    return read_backup_slots(backup).content.slot(READER.id)


def keys_of(slot: Slot, vault_id: str) -> Keys:
    return slot.open(vault_id, READER_PHRASE)


def test_row_15_a_removed_account_opens_neither_the_vault_nor_later_backups(
    vault: OpenVault, tmp_path: Path
) -> None:
    folder, vault_id, me = vault.folder, vault.vault_id, vault.account.id
    before = BackupFile(back_up(source_of(vault), tmp_path).path)
    slot = slot_in(before)
    assert slot is not None
    keys = keys_of(slot, vault_id)  # all that somebody who leaves can have kept
    assert keys.identity is not None

    remove_account(vault, READER.id)
    assert vault.generation == 3
    after = BackupFile(back_up(source_of(vault), tmp_path, NOON.replace(hour=16)).path)
    vault.close()

    with pytest.raises(AccountUnknown):
        opened(folder, READER_PHRASE, READER.id)
    with pytest.raises(WrongPassphrase):
        opened(folder, READER_PHRASE, me)
    with pytest.raises(WrongKey):
        open_database(folder / DATABASE, database_key(keys.master, vault_id))
    assert slot_in(after) is None
    with pytest.raises(BackupDamaged):
        after.sealed.authenticate(backups_key(keys.master, vault_id))
    with pytest.raises(BackupDamaged):
        after.sealed.database_key(backups_key(keys.master, vault_id))
    with closing(opened(folder, PASSPHRASE, me)) as again:
        assert [one.account.id for one in again.content.slots] == [me]


def test_row_15_control_the_backup_made_before_opens_with_the_old_passphrase(
    vault: OpenVault, tmp_path: Path
) -> None:
    before = BackupFile(back_up(source_of(vault), tmp_path).path)
    remove_account(vault, READER.id)
    slot = slot_in(before)
    assert slot is not None
    keys = keys_of(slot, vault.vault_id)
    checked = verify_backup(before, backups_key(keys.master, vault.vault_id), tmp_path)
    assert checked.manifest.counts["cases"] > 0


def files_of_before(vault: OpenVault, tmp_path: Path) -> Path:
    """The closed vault as it was before the removal; afterwards those files are put back."""
    folder, older = vault.folder, tmp_path / "older"
    me = vault.account.id
    vault.close()
    shutil.copytree(folder, older)
    with closing(opened(folder, PASSPHRASE, me)) as again:
        remove_account(again, READER.id)
    for name in (DATABASE, *SLOT_COPIES):
        shutil.copy(older / name, folder / name)
    return folder


def test_row_15_a_removed_account_with_the_old_files_changes_nothing_and_is_noticed(
    vault: OpenVault, tmp_path: Path
) -> None:
    folder = files_of_before(vault, tmp_path)
    note = (folder / HEAD).read_bytes()
    with closing(opened(folder, READER_PHRASE, READER.id)) as old:
        assert old.state.standing is Standing.ROLLED_BACK
    assert (folder / HEAD).read_bytes() == note


def test_row_15_control_without_the_note_beside_the_old_files_are_as_good_as_the_vault(
    vault: OpenVault, tmp_path: Path
) -> None:
    folder = files_of_before(vault, tmp_path)
    (folder / HEAD).unlink()
    with closing(opened(folder, READER_PHRASE, READER.id)) as old:
        assert old.state.standing is Standing.WRITABLE
