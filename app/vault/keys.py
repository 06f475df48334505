# SPDX-License-Identifier: EUPL-1.2
"""The keys of a vault: one random master key, a subkey per purpose, a key per passphrase."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from app.vault.encoding import FORMAT, FORMAT_VERSION
from app.vault.errors import NotEnoughMemory
from app.vault.passphrase import passphrase_bytes
from app.vault.primitives import DerivationFailed, derive, derive_slowly

KEY_BYTES = 32
SALT_BYTES = 16
MIB = 1024
"""Argon2 counts memory in KiB."""


class Purpose(StrEnum):
    """What a subkey is for; the value goes into the HKDF info."""

    DATABASE = "database"
    SLOTS = "slots"
    BACKUPS = "backups"
    OUTBOX = "outbox"
    HEADS = "heads"


@dataclass(frozen=True)
class KdfParameters:
    """The cost of a passphrase (Argon2id). Refused with `ValueError` outside of the bounds.

    The floor keeps an offline attack slow; the ceiling keeps a forged file from eating the
    computer's memory or an hour of its time. Both are checked before any derivation.
    """

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if not (
            64 * MIB <= self.memory_kib <= 1024 * MIB
            and 3 <= self.passes <= 16
            and 4 <= self.lanes <= 16
        ):
            raise ValueError("key derivation parameters out of bounds")


DEFAULT_KDF = KdfParameters(memory_kib=256 * MIB, passes=3, lanes=4)
FLOOR_KDF = KdfParameters(memory_kib=64 * MIB, passes=3, lanes=4)
"""The least that is accepted; tests use it."""


def new_key() -> bytearray:
    """A random key, in memory that can be wiped."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe(key: bytearray) -> None:
    """Overwrite a key; best effort, since Python and the libraries may hold copies."""
    key[:] = bytes(len(key))


def subkey(master: bytearray, vault_id: str, purpose: Purpose, length: int) -> bytearray:
    """The key for one purpose: HKDF-SHA256 of the master key, salted with the vault's id."""
    info = f"{FORMAT}/{FORMAT_VERSION}/{purpose.value}".encode()
    return derive(master, salt=vault_id.encode(), info=info, length=length)


def passphrase_key(passphrase: str, salt: bytes, kdf: KdfParameters) -> bytearray:
    """The key that a passphrase gives; slow by design (about 0.4 s), so call it off the UI thread.

    Compatible characters are composed (NFC) and outer spaces dropped: another keyboard or a paste
    gives the same key. Raises `NotEnoughMemory`, `PassphraseUnreadable`.
    """
    secret = passphrase_bytes(passphrase)
    try:
        return derive_slowly(
            secret,
            salt=salt,
            memory_kib=kdf.memory_kib,
            passes=kdf.passes,
            lanes=kdf.lanes,
            length=KEY_BYTES,
        )
    except DerivationFailed as error:
        raise NotEnoughMemory from error
