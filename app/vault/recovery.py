# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet's place in the slot file: a printed secret that reaches the vault's keys.

The secret has 160 random bits, so no slow derivation stands before it. What it opens is an X25519
key like an account's: a rotation seals the new keys to the sheet without knowing its secret.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.vault.encoding import FORMAT, FORMAT_VERSION, Fields, Malformed, context, to_base64
from app.vault.errors import WrongRecoveryCode
from app.vault.keys import KEY_BYTES, SALT_BYTES, wipe
from app.vault.primitives import SealBroken, derive, new_exchange_pair
from app.vault.sealing import (
    NONCE_BYTES,
    PUBLIC_KEY_BYTES,
    TAG_BYTES,
    SealedBox,
    seal,
    unseal,
)
from app.vault.slots import Keys, boxes_from, open_secrets, seal_vault_keys

SECRET_BYTES = 20
_KIND = "recovery"
_INFO = f"{FORMAT}/{FORMAT_VERSION}/recovery-sheet".encode()


def new_recovery_secret() -> bytearray:
    """160 random bits: what a sheet shows, as text, and what is never stored."""
    return bytearray(secrets.token_bytes(SECRET_BYTES))


def sheet_number(sheet_id: str) -> str:
    """What a sheet is called on paper and on screen: the random end of its id."""
    end = sheet_id[-6:].upper()
    return f"{end[:3]}-{end[3:]}"


@dataclass(frozen=True)
class RecoverySlot:
    """The one sheet that counts; `created` is UTC ISO text."""

    sheet_id: str
    created: str
    public: bytes
    salt: bytes
    private: bytes
    """The X25519 private key, sealed under the printed secret."""
    secrets: Mapping[str, SealedBox]

    def open(self, vault_id: str, secret: bytes | bytearray) -> Keys:
        """The keys behind the printed secret.

        Raises `WrongRecoveryCode`, or `SealBroken` when what lies behind it was altered.
        """
        wrapping = _wrapping(secret, self.salt)
        try:
            private = unseal(wrapping, self.private, _aad(vault_id, self.sheet_id, self.salt))
        except SealBroken:
            raise WrongRecoveryCode from None
        finally:
            wipe(wrapping)
        try:
            return open_secrets(vault_id, self.sheet_id, private, self.secrets)
        finally:
            wipe(private)

    def with_keys(self, vault_id: str, keys: Keys) -> "RecoverySlot":
        """The sheet after a rotation: what is printed stays true."""
        boxes = seal_vault_keys(vault_id, self.sheet_id, self.public, keys, identities=True)
        return replace(self, secrets=boxes)

    def to_json(self) -> dict[str, object]:
        """Its place in the slot file."""
        return {
            "sheet": self.sheet_id,
            "created": self.created,
            "public": to_base64(self.public),
            "private": {
                "kind": _KIND,
                "salt": to_base64(self.salt),
                "sealed": to_base64(self.private),
            },
            "secrets": {name: box.to_json() for name, box in self.secrets.items()},
        }

    @classmethod
    def from_json(cls, fields: Fields) -> "RecoverySlot":
        """Read back from the slot file. Raises `Malformed`."""
        private = fields.child("private")
        if private.text("kind") != _KIND:
            raise Malformed("unknown kind of sheet")
        return cls(
            fields.text("sheet"),
            fields.text("created"),
            fields.blob("public", PUBLIC_KEY_BYTES),
            private.blob("salt", SALT_BYTES),
            private.blob("sealed", NONCE_BYTES + KEY_BYTES + TAG_BYTES),
            boxes_from(fields.child("secrets")),
        )


def make_recovery(
    vault_id: str, sheet_id: str, created: str, secret: bytes | bytearray, keys: Keys
) -> RecoverySlot:
    """A sheet for that secret; `keys` must hold the identity key, or the sheet opens no name."""
    private, public = new_exchange_pair()
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = _wrapping(secret, salt)
    sealed = seal(wrapping, private, _aad(vault_id, sheet_id, salt))
    wipe(wrapping)
    wipe(private)
    boxes = seal_vault_keys(vault_id, sheet_id, public, keys, identities=True)
    return RecoverySlot(sheet_id, created, public, salt, sealed, boxes)


def _wrapping(secret: bytes | bytearray, salt: bytes) -> bytearray:
    return derive(secret, salt=salt, info=_INFO, length=KEY_BYTES)


def _aad(vault_id: str, sheet_id: str, salt: bytes) -> bytes:
    return context("recovery-sheet", vault_id, sheet_id, to_base64(salt))
