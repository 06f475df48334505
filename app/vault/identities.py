# SPDX-License-Identifier: EUPL-1.2
"""Who the patients are: sealed by a second key, which can be dropped while the work stays open."""

from collections.abc import Callable

from app.vault.encoding import context
from app.vault.errors import IdentitiesClosed, IdentityAltered
from app.vault.keys import wipe
from app.vault.primitives import SealBroken
from app.vault.sealing import seal, unseal


class IdentityKey:
    """Seals and opens identity records; each sealed record opens for its own case only.

    `key` is None for an account without the right to see identities. The object owns the key and
    wipes it when it is dropped.
    """

    def __init__(
        self,
        vault_id: str,
        key: bytearray | None,
        earlier: Callable[[], tuple[bytes, ...]] = tuple,
    ) -> None:
        """`earlier` are the keys before this one, each as `seal_key` of this one gave it."""
        self._vault_id = vault_id
        self._key = key
        self._earlier = earlier

    @property
    def available(self) -> bool:
        """Whether identities can be sealed and opened now."""
        return self._key is not None

    def held(self) -> bytearray | None:
        """The key itself, to seal it to another account; it stays this object's."""
        return self._key

    def seal(self, case_id: str, text: bytes) -> bytes:
        """The sealed form of a record. Raises `IdentitiesClosed`."""
        return seal(self._held(), text, self._aad(case_id))

    def open(self, case_id: str, sealed: bytes) -> bytes:
        """The record. Raises `IdentitiesClosed`, or `IdentityAltered`."""
        try:
            return bytes(unseal(self._held(), sealed, self._aad(case_id)))
        except SealBroken:
            raise IdentityAltered from None

    def open_earlier(self, case_id: str, sealed: bytes) -> bytes:
        """As `open`, for what may have been sealed before the key was renewed."""
        for key in (bytes(self._held()), *self.earlier_keys()):
            try:
                return bytes(unseal(key, sealed, self._aad(case_id)))
            except SealBroken:
                continue
        raise IdentityAltered

    def earlier_keys(self) -> tuple[bytes, ...]:
        """The keys before this one. Raises `IdentitiesClosed`, or `IdentityAltered`."""
        try:
            return tuple(bytes(unseal(self._held(), key, self._rank())) for key in self._earlier())
        except SealBroken:
            raise IdentityAltered from None

    def seal_key(self, earlier: bytes) -> bytes:
        """The sealed form of an earlier key. Raises `IdentitiesClosed`."""
        return seal(self._held(), earlier, self._rank())

    def drop(self) -> None:
        """Forget the key until `restore`: meeting mode, lock, close."""
        if self._key is not None:
            wipe(self._key)
            self._key = None

    def restore(self, key: bytearray | None) -> None:
        """Take the key back, once the passphrase was given again."""
        self.drop()
        self._key = key

    def _held(self) -> bytearray:
        if self._key is None:
            raise IdentitiesClosed
        return self._key

    def _rank(self) -> bytes:
        return context("earlier-identity-key", self._vault_id)

    def _aad(self, case_id: str) -> bytes:
        return context("identity", self._vault_id, case_id)
