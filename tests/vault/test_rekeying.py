# SPDX-License-Identifier: EUPL-1.2
"""Removing an account: its passphrase, its keys and its old files open nothing any more."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage.driver import Connection
from app.storage.errors import DiskFull
from app.storage.row_digests import RowDigests
from app.vault.account import Account, Role
from app.vault.errors import (
    AccountUnknown,
    IdentitiesNeeded,
    KeysOvertaken,
    LastCoordinator,
    PlaceReadOnly,
    PlaceUnusable,
    RekeyingUnfinished,
    WrongPassphrase,
)
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES, flush_folder
from app.vault.heads import HEAD
from app.vault.keyring import add_account, change_account, confirm_sheet, draw_sheet
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.rekeying import put_keys_in_force, ready_removal, remove_account
from app.vault.standing import Standing
from app.vault.succession import INCOMING
from app.vault.vault import recover_vault
from tests.vault.backing import fill
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


def rows_of(vault: OpenVault) -> str:
    rows = vault.connection.execute("SELECT title FROM cases ORDER BY id").fetchall()
    return ", ".join(row.text("title") for row in rows)


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


WRITES: dict[str, Callable[[OpenVault], object]] = {
    "a line": lambda vault: write(vault, "UPDATE cases SET title = 'Chutes'"),
    "a reading": lambda vault: write(vault, "INSERT INTO vault_state VALUES ('noted', '1')"),
    "a read that failed": lambda vault: setattr(vault.connection, "_suspect", True),
    "an access": lambda vault: change_account(vault, replace(LEAVING, name="Paul P.")),
}


def write(vault: OpenVault, sql: str) -> None:
    with vault.connection.transaction():
        vault.connection.execute(sql)


@pytest.mark.parametrize("wrote", WRITES)
def test_what_was_written_after_the_copy_keeps_the_old_keys_in_force(
    vault: OpenVault, door: Door, wrote: str
) -> None:
    ready = ready_removal(vault, "leaving")
    WRITES[wrote](vault)
    with pytest.raises(KeysOvertaken, match="rien n’est perdu"):
        put_keys_in_force(vault, ready)
    assert not (door.folder / INCOMING).exists()
    assert set(ready.keys.master) == {0}
    before = rows_of(vault)
    vault.close()
    with closing(door.open(LEAVING_PHRASE, "leaving")) as opened:
        assert rows_of(opened) == before
        assert name_in(opened) == NAME


def test_control_without_that_comparison_the_line_is_lost(vault: OpenVault) -> None:
    ready = ready_removal(vault, "leaving")
    write(vault, "UPDATE cases SET title = 'Chutes'")
    ready.changed = vault.connection.changed
    put_keys_in_force(vault, ready)
    assert "Chutes" not in rows_of(vault)


def test_what_is_written_while_it_is_copied_goes_along(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(vault, 4000)
    writes: list[str] = []

    def write_meanwhile(_connection: Connection) -> None:
        if not writes:
            writes.append("Chutes")
            write(vault, "UPDATE cases SET title = 'Chutes' WHERE id = 'c1'")

    monkeypatch.setattr("app.storage.driver._give_way", write_meanwhile)
    remove_account(vault, "leaving")
    assert writes
    assert "Chutes" in rows_of(vault)
    assert faults(vault) == []


def test_a_rotation_that_ends_after_the_vault_was_closed_touches_nothing(
    vault: OpenVault, door: Door
) -> None:
    ready = ready_removal(vault, "leaving")
    vault.close()
    with pytest.raises(KeysOvertaken):
        put_keys_in_force(vault, ready)
    with closing(door.open(LEAVING_PHRASE, "leaving")) as opened:
        assert name_in(opened) == NAME
    assert not (door.folder / INCOMING).exists()


def test_identities_closed_while_keys_are_made_ready_stay_closed_and_come_back(
    vault: OpenVault,
) -> None:
    ready = ready_removal(vault, "leaving")
    vault.identities.drop()
    put_keys_in_force(vault, ready)
    assert not vault.identities.available
    vault.reopen_identities(PASSPHRASE)
    assert name_in(vault) == NAME


def refuse_the_mark(folder: Path) -> None:
    """The disk takes the mark of the decision, then refuses to make its name durable."""
    if (folder / "complete").exists():
        raise OSError(errno.EIO, "refused")
    flush_folder(folder)


def test_a_decision_that_the_disk_did_not_keep_is_none_and_what_is_written_then_stays(
    vault: OpenVault, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = ready_removal(vault, "leaving")
    with monkeypatch.context() as patch:
        patch.setattr("app.vault.folder.flush_folder", refuse_the_mark)
        with pytest.raises(PlaceUnusable):
            put_keys_in_force(vault, ready)
    assert not (door.folder / INCOMING).exists()
    write(vault, "UPDATE cases SET title = 'Chutes'")
    vault.close()
    with closing(door.open(LEAVING_PHRASE, "leaving")) as opened:
        assert "Chutes" in rows_of(opened)


def test_a_decision_that_cannot_be_taken_back_lets_nothing_be_written_any_more(
    vault: OpenVault, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = ready_removal(vault, "leaving")

    def keep(path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, f"{path.name}, {missing_ok}")

    with monkeypatch.context() as patch:
        patch.setattr("app.vault.folder.flush_folder", refuse_the_mark)
        patch.setattr(Path, "unlink", keep)
        with pytest.raises(RekeyingUnfinished):
            put_keys_in_force(vault, ready)
    assert not vault.state.may_write
    vault.close()
    with pytest.raises(AccountUnknown):
        door.open(LEAVING_PHRASE, "leaving")
    with closing(door.open()) as opened:
        assert name_in(opened) == NAME


def test_a_disk_that_refuses_after_the_decision_leaves_the_end_to_the_next_opening(
    vault: OpenVault, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PlaceReadOnly

    ready = ready_removal(vault, "leaving")
    with monkeypatch.context() as patch:
        patch.setattr("app.vault.rekeying.finish_succession", refuse)
        with pytest.raises(RekeyingUnfinished, match="décidées"):
            put_keys_in_force(vault, ready)
    assert vault.state.standing is Standing.UNFINISHED
    assert not vault.state.may_note
    vault.close()
    with pytest.raises(AccountUnknown):
        door.open(LEAVING_PHRASE, "leaving")
    with closing(door.open()) as opened:
        assert name_in(opened) == NAME


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
