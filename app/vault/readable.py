# SPDX-License-Identifier: EUPL-1.2
"""Copying a file from a disk that does not give all of it."""

import os
from io import FileIO
from pathlib import Path

BLOCK = 4096
"""What a disk gives or refuses as a whole; also a page of the database."""
_STRIDE = 1 << 20


def copy_readable(source: Path, target: Path, most: int | None = None) -> int:
    """Copy a file, with zeros for each block that cannot be read; how many of those there are.

    No more than its first `most` bytes.

    Raises `OSError` when the file does not open, or when the target's disk refuses.
    """
    lost = at = 0
    with FileIO(source) as given, target.open("wb") as copy:
        size = given.seek(0, os.SEEK_END)
        size = size if most is None else min(size, most)
        while at < size:
            stride = min(_STRIDE, size - at)
            piece = _read(given, at, stride)
            if piece is None:
                piece, refused = _by_blocks(given, at, stride)
                lost += refused
            if not piece:
                break  # it became shorter
            copy.write(piece)
            at += len(piece)
    return lost


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
