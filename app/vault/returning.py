# SPDX-License-Identifier: EUPL-1.2
"""A carried copy that comes back: recognised, checked, and put in the place of what stayed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.changes import Kind
from app.domain.ids import NewId
from app.storage.carried_notes import JournalEnd, shared_until, take_over_notes, was_noted
from app.storage.copying import copy_database
from app.storage.driver import open_copy
from app.storage.errors import (
    DatabaseDamaged,
    DatabaseMissing,
    DatabasePlaintext,
    StorageError,
    WrongKey,
)
from app.storage.journal_head import descends_from
from app.system.clock import Clock
from app.vault.card import read_slots
from app.vault.carry_errors import (
    AccountGone,
    AlreadyBack,
    CopyCarriedOn,
    CopyDamaged,
    CopyNotGood,
    EarlierCarrying,
    ForeignVault,
    GivenUpCopy,
    NotACopy,
    NothingAway,
    OlderCopy,
    ReturnUnfinished,
    TwinCopy,
)
from app.vault.carrying import GIVEN_UP, aside_name, settle_copy, write_keys
from app.vault.database import database_key
from app.vault.errors import AccountUnknown, FilesMismatch, VaultError
from app.vault.folder import DATABASE
from app.vault.heads import HeadNotes
from app.vault.keys import wipe
from app.vault.losses import lack
from app.vault.open_vault import GENERATION, OpenVault
from app.vault.settling import PREPARED, RETURNED, standing_of
from app.vault.slot_file import Away, SlotFile
from app.vault.slots import Keys
from app.vault.standing import Standing, VaultState
from app.vault.succession import finish_succession, successor
from app.vault.vault import open_folder_database, unlock_vault

BROUGHT_BACK = "carry.brought_back"
_MARK = f":{RETURNED}"
_UNFINISHED = f":{PREPARED}"


@dataclass(frozen=True)
class Returned:
    """A return: how many readings noted here meanwhile joined the journal that came back."""

    readings: int


def bring_back(
    vault: OpenVault, folder: Path, passphrase: str, *, clock: Clock, new_id: NewId
) -> Returned:
    """Put the copy in `folder` in the place of this vault's content. Slow.

    `passphrase` is that of this account in the copy. What was here is kept aside for thirty days.
    `vault` goes on over the new content, whose keys and accounts are the copy's: let the session
    end soon after. Raises a `CarryError`, or as `unlock_vault` for the copy, and leaves this vault
    as it was; `ReturnUnfinished` when the next opening will finish.
    """
    away = _recognise(vault, read_slots(folder).content)
    with _open_copy(vault, folder, passphrase, clock, new_id) as copy:
        _recognise(vault, copy.content)
        _require_descendant(vault, copy, away)
        with vault.connection.turn:  # a reading noted in between would be left behind
            return _take_in(vault, copy, away, clock)


def _recognise(vault: OpenVault, copy: SlotFile) -> Away:
    """The carrying that a slot file comes back from. Raises a `CarryError` for any other."""
    if copy.vault_id != vault.vault_id:
        raise ForeignVault
    carry_id = copy.copy_of.removesuffix(_MARK).removesuffix(_UNFINISHED)
    away = vault.content.away
    if not carry_id:
        raise NotACopy
    if away is not None and carry_id == away.carry_id:
        return away
    if was_noted(vault.connection, GIVEN_UP, carry_id):
        raise GivenUpCopy
    if was_noted(vault.connection, BROUGHT_BACK, carry_id):
        # What came back bears the mark, from before the decision on: this is another of it.
        raise AlreadyBack if copy.copy_of.endswith(_MARK) else TwinCopy
    raise NothingAway if away is None else EarlierCarrying


@contextmanager
def _open_copy(
    vault: OpenVault, folder: Path, passphrase: str, clock: Clock, new_id: NewId
) -> Iterator[OpenVault]:
    """The copy, held open while it is taken in."""
    try:
        copy = unlock_vault(folder, vault.account.id, passphrase, clock=clock, new_id=new_id)
    except (DatabaseDamaged, DatabaseMissing, DatabasePlaintext, WrongKey):
        raise CopyDamaged from None
    except FilesMismatch:
        raise OlderCopy from None
    except AccountUnknown:
        raise AccountGone from None
    try:
        yield copy
    finally:
        _let_go(copy)


def _let_go(copy: OpenVault) -> None:
    """Close the copy; a stick that was pulled cannot undo what was decided here."""
    try:
        copy.close()
    except StorageError:
        return


def _require_descendant(vault: OpenVault, copy: OpenVault, away: Away) -> None:
    standing = copy.state.standing
    if standing is Standing.DAMAGED:
        raise CopyDamaged
    if standing is Standing.AWAY:
        raise CopyCarriedOn
    # Keys may have been rotated in the copy: this machine's note of it is under the newer ones.
    master = copy.vault_keys().master
    notes = HeadNotes(vault.vault_id, master, vault.head_places)
    lacking = any(lack(copy.connection, copy.generation, head) for head in notes.read())
    older = not descends_from(copy.connection, away.seq, away.head)
    if older or standing is Standing.ROLLED_BACK or lacking:
        raise OlderCopy
    if notes.strangers(copy.generation + 1):  # this machine saw the copy under newer keys
        raise OlderCopy


def _take_in(vault: OpenVault, copy: OpenVault, away: Away, clock: Clock) -> Returned:
    held = copy.vault_keys()
    identity = None if held.identity is None else bytearray(held.identity)
    keys = Keys(bytearray(held.master), identity)
    content = replace(
        copy.content,
        away=None,
        copy_of=vault.content.copy_of,  # a copy may be carried further, and comes back itself
        generation=max(vault.generation, copy.generation + 1) + 1,
    )
    with successor(vault.folder, aside=aside_name(clock.local())) as site:
        try:
            readings = _fill(vault, copy, away, site, content, keys, clock)
        except CopyNotGood:
            raise CopyDamaged from None
        # Before the decision: from here on the copy is read-only, whatever is pulled or cut.
        _mark_returned(copy, away, clock)
    try:
        vault.connection.close()
        finish_succession(vault.folder)
        connection = open_folder_database(vault.folder, vault.vault_id, keys.master)
    except (VaultError, StorageError) as error:
        unfinished = ReturnUnfinished()
        # Nobody may write into, nor read, what the next opening replaces.
        vault.state = VaultState(Standing.UNFINISHED, unfinished.sentence, unfinished.remedy)
        raise unfinished from error
    vault.succeed_by(content, keys, connection)
    vault.state = standing_of(vault, clock)
    vault.note_head()
    return Returned(readings)


def _fill(
    vault: OpenVault,
    copy: OpenVault,
    away: Away,
    site: Path,
    content: SlotFile,
    keys: Keys,
    clock: Clock,
) -> int:
    """Build the new content from the copy, with what was noted here meanwhile at its end."""
    key = database_key(keys.master, vault.vault_id)
    path = site / DATABASE
    after = shared_until(vault.connection, copy.connection, away.seq)
    try:
        copied = copy_database(copy.connection, path, key)
        if not copied.good:
            raise CopyNotGood
        readings = _join_journals(vault, copy, away, path, key, after, clock)
        generation = str(content.generation)
        settled = settle_copy(path, key, copied, lambda rows: rows.set(GENERATION, generation))
    finally:
        wipe(key)
    notes = HeadNotes(vault.vault_id, keys.master, ())
    head = replace(copy.head(), seq=settled.seq, hash=settled.head, generation=content.generation)
    write_keys(site, content, keys.master, notes.bytes_of(head))
    return readings


def _join_journals(
    vault: OpenVault,
    copy: OpenVault,
    away: Away,
    path: Path,
    key: bytearray,
    after: int,
    clock: Clock,
) -> int:
    joined = open_copy(path, key)
    try:
        end = JournalEnd(joined, copy.signer, copy.rows_seal())
        with joined.transaction():
            readings = take_over_notes(vault.connection, joined, after, end)
            account = vault.account.id
            end.append(clock.now(), account, BROUGHT_BACK, Kind.VAULT, away.carry_id)
    finally:
        joined.close()
    return readings


def _mark_returned(copy: OpenVault, away: Away, clock: Clock) -> None:
    if copy.state.standing is Standing.RETURNED:  # by a return that was cut
        return
    copy.rewrite_slots(replace(copy.content, copy_of=f"{away.carry_id}{_MARK}"))
    copy.state = standing_of(copy, clock)
