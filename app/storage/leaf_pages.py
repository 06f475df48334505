# SPDX-License-Identifier: EUPL-1.2
"""The records in a page of SQLite's file format, without anything that leads to it.

A pure parser, after SQLite's own description of its file format: a page tells by its first byte
what it is, and holds its records whole but for what overflows into other pages.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.storage.row import SqlValue

INTERIOR_INDEX, LEAF_INDEX, LEAF_TABLE = 0x02, 0x0A, 0x0D
_FILE_HEADER = 100  # before the page's own, in the first page
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12

Page = Callable[[int], bytes | None]
"""Gives the usable bytes of a page by its number, None when it cannot be read."""


@dataclass(frozen=True)
class Record:
    """One record: `number` is its row number, None in a tree that is ordered by its key."""

    number: int | None
    values: tuple[SqlValue, ...]


class _Unreadable(Exception):
    """A record that is not well formed, or of which a piece is on a page that is lost."""


def kind_of(page: bytes, number: int) -> int:
    """The byte that says what a page is; of the first page, behind the file's header."""
    return page[_FILE_HEADER if number == 1 else 0]


def records(page: bytes, number: int, others: Page) -> Iterator[Record | None]:
    """The records of a page, None for one that cannot be read whole; none where it has no records.

    `others` gives the pages into which a long record overflows.
    """
    kind = kind_of(page, number)
    if kind not in (INTERIOR_INDEX, LEAF_INDEX, LEAF_TABLE):
        return
    start = (_FILE_HEADER if number == 1 else 0) + (12 if kind == INTERIOR_INDEX else 8)
    header = _FILE_HEADER if number == 1 else 0
    count = int.from_bytes(page[header + 3 : header + 5], "big")
    for place in range(start, min(start + 2 * count, len(page) - 1), 2):
        offset = int.from_bytes(page[place : place + 2], "big")
        try:
            yield _record(page, kind, offset, others)
        except (_Unreadable, IndexError, UnicodeDecodeError):
            yield None


def free_pages(page: bytes, count: int) -> frozenset[int]:
    """The pages that a trunk of the list of free pages names; empty for any other page.

    Nothing in a page says that it is a trunk, but no other one is made of so many different numbers
    of pages: an overflow page goes on with somebody's text. `count` is how many pages there are.
    """
    following, length = struct.unpack(">II", page[:8])
    if page[0] != 0 or following > count or not 0 < length <= (len(page) - 8) // 4:
        return frozenset()
    named = struct.unpack(f">{length}I", page[8 : 8 + 4 * length])
    whole = len(set(named)) == length and all(1 < number <= count for number in named)
    return frozenset(named) if whole else frozenset()


def _record(page: bytes, kind: int, offset: int, others: Page) -> Record:
    if kind == INTERIOR_INDEX:
        offset += 4  # the page to its left
    size, offset = _varint(page, offset)
    number = None
    if kind == LEAF_TABLE:
        number, offset = _varint(page, offset)
        number -= (number >> 63) << 64
    return Record(number, _values(_payload(page, kind, offset, size, others)))


def _payload(page: bytes, kind: int, offset: int, size: int, others: Page) -> bytes:
    """The bytes of a record, gathered from the pages into which it overflows."""
    usable = len(page)
    largest = usable - 35 if kind == LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    if size <= largest:
        return _exactly(page[offset : offset + size], size)
    least = (usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (usable - 4)
    local = local if local <= largest else least
    content = bytearray(_exactly(page[offset : offset + local], local))
    following = int.from_bytes(page[offset + local : offset + local + 4], "big")
    while len(content) < size:
        more = others(following) if following else None
        if more is None:
            raise _Unreadable
        content += more[4 : 4 + size - len(content)]
        following = int.from_bytes(more[:4], "big")
    return bytes(content)


def _values(payload: bytes) -> tuple[SqlValue, ...]:
    length, at = _varint(payload, 0)
    body, values = length, list[SqlValue]()
    while at < length:
        kind, at = _varint(payload, at)
        value, body = _value(payload, kind, body)
        values.append(value)
    if at != length or body != len(payload):
        raise _Unreadable
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[SqlValue, int]:
    """One value by its serial type, and where the next one begins."""
    if kind == 0:
        return None, at
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, at
    if kind in _INTEGER_BYTES or kind == _FLOAT:
        size = _INTEGER_BYTES.get(kind, 8)
        raw = _exactly(payload[at : at + size], size)
        if kind == _FLOAT:
            return float(struct.unpack(">d", raw)[0]), at + size
        return int.from_bytes(raw, "big", signed=True), at + size
    if kind < _FIRST_BLOB:
        raise _Unreadable
    size = (kind - _FIRST_BLOB) // 2
    raw = _exactly(payload[at : at + size], size)
    return (raw.decode() if kind % 2 else raw), at + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        byte = content[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | content[at + 8], at + 9


def _exactly(raw: bytes, size: int) -> bytes:
    if len(raw) != size:
        raise _Unreadable
    return raw
