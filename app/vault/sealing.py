# SPDX-License-Identifier: EUPL-1.2
"""Two ways to wrap a key: under another key, or to the public key of an account."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.vault.encoding import FORMAT, FORMAT_VERSION, Fields, to_base64

NONCE_BYTES = 12
TAG_BYTES = 16
PUBLIC_KEY_BYTES = 32
_BOX_INFO = f"{FORMAT}/{FORMAT_VERSION}/sealed-box".encode()


class SealBroken(Exception):
    """The ciphertext does not open: another key, another place, or altered."""


def seal(key: bytes | bytearray, content: bytes | bytearray, aad: bytes) -> bytes:
    """AES-256-GCM under a random nonce: nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def unseal(key: bytes | bytearray, sealed: bytes, aad: bytes) -> bytearray:
    """What was sealed. Raises `SealBroken`."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise SealBroken
    try:
        content = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
    except InvalidTag as error:
        raise SealBroken from error
    return bytearray(content)


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
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    return SealedBox(sender, seal(_box_key(shared, sender, public), secret, aad))


def open_box(private: bytes | bytearray, box: SealedBox, aad: bytes) -> bytearray:
    """The secret of a box. Raises `SealBroken`."""
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(box.ephemeral))
    except ValueError as error:  # a low-order point: never made by us
        raise SealBroken from error
    recipient = own.public_key().public_bytes_raw()
    return unseal(_box_key(shared, box.ephemeral, recipient), box.sealed, aad)


def _box_key(shared: bytes, sender: bytes, recipient: bytes) -> bytes:
    """The box's AES key; both public keys go in, so a box cannot be re-addressed."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=sender + recipient, info=_BOX_INFO)
    return hkdf.derive(shared)
