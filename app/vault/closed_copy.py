# SPDX-License-Identifier: EUPL-1.2
"""A closed vault as its next opening would find it, copied elsewhere so that nothing is changed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.storage.driver import Connection, open_copy
from app.storage.errors import DiskFailure, StorageError
from app.storage.sealed_pages import SealedPages
from app.storage.vault_state import VaultStateRows
from app.vault.card import read_slots
from app.vault.errors import AccountUnknown, KeysAltered, PlaceUnusable, WrongPassphrase
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES, said_plainly
from app.vault.keys import database_key, wipe
from app.vault.locking import VaultLock
from app.vault.open_vault import GENERATION
from app.vault.readable import copy_readable
from app.vault.restoring import OpenKeys
from app.vault.slot_file import LARGEST, SlotReading, read_candidates
from app.vault.succession import standing_files

_Opened = tuple[SlotReading, bytearray]
"""A copy of the slot file that opens, and the key of the database that it leads to."""


@dataclass(frozen=True)
class ClosedCopy:
    """The database of a closed vault copied elsewhere, its key, and the slots that go with it.

    `unread` counts the blocks of 4 KiB that the disk did not give: they are zeros here. `log` is
    the write-ahead log as it was: opening a database without its first page empties it.
    """

    database: Path
    key: bytearray
    slots: SlotReading
    unread: int
    log: bytes

    def settle(self) -> str:
        """Bring the WAL into the file; the engine's code when the database does not open."""
        try:
            self.open().close()
        except StorageError as refusal:
            return refusal.code or type(refusal).__name__
        return ""

    def entries(self) -> int:
        """How many lines the journal has, 0 when it cannot be read."""
        try:
            connection = self.open()
        except StorageError:
            return 0
        try:
            row = connection.execute("SELECT max(seq) AS seq FROM journal").fetchone()
            return 0 if row is None else row.integer_or_none("seq") or 0
        except StorageError:
            return 0
        finally:
            connection.close()

    def open(self) -> Connection:
        """Open it. Raises the driver's errors."""
        return open_copy(self.database, self.key)

    def pages(self) -> SealedPages:
        """Its pages one by one, while it is not open. Raises `OSError`."""
        return SealedPages(self.database, self.key, self.log)


@contextmanager
def closed_copy(folder: Path, open_keys: OpenKeys, now: datetime) -> Iterator[ClosedCopy]:
    """The copy, while the vault is locked. Slow.

    Raises `VaultMissing`, `NotAVault`, `KeysDamaged`, `KeysAltered`, `VaultBusy`, `DiskFailure`,
    and what `open_keys` raises.
    """
    read_slots(folder)  # before the lock, which writes a file: only where a vault is
    lock = VaultLock(folder / LOCK, now)
    try:
        with tempfile.TemporaryDirectory(prefix="tour-de-table-") as scratch:
            place = Path(scratch)
            _copy(folder, place, slots=True)
            opened = _opened_by(open_keys, place)
            try:
                unread = _copy(folder, place, slots=False)
                log = place / f"{DATABASE}-wal"
                logged = log.read_bytes() if log.exists() else b""
                slots, key = _in_force(place, opened)
                yield ClosedCopy(place / DATABASE, key, slots, unread, logged)
            finally:
                for _slots, key in opened:
                    wipe(key)
    finally:
        lock.release()


def _copy(folder: Path, place: Path, *, slots: bool) -> int:
    """Copy the slots, or all the rest; how many blocks could not be read."""
    lost = 0
    for name, path in standing_files(folder).items():
        if (name in SLOT_COPIES) == slots:
            try:
                with said_plainly():
                    lost += copy_readable(path, place / name, LARGEST + 1 if slots else None)
            except PlaceUnusable as error:
                raise DiskFailure from error
    return lost


def _opened_by(open_keys: OpenKeys, place: Path) -> list[_Opened]:
    """The copies of the slot file that open, as at an opening: the highest generation first."""
    opened: list[_Opened] = []
    refusal: Exception = AccountUnknown()
    for reading in read_candidates(place):
        try:
            _account, keys = open_keys(reading.content)
        except (AccountUnknown, KeysAltered, WrongPassphrase) as error:
            refusal = error if isinstance(refusal, AccountUnknown) else refusal
            continue
        try:
            reading.authenticate(keys.master)
            opened.append((reading, database_key(keys.master, reading.content.vault_id)))
        except KeysAltered as error:
            refusal = error
        finally:
            keys.wipe()
    if not opened:
        raise refusal
    return opened


def _in_force(place: Path, opened: list[_Opened]) -> _Opened:
    """The slots that the database says count; the newest where it does not tell.

    Raises `WrongPassphrase` where those are another copy, which the passphrase does not open.
    """
    known = {str(reading.content.generation) for reading in read_candidates(place)}
    for reading, key in opened:
        said = _generation(place / DATABASE, key)
        if said == str(reading.content.generation):
            return reading, key
        if said in known - {str(one.content.generation) for one, _key in opened}:
            raise WrongPassphrase
    return opened[0]


def _generation(database: Path, key: bytearray) -> str | None:
    try:
        connection = open_copy(database, key)
    except StorageError:
        return None
    try:
        return VaultStateRows(connection).get(GENERATION)
    except StorageError:
        return None
    finally:
        connection.close()
