# SPDX-License-Identifier: EUPL-1.2
"""The slot file: two copies, a MAC over all of it, and keys that open in their own place only."""

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import app.vault.slots
from app.domain.ids import random_ids
from app.vault.account import Account, Role
from app.vault.encoding import canonical
from app.vault.errors import KeysAltered, KeysDamaged, WrongPassphrase
from app.vault.folder import SLOT_COPIES
from app.vault.keys import FLOOR_KDF, KdfParameters, new_key
from app.vault.primitives import SealBroken
from app.vault.sealing import open_box, seal_to
from app.vault.slot_file import SlotFile, read_slot_file, write_slot_file
from app.vault.slots import Keys, Slot, make_slot
from app.vault.vault import read_vault_card
from tests.vault.support import PASSPHRASE, Door, Json, forge

COORDINATOR = Account("a1", "Claire", Role.COORDINATOR, may_see_identities=True)
VAULT_ID = random_ids(lambda: 0)()
READER = Account("a2", "Paul", Role.READER, may_see_identities=False)


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys(new_key(), new_key())


@pytest.fixture(scope="module")
def slot(keys: Keys) -> Slot:
    return make_slot("v1", COORDINATOR, PASSPHRASE, keys, FLOOR_KDF)


@pytest.fixture(scope="module")
def reader_slot(keys: Keys) -> Slot:
    return make_slot("v1", READER, "another", keys, FLOOR_KDF)


def test_each_account_reaches_the_same_keys_by_its_own_passphrase(
    keys: Keys, slot: Slot, reader_slot: Slot
) -> None:
    found = slot.open("v1", PASSPHRASE)
    assert (found.master, found.identity) == (keys.master, keys.identity)
    opened = reader_slot.open("v1", "another")
    assert opened.master == keys.master
    assert opened.identity is None


def test_no_identity_key_is_written_for_an_account_without_the_right(reader_slot: Slot) -> None:
    assert set(reader_slot.secrets) == {"master", "signing"}


def test_a_private_key_moved_to_another_account_does_not_open(
    slot: Slot, reader_slot: Slot
) -> None:
    moved = replace(slot, private=reader_slot.private, salt=reader_slot.salt, kdf=reader_slot.kdf)
    with pytest.raises(WrongPassphrase):
        moved.open("v1", "another")


def test_a_slot_moved_to_another_vault_does_not_open(slot: Slot) -> None:
    with pytest.raises(WrongPassphrase):
        slot.open("v2", PASSPHRASE)


def test_an_altered_kdf_parameter_does_not_open(slot: Slot) -> None:
    with pytest.raises(WrongPassphrase):
        replace(slot, kdf=KdfParameters(64 * 1024, 4, 4)).open("v1", PASSPHRASE)


def test_one_secret_put_in_the_place_of_another_does_not_open(slot: Slot) -> None:
    swapped = replace(slot, secrets={**slot.secrets, "master": slot.secrets["identity"]})
    with pytest.raises(SealBroken):
        swapped.open("v1", PASSPHRASE)


def test_a_box_sealed_to_somebody_else_does_not_open(slot: Slot) -> None:
    box = seal_to(slot.public, b"secret", b"place")
    with pytest.raises(SealBroken):
        open_box(bytes(range(32)), box, b"place")


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (64 * 1024 - 1, 3, 4),
        (64 * 1024, 2, 4),
        (64 * 1024, 3, 3),
        (1024 * 1024 + 1, 3, 4),
        (64 * 1024, 10**9, 4),
        (64 * 1024, 3, 10**6),
        (-1, 3, 4),
    ],
)
def test_a_slot_out_of_bounds_is_refused_before_any_derivation(
    door: Door, monkeypatch: pytest.MonkeyPatch, memory_kib: int, passes: int, lanes: int
) -> None:
    def derived(*_: object) -> bytearray:
        raise AssertionError("derived")

    monkeypatch.setattr(app.vault.slots, "passphrase_key", derived)
    cost = {"memory_kib": memory_kib, "passes": passes, "lanes": lanes}
    forge(door.folder, lambda body: body["slots"][0]["private"]["kdf"].update(cost))
    with pytest.raises(KeysDamaged):
        door.open()


def _rename(body: Json) -> None:
    body["slots"][0]["name"] = "Quelqu’un d’autre"


def _promote(body: Json) -> None:
    body["slots"][0]["role"] = "reader"


def _renumber(body: Json) -> None:
    body["generation"] = 2


def _add_account(body: Json) -> None:
    body["slots"].append({**body["slots"][0], "account": "intruder"})


def _rename_practice(body: Json) -> None:
    body["practice"] = "Une autre maison"


@pytest.mark.parametrize("change", [_rename, _promote, _renumber, _add_account, _rename_practice])
def test_whatever_somebody_changes_without_the_key_is_refused(
    door: Door, pristine: Path, change: object
) -> None:
    account = read_vault_card(pristine).accounts[0].id
    assert callable(change)
    forge(door.folder, change)
    before = (door.folder / SLOT_COPIES[0]).read_bytes()
    with pytest.raises(KeysAltered):
        door.open(account_id=account)
    assert (door.folder / SLOT_COPIES[0]).read_bytes() == before


def test_every_cut_of_the_slot_file_is_damage_never_a_crash(door: Door) -> None:
    whole = (door.folder / SLOT_COPIES[0]).read_bytes()
    for length in range(0, len(whole) - 1, 37):
        for name in SLOT_COPIES:
            (door.folder / name).write_bytes(whole[:length])
        with pytest.raises(KeysDamaged):
            read_vault_card(door.folder)


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"null",
        b"[]",
        b'{"body": {}, "checksum": 3, "mac": "AA=="}',
        b'{"body": {"format": NaN}, "checksum": "", "mac": ""}',
        b'{"body": {"format": "\\ud800"}, "checksum": "", "mac": ""}',
        b"\xff\xfe",
        b"9" * 5000,
        b" " * (2 << 20),
    ],
)
def test_nonsense_in_place_of_the_slot_file_is_damage_never_a_crash(
    folder: Path, content: bytes
) -> None:
    for name in SLOT_COPIES:
        (folder / name).write_bytes(content)
    with pytest.raises(KeysDamaged):
        read_vault_card(folder)


def test_a_right_checksum_around_the_wrong_shape_is_damage(folder: Path) -> None:
    body = {"format": "tour-de-table", "version": 1, "slots": [{"private": None}]}
    outer = {"body": body, "checksum": hashlib.sha256(canonical(body)).hexdigest(), "mac": "AA=="}
    for name in SLOT_COPIES:
        (folder / name).write_bytes(json.dumps(outer).encode())
    with pytest.raises(KeysDamaged):
        read_vault_card(folder)


@pytest.mark.parametrize("name", SLOT_COPIES)
@pytest.mark.parametrize("content", [None, b"", b"garbage"])
def test_one_bad_copy_is_named_kept_aside_and_made_again(
    door: Door, name: str, content: bytes | None
) -> None:
    path = door.folder / name
    good = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with closing(door.open()) as vault:
        assert len(vault.notices) == 1
        assert name in vault.notices[0]
    assert path.read_bytes() == good
    aside = [file.read_bytes() for file in door.folder.glob(f"{name}.damaged-*")]
    assert aside == ([] if content is None else [content])
    assert not list(door.folder.glob("*.new"))


def test_the_newest_good_copy_is_the_one_read(tmp_path: Path, keys: Keys, slot: Slot) -> None:
    old = SlotFile(VAULT_ID, "MSP", "2026-01-01", 1, (slot,))
    write_slot_file(tmp_path, old, keys.master)
    stale = (tmp_path / SLOT_COPIES[1]).read_bytes()
    write_slot_file(tmp_path, replace(old, generation=2), keys.master)
    (tmp_path / SLOT_COPIES[1]).write_bytes(stale)
    reading = read_slot_file(tmp_path)
    assert reading.content.generation == 2
    assert reading.damaged == (SLOT_COPIES[1],)
    reading.authenticate(keys.master)
    with pytest.raises(KeysAltered):
        reading.authenticate(new_key())


@pytest.mark.parametrize(
    "name", ["../../elsewhere", "", ".", "a/b", "01a207a2-3280-7000-8000-0bce80a4df5a\n", "CON"]
)
def test_a_vault_id_that_is_no_id_is_refused_before_it_names_a_file(door: Door, name: str) -> None:
    forge(door.folder, lambda body: body.update(vault=name))
    with pytest.raises(KeysDamaged):
        read_vault_card(door.folder)
    with pytest.raises(KeysDamaged):
        door.open()
