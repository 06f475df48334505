# SPDX-License-Identifier: EUPL-1.2
"""A closed vault examined without touching it, and what can be saved of one that is damaged.

Everything works on a copy of the files, made while the vault's lock is held: a check that repairs
or migrates would destroy what it should tell.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.storage.driver import Connection, open_copy, open_database
from app.storage.errors import DatabaseDamaged, DatabasePlaintext, StorageFault, WrongKey
from app.storage.integrity import Soundness, examine
from app.storage.refill import TableRefill, refill
from app.storage.row_digests import ROWS_KEY
from app.storage.salvage import DamagedDatabase
from app.storage.vault_state import VaultStateRows
from app.vault.building import built_beside
from app.vault.closed_copy import ClosedCopy, closed_copy
from app.vault.errors import FilesMismatch, KeysDamaged
from app.vault.folder import DATABASE, SLOT_COPIES, said_plainly, write_whole
from app.vault.keys import new_key
from app.vault.open_vault import GENERATION, VAULT
from app.vault.restoring import OpenKeys
from app.vault.settling import DIGESTED, bring_up_to_date
from app.vault.slot_file import SlotFile, SlotReading, read_slot_file


@dataclass(frozen=True)
class Examination:
    """What is wrong with a vault; all empty when it is sound.

    `keys` are the copies of the slot file that are missing or damaged; `unread` counts the blocks
    of 4 KiB that the disk does not give; `entries` counts the journal's lines.
    """

    keys: tuple[str, ...]
    soundness: Soundness
    entries: int = 0
    unread: int = 0

    @property
    def sound(self) -> bool:
        """Whether there is nothing to report."""
        return not self.keys and not self.unread and self.soundness.sound


def examine_vault(folder: Path, open_keys: OpenKeys, now: datetime) -> Examination:
    """Every check on a closed vault; nothing of it is changed. Slow.

    Raises what opening raises: `VaultMissing`, `NotAVault`, `KeysDamaged`, `KeysAltered`,
    `VaultBusy`, `WrongPassphrase`, `DatabaseMissing`…
    """
    with closed_copy(folder, open_keys, now) as copy:
        soundness = _soundness(copy)
        return Examination(copy.slots.damaged, soundness, copy.entries(), copy.unread)


def _soundness(copy: ClosedCopy) -> Soundness:
    settled = copy.settle()
    try:
        soundness = examine(copy.database, copy.key)
    except (DatabaseDamaged, DatabasePlaintext, WrongKey) as refusal:
        return _without_a_head(copy, refusal)
    if settled and not soundness.structure:
        return Soundness(soundness.pages, (settled,), soundness.orphans)
    return soundness


def _without_a_head(copy: ClosedCopy, refusal: StorageFault) -> Soundness:
    """What is wrong with a file that the engine takes for another's, or for none.

    The slots bear the vault's MAC, so the key is right: either pages authenticate, and the first
    one is gone, or none does, and it is the database of something else (or nothing is left of it).
    """
    with copy.pages() as pages:
        if pages.any_authentic():
            return Soundness(pages.unreadable())
    return Soundness(structure=(_named(refusal),))


def _named(refusal: StorageFault) -> str:
    return refusal.code or type(refusal).__name__


@dataclass(frozen=True)
class Salvage:
    """What was saved into a new vault, table by table."""

    folder: Path
    tables: tuple[TableRefill, ...]
    unread: int = 0
    """Blocks of 4 KiB that the disk did not give."""

    @property
    def whole(self) -> bool:
        """Whether nothing is lost."""
        return not self.unread and all(table.whole for table in self.tables)

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

    The keys and the accounts are the same, and it was opened when this returns. `folder` is not
    changed. Raises as `examine_vault` and as `built_beside`; `DatabaseDamaged` when no page of it
    can be read.
    """
    with closed_copy(folder, open_keys, now) as copy:
        damaged = _opened(copy)
        try:
            with built_beside(target, now) as site:
                connection = open_database(site / DATABASE, copy.key, create=True)
                try:
                    tables = refill(damaged, connection, copy.pages)
                    _own_up(connection, copy.slots.content)
                finally:
                    connection.close()
                with said_plainly():
                    for name in SLOT_COPIES:
                        write_whole(site / name, copy.slots.whole)
                _require_opens(site, copy.key, copy.slots)
        finally:
            if damaged is not None:
                damaged.close()
        return Salvage(target, tables, copy.unread)


def _opened(copy: ClosedCopy) -> DamagedDatabase | None:
    """The database as SQL still reads it; None where only its pages can be read."""
    copy.settle()
    try:
        return DamagedDatabase(lambda: open_copy(copy.database, copy.key))
    except (DatabaseDamaged, DatabasePlaintext, WrongKey) as refusal:
        with copy.pages() as pages:
            if pages.any_authentic():
                return None
        if copy.unread:  # its first page is gone
            raise DatabaseDamaged from refusal
        raise


def _own_up(connection: Connection, slots: SlotFile) -> None:
    """Say again what the lost pages may have said: whose database this is, and of which keys."""
    state = VaultStateRows(connection)
    with connection.transaction():
        state.set(VAULT, slots.vault_id)
        state.set(GENERATION, str(slots.generation))
        if state.get(ROWS_KEY) is None:
            state.set(ROWS_KEY, new_key().hex())
        state.remove(DIGESTED)  # the next opening makes them


def _require_opens(site: Path, key: bytearray, slots: SlotReading) -> None:
    """Open what was saved as an opening does. Raises what stands in the way."""
    if read_slot_file(site) != replace(slots, damaged=()):
        raise KeysDamaged
    connection = open_database(site / DATABASE, key)
    try:
        state = VaultStateRows(connection)
        said = (state.get(VAULT), state.get(GENERATION))
        if said != (slots.content.vault_id, str(slots.content.generation)):
            raise FilesMismatch
        bring_up_to_date(connection, lambda: None)
    finally:
        connection.close()
