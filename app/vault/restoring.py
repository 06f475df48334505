# SPDX-License-Identifier: EUPL-1.2
"""From a backup back to a vault: checked before, compared after, never over what is there."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.storage.copying import Copied, count_rows, differences, examine_copy
from app.storage.driver import open_copy, open_database
from app.storage.errors import StorageError
from app.vault.backup_file import BackupDamaged, BackupFile, Manifest
from app.vault.card import read_slots
from app.vault.errors import AccountUnknown, KeysAltered
from app.vault.folder import DATABASE, SLOT_COPIES, said_plainly, write_whole
from app.vault.keys import KEY_BYTES, Purpose, database_key, subkey, wipe
from app.vault.sealing import SealBroken
from app.vault.slot_file import SlotFile, SlotReading
from app.vault.slots import Keys

OpenKeys = Callable[[SlotFile], Keys]
"""How the keys behind a slot file are reached: a passphrase, a recovery sheet, an open vault."""


def with_passphrase(account_id: str | None, passphrase: str) -> OpenKeys:
    """The keys by the passphrase of an account (the only one when none is named). Slow.

    Raises `AccountUnknown`, `WrongPassphrase` or `KeysAltered`.
    """

    def keys(content: SlotFile) -> Keys:
        slots = content.slots
        chosen = content.slot(account_id) if account_id is not None else None
        slot = slots[0] if account_id is None and len(slots) == 1 else chosen
        if slot is None:
            raise AccountUnknown
        try:
            return slot.open(content.vault_id, passphrase)
        except SealBroken:
            raise KeysAltered from None

    return keys


def backups_key(master: bytearray, vault_id: str) -> bytes:
    """The subkey under which the backups of a vault are sealed."""
    return bytes(subkey(master, vault_id, Purpose.BACKUPS, KEY_BYTES))


@dataclass(frozen=True)
class Checked:
    """A backup that was read whole, authenticated and found sound, and its slot file."""

    manifest: Manifest
    slots: SlotReading


def read_backup_slots(backup: BackupFile) -> SlotReading:
    """The slot file inside. Raises `BackupDamaged` or `VaultTooNew`."""
    with tempfile.TemporaryDirectory(prefix="tour-de-table-") as scratch:
        folder = Path(scratch)
        with said_plainly():
            for name in SLOT_COPIES:
                (folder / name).write_bytes(backup.slots)
        return read_slots(folder)


def verify_backup(backup: BackupFile, key: bytes, scratch: Path) -> Checked:
    """Read a backup whole, authenticate it, run both checks and compare with its manifest.

    `key` is the vault's subkey for backups, `scratch` an existing folder to work in. Raises
    `BackupDamaged`, naming what is wrong, or what the file system refuses.
    """
    slots = _authentic(backup, key)
    database = scratch / "verify.db"
    inside = backup.sealed.database_key(key)
    try:
        backup.extract(database)
        _require_good(examined(database, inside, backup.manifest))
    finally:
        wipe(inside)
        with suppress(OSError):
            database.unlink(missing_ok=True)
    return Checked(backup.manifest, slots)


def fill_from_backup(backup: BackupFile, keys: Keys, site: Path) -> Checked:
    """Write the files of a vault from a backup into the empty folder `site`.

    The database is checked inside the backup, copied under the vault's own key, and compared with
    the manifest again. Raises as `verify_backup`, and the driver's errors.
    """
    manifest = backup.manifest
    key = backups_key(keys.master, manifest.vault_id)
    slots = _authentic(backup, key)
    slots.authenticate(keys.master)
    inside = backup.sealed.database_key(key)
    own = database_key(keys.master, manifest.vault_id)
    extracted = site / "extracted.db"
    try:
        backup.extract(extracted)
        _require_good(examined(extracted, inside, manifest))
        source = open_copy(extracted, inside)
        target = open_database(site / DATABASE, own, create=True)
        try:
            source.copy_into(target, lambda: None)
            faults = differences(manifest.state, target, count_rows(target))
        finally:
            target.close()
            source.close()
        if faults:
            raise BackupDamaged(", ".join(faults))
        with said_plainly():
            extracted.unlink()
            for name in SLOT_COPIES:
                write_whole(site / name, slots.whole)
    finally:
        wipe(inside)
        wipe(own)
        with suppress(OSError):
            extracted.unlink(missing_ok=True)
    return Checked(manifest, slots)


def examined(database: Path, key: bytes | bytearray, manifest: Manifest) -> Copied:
    """What the checks find in the database of a backup. Raises `BackupDamaged`."""
    try:
        return examine_copy(database, key, manifest.state)
    except StorageError:
        raise BackupDamaged("sa base de données ne s’ouvre pas") from None


def _authentic(backup: BackupFile, key: bytes) -> SlotReading:
    """The slot file of a backup that the vault's keys vouch for. Raises `BackupDamaged`."""
    backup.sealed.authenticate(key)
    slots = read_backup_slots(backup)
    manifest = backup.manifest
    generation = str(slots.content.generation)
    if slots.content.vault_id != manifest.vault_id or generation not in {
        manifest.state.generation,
        manifest.state.pending,
    }:
        raise BackupDamaged("ses clés ne vont pas avec sa base de données")
    return slots


def _require_good(copied: Copied) -> None:
    if copied.good:
        return
    pages = copied.soundness.pages
    if pages:
        raise BackupDamaged(f"pages {', '.join(map(str, pages[:5]))}")
    raise BackupDamaged(", ".join(copied.faults) or "sa structure")
