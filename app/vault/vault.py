# SPDX-License-Identifier: EUPL-1.2
"""Create and open vaults: a folder that holds an encrypted database and the file of its key slots.

`create_vault` and `unlock_vault` take about half a second on purpose (key derivation): call them on
the executor. What they return may be used from any thread.
"""

from contextlib import ExitStack
from pathlib import Path

from app.domain.ids import NewId
from app.storage.driver import Connection, open_database
from app.storage.errors import DatabaseMissing
from app.storage.migrator import migrate
from app.system.clock import Clock
from app.vault.account import Account, Role
from app.vault.building import built_beside
from app.vault.card import VaultCard, read_slots, read_vault_card
from app.vault.errors import AccountUnknown, FilesMismatch, KeysAltered
from app.vault.folder import ATTEMPTS, DATABASE, LOCK, said_plainly
from app.vault.identities import IdentityKey
from app.vault.keys import DEFAULT_KDF, KdfParameters, database_key, new_key, wipe
from app.vault.locking import VaultLock
from app.vault.passphrase import require_strong
from app.vault.sealing import SealBroken
from app.vault.slot_file import SlotFile, SlotReading, repair_copies, write_slot_file
from app.vault.slots import Keys, Slot, make_slot
from app.vault.throttle import Throttle

__all__ = ["OpenVault", "VaultCard", "create_vault", "read_vault_card", "unlock_vault"]


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
        notices: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder
        self.vault_id = content.vault_id
        self.practice_name = content.practice_name
        self.generation = content.generation
        self.account: Account = slot.account
        self.connection = connection
        self.identities = IdentityKey(content.vault_id, keys.identity)
        self.notices = notices
        self._slot = slot
        self._master = keys.master
        self._lock = lock
        self._throttle = throttle

    def reopen_identities(self, passphrase: str) -> None:
        """Take the identity key back after `identities.drop()`. Slow.

        Raises `WrongPassphrase` or `TooManyAttempts`; a wrong one counts as one at unlock does.
        """
        keys = _open_slot(self._slot, self.vault_id, passphrase, self._throttle)
        wipe(keys.master)
        self.identities.restore(keys.identity)

    def close(self) -> None:
        """Close the database, forget the keys, let go of the lock; twice is harmless."""
        self.identities.drop()
        wipe(self._master)
        try:
            self.connection.close()
        finally:
            self._lock.release()


def create_vault(
    folder: Path,
    *,
    practice_name: str,
    account_name: str,
    passphrase: str,
    clock: Clock,
    new_id: NewId,
    kdf: KdfParameters = DEFAULT_KDF,
) -> OpenVault:
    """A new vault at `folder`, which must not exist, with one account that may do everything.

    Raises `PassphraseTooWeak`, `PlaceTaken`, `PlaceReadOnly`, `PlaceUnusable`.
    """
    require_strong(passphrase, (practice_name, account_name))
    account = Account(new_id(), account_name, Role.COORDINATOR, may_see_identities=True)
    vault_id = new_id()
    keys = Keys(new_key(), new_key())
    with ExitStack() as undo:
        undo.callback(keys.wipe)
        with built_beside(folder, clock.now()) as site:
            slot = make_slot(vault_id, account, passphrase, keys, kdf)
            created_at = clock.now().isoformat()
            content = SlotFile(vault_id, practice_name, created_at, 1, (slot,))
            _fill(site, content, keys.master)
        lock = VaultLock(folder / LOCK, clock.now())
        undo.callback(lock.release)
        connection = _open_checked(folder, content, keys.master)
        undo.pop_all()
    throttle = Throttle(folder / ATTEMPTS, clock.now)
    return OpenVault(folder, content, slot, keys, connection, lock, throttle)


def unlock_vault(
    folder: Path, account_id: str | None, passphrase: str, *, clock: Clock, new_id: NewId
) -> OpenVault:
    """Open the vault at `folder`; `account_id` may be None when it has a single account.

    Raises a `UserError` and changes nothing when it cannot be opened: `VaultMissing`, `NotAVault`,
    `KeysDamaged`, `KeysAltered`, `FilesMismatch`, `VaultTooNew`, `VaultBusy`, `PlaceReadOnly`,
    `AccountUnknown`, `TooManyAttempts`, `WrongPassphrase`, or the driver's `StorageFault`s.
    """
    read_vault_card(folder)  # before the lock, which writes a file: only where a vault is
    if not (folder / DATABASE).is_file():
        raise DatabaseMissing
    throttle = Throttle(folder / ATTEMPTS, clock.now)
    with ExitStack() as undo:
        lock = VaultLock(folder / LOCK, clock.now())
        undo.callback(lock.release)
        reading = read_slots(folder)
        slot = _chosen(reading.content, account_id)
        keys = _open_slot(slot, reading.content.vault_id, passphrase, throttle)
        undo.callback(keys.wipe)
        reading.authenticate(keys.master)
        connection = _open_checked(folder, reading.content, keys.master)
        undo.callback(connection.close)
        notices = _repair(folder, reading, new_id)
        undo.pop_all()
    return OpenVault(folder, reading.content, slot, keys, connection, lock, throttle, notices)


def _chosen(content: SlotFile, account_id: str | None) -> Slot:
    if account_id is None and len(content.slots) == 1:
        return content.slots[0]
    slot = content.slot(account_id) if account_id is not None else None
    if slot is None:
        raise AccountUnknown
    return slot


def _open_slot(slot: Slot, vault_id: str, passphrase: str, throttle: Throttle) -> Keys:
    throttle.begin()
    try:
        keys = slot.open(vault_id, passphrase)
    except SealBroken:
        raise KeysAltered from None
    throttle.succeed()
    return keys


def _fill(site: Path, content: SlotFile, master: bytearray) -> None:
    """Write the two kinds of files of a new vault."""
    connection = _open(site, content.vault_id, master, create=True)
    try:
        migrate(connection)
        with connection.transaction():
            connection.executemany(
                "INSERT INTO vault_state (key, value) VALUES (?, ?)",
                (("vault", content.vault_id), ("generation", str(content.generation))),
            )
    finally:
        connection.close()
    with said_plainly():
        write_slot_file(site, content, master)


def _open(folder: Path, vault_id: str, master: bytearray, *, create: bool) -> Connection:
    key = database_key(master, vault_id)
    try:
        return open_database(folder / DATABASE, key, create=create)
    finally:
        wipe(key)


def _open_checked(folder: Path, content: SlotFile, master: bytearray) -> Connection:
    """The database, brought to the latest schema, when it belongs to that slot file."""
    connection = _open(folder, content.vault_id, master, create=False)
    try:
        migrate(connection)
        _require_match(connection, content)
    except BaseException:
        connection.close()
        raise
    return connection


def _require_match(connection: Connection, content: SlotFile) -> None:
    rows = connection.execute("SELECT key, value FROM vault_state")
    state = {row.text("key"): row.text("value") for row in rows}
    if state.get("vault") != content.vault_id:
        raise FilesMismatch
    if state.get("generation") != str(content.generation):
        raise FilesMismatch


def _repair(folder: Path, reading: SlotReading, new_id: NewId) -> tuple[str, ...]:
    if not reading.damaged:
        return ()
    with said_plainly():
        repair_copies(folder, reading, new_id())
    names = " et ".join(reading.damaged)
    return (f"Une copie du fichier de clés était abîmée ({names}) ; elle a été refaite.",)
