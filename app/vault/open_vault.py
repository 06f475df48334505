# SPDX-License-Identifier: EUPL-1.2
"""A vault held open by one account: its keys, its one connection, and how it stands."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.storage.driver import Connection
from app.storage.errors import StorageError
from app.storage.journal_head import journal_head
from app.storage.row_digests import ROWS_KEY, RowDigests
from app.storage.vault_state import VaultStateRows
from app.vault import earlier_keys
from app.vault.account import Account
from app.vault.database import open_folder_database
from app.vault.errors import AccountUnknown, KeysAltered
from app.vault.folder import SLOT_COPIES, said_plainly, write_whole
from app.vault.heads import Head, HeadNotes, Loss
from app.vault.identities import IdentityKey
from app.vault.keys import KEY_BYTES, Purpose, subkey, wipe
from app.vault.locking import VaultLock
from app.vault.losses import go_on_without, missing_since
from app.vault.passphrase import passphrase_bytes
from app.vault.primitives import SealBroken
from app.vault.signing import Signer
from app.vault.slot_file import SlotFile, slot_file_bytes
from app.vault.slots import Keys, Slot
from app.vault.standing import VaultState
from app.vault.throttle import Throttle

GENERATION = "generation"
VAULT = "vault"


class OpenVault:
    """A vault held open by one account, until `close`.

    `notices` are French sentences about what was found and repaired while opening.
    """

    def __init__(
        self,
        folder: Path,
        content: SlotFile,
        slot: Slot,
        keys: Keys,
        connection: Connection,
        lock: VaultLock,
        throttle: Throttle,
        now: Callable[[], datetime],
        head_places: tuple[Path, ...] = (),
    ) -> None:
        self.folder = folder
        self.content = content
        self.connection = connection
        self.identities = IdentityKey(
            content.vault_id,
            keys.identity,
            lambda: earlier_keys.identity_keys(VaultStateRows(connection)),
        )
        self.notices: tuple[str, ...] = ()
        self.state = VaultState()
        self.now = now
        self.head_places = head_places
        self._slot = slot
        self._master = keys.master
        self._signing = keys.signing
        self._lock = lock
        self._throttle = throttle
        self.digests = _digests(connection)
        self.heads = HeadNotes(content.vault_id, keys.master, head_places)

    @property
    def vault_id(self) -> str:
        """The id of the vault, the same in all its copies and backups."""
        return self.content.vault_id

    @property
    def held(self) -> bool:
        """Whether it is open still: False once it was closed."""
        return self._lock.held

    @property
    def practice_name(self) -> str:
        """The name that the slot file shows."""
        return self.content.practice_name

    @property
    def generation(self) -> int:
        """How often keys and accounts changed."""
        return self.content.generation

    @property
    def account(self) -> Account:
        """Whose passphrase opened it."""
        return self._slot.account

    @property
    def slot(self) -> Slot:
        """The place of that account in the slot file."""
        return self._slot

    @property
    def signer(self) -> Signer:
        """What signs in the name of the account. Raises `KeysAltered` where there is no key."""
        if self._signing is None:
            raise KeysAltered
        return Signer(self.vault_id, self.account.id, self._signing)

    @property
    def slot_file(self) -> bytes:
        """The slot file as it is written: a backup takes it along."""
        return slot_file_bytes(self.content, self._master)

    def subkey(self, purpose: Purpose, length: int) -> bytearray:
        """A key for one purpose; the caller wipes it."""
        return subkey(self._master, self.vault_id, purpose, length)

    def outbox_key(self) -> bytes:
        """What seals texts that the disk refused. Raises `OSError` once the vault is closed."""
        if not self.held:
            raise OSError("the vault is closed")
        return bytes(self.subkey(Purpose.OUTBOX, KEY_BYTES))

    def earlier_outbox_keys(self) -> tuple[bytes, ...]:
        """What sealed them before the keys of the vault were renewed."""
        return earlier_keys.outbox_keys(VaultStateRows(self.connection))

    def take_signing(self, seed: bytearray) -> None:
        """Sign with this seed from now on; it becomes this object's."""
        self._signing = seed

    def vault_keys(self) -> Keys:
        """The vault's secrets, to seal them to a new slot. They stay this object's: do not wipe."""
        return Keys(self._master, self.identities.held())

    def reopen_identities(self, passphrase: str) -> None:
        """Take the identity key back after `identities.drop()`. Slow.

        Raises `WrongPassphrase` or `TooManyAttempts`; a wrong one counts as one at unlock does.
        """
        keys = open_slot(self._slot, self.vault_id, passphrase, self._throttle)
        identity = keys.identity
        wipe(keys.master)
        if keys.signing is not None:
            wipe(keys.signing)
        self.identities.restore(identity)

    def try_passphrase(self, attempt: Callable[[], Slot]) -> Slot:
        """Run what takes a passphrase under the delays of wrong ones. Raises as `unlock_vault`."""
        self._throttle.begin()
        slot = attempt()
        self._throttle.succeed()
        return slot

    @property
    def failed_attempts(self) -> int:
        """Wrong passphrases before the right one that the journal has not been told."""
        return self._throttle.owed

    def attempts_journalled(self) -> None:
        """The journal has been told."""
        self._throttle.settle()

    def rewrite_slots(self, change: SlotFile) -> None:
        """Change who can open the vault. A crash leaves the old slots or the new in force.

        The first copy holds the new slots before the database says that they count, the second the
        old ones until then: whichever passphrase is given, the database tells which copy is right.
        Raises `PlaceReadOnly`, `PlaceUnusable`, or a `StorageFault`; the old slots are then in
        force.
        """
        second = self.folder / SLOT_COPIES[1]
        content = replace(change, generation=self.generation + 1)
        whole = slot_file_bytes(content, self._master)
        with said_plainly():
            if second.read_bytes() != self.slot_file:  # an earlier change could not write it
                write_whole(second, self.slot_file)
            if not any(self._master):  # closed by another thread: no key made that MAC
                raise OSError("the vault is closed")
            write_whole(self.folder / SLOT_COPIES[0], whole)
        with self.connection.transaction():
            VaultStateRows(self.connection).set(GENERATION, str(content.generation))
        self._adopt_content(content)
        with suppress(OSError):  # the change is in force: the next opening makes the copy again
            write_whole(second, whole)

    def succeed_by(self, content: SlotFile, keys: Keys, connection: Connection) -> None:
        """Go on over the content that replaced this vault's; `keys` become this object's."""
        self.connection.adopt(connection)
        held = self.identities.available
        wipe(self._master)
        self._master = keys.master
        if keys.identity is not None and not held:
            wipe(keys.identity)  # dropped for a meeting: a passphrase brings it back
        self.identities.restore(keys.identity if held else None)
        self.heads = HeadNotes(self.vault_id, keys.master, self.head_places)
        self._adopt_content(content)
        self.watch()

    def watch(self) -> None:
        """Keep the digests of rows from now on, on the connection as it was just opened."""
        self.digests = _digests(self.connection)
        self.digests.watch()
        self.connection.reopening, self.connection.reopened = self._open_again, self.watch

    def head(self) -> Head:
        """Where the journal ends now."""
        seq, hash_ = journal_head(self.connection)
        changes, rows = self.digests.changes(), self.digests.seal()
        return Head(seq, hash_, changes, rows, self.now(), self.generation)

    def rows_seal(self) -> str:
        """The total of all row digests, as the journal keeps it."""
        return self.digests.seal()

    def note_head(self) -> None:
        """Say outside where the journal ends: each minute of a meeting, at lock, at close.

        Not for a vault that already lacks something: the note that shows it must stay.
        """
        if self.state.may_write:
            self.heads.write(self.head())

    def missing_since(self) -> Loss | None:
        """What the database lacks against the heads kept outside, None when it has all."""
        heads, strangers = self.heads.read(), self.heads.strangers()
        return missing_since(self.connection, self.generation, heads, strangers)

    def accept_loss(self) -> None:
        """Go on with this database although the heads outside know of more."""
        heads, strangers = self.heads.read(), self.heads.strangers()
        with self.connection.transaction():
            go_on_without(self.connection, self.generation, heads, strangers, self.now())
        self.state = VaultState()

    def close(self) -> None:
        """Close the database, forget the keys, let go of the lock; twice is harmless."""
        if self._lock.held:
            with suppress(StorageError):  # a disk that is gone must not keep the keys in memory
                self.note_head()
        self.identities.drop()
        wipe(self._master)
        if self._signing is not None:
            wipe(self._signing)
        try:
            self.connection.close()
        finally:
            self._lock.release()

    def _open_again(self) -> Connection:
        return open_folder_database(self.folder, self.vault_id, self._master)

    def _adopt_content(self, content: SlotFile) -> None:
        slot = content.slot(self.account.id)
        if slot is None:
            raise AccountUnknown
        self.content, self._slot = content, slot


def open_slot(slot: Slot, vault_id: str, passphrase: str, throttle: Throttle) -> Keys:
    """The keys behind a passphrase, under the delays of wrong ones. Slow.

    Raises `WrongPassphrase`, `TooManyAttempts`, `KeysAltered`, `PassphraseUnreadable`.
    """
    passphrase_bytes(passphrase)  # no attempt: nothing was tried
    throttle.begin()
    try:
        keys = slot.open(vault_id, passphrase)
    except SealBroken:
        raise KeysAltered from None
    throttle.succeed()
    return keys


def _digests(connection: Connection) -> RowDigests:
    key = VaultStateRows(connection).get(ROWS_KEY)
    return RowDigests(connection, bytes.fromhex(key or ""))
