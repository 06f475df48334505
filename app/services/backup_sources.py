# SPDX-License-Identifier: EUPL-1.2
"""What a backup is made of: an open vault, or one that is about to be migrated."""

from pathlib import Path

from app.storage.driver import Connection
from app.system.clock import Clock
from app.vault.backup import BackupMade, BackupSource, Reason, make_backup
from app.vault.keys import KEY_BYTES, Purpose
from app.vault.open_vault import OpenVault
from app.vault.restoring import backups_key
from app.vault.signing import Signer, new_signing_seed
from app.vault.slot_file import SlotReading
from app.vault.slots import Keys


def source_of(vault: OpenVault) -> BackupSource:
    """What a backup of an open vault is made of.

    The copy is made later, on the executor: the generation is read before the key, so that a key
    that was replaced in between is noticed.
    """
    generation = vault.generation
    return BackupSource(
        vault.folder.stem,
        vault.vault_id,
        vault.practice_name,
        vault.connection,
        generation,
        lambda: vault.slot_file,
        bytes(vault.subkey(Purpose.BACKUPS, KEY_BYTES)),
        vault.signer,
        vault.account.name,
    )


def back_up_before_migration(
    folder: Path,
    place: Path,
    connection: Connection,
    reading: SlotReading,
    keys: Keys,
    clock: Clock,
    id_: str,
) -> BackupMade:
    """A backup of a vault that is about to be migrated; nobody's desk is open yet. Slow.

    Raises as `make_backup`: the migration must wait then.
    """
    content = reading.content
    seed = new_signing_seed() if keys.signing is None else keys.signing
    source = BackupSource(
        folder.stem,
        content.vault_id,
        content.practice_name,
        connection,
        content.generation,
        lambda: reading.whole,
        backups_key(keys.master, content.vault_id),
        Signer(content.vault_id, "", seed),
        "",
    )
    return make_backup(
        source, place, Reason.MIGRATION, id_=id_, made=clock.now(), local=clock.local()
    )
