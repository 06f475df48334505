# SPDX-License-Identifier: EUPL-1.2
"""From a backup back to a vault: checked before, compared after, never over what is there."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.storage.copying import Copied, count_rows, differences, examine_copy
from app.storage.driver import Connection, open_copy, open_database
from app.storage.errors import StorageError
from app.vault.backup_file import BackupDamaged, BackupFile, Manifest
from app.vault.database import database_key
from app.vault.encoding import Malformed
from app.vault.errors import (
    AccountUnknown,
    KeysAltered,
    NoSheetThen,
    OtherSheetThen,
    WrongRecoveryCode,
)
from app.vault.folder import DATABASE, SLOT_COPIES, said_plainly, write_whole
from app.vault.keys import KEY_BYTES, Purpose, subkey, wipe
from app.vault.passphrase import passphrase_bytes
from app.vault.primitives import SealBroken
from app.vault.recovery import sheet_number
from app.vault.slot_file import SlotFile, SlotReading, parse_slot_file
from app.vault.slots import Keys, Slot
from app.vault.throttle import Throttle

OpenKeys = Callable[[SlotFile], tuple[str, Keys]]
"""How an account reaches the keys behind a slot file: by a passphrase, by a recovery sheet."""


def with_passphrase(
    account: str | None, passphrase: str, throttle: Throttle | None = None
) -> OpenKeys:
    """The keys by the passphrase of an account, by id or name (None: the only one). Slow.

    `throttle` counts a wrong one as one at unlock: for a vault in its place, not for a file; one
    that is tried on both copies of a slot file counts once. Raises
    `AccountUnknown`, `WrongPassphrase`, `TooManyAttempts` or `KeysAltered`.
    """
    begun = False

    def keys(content: SlotFile) -> tuple[str, Keys]:
        nonlocal begun
        slot = _slot_of(content, account)
        if throttle is not None and not begun:
            passphrase_bytes(passphrase)  # no attempt: nothing was tried
            throttle.begin()
            begun = True
        try:
            opened = slot.open(content.vault_id, passphrase)
        except SealBroken:
            raise KeysAltered from None
        if throttle is not None:
            throttle.succeed()
        return slot.account.id, opened

    return keys


def with_sheet(account: str | None, secret: bytes) -> OpenKeys:
    """The keys by the printed secret of the sheet that was in force when a backup was made.

    What became of the sheet since does not matter: the backup keeps the keys of its day. Raises
    `AccountUnknown`, `NoSheetThen`, `OtherSheetThen` or `KeysAltered`.
    """

    def keys(content: SlotFile) -> tuple[str, Keys]:
        slot, sheet = _slot_of(content, account), content.recovery
        if sheet is None:
            raise NoSheetThen
        try:
            return slot.account.id, sheet.open(content.vault_id, secret)
        except WrongRecoveryCode:
            raise OtherSheetThen(sheet_number(sheet.sheet_id)) from None
        except SealBroken:
            raise KeysAltered from None

    return keys


def _slot_of(content: SlotFile, account: str | None) -> Slot:
    """The slot of an account, by id or name; of the only one for None. Raises `AccountUnknown`."""
    slots = [
        slot
        for slot in content.slots
        if account is None or account in (slot.account.id, slot.account.name)
    ]
    if len(slots) != 1:
        raise AccountUnknown
    return slots[0]


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
    try:
        return parse_slot_file(backup.slots)
    except Malformed:
        raise BackupDamaged("son fichier de clés") from None


def verify_backup(backup: BackupFile, key: bytes, scratch: Path) -> Checked:
    """Read a backup whole, authenticate it, run both checks and compare with its manifest.

    `key` is the vault's subkey for backups, `scratch` an existing folder to work in. Raises
    `BackupDamaged`, naming what is wrong, `BackupPadded` where nothing else is, or what the file
    system refuses.
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
    backup.require_nothing_else()
    return Checked(backup.manifest, slots)


def fill_from_backup(
    backup: BackupFile,
    keys: Keys,
    site: Path,
    finish: Callable[[Connection], object] = lambda _connection: None,
) -> Checked:
    """Write the files of a vault from a backup into the empty folder `site`.

    `finish` is called with the new database, once it was compared.

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
            source.copy_into(target, lambda: None, lambda: None)
            faults = differences(manifest.state, target, count_rows(target))
            if faults:
                raise BackupDamaged(", ".join(faults))
            finish(target)
        finally:
            target.close()
            source.close()
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
    content = slots.content
    named = (content.vault_id, str(content.generation))
    if named != (manifest.vault_id, manifest.state.generation):
        raise BackupDamaged("ses clés ne vont pas avec sa base de données")
    maker = content.slot(manifest.account_id)
    signing = None if maker is None else maker.signing
    if signing is not None and signing != backup.sealed.signature.public:
        raise BackupDamaged("sa signature n’est pas celle du compte qu’elle nomme")
    return slots


def _require_good(copied: Copied) -> None:
    if copied.good:
        return
    pages = copied.soundness.pages
    if pages:
        raise BackupDamaged(f"pages {', '.join(map(str, pages[:5]))}")
    raise BackupDamaged(", ".join(copied.faults) or "sa structure")
