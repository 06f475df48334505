# SPDX-License-Identifier: EUPL-1.2
"""Two ways to wrap a key: under another key, or to the public key of an account."""

import secrets
from dataclasses import dataclass

from app.vault.encoding import FORMAT, FORMAT_VERSION, Fields, to_base64
from app.vault.keys import wipe
from app.vault.primitives import (
    SealBroken,
    decrypt,
    derive,
    encrypt,
    exchange,
    exchange_public,
    new_exchange_pair,
)

NONCE_BYTES = 12
TAG_BYTES = 16
PUBLIC_KEY_BYTES = 32
_BOX_INFO = f"{FORMAT}/{FORMAT_VERSION}/sealed-box".encode()


def seal(key: bytes | bytearray, content: bytes | bytearray, aad: bytes) -> bytes:
    """AES-256-GCM under a random nonce: nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + encrypt(key, nonce, content, aad)


def unseal(key: bytes | bytearray, sealed: bytes, aad: bytes) -> bytearray:
    """What was sealed. Raises `SealBroken`."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise SealBroken
    return decrypt(key, sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)


@dataclass(frozen=True)
class SealedBox:
    """A secret that only the holder of one X25519 private key can open."""

    ephemeral: bytes
    sealed: bytes

    def to_json(self) -> dict[str, object]:
        """Its place in the slot file."""
        return {"ephemeral": to_base64(self.ephemeral), "sealed": to_base64(self.sealed)}

    @classmethod
    def from_json(cls, fields: Fields) -> "SealedBox":
        """Read back from the slot file. Raises `Malformed`."""
        return cls(fields.blob("ephemeral", PUBLIC_KEY_BYTES), fields.blob("sealed"))


def seal_to(public: bytes, secret: bytes | bytearray, aad: bytes) -> SealedBox:
    """Seal a secret to a public key: anyone may, only its owner opens it."""
    ephemeral, sender = new_exchange_pair()
    shared = exchange(ephemeral, public)
    wipe(ephemeral)
    return SealedBox(sender, seal(_box_key(shared, sender, public), secret, aad))


def open_box(private: bytes | bytearray, box: SealedBox, aad: bytes) -> bytearray:
    """The secret of a box. Raises `SealBroken`."""
    shared = exchange(private, box.ephemeral)
    recipient = exchange_public(private)
    return unseal(_box_key(shared, box.ephemeral, recipient), box.sealed, aad)


def _box_key(shared: bytes, sender: bytes, recipient: bytes) -> bytearray:
    """The box's AES key; both public keys go in, so a box cannot be re-addressed."""
    return derive(shared, salt=sender + recipient, info=_BOX_INFO, length=32)
