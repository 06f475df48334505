# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault: what works, and each way it can fail, with nothing overwritten."""

import os
import shutil
import unicodedata
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.storage.errors import (
    DatabaseDamaged,
    DatabaseMissing,
    DatabasePlaintext,
    DatabaseTooNew,
    DiskFailure,
    WrongKey,
)
from app.system.clock import HeldClock
from app.vault.account import Role
from app.vault.errors import (
    AccountUnknown,
    FilesMismatch,
    KeysDamaged,
    NotAVault,
    VaultBusy,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES
from app.vault.heads import HEAD
from app.vault.vault import read_vault_card
from tests.vault.support import PASSPHRASE, Door, Json, data_of, forge


def test_the_card_tells_the_practice_and_the_accounts_without_a_passphrase(folder: Path) -> None:
    before = sorted(folder.iterdir())
    card = read_vault_card(folder)
    assert card.practice_name == "MSP des Tilleuls"
    assert [(a.name, a.role, a.may_see_identities) for a in card.accounts] == [
        ("Claire Vasseur", Role.COORDINATOR, True)
    ]
    assert sorted(folder.iterdir()) == before


def test_the_passphrase_opens_and_what_was_written_is_there_again(door: Door) -> None:
    with closing(door.open()) as vault:
        vault.connection.execute("INSERT INTO vault_state VALUES ('test', 'kept')")
        account = vault.account
    with closing(door.open(account_id=account.id)) as vault:
        row = vault.connection.execute(
            "SELECT value FROM vault_state WHERE key = 'test'"
        ).fetchone()
        assert row is not None
        assert row.text("value") == "kept"
        assert vault.generation == 1
        assert vault.notices == ()


def test_a_pasted_passphrase_with_spaces_around_and_decomposed_accents_opens(door: Door) -> None:
    pasted = "  " + unicodedata.normalize("NFD", PASSPHRASE) + "\n"
    assert PASSPHRASE not in pasted
    with closing(door.open(pasted)) as vault:
        assert vault.account.name == "Claire Vasseur"


def test_a_wrong_passphrase_is_refused(door: Door) -> None:
    before = data_of(door.folder)
    with pytest.raises(WrongPassphrase):
        door.open("girafe tambour velours comète agrume lanterne pivots")
    assert data_of(door.folder) == before


def test_an_unknown_account_is_refused(door: Door) -> None:
    with pytest.raises(AccountUnknown):
        door.open(account_id="somebody")


def _remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def _replace_by_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"a file")


def _remove_database(folder: Path) -> None:
    (folder / DATABASE).unlink()


def _remove_keys(folder: Path) -> None:
    for name in SLOT_COPIES:
        (folder / name).unlink()


def _damage_both_keys(folder: Path) -> None:
    for name in SLOT_COPIES:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)


def _empty_both_keys(folder: Path) -> None:
    for name in SLOT_COPIES:
        (folder / name).write_bytes(b"")


def _cut_database(folder: Path) -> None:
    os.truncate(folder / DATABASE, 3 * 4096)


def _empty_database(folder: Path) -> None:
    os.truncate(folder / DATABASE, 0)


def _alter_first_page(folder: Path) -> None:
    content = bytearray((folder / DATABASE).read_bytes())
    content[200] ^= 1
    (folder / DATABASE).write_bytes(content)


def _plaintext_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"SQLite format 3\0" + bytes(9000))


def _foreign_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(os.urandom(40_960))


def _newer_format(folder: Path) -> None:
    def change(body: Json) -> None:
        body["version"] = 3
        body["slots"] = "in a shape we cannot know"

    forge(folder, change)


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (_remove_folder, VaultMissing),
        (_replace_by_file, NotAVault),
        (_remove_database, DatabaseMissing),
        (_remove_keys, NotAVault),
        (_damage_both_keys, KeysDamaged),
        (_empty_both_keys, KeysDamaged),
        (_newer_format, VaultTooNew),
        (_cut_database, DatabaseDamaged),
        (_empty_database, DatabaseDamaged),
        (_alter_first_page, DatabaseDamaged),
        (_plaintext_database, DatabasePlaintext),
        (_foreign_database, WrongKey),
    ],
)
def test_what_is_missing_or_damaged_is_named_and_left_as_it_is(
    door: Door, damage: Callable[[Path], None], error: type[UserError]
) -> None:
    damage(door.folder)
    before = data_of(door.folder) if door.folder.is_dir() else None
    with pytest.raises(error) as caught:
        door.open()
    assert caught.value.sentence.endswith(".")
    assert caught.value.remedy.endswith(".")
    assert before is None or data_of(door.folder) == before


def test_a_schema_from_a_later_program_is_refused_untouched(door: Door) -> None:
    with closing(door.open()) as vault:
        vault.connection.execute("PRAGMA user_version = 9999")
    before = data_of(door.folder)
    with pytest.raises(DatabaseTooNew):
        door.open()
    assert data_of(door.folder) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_state SET value = '2' WHERE key = 'generation'",
        "UPDATE vault_state SET value = 'another' WHERE key = 'vault'",
        "DELETE FROM vault_state",
    ],
)
def test_keys_and_database_of_two_moments_are_refused(door: Door, statement: str) -> None:
    with closing(door.open()) as vault:
        vault.connection.execute(statement)
    before = data_of(door.folder)
    with pytest.raises(FilesMismatch):
        door.open()
    assert data_of(door.folder) == before


def test_a_failed_opening_lets_go_of_the_vault(door: Door, clock: HeldClock) -> None:
    with pytest.raises(WrongPassphrase):
        door.open("wrong")
    clock.advance(timedelta(minutes=10))
    assert door.opens()


def test_a_second_opening_in_the_same_process_is_refused(door: Door) -> None:
    with closing(door.open()), pytest.raises(VaultBusy):
        door.open()


def test_closing_twice_is_harmless_and_leaves_only_the_vault_files(door: Door) -> None:
    vault = door.open()
    vault.close()
    vault.close()
    names = {file.name for file in door.folder.iterdir()}
    assert names == {DATABASE, *SLOT_COPIES, LOCK, HEAD}


def test_nothing_readable_lies_in_the_database_file(door: Door) -> None:
    with closing(door.open()) as vault:
        vault.connection.execute("INSERT INTO vault_state VALUES ('test', 'Zéphyrine')")
    content = (door.folder / DATABASE).read_bytes()
    assert "Zéphyrine".encode() not in content
    assert b"vault_state" not in content


def test_a_disk_that_is_gone_at_the_close_lets_go_of_the_vault_all_the_same(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = door.open()

    def gone() -> None:
        raise DiskFailure

    monkeypatch.setattr(vault, "note_head", gone)
    vault.close()
    assert not vault.identities.available
    assert door.opens()
