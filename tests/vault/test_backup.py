# SPDX-License-Identifier: EUPL-1.2
"""Backups of a real vault: whole, verified, under a key of their own, never half there."""

import os
import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.storage.driver import PAGE_BYTES
from app.system.clock import HeldClock
from app.vault.account import Account, Role
from app.vault.backup import (
    DamageFound,
    KeysChanged,
    PlaceFull,
    PlaceGone,
    PlaceShut,
    copy_backup,
)
from app.vault.backup_file import (
    BackupDamaged,
    BackupFile,
    BackupMissing,
    NotABackup,
    sign_manifest,
    write_backup,
)
from app.vault.building import built_beside
from app.vault.errors import WrongPassphrase
from app.vault.keyring import add_account
from app.vault.keys import FLOOR_KDF
from app.vault.rekeying import remove_account
from app.vault.restoring import (
    fill_from_backup,
    read_backup_slots,
    verify_backup,
    with_passphrase,
)
from app.vault.vault import OpenVault
from tests.storage.damage import destroy, pages_of
from tests.vault.backing import NOON, back_up, fill, source_of
from tests.vault.support import PASSPHRASE, Door
from tests.vault.test_creation import as_nobody, posix, powerless

LEAVING = Account("leaving", "Paul Partant", Role.WRITER, may_see_identities=False)
THIRD = "brouette cascade dentelle fougère harpon jonquille limace"


@pytest.fixture
def vault(door: Door) -> Iterator[OpenVault]:
    with closing(door.open()) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sauvegardes"


def restore(path: Path, folder: Path, clock: HeldClock, passphrase: str = PASSPHRASE) -> None:
    backup = BackupFile(path)
    with built_beside(folder, clock.now()) as site:
        content = read_backup_slots(backup).content
        fill_from_backup(backup, with_passphrase(None, passphrase)(content)[1], site)


def cases_of(door: Door) -> int:
    with closing(door.open()) as vault:
        row = vault.connection.execute("SELECT count(*) AS n FROM cases").fetchone()
        assert row is not None
        return row.integer("n")


def test_a_backup_says_what_it_is_of_and_holds_three_members(vault: OpenVault, place: Path) -> None:
    made = back_up(source_of(vault), place)
    assert made.path.name == "msp-2026-01-08-133000.tdtb"
    assert [path.name for path in place.iterdir()] == [made.path.name]
    with zipfile.ZipFile(made.path) as archive:
        assert archive.namelist() == ["manifest.json", "keys.json", "data.db"]
        assert archive.read("keys.json") == (vault.folder / "keys-1.json").read_bytes()
    manifest = BackupFile(made.path).manifest
    assert manifest.counts["cases"] == 200
    assert (manifest.practice, manifest.account_name) == ("MSP des Tilleuls", "Claire Vasseur")
    if os.name != "nt":
        assert made.path.stat().st_mode & 0o777 == 0o600


def test_a_restored_vault_opens_with_the_same_rows_and_head(
    vault: OpenVault, place: Path, door: Door, tmp_path: Path
) -> None:
    made = back_up(source_of(vault), place)
    fill_more = "UPDATE cases SET title = 'after the backup'"
    with vault.connection.transaction():
        vault.connection.execute(fill_more)
    again = Door(tmp_path / "rendu.tdt", door.clock, door.new_id)
    restore(made.path, again.folder, door.clock)
    assert sorted(path.name for path in again.folder.iterdir()) == [
        "data.db",
        "keys-1.json",
        "keys-2.json",
    ]
    with closing(again.open()) as restored:
        row = restored.connection.execute(
            "SELECT count(*) AS n, max(title) AS title FROM cases"
        ).fetchone()
        head = restored.connection.execute("SELECT hash FROM journal ORDER BY seq").fetchone()
        assert row is not None
        assert head is not None
        assert (row.integer("n"), row.text("title")) == (200, "Une phrase. " * 12)
        assert head.text("hash") == made.manifest.state.head


def test_each_backup_has_a_key_of_its_own(vault: OpenVault, place: Path) -> None:
    source = source_of(vault)
    first, second = back_up(source, place), back_up(source, place)
    assert first.path != second.path
    heads = set()
    for made in (first, second):
        with zipfile.ZipFile(made.path) as archive:
            heads.add(archive.read("data.db")[:16])
    assert len(heads) == 2
    keys = {bytes(BackupFile(m.path).sealed.database_key(source.key)) for m in (first, second)}
    assert len(keys) == 2


def test_another_passphrase_restores_nothing(
    vault: OpenVault, place: Path, clock: HeldClock, tmp_path: Path
) -> None:
    made = back_up(source_of(vault), place)
    with pytest.raises(WrongPassphrase):
        restore(made.path, tmp_path / "rendu.tdt", clock, "not the one")
    assert not (tmp_path / "rendu.tdt").exists()
    assert not list(tmp_path.glob(".rendu*"))


def test_a_good_backup_verifies_and_leaves_nothing_behind(
    vault: OpenVault, place: Path, tmp_path: Path
) -> None:
    source = source_of(vault)
    made = back_up(source, place)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    checked = verify_backup(BackupFile(made.path), source.key, scratch)
    assert checked.manifest.body() == made.manifest.body()
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("share", [0.0005, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_byte_changed_anywhere_is_found(
    vault: OpenVault, place: Path, tmp_path: Path, share: float
) -> None:
    source = source_of(vault)
    made = back_up(source, place)
    content = bytearray(made.path.read_bytes())
    content[int(len(content) * share)] ^= 0x10
    made.path.write_bytes(content)
    with pytest.raises(UserError):
        verify_backup(BackupFile(made.path), source.key, tmp_path)


@pytest.mark.parametrize("kept", [0, 3, 200, 5000, 0.5, 0.99])
def test_a_backup_cut_short_is_refused(vault: OpenVault, place: Path, kept: float) -> None:
    made = back_up(source_of(vault), place)
    content = made.path.read_bytes()
    made.path.write_bytes(content[: int(kept if kept == int(kept) else len(content) * kept)])
    with pytest.raises((BackupDamaged, NotABackup)):
        BackupFile(made.path)


def test_a_backup_made_without_the_keys_of_the_vault_is_refused(
    vault: OpenVault, place: Path, tmp_path: Path
) -> None:
    """Signed with a key of one's own, everything adds up but the MAC."""
    source = source_of(vault)
    made = back_up(source, place)
    with zipfile.ZipFile(made.path) as archive:
        database = Path(archive.extract("data.db", tmp_path))
        slots = archive.read("keys.json")
    forged = tmp_path / "forged.tdtb"
    with forged.open("wb") as file:
        sealed = sign_manifest(made.manifest, source.signer, bytes(32))
        write_backup(file, sealed, slots, database)
    backup = BackupFile(forged)  # well formed, and signed
    with pytest.raises(BackupDamaged, match="authentification"):
        verify_backup(backup, source.key, tmp_path)


def test_an_offset_that_leads_before_the_file_is_damage_and_not_the_disk_s_refusal(
    vault: OpenVault, place: Path
) -> None:
    made = back_up(source_of(vault), place)
    content = bytearray(made.path.read_bytes())
    where = len(content) - 6  # where the directory begins, in the last record of the archive
    (begins,) = struct.unpack_from("<L", content, where)
    struct.pack_into("<L", content, where, begins + 1000)
    made.path.write_bytes(content)
    with zipfile.ZipFile(made.path) as archive, pytest.raises(OSError, match="Invalid argument"):
        archive.read("manifest.json")  # what the library says of it
    with pytest.raises(BackupDamaged, match="son archive"):
        BackupFile(made.path)


def test_keys_that_are_renewed_before_the_copy_begins_leave_no_backup(
    vault: OpenVault, place: Path, tmp_path: Path
) -> None:
    """The executor takes what a backup is made of, and somebody is removed before it copies."""
    add_account(vault, LEAVING, THIRD, FLOOR_KDF)
    source = source_of(vault)
    remove_account(vault, LEAVING.id)
    with pytest.raises(KeysChanged, match="ont changé pendant la sauvegarde"):
        back_up(source, place)
    assert list(place.iterdir()) == []
    # Without the generation that was read before the key: a file that nobody can use.
    unaware = back_up(replace(source, generation=vault.generation), place)
    with pytest.raises(BackupDamaged, match="authentification"):
        verify_backup(BackupFile(unaware.path), source_of(vault).key, tmp_path)


def test_keys_that_were_renewed_before_are_no_hindrance(
    vault: OpenVault, place: Path, tmp_path: Path
) -> None:
    add_account(vault, LEAVING, THIRD, FLOOR_KDF)
    remove_account(vault, LEAVING.id)
    source = source_of(vault)
    made = back_up(source, place)
    assert (
        verify_backup(BackupFile(made.path), source.key, tmp_path).manifest.id == made.manifest.id
    )


def test_what_is_not_a_backup_is_said_so(tmp_path: Path) -> None:
    other = tmp_path / "lettre.tdtb"
    other.write_text("Bonjour")
    with pytest.raises(NotABackup):
        BackupFile(other)
    with pytest.raises(BackupMissing):
        BackupFile(tmp_path / "absent.tdtb")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(NotABackup):
        BackupFile(other)


def test_a_damaged_vault_makes_no_backup_and_says_where(door: Door, place: Path) -> None:
    with closing(door.open()) as vault:
        fill(vault, 2000)
    database = door.folder / "data.db"
    destroy(database, pages_of(database) - 20)
    with closing(door.open()) as vault, pytest.raises(DamageFound) as found:
        back_up(source_of(vault), place)
    assert not found.value.copied.soundness.sound
    assert list(place.iterdir()) == []


def test_a_second_copy_is_read_again_and_is_the_same(
    vault: OpenVault, place: Path, tmp_path: Path
) -> None:
    made = back_up(source_of(vault), place)
    (tmp_path / "clé").mkdir()
    second = copy_backup(made.path, tmp_path / "clé")
    assert second.read_bytes() == made.path.read_bytes()
    assert copy_backup(made.path, second.parent) == second  # there already, and whole


def test_a_place_that_is_gone_is_said_in_a_sentence(vault: OpenVault, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError):
        back_up(source_of(vault), tmp_path / "file" / "sauvegardes")
    made = back_up(source_of(vault), tmp_path / "sauvegardes")
    for place in (tmp_path / "file" / "sauvegardes", tmp_path / "pulled" / "stick"):
        with pytest.raises(PlaceGone, match="n’est pas accessible"):
            copy_backup(made.path, place)
    assert not (tmp_path / "pulled").exists()


@posix
@pytest.mark.parametrize("mode", [0o700, 0o755], ids=["hidden", "read-only"])
def test_rights_that_lack_are_said_of_the_place_of_the_backups_not_of_the_vault(
    vault: OpenVault, mode: int
) -> None:
    source = source_of(vault)
    with as_nobody() as ground:
        made = back_up(source, ground / "autre").path
        made.parent.chmod(0o755)
        made.chmod(0o644)
        place = ground / "sauvegardes"
        place.mkdir()
        place.chmod(mode)
        with powerless():
            with pytest.raises(PlaceShut, match=r"emplacement de sauvegarde « .*sauvegardes »"):
                back_up(source, place)
            with pytest.raises(PlaceShut):
                copy_backup(made, place)
        assert list(place.iterdir()) == []
        assert copy_backup(made, place).is_file()


def test_a_full_place_is_refused_before_anything_is_written(
    vault: OpenVault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(place.parent)._replace(free=10_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(PlaceFull):
        back_up(source_of(vault), place)
    assert list(place.iterdir()) == []


def test_a_medium_that_gives_other_bytes_back_leaves_no_backup(
    vault: OpenVault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worn stick takes everything and returns something else."""
    flush = os.fsync
    spoiled = []

    def spoil(descriptor: int) -> None:
        flush(descriptor)
        for part in place.glob(".*.tdtb.part"):
            with part.open("r+b") as file:
                file.seek(part.stat().st_size // 2)
                file.write(bytes(PAGE_BYTES))
            spoiled.append(part)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(BackupDamaged):
        back_up(source_of(vault), place)
    assert spoiled
    assert list(place.iterdir()) == []


def test_a_name_taken_is_never_overwritten(vault: OpenVault, place: Path) -> None:
    place.mkdir()
    (place / "msp-2026-01-08-133000.tdtb").write_bytes(b"precious")
    made = back_up(source_of(vault), place, NOON)
    assert made.path.name == "msp-2026-01-08-133000-2.tdtb"
    assert (place / "msp-2026-01-08-133000.tdtb").read_bytes() == b"precious"
