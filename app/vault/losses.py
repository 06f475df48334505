# SPDX-License-Identifier: EUPL-1.2
"""What a database lacks against the heads of its journal that are kept outside of it."""

from collections.abc import Sequence
from datetime import datetime

from app.storage.driver import Connection
from app.storage.journal_head import descends_from, journal_head
from app.storage.row_digests import RowDigests
from app.storage.vault_state import VaultStateRows
from app.vault.heads import Head, Loss, Stranger

ABANDONED = "abandoned:"
"""Before the name of a head that a person knowingly went on without."""

LOSS_ACCEPTED = "vault.loss_accepted"
"""The journal's event for it."""


def missing_since(
    connection: Connection, generation: int, heads: Sequence[Head], strangers: Sequence[Stranger]
) -> Loss | None:
    """What the database lacks against the heads, None when it has all; `generation` is the slots'.

    Raises the driver's errors.
    """
    state = VaultStateRows(connection)
    for head in sorted(heads, key=lambda one: (one.seq, one.changes), reverse=True):
        loss = lack(connection, generation, head)
        if loss is not None and state.get(f"{ABANDONED}{head.name}") is None:
            return loss
    later = [note for note in strangers if note.generation >= generation]
    if any(state.get(f"{ABANDONED}{note.name}") is None for note in later):
        return Loss(0, 0, None)
    return None


def go_on_without(
    connection: Connection,
    generation: int,
    heads: Sequence[Head],
    strangers: Sequence[Stranger],
    now: datetime,
) -> bool:
    """Note that somebody goes on without what these tell of; whether that is anything.

    In the transaction of its caller, who asked whether that person may.
    """
    lacking = [head for head in heads if lack(connection, generation, head) is not None]
    marks = {head.name: head.at for head in lacking}
    marks |= {note.name: now for note in strangers if note.generation >= generation}
    state = VaultStateRows(connection)
    for name, at in marks.items():
        state.set(f"{ABANDONED}{name}", at.isoformat())
    return bool(marks)


def lack(connection: Connection, generation: int, head: Head) -> Loss | None:
    """What the database lacks against one head; None where it has all that the head knew."""
    known, changes = journal_head(connection)[0], RowDigests(connection, b"").changes()
    whole = descends_from(connection, head.seq, head.hash)
    if whole and head.changes <= changes:
        return Loss(0, 0, None) if head.generation > generation else None
    entries = 0 if whole else max(head.seq - known, 1)
    return Loss(entries, max(head.changes - changes, 0), head.at)
