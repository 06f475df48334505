# SPDX-License-Identifier: EUPL-1.2
"""The pages of a closed database decrypted one by one, for one that the engine opens no more.

The format is SQLCipher 4's, as docs/vault-format.md says: AES-256-CBC; each page ends in 16 bytes
of IV and an HMAC-SHA512 over content, IV and page number, under a key derived from the page key.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.storage.engine import KEY_BYTES, PAGE_BYTES, SALT_BYTES

_IV_BYTES, _MAC_BYTES = 16, 64
USABLE_BYTES = PAGE_BYTES - _IV_BYTES - _MAC_BYTES
"""What is left of a page for SQLite."""

_MAC_SALT_MASK, _MAC_KEY_ROUNDS = 0x3A, 2
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_SALTS = slice(16, 24)  # of the header
_FRAME_SALTS = slice(8, 16)  # of a frame's


class SealedPages:
    """The authentic pages of a closed file, those committed to its write-ahead log included.

    `log` is the content of that log, read before the engine was let near the file: closing a
    database of which the first page is gone empties it. Use it as a context; the file must not be
    open in the engine meanwhile.
    """

    def __init__(self, path: Path, key: bytes | bytearray, log: bytes = b"") -> None:
        """`key` as for `open_database`. Raises `OSError`."""
        self._key, self._salt = bytes(key[:KEY_BYTES]), bytes(key[KEY_BYTES:])
        mask = bytes(byte ^ _MAC_SALT_MASK for byte in self._salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", self._key, mask, _MAC_KEY_ROUNDS)[:KEY_BYTES]
        self._file = path.open("rb")
        self._logged = self._committed(log)
        size = path.stat().st_size // PAGE_BYTES
        self.count = max(size, *self._logged, 0)
        """How many pages there are; the first is 1."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def page(self, number: int) -> bytes | None:
        """What SQLite sees of a page, None when it does not authenticate."""
        raw = self._logged.get(number)
        if raw is None:
            self._file.seek((number - 1) * PAGE_BYTES)
            raw = self._file.read(PAGE_BYTES)
        return self._opened(number, raw)

    def unreadable(self) -> tuple[int, ...]:
        """The numbers of the pages that do not authenticate; the first also where its head went."""
        lost = [number for number in range(1, self.count + 1) if self.page(number) is None]
        if 1 not in lost and not self._has_head():
            lost.insert(0, 1)
        return tuple(lost)

    def any_authentic(self) -> bool:
        """Whether the key is that of this file, whatever became of its first page."""
        return any(self.page(number) is not None for number in range(1, self.count + 1))

    def _has_head(self) -> bool:
        self._file.seek(0)
        return self._file.read(SALT_BYTES) == self._salt

    def _opened(self, number: int, raw: bytes) -> bytes | None:
        begin = SALT_BYTES if number == 1 else 0
        body, iv, mac = (
            raw[begin:USABLE_BYTES],
            raw[USABLE_BYTES : USABLE_BYTES + _IV_BYTES],
            raw[USABLE_BYTES + _IV_BYTES :],
        )
        numbered = number.to_bytes(4, "little")
        if not hmac.compare_digest(hmac.digest(self._mac_key, body + iv + numbered, "sha512"), mac):
            return None
        decryptor = Cipher(AES256(self._key), CBC(iv)).decryptor()
        return bytes(begin) + decryptor.update(body) + decryptor.finalize()

    def _committed(self, log: bytes) -> dict[int, bytes]:
        """The latest content of each page in a write-ahead log, up to its last whole commit."""
        kept, pending = dict[int, bytes](), dict[int, bytes]()
        for number, ends, raw in _frames(log):
            if self._opened(number, raw) is None:
                break  # cut in the middle of a frame
            pending[number] = raw
            if ends:
                kept |= pending
                pending.clear()
        return kept


def _frames(log: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """Of each frame of the log's present round: page number, whether it ends a commit, content."""
    step = _FRAME_HEADER + PAGE_BYTES
    for start in range(_LOG_HEADER, len(log) - step + 1, step):
        header = log[start : start + _FRAME_HEADER]
        if header[_FRAME_SALTS] != log[_LOG_SALTS]:
            return
        number, size = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
        yield number, size > 0, log[start + _FRAME_HEADER : start + step]
