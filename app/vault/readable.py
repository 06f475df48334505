# SPDX-License-Identifier: EUPL-1.2
"""Copying a file from a disk that does not give all of it."""

import errno
import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

BLOCK = 4096
"""What a disk gives or refuses as a whole; also a page of the database."""
_STRIDE = 1 << 20
_SEEK_DATA: int | None = getattr(os, "SEEK_DATA", None)
"""Asks for the next bytes that were written; Windows has no such question."""


@dataclass(frozen=True)
class CopyAccount:
    """What became of a file: blocks that could not be read, bytes of its end never written."""

    lost: int
    hollow: int


def copy_readable(source: Path, target: Path, most: int | None = None) -> CopyAccount:
    """Copy a file, with zeros for each block that cannot be read.

    No more than its first `most` bytes. A hole stays one: it takes no room and no time, and where
    nothing was written behind it, it is left out: no encrypted page is zeros.

    Raises `OSError` when the file does not open, or when the target's disk refuses.
    """
    lost = at = 0
    piece: bytes | None = b""
    with FileIO(source) as given, target.open("wb") as copy:
        size = given.seek(0, os.SEEK_END)
        size = size if most is None else min(size, most)
        while at < size:
            written = _next_written(given, at, size)
            if written == size and size - at > _STRIDE:
                at -= _blank_end(piece or b"")
                copy.truncate(at)
                return CopyAccount(lost, size - at)
            at = copy.seek(written)
            stride = min(_STRIDE, size - at)
            piece = _read(given, at, stride)
            if piece is None:
                piece, refused = _by_blocks(given, at, stride)
                lost += refused
            if not piece:
                break  # it became shorter
            copy.write(piece)
            at += len(piece)
        copy.truncate(at)
    return CopyAccount(lost, 0)


def _blank_end(piece: bytes) -> int:
    """How many bytes of whole blocks of zeros end it: the beginning of the hole that follows."""
    kept = len(piece.rstrip(b"\0"))
    return len(piece) - -(-kept // BLOCK) * BLOCK


def _next_written(given: FileIO, at: int, size: int) -> int:
    """Where the next long stretch begins that somebody wrote; the end where nobody did."""
    if _SEEK_DATA is None:
        return at
    try:
        found = os.lseek(given.fileno(), at, _SEEK_DATA)
    except OSError as error:
        found = size if error.errno == errno.ENXIO else at
    return found if found - at > _STRIDE else at


def _by_blocks(given: FileIO, at: int, stride: int) -> tuple[bytes, int]:
    """A stretch that does not read in one go, and how many of its blocks do not at all."""
    end, lost, pieces = at + stride, 0, bytearray()
    while at < end:
        size = min(BLOCK - at % BLOCK, end - at)
        piece = _read(given, at, size)
        if piece == b"":
            break
        if piece is None:
            piece = bytes(size)
            lost += 1
        pieces += piece
        at += len(piece)
    return bytes(pieces), lost


def _read(given: FileIO, at: int, size: int) -> bytes | None:
    """Some bytes, fewer than asked perhaps; None where the disk refuses them."""
    try:
        given.seek(at)
        return given.read(size)
    except OSError:
        return None
