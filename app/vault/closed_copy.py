# SPDX-License-Identifier: EUPL-1.2
"""A closed vault as its next opening would find it, copied elsewhere so that nothing is changed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.storage.driver import Connection, open_copy
from app.storage.errors import DiskFailure, StorageError
from app.storage.sealed_pages import SealedPages
from app.storage.vault_state import VaultStateRows
from app.system.plain_file import read_plain
from app.vault.card import read_slots
from app.vault.damage import DAMAGE_NOTE
from app.vault.database import database_key
from app.vault.errors import AccountUnknown, KeysAltered, PlaceReadOnly, WrongPassphrase
from app.vault.folder import DATABASE, LOCK, SLOT_COPIES, read_plainly, require_files
from app.vault.heads import HEAD, Head, HeadNotes, Stranger
from app.vault.keys import wipe
from app.vault.locking import VaultLock
from app.vault.open_vault import GENERATION
from app.vault.place_errors import PlaceForbidden
from app.vault.readable import CopyAccount, copy_readable
from app.vault.restoring import OpenKeys
from app.vault.scratch import scratch_folder
from app.vault.slot_file import LARGEST, SlotReading, read_candidates
from app.vault.succession import is_decided, standing_files, standing_head

NOTED_HERE = "heads"
"""Beside the copy of a vault: the folder of heads of this machine, with what it had of it."""
_LARGEST_NOTE = 65_536
_LARGEST_LOG = 1 << 28
"""It is read into memory, and a thousand times what a log of ours grows to."""
_ST_BLOCK = 512
"""What `st_blocks` counts in, on every system that has it."""


@dataclass(frozen=True)
class Outside:
    """What was noted of the journal outside of the database, as far as the keys vouch for it."""

    heads: tuple[Head, ...]
    strangers: tuple[Stranger, ...]


_Opened = tuple[SlotReading, str, bytearray, Outside]
"""A copy of the slot file that opens, for which account (its id), the key of its database, and what
its keys noted outside."""


@dataclass(frozen=True)
class ClosedCopy:
    """The database of a closed vault copied elsewhere, its key, and the slots that go with it.

    `unread` counts the blocks of 4 KiB that the disk did not give: they are zeros here. `hollow`
    counts the bytes at the file's end that were never written: they are not here. `log` is the
    write-ahead log as it was: opening a database without its first page empties it.
    """

    database: Path
    key: bytearray
    slots: SlotReading
    unread: int
    hollow: int
    log: bytes
    outside: Outside
    account: str
    """The id of the account whose passphrase opened it."""

    @property
    def folder(self) -> Path:
        """The whole copy: a vault that may be opened, with `NOTED_HERE` beside it."""
        return self.database.parent

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
def closed_copy(
    folder: Path, open_keys: OpenKeys, now: datetime, heads: Path | None = None
) -> Iterator[ClosedCopy]:
    """The copy, while the vault is locked. Slow. `heads` is this machine's folder of heads.

    Raises `VaultMissing`, `NotAVault`, `KeysDamaged`, `KeysAltered`, `VaultBusy`, `DiskFailure`,
    and what `open_keys` raises.
    """
    read_slots(folder)  # before the lock, which writes a file: only where a vault is
    require_files(folder)
    lock = _locked(folder, now)
    try:
        with scratch_folder(_written_bytes(folder)) as scratch:
            place = scratch / (folder.name or "coffre.tdt")
            place.mkdir()
            _copy(folder, place, slots=True)
            _copy_notes(folder, place, heads)
            opened = _opened_by(open_keys, place)
            try:
                copied = _copy(folder, place, slots=False)
                log = place / f"{DATABASE}-wal"
                logged = read_plain(log, _LARGEST_LOG) if log.exists() else b""
                slots, account, key, outside = _in_force(place, opened)
                yield ClosedCopy(
                    place / DATABASE,
                    key,
                    slots,
                    copied.lost,
                    copied.hollow,
                    logged,
                    outside,
                    account,
                )
            finally:
                for _slots, _account, key, _outside in opened:
                    wipe(key)
    finally:
        if lock is not None:
            lock.release()


def _locked(folder: Path, now: datetime) -> VaultLock | None:
    """The lock of a vault, also where nothing can be written; None where nobody ever took it.

    A failing disk is mounted so, and that is when somebody looks what can be saved.
    """
    path = folder / LOCK
    try:
        return VaultLock(path, now)
    except PlaceReadOnly:
        return VaultLock(path, now, noted=False) if os.path.lexists(path) else None


def _copy(folder: Path, place: Path, *, slots: bool) -> CopyAccount:
    """Copy the slots, or all the rest; what could not be read of them."""
    lost = hollow = 0
    for name, path in standing_files(folder).items():
        if (name in SLOT_COPIES) == slots:
            try:
                copied = copy_readable(path, place / name, LARGEST + 1 if slots else None)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                    raise  # the room of the copy
                if isinstance(error, PermissionError):
                    raise PlaceForbidden from error
                raise DiskFailure from error
            lost += copied.lost
            hollow += copied.hollow
    return CopyAccount(lost, hollow)


def _written_bytes(folder: Path) -> int:
    """How much room a copy takes: a hole takes none."""
    with read_plainly():
        found = [path.stat() for path in standing_files(folder).values()]
    return sum(
        min(one.st_size, getattr(one, "st_blocks", one.st_size) * _ST_BLOCK) for one in found
    )


def _copy_notes(folder: Path, place: Path, heads: Path | None) -> None:
    """Copy what is said of the vault beside its files, and on this machine."""
    here = place.parent / NOTED_HERE
    here.mkdir()
    notes = {standing_head(folder): place}
    if not is_decided(folder):  # else it is of the content that goes
        notes[folder / DAMAGE_NOTE] = place
    if heads is not None:
        ids = {reading.content.vault_id for reading in read_candidates(place)}
        notes |= {heads / f"{vault_id}.json": here for vault_id in ids}
    for note, into in notes.items():
        try:
            content = read_plain(note, _LARGEST_NOTE)
        except FileNotFoundError:
            continue
        except OSError:
            content = b""  # there, and unreadable: so is its copy
        (into / note.name).write_bytes(content)


def _opened_by(open_keys: OpenKeys, place: Path) -> list[_Opened]:
    """The copies of the slot file that open, as at an opening: the highest generation first."""
    opened: list[_Opened] = []
    refusal: Exception = AccountUnknown()
    for reading in read_candidates(place):
        try:
            account, keys = open_keys(reading.content)
        except (AccountUnknown, KeysAltered, WrongPassphrase) as error:
            refusal = error if isinstance(refusal, AccountUnknown) else refusal
            continue
        try:
            reading.authenticate(keys.master)
            vault_id = reading.content.vault_id
            noted = (place / HEAD, place.parent / NOTED_HERE / f"{vault_id}.json")
            notes = HeadNotes(vault_id, keys.master, noted)
            outside = Outside(notes.read(), notes.strangers())
            opened.append((reading, account, database_key(keys.master, vault_id), outside))
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
    for one in opened:
        said = _generation(place / DATABASE, one[2])
        if said == str(one[0].content.generation):
            return one
        if said in known - {str(reading.content.generation) for reading, *_rest in opened}:
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
