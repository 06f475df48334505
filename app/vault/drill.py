# SPDX-License-Identifier: EUPL-1.2
"""A restore drill: a backup is brought back into a vault that nobody keeps.

A backup that verifies is a promise; one that was restored is a fact.
"""

from pathlib import Path

from app.domain.text import listing
from app.storage.copying import count_rows, differences
from app.storage.driver import open_database
from app.vault.backup_file import BackupDamaged, BackupFile, Manifest, RowsStale
from app.vault.database import database_key
from app.vault.folder import DATABASE
from app.vault.keys import wipe
from app.vault.restoring import fill_from_backup
from app.vault.row_check import faulty_tables, row_faults
from app.vault.scratch import scratch_folder
from app.vault.slots import Keys


def rehearse(path: Path, keys: Keys) -> Manifest:
    """Restore a backup into a temporary folder, open the vault it gives, and remove it. Slow.

    `keys` are those of the open vault and stay its caller's. Raises `BackupDamaged`, naming what
    differs (`RowsStale` for older rows), `NotABackup`, `BackupMissing`, or what the disk refuses.
    """
    backup = BackupFile(path)
    with scratch_folder() as site:
        manifest = fill_from_backup(backup, keys, site).manifest
        key = database_key(keys.master, manifest.vault_id)
        connection = open_database(site / DATABASE, key)
        try:
            faults = differences(manifest.state, connection, count_rows(connection))
            stale = faulty_tables(row_faults(connection))
        finally:
            connection.close()
            wipe(key)
        if faults:
            raise BackupDamaged(", ".join(faults))
        if stale:
            raise RowsStale(f"lignes plus anciennes que la dernière écriture : {listing(stale)}")
    return manifest
