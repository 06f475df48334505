# SPDX-License-Identifier: EUPL-1.2
"""A slot: how one account reaches the keys of the vault.

passphrase → (Argon2id, AES-GCM) → the account's private key → (X25519) → master and identity keys,
and the key that the account signs with.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.vault.account import Account, Role
from app.vault.encoding import Fields, Malformed, context, to_base64
from app.vault.errors import WrongPassphrase
from app.vault.keys import KEY_BYTES, SALT_BYTES, KdfParameters, passphrase_key, wipe
from app.vault.primitives import SealBroken, new_exchange_pair
from app.vault.sealing import (
    NONCE_BYTES,
    PUBLIC_KEY_BYTES,
    TAG_BYTES,
    SealedBox,
    open_box,
    seal,
    seal_to,
    unseal,
)
from app.vault.signing import SIGNING_KEY_BYTES, new_signing_seed, public_of

MASTER = "master"
IDENTITY = "identity"
SIGNING = "signing"
_KIND = "passphrase"
_KDF_NAME = "argon2id"
_PRIVATE_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES


@dataclass(frozen=True)
class Keys:
    """The secrets behind a slot.

    `identity` is None for an account without that right, `signing` (an Ed25519 seed) in a slot of
    the first format, which had none, and on a recovery sheet.
    """

    master: bytearray
    identity: bytearray | None
    signing: bytearray | None = None

    def wipe(self) -> None:
        """Overwrite them; best effort."""
        for key in (self.master, self.identity, self.signing):
            if key is not None:
                wipe(key)


def seal_vault_keys(
    vault_id: str, owner: str, public: bytes, keys: Keys, *, identities: bool
) -> dict[str, SealedBox]:
    """The vault's secrets sealed to a public key; `owner` is the account, or the sheet."""
    boxes = {MASTER: seal_to(public, keys.master, secret_aad(vault_id, owner, MASTER))}
    if identities and keys.identity is not None:
        boxes[IDENTITY] = seal_to(public, keys.identity, secret_aad(vault_id, owner, IDENTITY))
    return boxes


def open_secrets(
    vault_id: str, owner: str, private: bytearray, boxes: Mapping[str, SealedBox]
) -> Keys:
    """What `seal_vault_keys` sealed. Raises `SealBroken`."""
    found = {
        name: open_box(private, boxes[name], secret_aad(vault_id, owner, name))
        for name in (MASTER, IDENTITY, SIGNING)
        if name in boxes
    }
    if any(len(secret) != KEY_BYTES for secret in found.values()):
        raise SealBroken
    return Keys(found[MASTER], found.get(IDENTITY), found.get(SIGNING))


def boxes_from(fields: Fields) -> dict[str, SealedBox]:
    """The sealed secrets of a slot. Raises `Malformed` where the master key is not among them."""
    if MASTER not in fields.raw:
        raise Malformed("no master key")
    return {name: SealedBox.from_json(fields.child(name)) for name in fields.raw}


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
    """The vault's secrets and the account's own signing seed, sealed to the account, by name."""
    signing: bytes | None = None
    """The Ed25519 public key; None in a slot of the first format."""

    def open(self, vault_id: str, passphrase: str) -> Keys:
        """The keys behind a passphrase. Slow. Raises `WrongPassphrase`, `SealBroken`, `UserError`.

        `SealBroken` means that the passphrase is right and what lies behind it was altered.
        """
        private = self._private_key(vault_id, passphrase)
        try:
            return open_secrets(vault_id, self.account.id, private, self.secrets)
        finally:
            wipe(private)

    def with_passphrase(self, vault_id: str, old: str, new: str, kdf: KdfParameters) -> "Slot":
        """The slot under another passphrase; keys and account stay. Slow. Raises as `open`."""
        private = self._private_key(vault_id, old)
        salt = secrets.token_bytes(SALT_BYTES)
        try:
            sealed = _seal_private(vault_id, self.account.id, new, private, kdf, salt)
        finally:
            wipe(private)
        return replace(self, kdf=kdf, salt=salt, private=sealed)

    def with_keys(self, vault_id: str, keys: Keys, account: Account | None = None) -> "Slot":
        """The slot with the vault's keys sealed anew, for a changed account or after a rotation.

        Needs no passphrase. A right to identities is given only while `keys` hold that key; one
        that the account has stays as it was sealed where they do not.
        """
        kept = account or self.account
        boxes = seal_vault_keys(
            vault_id, kept.id, self.public, keys, identities=kept.may_see_identities
        )
        stays = {SIGNING}
        if kept.may_see_identities and keys.identity is None:
            stays.add(IDENTITY)
        own = {name: box for name, box in self.secrets.items() if name in stays}
        return replace(self, account=kept, secrets={**boxes, **own})

    def with_signing(self, vault_id: str, seed: bytearray) -> "Slot":
        """The slot with a signing key, for one of the first format."""
        box = seal_to(self.public, seed, secret_aad(vault_id, self.account.id, SIGNING))
        return replace(self, secrets={**self.secrets, SIGNING: box}, signing=public_of(seed))

    def _private_key(self, vault_id: str, passphrase: str) -> bytearray:
        wrapping = passphrase_key(passphrase, self.salt, self.kdf)
        try:
            return unseal(
                wrapping, self.private, _private_aad(vault_id, self.account.id, self.kdf, self.salt)
            )
        except SealBroken:
            raise WrongPassphrase from None
        finally:
            wipe(wrapping)

    def to_json(self) -> dict[str, object]:
        """Its place in the slot file."""
        written: dict[str, object] = {
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
        if self.signing is not None:
            written["signing"] = to_base64(self.signing)
        return written

    @classmethod
    def from_json(cls, fields: Fields) -> "Slot":
        """Read back from the slot file. Raises `Malformed`, before any derivation."""
        private = fields.child("private")
        kdf = private.child("kdf")
        if private.text("kind") != _KIND or kdf.text("name") != _KDF_NAME:
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
            private.blob("sealed", _PRIVATE_BYTES),
            boxes_from(fields.child("secrets")),
            fields.blob("signing", SIGNING_KEY_BYTES) if "signing" in fields.raw else None,
        )


def make_slot(
    vault_id: str, account: Account, passphrase: str, keys: Keys, kdf: KdfParameters
) -> Slot:
    """A new slot for an account. Slow.

    The identity key goes in only with the right to it; without a signing seed in `keys` the
    account gets one of its own.
    """
    private, public = new_exchange_pair()
    salt = secrets.token_bytes(SALT_BYTES)
    sealed = _seal_private(vault_id, account.id, passphrase, private, kdf, salt)
    wipe(private)
    boxes = seal_vault_keys(
        vault_id, account.id, public, keys, identities=account.may_see_identities
    )
    seed = bytearray(keys.signing) if keys.signing is not None else new_signing_seed()
    slot = Slot(account, public, kdf, salt, sealed, boxes).with_signing(vault_id, seed)
    wipe(seed)
    return slot


def _seal_private(
    vault_id: str,
    account_id: str,
    passphrase: str,
    private: bytearray,
    kdf: KdfParameters,
    salt: bytes,
) -> bytes:
    wrapping = passphrase_key(passphrase, salt, kdf)
    try:
        return seal(wrapping, private, _private_aad(vault_id, account_id, kdf, salt))
    finally:
        wipe(wrapping)


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


def secret_aad(vault_id: str, owner: str, name: str) -> bytes:
    """What a sealed secret is bound to: the vault, the account or sheet, the name of the secret."""
    return context("secret", vault_id, owner, name)
