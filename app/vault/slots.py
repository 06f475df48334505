# SPDX-License-Identifier: EUPL-1.2
"""A slot: how one account reaches the keys of the vault.

passphrase → (Argon2id, AES-GCM) → the account's private key → (X25519) → master and identity keys.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.vault.account import Account, Role
from app.vault.encoding import Fields, Malformed, context, to_base64
from app.vault.errors import WrongPassphrase
from app.vault.keys import KEY_BYTES, SALT_BYTES, KdfParameters, passphrase_key, wipe
from app.vault.sealing import (
    NONCE_BYTES,
    PUBLIC_KEY_BYTES,
    TAG_BYTES,
    SealBroken,
    SealedBox,
    open_box,
    seal,
    seal_to,
    unseal,
)

MASTER = "master"
IDENTITY = "identity"
_KIND = "passphrase"
_KDF_NAME = "argon2id"


@dataclass(frozen=True)
class Keys:
    """The two secrets of a vault; `identity` is None for an account without that right."""

    master: bytearray
    identity: bytearray | None

    def wipe(self) -> None:
        """Overwrite both; best effort."""
        wipe(self.master)
        if self.identity is not None:
            wipe(self.identity)


@dataclass(frozen=True)
class Slot:
    """One account's place in the slot file."""

    account: Account
    public: bytes
    kdf: KdfParameters
    salt: bytes
    private: bytes
    """The X25519 private key, sealed under the passphrase."""
    secrets: Mapping[str, SealedBox]
    """The vault's secrets sealed to the account, by name."""

    def open(self, vault_id: str, passphrase: str) -> Keys:
        """The keys behind a passphrase. Slow. Raises `WrongPassphrase`, `SealBroken`, `UserError`.

        `SealBroken` means that the passphrase is right and what lies behind it was altered.
        """
        wrapping = passphrase_key(passphrase, self.salt, self.kdf)
        aad = _private_aad(vault_id, self.account.id, self.kdf, self.salt)
        try:
            private = unseal(wrapping, self.private, aad)
        except SealBroken:
            raise WrongPassphrase from None
        finally:
            wipe(wrapping)
        try:
            return Keys(
                self._secret(vault_id, private, MASTER),
                self._secret(vault_id, private, IDENTITY) if IDENTITY in self.secrets else None,
            )
        finally:
            wipe(private)

    def _secret(self, vault_id: str, private: bytearray, name: str) -> bytearray:
        secret = open_box(private, self.secrets[name], _secret_aad(vault_id, self.account.id, name))
        if len(secret) != KEY_BYTES:
            raise SealBroken
        return secret

    def to_json(self) -> dict[str, object]:
        """Its place in the slot file."""
        return {
            "account": self.account.id,
            "name": self.account.name,
            "role": self.account.role.value,
            "identities": self.account.may_see_identities,
            "public": to_base64(self.public),
            "private": {
                "kind": _KIND,
                "kdf": _kdf_json(self.kdf, self.salt),
                "sealed": to_base64(self.private),
            },
            "secrets": {name: box.to_json() for name, box in self.secrets.items()},
        }

    @classmethod
    def from_json(cls, fields: Fields) -> "Slot":
        """Read back from the slot file. Raises `Malformed`, before any derivation."""
        private = fields.child("private")
        kdf = private.child("kdf")
        boxes = fields.child("secrets")
        if (
            private.text("kind") != _KIND
            or kdf.text("name") != _KDF_NAME
            or MASTER not in boxes.raw
        ):
            raise Malformed("unknown kind of slot")
        try:
            role = Role(fields.text("role"))
            parameters = KdfParameters(
                kdf.integer("memory_kib"), kdf.integer("passes"), kdf.integer("lanes")
            )
        except ValueError as error:
            raise Malformed("role or key derivation out of bounds") from error
        return cls(
            Account(fields.text("account"), fields.text("name"), role, fields.flag("identities")),
            fields.blob("public", PUBLIC_KEY_BYTES),
            parameters,
            kdf.blob("salt", SALT_BYTES),
            private.blob("sealed", NONCE_BYTES + KEY_BYTES + TAG_BYTES),
            {name: SealedBox.from_json(boxes.child(name)) for name in boxes.raw},
        )


def make_slot(
    vault_id: str, account: Account, passphrase: str, keys: Keys, kdf: KdfParameters
) -> Slot:
    """A new slot for an account; the identity key goes in only with the right to it. Slow."""
    pair = X25519PrivateKey.generate()
    public = pair.public_key().public_bytes_raw()
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = passphrase_key(passphrase, salt, kdf)
    private = seal(
        wrapping, pair.private_bytes_raw(), _private_aad(vault_id, account.id, kdf, salt)
    )
    wipe(wrapping)
    boxes = {MASTER: seal_to(public, keys.master, _secret_aad(vault_id, account.id, MASTER))}
    if account.may_see_identities and keys.identity is not None:
        aad = _secret_aad(vault_id, account.id, IDENTITY)
        boxes[IDENTITY] = seal_to(public, keys.identity, aad)
    return Slot(account, public, kdf, salt, private, boxes)


def _kdf_json(kdf: KdfParameters, salt: bytes) -> dict[str, object]:
    return {
        "name": _KDF_NAME,
        "memory_kib": kdf.memory_kib,
        "passes": kdf.passes,
        "lanes": kdf.lanes,
        "salt": to_base64(salt),
    }


def _private_aad(vault_id: str, account_id: str, kdf: KdfParameters, salt: bytes) -> bytes:
    return context("private-key", vault_id, account_id, _KIND, _kdf_json(kdf, salt))


def _secret_aad(vault_id: str, account_id: str, name: str) -> bytes:
    return context("secret", vault_id, account_id, name)
