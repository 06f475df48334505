# SPDX-License-Identifier: EUPL-1.2
"""Who can open the vault, and with which role; every change is journalled.

What derives a passphrase is slow and touches no database: it is called on the executor (`ready_…`),
and what it returns is put in force on the database's own thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.changes import Changes, Kind
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import NewId
from app.domain.names import kept_name
from app.domain.text import fold
from app.services.signatures import Signatures
from app.storage.driver import Connection
from app.storage.unit_of_work import Store
from app.vault.account import Account, Role
from app.vault.errors import AccountUnknown, KeysOvertaken, RekeyingUnfinished
from app.vault.keyring import (
    ReadySlot,
    change_account,
    put_in_force,
    ready_account,
    ready_passphrase,
)
from app.vault.keys import DEFAULT_KDF, KdfParameters
from app.vault.open_vault import OpenVault
from app.vault.passphrase import Strength, generate_passphrase, strength_of
from app.vault.rekeying import ReadyKeys, drop_keys, put_keys_in_force, ready_removal

__all__ = [
    "AccountDraft",
    "AccountLine",
    "AccountService",
    "KeysOvertaken",
    "ReadyRemoval",
    "ReadySlot",
    "RekeyingUnfinished",
    "Role",
    "Strength",
]


@dataclass(frozen=True)
class AccountLine:
    """An account in the list; `mine` is the one that holds the vault open."""

    id: str
    name: str
    role: Role
    may_see_identities: bool
    mine: bool


@dataclass(frozen=True)
class AccountDraft:
    """What is typed to let another person in."""

    name: str
    role: Role = Role.WRITER
    may_see_identities: bool = False
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True)
class ReadyRemoval:
    """A removal that only waits to be decided; the account is still there."""

    account_id: str
    keys: ReadyKeys = field(repr=False)


class AccountService:
    """The accounts of one open vault. Adding, changing and removing is for the coordination."""

    def __init__(
        self,
        vault: OpenVault,
        store: Store,
        new_id: NewId,
        signatures: Signatures,
        kdf: KdfParameters = DEFAULT_KDF,
    ) -> None:
        self._vault = vault
        self._signatures = signatures
        self._store = store
        self._new_id = new_id
        self._kdf = kdf

    @property
    def me(self) -> AccountLine:
        """The account that holds the vault open."""
        return self._line(self._vault.account)

    @property
    def may_manage(self) -> bool:
        """Whether this account may change those of others now."""
        return self._vault.account.role is Role.COORDINATOR and self._vault.state.may_write

    @property
    def may_give_identities(self) -> bool:
        """Whether the right to identities can be given now: their key must be held."""
        return self.may_manage and self._vault.identities.available

    def all(self) -> tuple[AccountLine, ...]:
        """Every account, in the order in which they came."""
        return tuple(self._line(slot.account) for slot in self._vault.content.slots)

    def propose(self, name: str = "") -> str:
        """Seven words for a passphrase. Raises OSError in a broken installation."""
        return generate_passphrase(self._known(name))

    def strength(self, passphrase: str, name: str = "") -> Strength:
        """How hard a passphrase is to guess for who knows the practice and that name."""
        return strength_of(passphrase, self._known(name or self._vault.account.name))

    def ready(self, draft: AccountDraft) -> ReadySlot:
        """An account ready to be let in. Slow: on the executor.

        Raises `UserError`: no name, one that cannot be kept or is taken, a weak passphrase, a right
        that cannot be given.
        """
        self._require_manager()
        name = self._free_name(draft.name)
        if draft.may_see_identities:
            self._require_identities()
        account = Account(self._new_id(), name, draft.role, draft.may_see_identities)
        return ready_account(self._vault, account, draft.passphrase, self._kdf)

    def add(self, ready: ReadySlot) -> Changes:
        """Let that person in. Raises `UserError`."""
        self._require_manager()
        put_in_force(self._vault, ready)
        return self._journalled("account.added", ready.slot.account.id)

    def ready_passphrase(self, old: str, new: str) -> ReadySlot:
        """One's own slot under another passphrase. Slow: on the executor.

        Raises `PassphraseTooWeak`, `WrongPassphrase`, `TooManyAttempts`, `NotAllowedError`.
        """
        self._require_writable()
        return ready_passphrase(self._vault, old, new, self._kdf)

    def change_passphrase(self, ready: ReadySlot) -> Changes:
        """Let one's own new passphrase count; every role may. Raises `UserError`."""
        self._require_writable()
        put_in_force(self._vault, ready)
        return self._journalled("account.passphrase_changed", self._vault.account.id)

    def change(
        self, account_id: str, *, name: str, role: Role, may_see_identities: bool
    ) -> Changes:
        """Change what an account is called and may do.

        Raises `UserError`: not the coordination, no such account, a name taken, nobody left to look
        after the vault, a right that cannot be given now.
        """
        self._require_manager()
        before = self.get(account_id)
        free = self._free_name(name, before)
        after = Account(account_id, free, role, may_see_identities)
        if self._line(after) == before:
            return Changes()
        if may_see_identities and not before.may_see_identities:
            self._require_identities()
        change_account(self._vault, after)
        changes = self._journalled("account.changed", account_id)
        if before.mine:
            self._signatures.become(after.name, after.role)
        return changes

    def ready_removal(self, account_id: str) -> ReadyRemoval:
        """New keys, and the database encrypted afresh under them, beside the work. Slow.

        For the executor; whoever works meanwhile goes on. Raises `NotAllowedError`,
        `AccountUnknown` (one's own too), `LastCoordinator`, or `UserError` while identities that
        the person could open are closed here.
        """
        self._require_manager()
        self.get(account_id)

        def note(copy: Connection, rows_seal: Callable[[], str]) -> None:
            self._store.over(copy, rows_seal).note("account.removed", Kind.VAULT, account_id)

        return ReadyRemoval(account_id, ready_removal(self._vault, account_id, note))

    def remove(self, ready: ReadyRemoval) -> Changes:
        """Let somebody in no more: the keys that are ready count from now on.

        Short, on the database's own thread. Backups made before still open with that person's
        passphrase. Raises `KeysOvertaken` when something was written since, and nothing
        changes: make it ready again. `RekeyingUnfinished` when the next opening puts it in place.
        """
        try:
            self._require_manager()
        except UserError:
            drop_keys(self._vault, ready.keys)
            raise
        put_keys_in_force(self._vault, ready.keys)
        return _changes(ready.account_id)

    def get(self, account_id: str) -> AccountLine:
        """One account. Raises `AccountUnknown`."""
        for line in self.all():
            if line.id == account_id:
                return line
        raise AccountUnknown

    def _journalled(self, event: str, account_id: str) -> Changes:
        with self._store.recording() as work:
            work.journal(event, Kind.VAULT, account_id)
        return _changes(account_id)

    def _line(self, account: Account) -> AccountLine:
        mine = account.id == self._vault.account.id
        return AccountLine(account.id, account.name, account.role, account.may_see_identities, mine)

    def _known(self, name: str) -> tuple[str, str]:
        return (self._vault.practice_name, name)

    def _free_name(self, typed: str, before: AccountLine | None = None) -> str:
        name = kept_name(typed, before.name if before else "")
        if not name:
            raise UserError("Le compte n’a pas de nom.", "Écrivez le prénom et le nom.")
        if any(fold(line.name) == fold(name) and line != before for line in self.all()):
            raise UserError("Ce nom est déjà celui d’un compte.", "Ajoutez ce qui les distingue.")
        return name

    def _require_identities(self) -> None:
        if not self._vault.identities.available:
            raise UserError(
                "Le droit aux identités ne peut être donné que par quelqu’un qui les a ouvertes.",
                "Rouvrez-les par votre phrase de passe, ou demandez-le à qui a ce droit.",
            )

    def _require_manager(self) -> None:
        self._require_writable()
        if self._vault.account.role is not Role.COORDINATOR:
            raise NotAllowedError(
                "Seule la coordination change les comptes.",
                "Demandez-le à une personne qui a ce rôle.",
            )

    def _require_writable(self) -> None:
        state = self._vault.state
        if not state.may_write:
            raise NotAllowedError(state.sentence, state.remedy)


def _changes(account_id: str) -> Changes:
    return Changes(frozenset({(Kind.VAULT, account_id)}))
