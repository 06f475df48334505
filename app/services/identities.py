# SPDX-License-Identifier: EUPL-1.2
"""The key to who the patients are: closed during a meeting, opened again by the passphrase."""

from typing import Protocol

from app.domain.changes import Kind
from app.domain.text import listing
from app.services.sealed_identity import IdentitySeal
from app.storage.unit_of_work import Store
from app.vault.account import Role
from app.vault.errors import IdentitiesClosed
from app.vault.open_vault import OpenVault


class HeldIdentities(IdentitySeal, Protocol):
    """The identity key of this session."""

    @property
    def available(self) -> bool:
        """Whether identities can be sealed and opened now."""
        ...

    def drop(self) -> None:
        """Forget the key."""
        ...


class Keeper(Protocol):
    """Gives the identity key back, and knows who may."""

    @property
    def may_see_identities(self) -> bool:
        """Whether this account has the right."""
        ...

    @property
    def whom_to_ask(self) -> tuple[str, ...]:
        """The names of those who can give it."""
        ...

    def reopen(self, passphrase: str) -> None:
        """Take the key back. Slow. Raises `UserError`."""
        ...


class VaultKeeper:
    """The `Keeper` of an open vault."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    @property
    def may_see_identities(self) -> bool:
        """See `Keeper`."""
        return self._vault.account.may_see_identities

    @property
    def whom_to_ask(self) -> tuple[str, ...]:
        """See `Keeper`."""
        accounts = (slot.account for slot in self._vault.content.slots)
        return tuple(
            account.name
            for account in accounts
            if account.role is Role.COORDINATOR and account.may_see_identities
        )

    def reopen(self, passphrase: str) -> None:
        """See `Keeper`."""
        self._vault.reopen_identities(passphrase)


class IdentityService:
    """Whether identities can be read now, and how to open them again."""

    def __init__(
        self, store: Store, identities: HeldIdentities, keeper: Keeper | None = None
    ) -> None:
        """Without a keeper (a bare database) what is dropped stays so."""
        self._store = store
        self._identities = identities
        self._keeper = keeper

    @property
    def available(self) -> bool:
        """Whether identities can be sealed and opened now."""
        return self._identities.available

    @property
    def may_reopen(self) -> bool:
        """Whether the passphrase of this account would open them."""
        return self._keeper is not None and self._keeper.may_see_identities

    @property
    def refusal(self) -> str:
        """Whom to ask, for an account without the right."""
        names = self._keeper.whom_to_ask if self._keeper is not None else ()
        if not names:
            asked = "la coordination"
        elif len(names) == 1:
            asked = names[0]
        else:
            asked = f"l’une de ces personnes : {listing(names)}"
        return f"Votre compte n’ouvre pas les identités. Demandez à {asked}."

    def drop(self) -> None:
        """Forget the key: a meeting begins. Identities come back by the passphrase alone."""
        self._identities.drop()

    def reopen(self, passphrase: str) -> None:
        """Take the key back; touches no database. Slow: on the executor, then `reopened`.

        Raises `WrongPassphrase`, `TooManyAttempts`, `IdentitiesClosed` without the right.
        """
        if self._keeper is None or not self._keeper.may_see_identities:
            raise IdentitiesClosed
        self._keeper.reopen(passphrase)

    def reopened(self) -> None:
        """Journal that identities were opened again."""
        self._store.note("identities.reopened", Kind.VAULT)
