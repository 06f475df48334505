# SPDX-License-Identifier: EUPL-1.2
"""Removing an account: new keys for the vault, sealed to those who stay, over a rewritten database.

Whoever leaves may have kept the old keys. They still open the backups made before, which nothing
can change: who asks for the removal is told so.
"""

import os
from dataclasses import replace
from pathlib import Path

from app.storage.copying import copy_database
from app.storage.driver import Connection, open_copy
from app.storage.integrity import examine
from app.storage.row_digests import RowDigests
from app.storage.vault_state import VaultStateRows
from app.vault.earlier_keys import keep_identity_keys, keep_outbox_keys
from app.vault.errors import AccountUnknown, IdentitiesNeeded, RekeyingFailed
from app.vault.folder import DATABASE, said_plainly, write_whole
from app.vault.heads import HEAD, HeadNotes
from app.vault.identities import IdentityKey
from app.vault.keyring import require_keeper
from app.vault.keys import database_key, new_key, wipe
from app.vault.open_vault import GENERATION, ROWS_KEY, OpenVault
from app.vault.slot_file import SlotFile, write_slot_file
from app.vault.slots import Keys
from app.vault.succession import finish_succession, successor
from app.vault.vault import open_folder_database


def remove_account(vault: OpenVault, account_id: str) -> None:
    """Let somebody in no more: rotate both keys and encrypt the database afresh. Slow.

    Once it returns, `vault` goes on over the new content; killed anywhere, the old content is in
    force or the new. Raises `AccountUnknown`, `LastCoordinator`, `IdentitiesNeeded` when the one
    who leaves could open identities and their key is not held now, `RekeyingFailed`, or what the
    disk refuses; the account is then still there.
    """
    leaving = vault.content.slot(account_id)
    if leaving is None or account_id == vault.account.id:
        raise AccountUnknown
    staying = tuple(slot for slot in vault.content.slots if slot is not leaving)
    content = replace(vault.content, slots=staying)
    require_keeper(content)
    if vault.vault_keys().identity is None and (
        leaving.account.may_see_identities or vault.content.recovery is not None
    ):
        raise IdentitiesNeeded
    rotate_keys(vault, content)


def rotate_keys(vault: OpenVault, content: SlotFile) -> None:
    """Give the vault new keys, sealed to the slots and the sheet of `content`. Slow."""
    old_identity = vault.vault_keys().identity
    keys = Keys(new_key(), None if old_identity is None else new_key())
    renewed = _sealed_again(content, vault.vault_id, keys, vault.generation + 1)
    key = database_key(keys.master, vault.vault_id)
    try:
        with successor(vault.folder) as site:
            _copy(vault, site / DATABASE, key)
            _renew(site / DATABASE, key, vault, keys, renewed)
            with said_plainly():
                write_slot_file(site, renewed, keys.master)
                head = HeadNotes(vault.vault_id, keys.master, ()).bytes_of(vault.head())
                write_whole(site / HEAD, head)
        vault.connection.close()
        finish_succession(vault.folder)
        connection = open_folder_database(vault.folder, vault.vault_id, keys.master)
    finally:
        wipe(key)
    vault.succeed_by(renewed, keys, connection)
    vault.note_head()


def _sealed_again(content: SlotFile, vault_id: str, keys: Keys, generation: int) -> SlotFile:
    slots = tuple(slot.with_keys(vault_id, keys) for slot in content.slots)
    recovery = content.recovery
    if recovery is not None:
        recovery = recovery.with_keys(vault_id, keys)
    return replace(content, slots=slots, recovery=recovery, generation=generation)


def _copy(vault: OpenVault, path: Path, key: bytearray) -> None:
    if not copy_database(vault.connection, path, key).good:
        raise RekeyingFailed


def _renew(path: Path, key: bytearray, vault: OpenVault, keys: Keys, content: SlotFile) -> None:
    """Seal each identity under the new key and repeat the new generation; then check and flush.

    The earlier keys of what waits outside of the database go along.
    """
    outbox = (vault.outbox_key(), *vault.earlier_outbox_keys())
    copy = open_copy(path, key)
    try:
        state = VaultStateRows(copy)
        RowDigests(copy, bytes.fromhex(state.get(ROWS_KEY) or "")).watch()
        with copy.transaction():
            if keys.identity is not None:
                renewed = IdentityKey(content.vault_id, bytearray(keys.identity))
                _seal_identities(copy, vault.identities, renewed)
                _seal_earlier(state, vault.identities, renewed)
                renewed.drop()
            keep_outbox_keys(state, outbox)
            state.set(GENERATION, str(content.generation))
    finally:
        copy.close()
    if not examine(path, key).sound:
        raise RekeyingFailed
    with said_plainly(), path.open("rb+") as file:
        os.fsync(file.fileno())


def _seal_earlier(state: VaultStateRows, old: IdentityKey, new: IdentityKey) -> None:
    keys = (bytes(old.held() or b""), *old.earlier_keys())
    keep_identity_keys(state, tuple(new.seal_key(key) for key in keys))


def _seal_identities(copy: Connection, old: IdentityKey, new: IdentityKey) -> None:
    for row in copy.execute("SELECT case_id, sealed FROM identity").fetchall():
        case_id = row.text("case_id")
        sealed = new.seal(case_id, old.open(case_id, row.blob("sealed")))
        copy.execute("UPDATE identity SET sealed = ? WHERE case_id = ?", (sealed, case_id))
