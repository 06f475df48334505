# SPDX-License-Identifier: EUPL-1.2
"""Opening and creating vaults: what comes out is the desk, all the services over one store."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from app.domain.ids import AccountId, NewId, random_ids
from app.domain.practice import Practice
from app.services.desk import Desk, desk
from app.services.minutes import random_salt
from app.services.signatures import Signatures
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.keys import DEFAULT_KDF, KdfParameters
from app.vault.signing import Signer
from app.vault.vault import OpenVault, create_vault, unlock_vault


@dataclass(frozen=True)
class Session:
    """An open vault and what may be done with it, until `close`."""

    vault: OpenVault
    desk: Desk
    store: Store

    def batch(self) -> AbstractContextManager[None]:
        """Many service calls in one commit, all or nothing: for the demo and the benchmarks."""
        return self.store.batch()

    def close(self) -> None:
        """Close the database, let go of the keys and of the vault's lock."""
        self.vault.close()


@dataclass(frozen=True)
class Workshop:
    """What opening a vault needs from the outside: the time, ids and the cost of a passphrase."""

    clock: Clock
    new_id: NewId
    kdf: KdfParameters = DEFAULT_KDF
    new_salt: Callable[[], str] = random_salt

    def create(
        self, folder: Path, practice: Practice, account_name: str, passphrase: str
    ) -> Session:
        """A new vault for a practice. Raises `UserError`; nothing existing is overwritten."""
        vault = create_vault(
            folder,
            practice_name=practice.name,
            account_name=account_name,
            passphrase=passphrase,
            clock=self.clock,
            new_id=self.new_id,
            kdf=self.kdf,
        )
        session = self._session(vault)
        session.desk.practice.save(practice)
        return session

    def unlock(self, folder: Path, passphrase: str, account_id: str | None = None) -> Session:
        """An existing vault. Raises `UserError` and changes nothing when it cannot be opened."""
        return self._session(
            unlock_vault(folder, account_id, passphrase, clock=self.clock, new_id=self.new_id)
        )

    def _session(self, vault: OpenVault) -> Session:
        account = vault.account
        signer: Signer | None = None  # the vault holds none yet
        store = Store(
            vault.connection,
            AccountId(account.id),
            self.clock.now,
            self.new_id,
            may_write=account.role.may_write,
            signer=signer,
        )
        signatures = Signatures(store, vault.vault_id, account.name, account.role, signer)
        signatures.introduce()
        services = desk(store, self.clock, vault.identities, signatures, self.new_salt)
        return Session(vault, services, store)


def system_ids(clock: Clock) -> NewId:
    """Unpredictable ids dated by a clock."""
    return random_ids(lambda: int(clock.now().timestamp() * 1000))
