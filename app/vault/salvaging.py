# SPDX-License-Identifier: EUPL-1.2
"""A closed vault examined without touching it, and what can be saved of one that is damaged.

Everything works on a copy of the files, made while the vault's lock is held: a check that repairs
or migrates would destroy what it should tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.storage.driver import Connection, open_copy, open_database
from app.storage.errors import DatabaseDamaged, DatabasePlaintext, StorageFault, WrongKey
from app.storage.integrity import Soundness, examine
from app.storage.journal import JournalRows
from app.storage.journal_head import journal_head
from app.storage.refill import TableRefill, refill
from app.storage.row_digests import CHANGES, ROWS_KEY, RowDigests
from app.storage.salvage import DamagedDatabase
from app.storage.vault_state import VaultStateRows
from app.vault.account import Role
from app.vault.building import built_beside
from app.vault.closed_copy import ClosedCopy, closed_copy
from app.vault.errors import (
    FilesMismatch,
    InsideItself,
    KeysDamaged,
    NothingReadable,
)
from app.vault.folder import DATABASE, SLOT_COPIES, said_plainly, write_whole
from app.vault.heads import Loss
from app.vault.keys import new_key
from app.vault.losses import LOSS_ACCEPTED, go_on_without, missing_since
from app.vault.open_vault import GENERATION, VAULT
from app.vault.restoring import OpenKeys
from app.vault.settling import DIGESTED, bring_up_to_date, is_apart
from app.vault.slot_file import SlotFile, SlotReading, read_slot_file


@dataclass(frozen=True)
class Examination:
    """What is wrong with a vault; all empty when it is sound.

    `keys` are the copies of the slot file that are missing or damaged; `unread` counts the blocks
    of 4 KiB that the disk does not give, `hollow` the bytes at the end of the files that nobody
    wrote; `entries` counts the journal's lines; `inside` says what an opened copy tells.
    """

    keys: tuple[str, ...]
    soundness: Soundness
    entries: int = 0
    unread: int = 0
    inside: tuple[str, ...] = ()
    hollow: int = 0

    @property
    def sound(self) -> bool:
        """Whether there is nothing to report."""
        gaps = self.unread or self.hollow
        return not self.keys and not gaps and self.soundness.sound and not self.inside


def _nothing_inside(_copy: Path) -> Sequence[str]:
    return ()


def examine_vault(
    folder: Path,
    open_keys: OpenKeys,
    now: datetime,
    heads: Path | None = None,
    inside: Callable[[Path], Sequence[str]] = _nothing_inside,
) -> Examination:
    """Every check on a closed vault; nothing of it is changed. Slow.

    `inside` is asked what only an open vault tells, where the database is sound: it may open the
    copy that it is given. `heads` is this machine's folder of heads.

    Raises what opening raises: `VaultMissing`, `NotAVault`, `KeysDamaged`, `KeysAltered`,
    `VaultBusy`, `WrongPassphrase`, `DatabaseMissing`…
    """
    with closed_copy(folder, open_keys, now, heads) as copy:
        soundness, entries = _soundness(copy), copy.entries()
        opens = soundness.sound and not copy.unread
        faults = tuple(inside(copy.folder)) if opens else ()
        damaged, unread, hollow = copy.slots.damaged, copy.unread, copy.hollow
        return Examination(damaged, soundness, entries, unread, faults, hollow)


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
    loss: Loss | None = None
    """What it lacks against the heads kept outside; its entries are in the journal's account."""

    @property
    def whole(self) -> bool:
        """Whether nothing is lost."""
        gaps = self.unread or self.loss is not None
        return not gaps and all(table.whole for table in self.tables)

    @property
    def lost(self) -> int:
        """How many rows are known to be lost."""
        return sum(table.lost for table in self.tables)

    @property
    def read(self) -> int:
        """How many rows the new vault holds."""
        return sum(table.read - table.set_aside for table in self.tables)


def salvage_vault(
    folder: Path, target: Path, open_keys: OpenKeys, now: datetime, heads: Path | None = None
) -> Salvage:
    """Write what can be read of a closed vault into a new one at `target`; slow.

    The keys and the accounts are the same, and it was opened when this returns. `folder` is not
    changed. `heads` is this machine's folder of heads. Raises as `examine_vault` and as
    `built_beside`; `DatabaseDamaged` when no page of it can be read, `NothingReadable` when no row
    can; `InsideItself` where `target` lies in the vault. `target` is not made then.
    """
    _require_outside(folder, target)
    with closed_copy(folder, open_keys, now, heads) as copy:
        damaged = _opened(copy)
        try:
            with built_beside(target, now) as site:
                connection = open_database(site / DATABASE, copy.key, create=True)
                try:
                    tables = refill(damaged, connection, copy.pages)
                    _require_rows(tables)
                    _own_up(connection, copy.slots.content)
                    loss = _loss(connection, copy)
                    tables = _with_the_end(connection, tables, loss)
                finally:
                    connection.close()
                with said_plainly():
                    for name in SLOT_COPIES:
                        write_whole(site / name, copy.slots.whole)
                _require_opens(site, copy.key, copy.slots, lambda rows: _go_on(rows, copy, now))
        finally:
            if damaged is not None:
                damaged.close()
        return Salvage(target, tables, copy.unread, loss)


def _require_outside(folder: Path, target: Path) -> None:
    """Raises `InsideItself`."""
    if folder.resolve() in target.resolve().parents:
        raise InsideItself


def _require_rows(tables: Sequence[TableRefill]) -> None:
    """An empty vault in the place of a lost one would pass for what was saved of it.

    Raises `NothingReadable`.
    """
    read = sum(table.read for table in tables if table.name != "vault_state")
    if not read and any(table.broken for table in tables):
        raise NothingReadable


def _loss(connection: Connection, copy: ClosedCopy) -> Loss | None:
    """What the heads outside tell of that was not saved; rows count only where they were counted.

    Their count is lost with the page of the vault's own facts, where nothing is known of it.
    """
    if is_apart(copy.slots.content):
        return None
    outside = copy.outside
    heads = outside.heads
    if VaultStateRows(connection).get(CHANGES) is None:
        heads = tuple(replace(head, changes=0) for head in heads)
    return missing_since(connection, copy.slots.content.generation, heads, outside.strangers)


def _with_the_end(
    connection: Connection, tables: tuple[TableRefill, ...], loss: Loss | None
) -> tuple[TableRefill, ...]:
    """The account with the end of the journal in it, of which only a head outside tells."""
    if loss is None or not loss.entries:
        return tables
    last = journal_head(connection)[0]
    row = connection.execute("SELECT min(seq) AS seq FROM journal").fetchone()
    first = None if row is None else row.integer_or_none("seq")
    length = loss.entries + (0 if first is None else last - first + 1)
    return tuple(
        replace(table, expected=max(table.expected or 0, length))
        if table.name == "journal"
        else table
        for table in tables
    )


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


def _go_on(connection: Connection, copy: ClosedCopy, now: datetime) -> None:
    """Let what is missing not close what was saved: it was asked for, and the loss is told.

    Going on with a loss is for the coordination. Made by anybody else, it opens read-only until
    then. An older file put back later is found as in any vault: the heads to come are others.
    """
    content, outside = copy.slots.content, copy.outside
    slot = content.slot(copy.account)
    if slot is None or slot.account.role is not Role.COORDINATOR or is_apart(content):
        return
    heads, strangers = outside.heads, outside.strangers
    with connection.transaction():
        if go_on_without(connection, content.generation, heads, strangers, now):
            journal, seal = JournalRows(connection), RowDigests(connection, b"").seal()
            account = AccountId(copy.account)
            journal.append(now, account, LOSS_ACCEPTED, Kind.VAULT, content.vault_id, seal)


def _require_opens(
    site: Path, key: bytearray, slots: SlotReading, finish: Callable[[Connection], object]
) -> None:
    """Open what was saved as an opening does, and finish it. Raises what stands in the way."""
    if read_slot_file(site) != replace(slots, damaged=()):
        raise KeysDamaged
    connection = open_database(site / DATABASE, key)
    try:
        state = VaultStateRows(connection)
        said = (state.get(VAULT), state.get(GENERATION))
        if said != (slots.content.vault_id, str(slots.content.generation)):
            raise FilesMismatch
        bring_up_to_date(connection, lambda: None)
        finish(connection)
    finally:
        connection.close()
