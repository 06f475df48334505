# SPDX-License-Identifier: EUPL-1.2
"""From a record of writes and syncs to the states in which a loss of power may leave the files.

What was synced is there. Of what was written since, anything may have reached the disk: nothing,
all, a beginning, any part, in any order, torn at sectors of 512 bytes. A truncation or a removal
that was not synced may have happened or not, and a WAL that was never synced may have no name yet.
SQLite trusts a disk not to spoil the sectors beside the one it writes (`powersafe overwrite`), and
so do these states.
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from app.vault.folder import DATABASE
from tests.durability.meeting import WAL

SECTOR = 512
_HEAD = struct.Struct("<ccQI")
_NAMES = {b"d": DATABASE, b"w": WAL}


@dataclass(frozen=True)
class Event:
    """One call: `operation` W, T, S or U on `file` d, w or m (see record.c)."""

    operation: bytes
    file: bytes
    offset: int
    data: bytes


@dataclass
class _File:
    """What is on the disk for good, and what may be."""

    durable: bytearray | None
    pending: list[Event] = field(default_factory=list)

    def see(self, event: Event) -> None:
        if event.operation == b"S":
            self.durable = _applied(self.durable, self.pending)
            self.pending = []
        else:
            self.pending.append(event)


def read_record(path: Path) -> list[Event]:
    """The events of a record, in the order in which they happened."""
    raw, place, events = path.read_bytes(), 0, []
    while place < len(raw):
        operation, file, offset, length = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        events.append(Event(operation, file, offset, raw[place : place + length]))
        place += length
    return events


def said_before(events: list[Event], moment: int) -> bytes:
    """The messages that were out when the power went, after `moment` events."""
    return b"".join(event.data for event in events[:moment] if event.file == b"m")


def lose_power(
    events: list[Event], moment: int, before: dict[str, bytes], folder: Path, chance: Random
) -> None:
    """Write into `folder` one state of the files, the power going after `moment` events.

    `before` holds the files as they were when the record began.
    """
    files = {
        kind: _File(bytearray(before[name]) if name in before else None)
        for kind, name in _NAMES.items()
    }
    for event in events[:moment]:
        if event.file in files:
            files[event.file].see(event)
    for kind, file in files.items():
        survivors = _survivors(file.pending, chance)
        content = _applied(file.durable, survivors)
        if content is not None:
            (folder / _NAMES[kind]).write_bytes(content)


def _survivors(pending: list[Event], chance: Random) -> list[Event]:
    """Which of the writes that were not synced reached the disk, in which order."""
    match chance.randrange(5):
        case 0:
            return []
        case 1:
            return pending
        case 2:
            return pending[: chance.randint(0, len(pending))]
        case 3:
            return [event for event in pending if chance.random() < 0.5]
        case _:
            torn = [sector for event in pending for sector in _sectors(event)]
            kept = [event for event in torn if chance.random() < 0.7]
            chance.shuffle(kept)
            return kept


def _sectors(event: Event) -> list[Event]:
    """A write cut where the sectors of the disk are."""
    if event.operation != b"W":
        return [event]
    cut, start, end = [], event.offset, event.offset + len(event.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        data = event.data[start - event.offset : stop - event.offset]
        cut.append(Event(b"W", event.file, start, data))
        start = stop
    return cut


def _applied(content: bytearray | None, events: list[Event]) -> bytearray | None:
    """A file after some events; holes are zeros, as file systems show them."""
    after = None if content is None else bytearray(content)
    for event in events:
        if event.operation == b"U":
            after = None
            continue
        after = bytearray() if after is None else after
        if event.operation == b"T":
            after = after[: event.offset].ljust(event.offset, b"\0")
            continue
        end = event.offset + len(event.data)
        if len(after) < end:
            after.extend(bytes(end - len(after)))
        after[event.offset : end] = event.data
    return after
