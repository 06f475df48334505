# SPDX-License-Identifier: EUPL-1.2
"""The whole vault carried by stick: a verified copy leaves, and only what descends from it returns.

At every moment one of the two at most may be written. Leaving: nothing is written here while the
copy is made; once it is whole it bears a vault's name, and is read-only. Then the vault is marked
as away, and only then the copy may be written. A lock or a cut before the mark leaves the vault as
it was; one after it leaves two that are read-only, and bringing the copy back ends it: a vault that
is away always has a copy. Coming back: the copy is marked as
returned before its content is decided on here, so that a cut in between leaves two read-only
vaults, and trying again ends it.
"""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.storage.copying import Copied, copy_database, examine_copy
from app.storage.driver import open_copy
from app.storage.errors import CopyAbandoned, StorageError
from app.storage.journal_head import journal_head
from app.storage.vault_state import VaultStateRows
from app.system.clock import Clock
from app.vault.building import built_beside
from app.vault.carry_errors import (
    CarriedInside,
    CopyNotGood,
    CopyUncertain,
    DamagedHere,
    NothingAway,
    StickFull,
)
from app.vault.database import database_key
from app.vault.errors import PlaceTaken, VaultError
from app.vault.folder import DATABASE, SUFFIX, remove_entry, said_plainly, write_whole
from app.vault.heads import HEAD
from app.vault.keys import wipe
from app.vault.open_vault import GENERATION, OpenVault
from app.vault.rotation import LONGEST_STEM, stem_for
from app.vault.settling import PREPARED, away_state, standing_of
from app.vault.slot_file import Away, SlotFile, read_slot_file, write_slot_file
from app.vault.standing import Standing

CARRIED = "vault.carried"
CANCELLED = "carry.cancelled"
GIVEN_UP = "carry.given_up"

Note = Callable[[str, str], object]
"""Journals an event about a carrying, by its code and the carrying's id."""

PAGE = 4096
_SPARE = 1 << 20
_LONGEST = LONGEST_STEM - 20
"""Of the copy's name, which may get a day and a number."""


def take_away(vault: OpenVault, place: Path, *, carry_id: str, clock: Clock, note: Note) -> Path:
    """Make the copy that leaves in the folder `place`, and turn this vault read-only. Slow.

    Returns the copy's folder. When it raises, the vault is writable again and no copy bears a
    vault's name, but for `CopyUncertain`: the copy may be there, so the vault stays read-only.
    Raises `CarriedInside`, `StickFull`, `CopyNotGood`, what the disk refuses, or the sentence of a
    vault that may not be written.
    """
    if not vault.state.may_write:
        raise VaultError(vault.state.sentence, vault.state.remedy)
    if vault.folder.resolve() in (place.resolve(), *place.resolve().parents):
        raise CarriedInside
    target = _free_name(stem_for(vault.folder.stem, _LONGEST), place, clock)
    _require_room(vault, place)
    away = _leave(vault, carry_id, clock, note)
    # Two more: the first is the mark's, and the copy's must be higher.
    content = replace(vault.content, copy_of=carry_id, generation=vault.generation + 2)
    built = marked = False
    try:
        with built_beside(target, clock.now()) as site:
            _fill(vault, site, replace(content, copy_of=f"{carry_id}:{PREPARED}"))
        built = True
        with vault.connection.turn:  # a lock waits until the copy may be written
            _mark(vault, away, content)
            marked = True
            _let_go(vault, target, content)
    except BaseException as error:
        if marked:
            raise CopyUncertain(target) from error
        if vault.held:  # else a lock came between: nothing here says that the vault left
            _stay(vault, clock)
            note(CANCELLED, carry_id)
        if built and vault.content.away is None:
            with suppress(OSError):  # it stays read-only
                remove_entry(target)
        raise
    vault.state = standing_of(vault, clock)
    return target


def give_up(vault: OpenVault, *, clock: Clock, note: Note) -> None:
    """Go on here without the copy, which can never come back.

    Raises `NothingAway`, `DamagedHere`, or what the disk refuses: the vault is then still away.
    """
    away = vault.content.away
    if away is None:
        raise NothingAway
    if vault.state.standing is Standing.DAMAGED:
        raise DamagedHere
    note(GIVEN_UP, away.carry_id)
    vault.rewrite_slots(replace(vault.content, away=None))
    vault.accept_loss()  # this machine may have seen the copy further than this vault is
    vault.state = standing_of(vault, clock)
    vault.note_head()


# --- the old content that a return put aside ------------------------------------------------------

RETURN_ASIDE = "retour-"
_STAMP = "%Y-%m-%d-%H%M%S"


def aside_name(local: datetime) -> str:
    """What ends the name of the folder that a return puts the old content in."""
    return f"{RETURN_ASIDE}{local:{_STAMP}}"


# --- a copy that reads back from its medium -------------------------------------------------------


@dataclass(frozen=True)
class Settled:
    """A copy of a database that was flushed, read again and found as it should be."""

    seq: int
    head: str


def settle_copy(
    path: Path, key: bytearray, copied: Copied, change: Callable[[VaultStateRows], object]
) -> Settled:
    """Change what a copy says of itself, flush it, and read it again from its medium.

    Raises `CopyNotGood`, or what the disk refuses.
    """
    if not copied.good:
        raise CopyNotGood
    with closing(open_copy(path, key)) as copy:
        rows = VaultStateRows(copy)
        with copy.transaction():
            change(rows)
        seq, head = journal_head(copy)
        generation = rows.get(GENERATION) or ""
    with said_plainly(), path.open("rb+") as file:
        os.fsync(file.fileno())
        if sys.platform == "linux":  # so that reading it again asks the medium
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    expected = replace(copied.state, generation=generation, seq=seq, head=head)
    if not examine_copy(path, key, expected).good:
        raise CopyNotGood
    return Settled(seq, head)


def _free_name(stem: str, place: Path, clock: Clock) -> Path:
    """`<name>.tdt`, or with the day and a number where that is taken."""
    names = [stem, f"{stem}-{clock.local():%Y-%m-%d}"]
    names += [f"{names[1]}-{number}" for number in range(2, 100)]
    with said_plainly():
        free = (place / f"{name}{SUFFIX}" for name in names)
        target = next((path for path in free if not path.exists()), None)
    if target is None:
        raise PlaceTaken
    return target


def _require_room(vault: OpenVault, place: Path) -> None:
    row = vault.connection.execute("PRAGMA page_count").fetchone()
    needed = PAGE * int(str(row[0])) if row is not None else 0
    with said_plainly():
        free = shutil.disk_usage(place).free
    if free < needed + _SPARE:
        raise StickFull(place)


def _leave(vault: OpenVault, carry_id: str, clock: Clock, note: Note) -> Away:
    """Journal the departure and turn read-only in this session alone, with nothing in between."""
    with vault.connection.turn:
        note(CARRIED, carry_id)
        vault.note_head()
        seq, head = journal_head(vault.connection)
        away = Away(carry_id, vault.account.name, clock.now().isoformat(), seq, head)
        vault.state = away_state(away, clock)
    return away


def _mark(vault: OpenVault, away: Away, copy: SlotFile) -> None:
    """Let this vault be away, for every opening from now on; the turn is held.

    Raises `CopyNotGood` where accounts or keys changed since the copy was made, `CopyAbandoned`
    where the vault was closed meanwhile, or what the disk refuses: nothing was marked then.
    """
    if not vault.held:
        raise CopyAbandoned
    if vault.generation != copy.generation - 2:
        raise CopyNotGood
    vault.rewrite_slots(replace(vault.content, away=away))


def _let_go(vault: OpenVault, target: Path, content: SlotFile) -> None:
    """Let the copy be written from now on: only what its slot file says of it changes.

    Raises what the disk refuses; cut between the two, the first that is read counts.
    """
    with said_plainly():
        write_slot_file(target, content, vault.vault_keys().master)


def _stay(vault: OpenVault, clock: Clock) -> None:
    """Turn writable again. When even that fails the vault stays away, and can be given up."""
    if vault.content.away is not None:
        with suppress(VaultError, StorageError):
            vault.rewrite_slots(replace(vault.content, away=None))
    vault.state = standing_of(vault, clock)


def _fill(vault: OpenVault, site: Path, content: SlotFile) -> None:
    """The files of the copy: its database, checked on the medium, then its keys."""
    generation = content.generation
    master = vault.vault_keys().master
    key = database_key(master, vault.vault_id)
    try:
        copied = copy_database(vault.connection, site / DATABASE, key)
        settled = settle_copy(
            site / DATABASE, key, copied, lambda rows: rows.set(GENERATION, str(generation))
        )
    finally:
        wipe(key)
    head = replace(vault.head(), seq=settled.seq, hash=settled.head, generation=generation)
    write_keys(site, content, master, vault.heads.bytes_of(head))


def write_keys(site: Path, content: SlotFile, master: bytearray, head: bytes) -> None:
    """Write the head and both copies of the slots, the slots last, and read them again.

    Raises `CopyNotGood`, or what the disk refuses.
    """
    with said_plainly():
        write_whole(site / HEAD, head)
        write_slot_file(site, content, master)
    reading = read_slot_file(site)
    reading.authenticate(master)
    if reading.damaged or reading.content != content:
        raise CopyNotGood
