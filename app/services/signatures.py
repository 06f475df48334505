# SPDX-License-Identifier: EUPL-1.2
"""Who signs in this session, and whether a signature of the vault is one of its accounts'."""

from dataclasses import dataclass

from app.storage.signatures import KEY_NOTED, AccountKey, Signed
from app.storage.unit_of_work import Store
from app.vault.account import Role
from app.vault.signing import Signature, Signer, verifies


@dataclass(frozen=True)
class KeyBook:
    """Every signing key the vault knows, read once."""

    vault_id: str
    keys: tuple[AccountKey, ...]

    def owner(self, signed: Signed) -> AccountKey | None:
        """Whose key a signature names; None when it is no key of that account."""
        found = self._history(signed)
        return found[-1] if found else None

    def role(self, signed: Signed, at: str) -> str:
        """The role that the account of a signature had at an instant (ISO text), or empty."""
        roles = [key.role for key in self._history(signed) if key.since <= at]
        return roles[-1] if roles else ""

    def _history(self, signed: Signed) -> tuple[AccountKey, ...]:
        named = (signed.account_id, signed.public)
        return tuple(key for key in self.keys if (key.account_id, key.public) == named)

    def holds(self, signed: Signed, purpose: str, *parts: object) -> bool:
        """Whether an account of this vault signed those parts."""
        if self.owner(signed) is None:
            return False
        signature = Signature(signed.account_id, signed.public, signed.signature)
        return verifies(self.vault_id, signature, purpose, *parts)

    def name(self, account_id: str) -> str:
        """The name of an account, one that left too; a short code where none was kept."""
        names = [key.name for key in self.keys if key.account_id == account_id]
        return names[-1] if names else f"compte {account_id[-6:]}"

    def noted(self, digest: str) -> AccountKey | None:
        """The key that an entry of the journal notes; None where none is like that any more."""
        return next((key for key in self.keys if key.digest == digest), None)

    @property
    def since(self) -> str:
        """When the journal began to be signed, as it lies in the table; empty where never."""
        return min((key.since for key in self.keys), default="")


class Signatures:
    """Signs for the account that holds the vault open. `signer` is None where it has no key."""

    def __init__(
        self, store: Store, vault_id: str, account_name: str, role: Role, signer: Signer | None
    ) -> None:
        self.vault_id = vault_id
        self.account_name = account_name
        self.role = role
        self._store = store
        self._signer = signer

    @property
    def available(self) -> bool:
        """Whether this session can sign."""
        return self._signer is not None

    def sign(self, purpose: str, *parts: object) -> Signature | None:
        """Sign parts (JSON's own types), where this session can."""
        return None if self._signer is None else self._signer.sign(purpose, *parts)

    def book(self) -> KeyBook:
        """The keys known now."""
        return KeyBook(self.vault_id, self._store.rows.account_keys.all())

    def become(self, account_name: str, role: Role) -> None:
        """The account was given another name or role: what it signs from now on says so."""
        self.account_name, self.role = account_name, role
        self.introduce()

    def introduce(self) -> None:
        """Note the key of this account: the first time, and when its name or role has changed."""
        if self._signer is None or not self._store.may_note:
            return
        keys = self.book().keys
        own = (self._store.author, self._signer.public)
        known = [key for key in keys if (key.account_id, key.public) == own]
        said = (self.account_name, self.role.value)
        new = not known or (known[-1].name, known[-1].role) != said
        journal = self._store.rows.journal
        # Versions before this one noted keys without their digests: once, all of them are bound.
        bound = any(journal.last_of(KEY_NOTED, key.digest) for key in keys)
        if bound and not new:
            return
        with self._store.recording() as work:
            for key in () if bound else keys:
                work.bind_key(key)
            if new:
                work.note_key(*said)
