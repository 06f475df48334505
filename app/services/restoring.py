# SPDX-License-Identifier: EUPL-1.2
"""Bringing a vault back from a backup, beside or in the place of what is there."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.changes import Kind
from app.domain.errors import UserError
from app.domain.ids import AccountId
from app.storage.driver import Connection
from app.storage.journal import JournalRows
from app.storage.migrator import current_version, latest_version, packaged_migrations
from app.storage.row_digests import RowDigests
from app.storage.vault_state import VaultStateRows
from app.system.clock import Clock
from app.vault.backup_file import BackupFile, Manifest
from app.vault.building import built_beside
from app.vault.card import read_slots
from app.vault.errors import PlaceTaken
from app.vault.folder import ATTEMPTS, DATABASE, LOCK, SLOT_COPIES
from app.vault.heads import HEAD, HeadNotes
from app.vault.locking import VaultLock
from app.vault.open_vault import ABANDONED
from app.vault.restoring import OpenKeys, fill_from_backup, read_backup_slots
from app.vault.slots import Keys
from app.vault.succession import ASIDE, finish_succession, successor

RESTORED = "vault.restored"


@dataclass(frozen=True)
class Restored:
    """A vault that was brought back; `aside` is where what was there before lies now, if any."""

    folder: Path
    manifest: Manifest
    aside: Path | None


@dataclass(frozen=True)
class Restorer:
    """Restores on this machine; `heads` is its folder of heads, None where there is none."""

    clock: Clock
    heads: Path | None = None

    def restore(self, file: Path, folder: Path, open_keys: OpenKeys) -> Restored:
        """Bring a backup back as the vault `folder`. Slow.

        Where no folder is, one is made; the vault of the backup that is there, damaged or not, goes
        aside within its folder; anything else is left alone, another vault too. Raises
        `BackupDamaged`, `NotABackup`, `BackupMissing`, `PlaceTaken`, `VaultBusy`,
        `WrongPassphrase`, `AccountUnknown` or what the disk refuses: what was there is then as it
        was.
        """
        backup = BackupFile(file)
        account, keys = open_keys(read_backup_slots(backup).content)
        try:
            if not folder.exists():
                with built_beside(folder, self.clock.now()) as site:
                    self._fill(backup, account, keys, site, folder)
                return Restored(folder, backup.manifest, None)
            if not _is_vault(folder) or _is_another(folder, backup.manifest.vault_id):
                raise PlaceTaken
            return Restored(folder, backup.manifest, self._replace(backup, account, keys, folder))
        finally:
            keys.wipe()

    def _replace(self, backup: BackupFile, account: str, keys: Keys, folder: Path) -> Path:
        with ExitStack() as undo:
            lock = VaultLock(folder / LOCK, self.clock.now())
            undo.callback(lock.release)
            finish_succession(folder)
            stamp = _free_stamp(folder, f"{self.clock.local():%Y-%m-%d-%H%M%S}")
            with successor(folder, aside=stamp) as site:
                self._fill(backup, account, keys, site, folder)
            finish_succession(folder)
        return folder / f"{ASIDE}{stamp}"

    def _fill(self, backup: BackupFile, account: str, keys: Keys, site: Path, folder: Path) -> None:
        manifest = backup.manifest
        places = [folder / HEAD]
        if self.heads is not None:
            places.append(self.heads / f"{manifest.vault_id}.json")
        notes = HeadNotes(manifest.vault_id, keys.master, tuple(places))

        def finish(connection: Connection) -> None:
            _go_on_from_here(connection, notes, account, manifest.id, self.clock.now())

        fill_from_backup(backup, keys, site, finish)


def _go_on_from_here(
    connection: Connection, notes: HeadNotes, account: str, backup_id: str, now: datetime
) -> None:
    """Journal the restoring, and let it not look like a loss: somebody asked for it."""
    state = VaultStateRows(connection)
    with connection.transaction():
        for head in notes.read():
            state.set(f"{ABANDONED}{head.name}", head.at.isoformat())
        if current_version(connection) != latest_version(packaged_migrations()):
            return  # its journal has other columns until the first opening
        JournalRows(connection).append(
            now,
            AccountId(account),
            RESTORED,
            Kind.VAULT,
            backup_id,
            RowDigests(connection, b"").seal(),
        )


def _free_stamp(folder: Path, stamp: str) -> str:
    """A stamp under which nothing was put aside: clocks go back, and what is aside must stay."""
    free, number = stamp, 2
    while (folder / f"{ASIDE}{free}").exists():
        free = f"{stamp}-{number}"
        number += 1
    return free


def _is_another(folder: Path, vault_id: str) -> bool:
    """Whether a folder says that it is another vault than that one; a damaged one may not tell."""
    try:
        return read_slots(folder).content.vault_id != vault_id
    except UserError:
        return False


def _is_vault(folder: Path) -> bool:
    """Whether a folder holds a vault, or what is left of one, or nothing at all."""
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    return names <= {LOCK, ATTEMPTS} or bool(names & {DATABASE, *SLOT_COPIES})
