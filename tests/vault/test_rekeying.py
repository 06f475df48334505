# SPDX-License-Identifier: EUPL-1.2
"""Removing an account: its passphrase, its keys and its old files open nothing any more."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage.errors import DiskFull
from app.storage.row_digests import RowDigests
from app.vault.account import Account, Role
from app.vault.errors import AccountUnknown, IdentitiesNeeded, LastCoordinator, WrongPassphrase
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES
from app.vault.heads import HEAD
from app.vault.keyring import add_account, confirm_sheet, draw_sheet
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.rekeying import remove_account
from app.vault.vault import recover_vault
from tests.vault.support import PASSPHRASE, Door

LEAVING_PHRASE = "brouette cascade dentelle fougère harpon jonquille limace"
NEW_PHRASE = "ardoise bretelle capucine drakkar esquif falaise gerboise"
LEAVING = Account("leaving", "Paul Partant", Role.COORDINATOR, may_see_identities=True)
NAME = "Zéphyrine Durand".encode()


@pytest.fixture
def vault(door: Door) -> Iterator[OpenVault]:
    with closing(door.open()) as opened:
        add_account(opened, LEAVING, LEAVING_PHRASE, FLOOR_KDF)
        with opened.connection.transaction():
            opened.connection.execute(
                "INSERT INTO cases (id, code, title, requester_name, reason, question, wishes, "
                "organic, psychic, social, over_75, ald, treating_doctor, status, created_at) "
                "VALUES ('c1', 'S26-001', '', '', 'blocked', '', '', '', '', '', 0, 0, 0, 'new', "
                "'2026-01-08')"
            )
            sealed = opened.identities.seal("c1", NAME)
            opened.connection.execute("INSERT INTO identity VALUES ('c1', ?)", (sealed,))
        yield opened


def name_in(vault: OpenVault) -> bytes:
    row = vault.connection.execute("SELECT sealed FROM identity").fetchone()
    assert row is not None
    return vault.identities.open("c1", row.blob("sealed"))


def faults(vault: OpenVault) -> list[object]:
    assert isinstance(vault.digests, RowDigests)
    return [fault for fault in vault.digests.faults() if fault is not None]


def test_who_left_opens_nothing_and_who_stays_goes_on_working(vault: OpenVault, door: Door) -> None:
    master = bytes(vault._master)
    sealed = vault.connection.execute("SELECT sealed FROM identity").fetchall()[0].blob("sealed")
    remove_account(vault, "leaving")
    assert bytes(vault._master) != master
    assert name_in(vault) == NAME
    row = vault.connection.execute("SELECT sealed FROM identity").fetchall()[0]
    assert row.blob("sealed") != sealed
    assert faults(vault) == []
    with vault.connection.transaction():
        vault.connection.execute("UPDATE cases SET title = 'Chutes'")
    assert faults(vault) == []
    vault.close()
    with pytest.raises(AccountUnknown):
        door.open(LEAVING_PHRASE, "leaving")
    with closing(door.open()) as opened:
        assert name_in(opened) == NAME
        assert opened.state.may_write
    names = {file.name for file in door.folder.iterdir()}
    assert names == {DATABASE, *SLOT_COPIES, LOCK, HEAD}


def test_the_old_slots_put_back_do_not_open_the_new_database(
    vault: OpenVault, door: Door, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in SLOT_COPIES:
        shutil.copy(door.folder / name, old / name)
    remove_account(vault, "leaving")
    vault.close()
    for name in SLOT_COPIES:
        shutil.copy(old / name, door.folder / name)
    with pytest.raises(Exception, match="ne correspond pas aux clés"):
        door.open(LEAVING_PHRASE, "leaving")


def test_the_sheet_survives_a_rotation(vault: OpenVault, door: Door) -> None:
    owner = vault.account
    sheet = draw_sheet(vault, lambda: "sheet")
    confirm_sheet(vault, sheet)
    remove_account(vault, "leaving")
    vault.close()
    with closing(
        recover_vault(
            door.folder,
            sheet.secret,
            owner.id,
            NEW_PHRASE,
            clock=door.clock,
            new_id=door.new_id,
            kdf=FLOOR_KDF,
        )
    ) as opened:
        assert name_in(opened) == NAME


def test_one_cannot_remove_oneself_nor_the_last_keeper_nor_without_the_identity_key(
    vault: OpenVault, door: Door
) -> None:
    owner = vault.account
    with pytest.raises(AccountUnknown):
        remove_account(vault, owner.id)
    vault.identities.drop()
    with pytest.raises(IdentitiesNeeded):
        remove_account(vault, "leaving")
    vault.close()
    writer = Account("writer", "Ada", Role.WRITER, may_see_identities=True)
    with closing(door.open(account_id=owner.id)) as opened:
        add_account(opened, writer, NEW_PHRASE, FLOOR_KDF)
        remove_account(opened, "leaving")
    with closing(door.open(NEW_PHRASE, "writer")) as opened, pytest.raises(LastCoordinator):
        remove_account(opened, owner.id)


def test_a_rotation_that_fails_leaves_the_account_and_the_vault_as_they_were(
    vault: OpenVault, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr("app.vault.rekeying.write_slot_file", full)
    with pytest.raises(DiskFull):
        remove_account(vault, "leaving")
    assert name_in(vault) == NAME
    vault.close()
    with closing(door.open(LEAVING_PHRASE, "leaving")) as opened:
        assert name_in(opened) == NAME
    door.clock.advance(timedelta(minutes=10))
    with pytest.raises(WrongPassphrase):
        door.open(PASSPHRASE, "leaving")
