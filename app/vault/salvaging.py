# SPDX-License-Identifier: EUPL-1.2
"""A closed vault examined without touching it, and what can be saved of one that is damaged.

Everything works on a copy of the files, made while the vault's lock is held: a check that repairs
or migrates would destroy what it should tell.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.storage.driver import Connection, open_copy, open_database
from app.storage.errors import StorageError
from app.storage.integrity import Soundness, examine
from app.storage.refill import TableRefill, refill
from app.storage.salvage import DamagedDatabase
from app.storage.vault_state import VaultStateRows
from app.vault.building import built_beside
from app.vault.card import read_slots
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES, said_plainly, write_whole
from app.vault.keys import database_key, wipe
from app.vault.locking import VaultLock
from app.vault.restoring import OpenKeys
from app.vault.settling import DIGESTED

_WAL = f"{DATABASE}-wal"


@dataclass(frozen=True)
class Examination:
    """What is wrong with a vault; all empty when it is sound.

    `keys` are the copies of the slot file that are missing or damaged; `refusal` is the code of
    the engine when the database does not open at all; `entries` counts the journal's lines.
    """

    keys: tuple[str, ...]
    soundness: Soundness
    entries: int = 0

    @property
    def sound(self) -> bool:
        """Whether there is nothing to report."""
        return not self.keys and self.soundness.sound


def examine_vault(folder: Path, open_keys: OpenKeys, now: datetime) -> Examination:
    """Every check on a closed vault; nothing of it is changed. Slow.

    Raises what opening raises: `VaultMissing`, `NotAVault`, `KeysDamaged`, `KeysAltered`,
    `VaultBusy`, `WrongPassphrase`, `DatabaseMissing`, `WrongKey`…
    """
    with _copied(folder, open_keys, now) as copy:
        settled = copy.settle()
        soundness = examine(copy.database, copy.key)
        if settled and not soundness.structure:
            soundness = Soundness(soundness.pages, (settled,), soundness.orphans)
        return Examination(copy.damaged_keys, soundness, copy.entries())


@dataclass(frozen=True)
class Salvage:
    """What was saved into a new vault, table by table."""

    folder: Path
    tables: tuple[TableRefill, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is lost."""
        return all(table.whole for table in self.tables)

    @property
    def lost(self) -> int:
        """How many rows are known to be lost."""
        return sum(table.lost for table in self.tables)

    @property
    def read(self) -> int:
        """How many rows the new vault holds."""
        return sum(table.read - table.set_aside for table in self.tables)


def salvage_vault(folder: Path, target: Path, open_keys: OpenKeys, now: datetime) -> Salvage:
    """Write what can be read of a closed vault into a new one at `target`; slow.

    The keys and the accounts are the same. `folder` is not changed. Raises as `examine_vault` and
    as `built_beside`; `DatabaseDamaged` when not even the schema can be read.
    """
    with _copied(folder, open_keys, now) as copy:
        copy.settle()
        damaged = DamagedDatabase(lambda: open_copy(copy.database, copy.key))
        try:
            with built_beside(target, now) as site:
                connection = open_database(site / DATABASE, copy.key, create=True)
                try:
                    tables = refill(damaged, connection)
                    with connection.transaction():
                        VaultStateRows(connection).remove(DIGESTED)
                finally:
                    connection.close()
                with said_plainly():
                    for name in SLOT_COPIES:
                        write_whole(site / name, copy.slots)
        finally:
            damaged.close()
    return Salvage(target, tables)


@dataclass(frozen=True)
class _Copy:
    """The files of a vault copied elsewhere, and its key."""

    database: Path
    key: bytearray
    slots: bytes
    damaged_keys: tuple[str, ...]

    def settle(self) -> str:
        """Bring the WAL into the file; the engine's code when the database does not open."""
        try:
            self._open().close()
        except StorageError as refusal:
            return refusal.code or type(refusal).__name__
        return ""

    def entries(self) -> int:
        """How many lines the journal has, 0 when it cannot be read."""
        try:
            connection = self._open()
        except StorageError:
            return 0
        try:
            row = connection.execute("SELECT max(seq) AS seq FROM journal").fetchone()
            return 0 if row is None else row.integer_or_none("seq") or 0
        except StorageError:
            return 0
        finally:
            connection.close()

    def _open(self) -> Connection:
        return open_copy(self.database, self.key)


@contextmanager
def _copied(folder: Path, open_keys: OpenKeys, now: datetime) -> Iterator[_Copy]:
    reading = read_slots(folder)
    lock = VaultLock(folder / LOCK, now)
    try:
        _account, keys = open_keys(reading.content)
        try:
            reading.authenticate(keys.master)
            key = database_key(keys.master, reading.content.vault_id)
        finally:
            keys.wipe()
        with tempfile.TemporaryDirectory(prefix="tour-de-table-") as scratch:
            place = Path(scratch)
            with said_plainly():
                for name in (DATABASE, _WAL):
                    if (folder / name).is_file():
                        shutil.copyfile(folder / name, place / name)
            yield _Copy(place / DATABASE, key, reading.whole, reading.damaged)
            wipe(key)
    finally:
        lock.release()
