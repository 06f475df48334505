# SPDX-License-Identifier: EUPL-1.2
"""Every cryptographic primitive of the vault, and the one place that calls the libraries for them.

They take a tenth of a second to load. What a closed vault tells (whose it is, who has a key) needs
none of them and is read before the unlock window, so each function imports what it calls.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class SealBroken(Exception):
    """A ciphertext does not open: another key, another place, or altered."""


class DerivationFailed(Exception):
    """The memory for a slow derivation was not to be had."""


def load() -> None:
    """Load the libraries now, so that the first call of the others does not wait for it."""
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.asymmetric.ed25519
    import cryptography.hazmat.primitives.asymmetric.x25519
    import cryptography.hazmat.primitives.ciphers.aead
    import cryptography.hazmat.primitives.kdf.hkdf  # noqa: F401


def derive(secret: bytes | bytearray, *, salt: bytes, info: bytes, length: int) -> bytearray:
    """A key of `length` bytes from a random secret: HKDF-SHA256 (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    hkdf = HKDF(algorithm=SHA256(), length=length, salt=salt, info=info)
    return bytearray(hkdf.derive(bytes(secret)))


def derive_slowly(
    secret: bytes, *, salt: bytes, memory_kib: int, passes: int, lanes: int, length: int
) -> bytearray:
    """A key of `length` bytes from what a person can remember: Argon2id (RFC 9106).

    Raises `DerivationFailed`.
    """
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        raw = hash_secret_raw(
            secret=secret,
            salt=salt,
            time_cost=passes,
            memory_cost=memory_kib,
            parallelism=lanes,
            hash_len=length,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise DerivationFailed from error
    return bytearray(raw)


def encrypt(key: bytes | bytearray, nonce: bytes, content: bytes | bytearray, aad: bytes) -> bytes:
    """Ciphertext and tag: AES-256-GCM."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, content, aad)


def decrypt(key: bytes | bytearray, nonce: bytes, sealed: bytes, aad: bytes) -> bytearray:
    """What was encrypted. Raises `SealBroken`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return bytearray(AESGCM(key).decrypt(nonce, sealed, aad))
    except InvalidTag as error:
        raise SealBroken from error


def new_exchange_pair() -> tuple[bytearray, bytes]:
    """The private and the public key of a new pair for key exchange: X25519 (RFC 7748)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate()
    return bytearray(key.private_bytes_raw()), key.public_key().public_bytes_raw()


def exchange_public(private: bytes | bytearray) -> bytes:
    """The public key of an X25519 private key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def exchange(private: bytes | bytearray, public: bytes) -> bytes:
    """The secret that two X25519 keys share. Raises `SealBroken` for a key that nobody makes."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (
        X25519PrivateKey,
        X25519PublicKey,
    )

    own = X25519PrivateKey.from_private_bytes(private)
    try:
        return own.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:  # a low-order point
        raise SealBroken from error


def signing_key(seed: bytes | bytearray) -> "Ed25519PrivateKey":
    """What signs with a seed of 32 bytes: Ed25519 (RFC 8032)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of an Ed25519 public key signed a message; malformed is not signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
