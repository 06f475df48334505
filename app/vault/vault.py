# SPDX-License-Identifier: EUPL-1.2
"""Create and open vaults: a folder that holds an encrypted database and the file of its key slots.

These functions take about half a second on purpose (key derivation): call them on the executor.
What they return may be used from any thread.
"""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.errors import UserError
from app.domain.ids import NewId
from app.storage.driver import Connection
from app.storage.errors import DatabaseMissing
from app.storage.migrator import migrate
from app.storage.row_digests import ROWS_KEY
from app.storage.vault_state import VaultStateRows
from app.system.clock import Clock
from app.vault.account import Account, Role
from app.vault.building import built_beside
from app.vault.card import VaultCard, read_slots, read_vault_card
from app.vault.database import open_folder_database
from app.vault.errors import (
    AccountUnknown,
    FilesMismatch,
    KeysAltered,
    NoRecoverySheet,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.vault.folder import ATTEMPTS, DATABASE, LOCK, require_files, said_plainly
from app.vault.heads import HEAD
from app.vault.keys import (
    DEFAULT_KDF,
    KdfParameters,
    new_key,
    wipe,
)
from app.vault.locking import VaultLock
from app.vault.open_vault import GENERATION, VAULT, OpenVault
from app.vault.passphrase import passphrase_bytes, require_strong
from app.vault.primitives import SealBroken
from app.vault.settling import (
    BeforeMigration,
    bring_up_to_date,
    counts_here_alone,
    no_backup,
    settle_vault,
)
from app.vault.signing import new_signing_seed
from app.vault.slot_file import (
    SlotFile,
    SlotReading,
    read_candidates,
    repair_copies,
    write_slot_file,
)
from app.vault.slots import Keys, Slot, make_slot
from app.vault.succession import decided_slots, finish_succession
from app.vault.throttle import Throttle

__all__ = [
    "OpenVault",
    "VaultCard",
    "create_vault",
    "open_folder_database",
    "read_vault_card",
    "recover_vault",
    "unlock_vault",
]

_Opened = tuple[SlotReading, Slot, Keys, Connection]


def create_vault(
    folder: Path,
    *,
    practice_name: str,
    account_name: str,
    passphrase: str,
    clock: Clock,
    new_id: NewId,
    kdf: KdfParameters = DEFAULT_KDF,
    heads: Path | None = None,
) -> OpenVault:
    """A new vault at `folder`, which must not exist, with one account that may do everything.

    `heads` is this machine's folder of heads. Raises `PassphraseTooWeak`, `PlaceTaken`,
    `PlaceReadOnly`, `PlaceFull`, `PlaceUnusable`.
    """
    require_strong(passphrase, (practice_name, account_name))
    account = Account(new_id(), account_name, Role.COORDINATOR, may_see_identities=True)
    vault_id = new_id()
    keys = Keys(new_key(), new_key(), new_signing_seed())
    with ExitStack() as undo:
        undo.callback(keys.wipe)
        with built_beside(folder, clock.now()) as site:
            slot = make_slot(vault_id, account, passphrase, keys, kdf)
            created_at = clock.now().isoformat()
            content = SlotFile(vault_id, practice_name, created_at, 1, (slot,))
            _fill(site, content, keys.master)
        opening = _Opening(folder, clock, new_id, heads, no_backup)
        vault = opening.run(lambda _content: (slot, keys), None)
        undo.pop_all()
    return vault


def unlock_vault(
    folder: Path,
    account_id: str | None,
    passphrase: str,
    *,
    clock: Clock,
    new_id: NewId,
    heads: Path | None = None,
    before_migration: BeforeMigration = no_backup,
) -> OpenVault:
    """Open the vault at `folder`; `account_id` may be None when it has a single account.

    Raises a `UserError` and changes nothing when it cannot be opened: `VaultMissing`, `NotAVault`,
    `KeysDamaged`, `KeysAltered`, `FilesMismatch`, `VaultTooNew`, `VaultBusy`, `PlaceReadOnly`,
    `AccountUnknown`, `TooManyAttempts`, `WrongPassphrase`, `PassphraseUnreadable`, or the driver's
    `StorageFault`s.
    """
    throttle = Throttle(folder / ATTEMPTS, clock)
    _chosen(read_slots(folder).content, account_id)  # no attempt: nothing was tried
    passphrase_bytes(passphrase)

    def try_slot(content: SlotFile) -> tuple[Slot, Keys]:
        slot = _chosen(content, account_id)
        return slot, slot.open(content.vault_id, passphrase)

    opening = _Opening(folder, clock, new_id, heads, before_migration)
    return opening.run(try_slot, throttle)


def recover_vault(
    folder: Path,
    secret: bytes | bytearray,
    account_id: str,
    passphrase: str,
    *,
    clock: Clock,
    new_id: NewId,
    kdf: KdfParameters = DEFAULT_KDF,
    heads: Path | None = None,
    before_migration: BeforeMigration = no_backup,
) -> OpenVault:
    """Open the vault with the printed secret, and give an account another passphrase.

    The account keeps its name, role and rights; it gets new keys of its own. Where the work goes
    on elsewhere (`away`, a copy that came back) the passphrase counts here alone: a notice says so.
    Raises
    `WrongRecoveryCode`, `NoRecoverySheet`, `PassphraseTooWeak`, or as `unlock_vault`.
    """

    def try_sheet(content: SlotFile) -> tuple[Slot, Keys]:
        account = _chosen(content, account_id).account
        if content.recovery is None:
            raise NoRecoverySheet
        keys = content.recovery.open(content.vault_id, secret)
        if not account.may_see_identities and keys.identity is not None:
            wipe(keys.identity)
            keys = replace(keys, identity=None)
        keys = replace(keys, signing=new_signing_seed())
        return make_slot(content.vault_id, account, passphrase, keys, kdf), keys

    practice = read_vault_card(folder)
    names = [account.name for account in practice.accounts]
    require_strong(passphrase, (practice.practice_name, *names))
    opening = _Opening(folder, clock, new_id, heads, before_migration)
    vault = opening.run(try_sheet, None)
    if alone := counts_here_alone(vault.content):
        vault.notices = (*vault.notices, alone)
    with suppress(UserError):  # a note that cannot be written makes wait, and closes nothing
        Throttle(folder / ATTEMPTS, clock).forgive()
    return vault


_TrySlot = Callable[[SlotFile], tuple[Slot, Keys]]


@dataclass(frozen=True)
class _Opening:
    """One opening of a folder: lock, files, keys, database, in this order; undone on failure."""

    folder: Path
    clock: Clock
    new_id: NewId
    heads: Path | None
    before_migration: BeforeMigration

    def run(self, try_slot: _TrySlot, throttle: Throttle | None) -> OpenVault:
        """Open it with what `try_slot` finds. Raises as `unlock_vault`."""
        read_vault_card(self.folder)  # before the lock, which writes a file: only where a vault is
        require_files(self.folder)
        if not self._has_database():
            raise DatabaseMissing
        with ExitStack() as undo:
            lock = VaultLock(self.folder / LOCK, self.clock.now())
            undo.callback(lock.release)
            finish_succession(self.folder)
            reading, slot, keys, connection = self._open_any(try_slot, throttle)
            undo.callback(keys.wipe)
            undo.callback(connection.close)
            vault = OpenVault(
                self.folder,
                reading.content,
                slot,
                keys,
                connection,
                lock,
                Throttle(self.folder / ATTEMPTS, self.clock),
                self.clock.now,
                self._head_places(reading.content.vault_id),
            )
            vault.notices = _repair(self.folder, reading, self.new_id)
            settle_vault(vault, slot, self.clock)
            undo.pop_all()
        return vault

    def _open_any(self, try_slot: _TrySlot, throttle: Throttle | None) -> _Opened:
        """The copy of the slot file that opens and that the database says counts."""
        if throttle is not None:
            throttle.begin()
        refusal: Exception = AccountUnknown()
        for reading in read_candidates(self.folder):
            try:
                slot, keys = try_slot(reading.content)
            except (AccountUnknown, WrongPassphrase, WrongRecoveryCode, NoRecoverySheet) as error:
                # The highest generation speaks, but for an account that it does not know any more.
                refusal = error if isinstance(refusal, AccountUnknown) else refusal
                continue
            except SealBroken:
                refusal = KeysAltered()
                continue
            try:
                connection = self._open_matching(reading, keys)
            except (KeysAltered, _Stale) as error:
                keys.wipe()
                refusal = _stale(throttle) if isinstance(error, _Stale) else error
                continue
            except BaseException as error:
                keys.wipe()
                if throttle is not None and isinstance(error, UserError):
                    throttle.succeed()  # the passphrase was right: what is wrong is something else
                raise
            if throttle is not None:
                throttle.succeed()
            return reading, slot, keys, connection
        if throttle is not None and isinstance(refusal, KeysAltered):
            throttle.succeed()
        raise refusal

    def _open_matching(self, reading: SlotReading, keys: Keys) -> Connection:
        """The database, brought to the latest schema, when it belongs to that slot file."""
        reading.authenticate(keys.master)
        content = reading.content
        connection = open_folder_database(self.folder, content.vault_id, keys.master)
        try:
            self._require_match(connection, content)
            bring_up_to_date(connection, lambda: self.before_migration(connection, reading, keys))
        except BaseException:
            connection.close()
            raise
        return connection

    def _require_match(self, connection: Connection, content: SlotFile) -> None:
        state = VaultStateRows(connection)
        generation = state.get(GENERATION)
        if state.get(VAULT) != content.vault_id or generation is None:
            raise FilesMismatch
        if generation == str(content.generation):
            return
        others = {str(one.content.generation) for one in read_candidates(self.folder)}
        raise _Stale if generation in others else FilesMismatch

    def _has_database(self) -> bool:
        return (self.folder / DATABASE).is_file() or decided_slots(self.folder) != self.folder

    def _head_places(self, vault_id: str) -> tuple[Path, ...]:
        beside = self.folder / HEAD
        return (beside,) if self.heads is None else (beside, self.heads / f"{vault_id}.json")


class _Stale(Exception):
    """The slots open, but a change of keys that the database knows of has replaced them."""


def _stale(throttle: Throttle | None) -> Exception:
    """What opened by slots that were replaced is refused as: a sheet has no delays."""
    return WrongRecoveryCode() if throttle is None else WrongPassphrase()


def _chosen(content: SlotFile, account_id: str | None) -> Slot:
    if account_id is None and len(content.slots) == 1:
        return content.slots[0]
    slot = content.slot(account_id) if account_id is not None else None
    if slot is None:
        raise AccountUnknown
    return slot


def _fill(site: Path, content: SlotFile, master: bytearray) -> None:
    """Write the two kinds of files of a new vault."""
    connection = open_folder_database(site, content.vault_id, master, create=True)
    try:
        migrate(connection)
        state = VaultStateRows(connection)
        with connection.transaction():
            state.set(VAULT, content.vault_id)
            state.set(GENERATION, str(content.generation))
            state.set(ROWS_KEY, new_key().hex())
    finally:
        connection.close()
    with said_plainly():
        write_slot_file(site, content, master)


def _repair(folder: Path, reading: SlotReading, new_id: NewId) -> tuple[str, ...]:
    if not reading.damaged:
        return ()
    with said_plainly():
        repair_copies(folder, reading, new_id())
    names = " et ".join(reading.damaged)
    return (f"Une copie du fichier de clés était abîmée ({names}) ; elle a été refaite.",)
