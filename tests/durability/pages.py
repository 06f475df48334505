# SPDX-License-Identifier: EUPL-1.2
"""The pages of a database file, decrypted without the engine: what is really in the file.

SQLCipher 4: AES-256-CBC; each page ends in 16 bytes of IV and a MAC, which is not looked at here.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.storage.driver import KEY_BYTES, PAGE_BYTES, SALT_BYTES

_RESERVE, _IV = 80, 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def plain_pages(database: Path, key: bytes) -> list[bytes]:
    """Every page of a closed database file."""
    content = database.read_bytes()
    return [
        _plain(content[start : start + PAGE_BYTES], key, first=start == 0)
        for start in range(0, len(content), PAGE_BYTES)
    ]


def plain_frames(wal: Path, key: bytes) -> Iterator[bytes]:
    """Every page in a WAL, those of frames that no longer count included."""
    content = wal.read_bytes() if wal.exists() else b""
    step = _FRAME_HEADER + PAGE_BYTES
    for start in range(_WAL_HEADER, len(content) - step + 1, step):
        number = int.from_bytes(content[start : start + 4], "big")
        page = content[start + _FRAME_HEADER : start + step]
        yield _plain(page, key, first=number == 1)


def pages_with(database: Path, key: bytes, words: str) -> list[int]:
    """The numbers (the first is 1) of the pages that hold some words."""
    sought = words.encode()
    return [number for number, page in enumerate(plain_pages(database, key), 1) if sought in page]


def put_back(database: Path, older: bytes, number: int) -> None:
    """Overwrite a page of a closed file by the one of an older state of the same file."""
    start = (number - 1) * PAGE_BYTES
    with database.open("r+b") as file:
        file.seek(start)
        file.write(older[start : start + PAGE_BYTES])


def _plain(page: bytes, key: bytes, *, first: bool) -> bytes:
    begin = SALT_BYTES if first else 0
    iv = page[PAGE_BYTES - _RESERVE : PAGE_BYTES - _RESERVE + _IV]
    decryptor = Cipher(AES(key[:KEY_BYTES]), CBC(iv)).decryptor()
    return decryptor.update(page[begin : PAGE_BYTES - _RESERVE]) + decryptor.finalize()
