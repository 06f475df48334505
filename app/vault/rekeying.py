# SPDX-License-Identifier: EUPL-1.2
"""Removing an account: new keys for the vault, sealed to those who stay, over a rewritten database.

Whoever leaves may have kept the old keys. They still open the backups made before, which nothing
can change: who asks for the removal is told so.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.storage.copying import copy_database
from app.storage.driver import Connection, open_copy
from app.storage.errors import StorageError
from app.storage.integrity import examine
from app.storage.row_digests import ROWS_KEY, RowDigests
from app.storage.vault_state import VaultStateRows
from app.vault.database import database_key
from app.vault.earlier_keys import (
    identity_keys,
    keep_identity_keys,
    keep_outbox_keys,
    outbox_keys,
)
from app.vault.errors import (
    AccountUnknown,
    IdentitiesNeeded,
    KeysOvertaken,
    RekeyingFailed,
    RekeyingUnfinished,
    VaultError,
)
from app.vault.folder import DATABASE, said_plainly, write_whole
from app.vault.heads import HEAD, HeadNotes
from app.vault.identities import IdentityKey
from app.vault.keyring import require_keeper
from app.vault.keys import new_key, wipe
from app.vault.open_vault import GENERATION, OpenVault
from app.vault.slot_file import SlotFile, write_slot_file
from app.vault.slots import Keys
from app.vault.standing import Standing, VaultState
from app.vault.succession import (
    begin_successor,
    decide_successor,
    drop_successor,
    finish_succession,
    is_decided,
)
from app.vault.vault import open_folder_database

NoteInCopy = Callable[[Connection, Callable[[], str]], object]
"""Journals in the copy, with what gives the total of its row digests."""


def _note_nothing(_copy: Connection, _seal: Callable[[], str]) -> None:
    """For keys that are renewed for nobody in particular."""


@dataclass
class ReadyKeys:
    """New keys over a whole content that waits, checked, in `incoming/`; nothing is decided.

    `generation` and `changed` tell what the vault was when it was copied.
    """

    content: SlotFile
    keys: Keys = field(repr=False)
    generation: int
    changed: tuple[int, int]


def remove_account(vault: OpenVault, account_id: str) -> None:
    """Let somebody in no more: rotate both keys and encrypt the database afresh. Slow.

    Once it returns, `vault` goes on over the new content; killed anywhere, the old content is in
    force or the new. Raises as `ready_removal` and `put_keys_in_force`.
    """
    put_keys_in_force(vault, ready_removal(vault, account_id))


def rotate_keys(vault: OpenVault, content: SlotFile) -> None:
    """Give the vault new keys, sealed to the slots and the sheet of `content`. Slow."""
    put_keys_in_force(vault, ready_keys(vault, content))


def ready_removal(vault: OpenVault, account_id: str, note: NoteInCopy = _note_nothing) -> ReadyKeys:
    """New keys without that account, ready beside a vault that goes on being worked in. Slow.

    `note` journals it in the copy, so that it is noted when it is done, and only then. Raises
    `AccountUnknown`, `LastCoordinator`, `IdentitiesNeeded` when the one who leaves could open
    identities and their key is not held now, `RekeyingFailed`, or what the disk refuses; the
    account is then still there.
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
    return ready_keys(vault, content, note)


def ready_keys(vault: OpenVault, content: SlotFile, note: NoteInCopy = _note_nothing) -> ReadyKeys:
    """New keys, sealed to the slots and the sheet of `content`, over a checked copy. Slow.

    `content` bears the generation of the slots that it was made from. For the executor. Give the
    outcome to `put_keys_in_force` or to `drop_keys`. Raises `IdentitiesNeeded`, `RekeyingFailed`,
    or what the disk refuses.
    """
    now = vault.vault_keys().identity
    # A copy of its own: a meeting that begins drops the vault's while this goes on.
    held = None if now is None else bytearray(now)
    if held is not None and not vault.identities.available:
        raise IdentitiesNeeded  # it may have been dropped while it was being copied
    keys = Keys(new_key(), None if held is None else new_key())
    renewed = _sealed_again(content, vault.vault_id, keys, content.generation + 1)
    try:
        changed = _build(vault, held, keys, renewed, note)
    except BaseException:
        keys.wipe()
        if vault.held:  # else another process may have the folder by now
            drop_successor(vault.folder)
        raise
    finally:
        if held is not None:
            wipe(held)
    return ReadyKeys(renewed, keys, content.generation, changed)


def put_keys_in_force(vault: OpenVault, ready: ReadyKeys) -> None:
    """Go on over the content that is ready: short, on the thread that works in the database.

    Raises `KeysOvertaken` when anything was written or any access changed since the copy ended:
    it would be lost, so the old content stays in force. `RekeyingUnfinished` when the next opening
    will finish; or what the disk refuses, and nothing changed.
    """
    with vault.connection.alone():
        try:
            _require_unchanged(vault, ready)
            decide_successor(vault.folder)
        except (VaultError, StorageError) as error:
            if vault.held and is_decided(vault.folder):
                raise _unfinished(vault) from error
            drop_keys(vault, ready)
            raise
        try:
            vault.connection.close()
            finish_succession(vault.folder)
            connection = open_folder_database(vault.folder, vault.vault_id, ready.keys.master)
        except (VaultError, StorageError, OSError) as error:
            raise _unfinished(vault) from error
        vault.succeed_by(ready.content, ready.keys, connection)
    vault.note_head()


def _require_unchanged(vault: OpenVault, ready: ReadyKeys) -> None:
    """Raises `KeysOvertaken`, or what reading refuses."""
    if not vault.held or vault.generation != ready.generation:
        raise KeysOvertaken
    if vault.connection.changed != ready.changed:
        raise KeysOvertaken


def _unfinished(vault: OpenVault) -> RekeyingUnfinished:
    """Let nothing be written into a content that the next opening replaces."""
    unfinished = RekeyingUnfinished()
    vault.state = VaultState(Standing.UNFINISHED, unfinished.sentence, unfinished.remedy)
    return unfinished


def drop_keys(vault: OpenVault, ready: ReadyKeys) -> None:
    """Let keys that are not in force go, and the content that waits under them."""
    ready.keys.wipe()
    if vault.held:
        drop_successor(vault.folder)


def _build(
    vault: OpenVault,
    held: bytearray | None,
    keys: Keys,
    renewed: SlotFile,
    note: NoteInCopy,
) -> tuple[int, int]:
    """Fill `incoming/`; what the vault's connection had changed when the copy ended."""
    key = database_key(keys.master, vault.vault_id)
    site = begin_successor(vault.folder)
    try:
        copied = copy_database(vault.connection, site / DATABASE, key)
        if not copied.good:
            raise RekeyingFailed
        _renew(site / DATABASE, key, vault.outbox_key(), held, keys, renewed, note)
    finally:
        wipe(key)
    with said_plainly():
        write_slot_file(site, renewed, keys.master)
        head = replace(vault.head(), generation=renewed.generation)
        notes = HeadNotes(vault.vault_id, keys.master, ())
        write_whole(site / HEAD, notes.bytes_of(head))
    return copied.changed


def _sealed_again(content: SlotFile, vault_id: str, keys: Keys, generation: int) -> SlotFile:
    slots = tuple(slot.with_keys(vault_id, keys) for slot in content.slots)
    recovery = content.recovery
    if recovery is not None:
        recovery = recovery.with_keys(vault_id, keys)
    return replace(content, slots=slots, recovery=recovery, generation=generation)


def _renew(
    path: Path,
    key: bytearray,
    outbox: bytes,
    held: bytearray | None,
    keys: Keys,
    content: SlotFile,
    note: NoteInCopy,
) -> None:
    """Seal each identity under the new key and repeat the new generation; then check and flush.

    The earlier keys of what waits outside of the database go along.
    """
    copy = open_copy(path, key)
    try:
        state = VaultStateRows(copy)
        digests = RowDigests(copy, bytes.fromhex(state.get(ROWS_KEY) or ""))
        digests.watch()
        if keys.identity is not None and held is not None:
            old = IdentityKey(content.vault_id, held, lambda: identity_keys(state))
            renewed = IdentityKey(content.vault_id, bytearray(keys.identity))
            _seal_identities(copy, old, renewed)
            with copy.transaction():
                _seal_earlier(state, old, renewed)
            renewed.drop()
        with copy.transaction():
            keep_outbox_keys(state, (outbox, *outbox_keys(state)))
            state.set(GENERATION, str(content.generation))
        note(copy, digests.seal)
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
    """A few in each transaction: the copy is nothing before it is decided on.

    Thousands of rows held at once make the collector of memory stop the window for long.
    """
    last = ""
    while rows := copy.execute(
        "SELECT case_id, sealed FROM identity WHERE case_id > ? ORDER BY case_id LIMIT 200", (last,)
    ).fetchall():
        with copy.transaction():
            for row in rows:
                last = row.text("case_id")
                sealed = new.seal(last, old.open(last, row.blob("sealed")))
                copy.execute("UPDATE identity SET sealed = ? WHERE case_id = ?", (sealed, last))
