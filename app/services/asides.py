# SPDX-License-Identifier: EUPL-1.2
"""What restores and returns have put aside in the vault's folder: listed, and erased on demand."""

from app.domain.changes import Changes, Kind
from app.domain.errors import NotAllowedError
from app.storage.unit_of_work import Store
from app.vault.account import Role
from app.vault.asides import DAYS_ASIDE, Aside, asides_in, erase_aside
from app.vault.open_vault import OpenVault

__all__ = ["DAYS_ASIDE", "Aside", "AsideService"]


class AsideService:
    """The contents put aside of one open vault; nobody erases one but the coordination."""

    def __init__(self, vault: OpenVault, store: Store) -> None:
        self._vault, self._store = vault, store

    @property
    def may_erase(self) -> bool:
        """Whether this account may erase one now: a damaged vault may still need them."""
        return self._vault.account.role is Role.COORDINATOR and self._vault.state.may_write

    def all(self) -> tuple[Aside, ...]:
        """Each of them, the newest first."""
        return asides_in(self._vault.folder)

    def erase(self, name: str) -> Changes:
        """Remove one for good; journalled by its name, which is its moment.

        Raises `NotAllowedError`, `AsideGone`, or what the disk refuses: it is then still listed.
        """
        if self._vault.account.role is not Role.COORDINATOR:
            raise NotAllowedError(
                "Seule la coordination efface ce qui a été mis de côté.",
                "Demandez-le à une personne qui a ce rôle.",
            )
        with self._store.write() as work:
            work.journal("aside.erased", Kind.VAULT, name)
            erase_aside(self._vault.folder, name)
        return Changes(frozenset({(Kind.VAULT, name)}))
