# SPDX-License-Identifier: EUPL-1.2
"""What an account signs with: Ed25519 over bytes that say what they are and of which vault."""

import secrets
from dataclasses import dataclass

from app.vault.encoding import context
from app.vault.primitives import is_signed, signing_key

SIGNING_KEY_BYTES = 32
SIGNATURE_BYTES = 64


def new_signing_seed() -> bytearray:
    """A random Ed25519 private seed, in memory that can be wiped."""
    return bytearray(secrets.token_bytes(SIGNING_KEY_BYTES))


def public_of(seed: bytes | bytearray) -> bytes:
    """The public key that verifies what a seed signs."""
    return signing_key(seed).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Signature:
    """Who signed, the public key that verifies it, and the 64 bytes."""

    account_id: str
    public: bytes
    signature: bytes


class Signer:
    """Signs in the name of the account that holds a vault open."""

    def __init__(self, vault_id: str, account_id: str, seed: bytearray) -> None:
        self._vault_id = vault_id
        self._key = signing_key(seed)
        self.account_id = account_id
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, purpose: str, *parts: object) -> Signature:
        """Sign `parts` (JSON's own types) for one purpose of this vault, such as `journal`."""
        message = context(purpose, self._vault_id, *parts)
        return Signature(self.account_id, self.public, self._key.sign(message))


def verifies(vault_id: str, signed: Signature, purpose: str, *parts: object) -> bool:
    """Whether a signature holds for those parts; a malformed one does not."""
    return is_signed(signed.public, signed.signature, context(purpose, vault_id, *parts))
