# SPDX-License-Identifier: EUPL-1.2
"""The database of a vault folder under the vault's own key."""

from pathlib import Path

from app.storage.driver import DATABASE_KEY_BYTES, Connection, open_database
from app.vault.folder import DATABASE
from app.vault.keys import Purpose, subkey, wipe


def database_key(master: bytearray, vault_id: str) -> bytearray:
    """The database's key, then its salt."""
    return subkey(master, vault_id, Purpose.DATABASE, DATABASE_KEY_BYTES)


def open_folder_database(
    folder: Path, vault_id: str, master: bytearray, *, create: bool = False
) -> Connection:
    """The database of a vault folder under its master key. Raises `StorageFault`s."""
    key = database_key(master, vault_id)
    try:
        return open_database(folder / DATABASE, key, create=create)
    finally:
        wipe(key)
