# SPDX-License-Identifier: EUPL-1.2
"""Who can open a vault: accounts added and changed, passphrases, the recovery sheet.

What the roles allow is the services' matter; here stands what keeps the vault openable. A function
that takes a passphrase is slow. Each takes effect wholly or not at all (`rewrite_slots`).
"""

from dataclasses import dataclass, field, replace

from app.domain.ids import NewId
from app.vault.account import Account, Role
from app.vault.errors import AccountUnknown, IdentitiesNeeded, LastCoordinator, SlotsChanged
from app.vault.keys import DEFAULT_KDF, KdfParameters
from app.vault.open_vault import OpenVault
from app.vault.passphrase import require_strong
from app.vault.recovery import make_recovery, new_recovery_secret
from app.vault.slot_file import SlotFile
from app.vault.slots import Slot, make_slot


@dataclass(frozen=True)
class DrawnSheet:
    """A sheet that does not count yet: its secret is typed back first, then `confirm_sheet`."""

    sheet_id: str
    created: str
    secret: bytearray = field(repr=False)


@dataclass(frozen=True)
class ReadySlot:
    """A slot whose passphrase was derived, not in force yet: slow work is over.

    `generation` is that of the keys it was made for.
    """

    slot: Slot = field(repr=False)
    generation: int


def ready_account(
    vault: OpenVault,
    account: Account,
    passphrase: str,
    kdf: KdfParameters = DEFAULT_KDF,
) -> ReadySlot:
    """A slot for another person; touches no database. Slow.

    Raises `PassphraseTooWeak`, or `IdentitiesNeeded` when the right to identities shall be given
    by somebody who does not hold their key now.
    """
    require_strong(passphrase, (vault.practice_name, account.name))
    generation, keys = vault.generation, vault.vault_keys()
    if account.may_see_identities and keys.identity is None:
        raise IdentitiesNeeded
    return ReadySlot(make_slot(vault.vault_id, account, passphrase, keys, kdf), generation)


def ready_passphrase(
    vault: OpenVault, old: str, new: str, kdf: KdfParameters = DEFAULT_KDF
) -> ReadySlot:
    """The slot of the account that holds the vault open, under another passphrase. Slow.

    Touches no database. Raises `PassphraseTooWeak`, `WrongPassphrase`, `TooManyAttempts`.
    """
    require_strong(new, (vault.practice_name, vault.account.name))
    generation = vault.generation

    def attempt() -> Slot:
        return vault.slot.with_passphrase(vault.vault_id, old, new, kdf)

    return ReadySlot(vault.try_passphrase(attempt), generation)


def put_in_force(vault: OpenVault, ready: ReadySlot) -> None:
    """Let a slot count. Raises `SlotsChanged` when keys or accounts changed since it was made."""
    if ready.generation != vault.generation:
        raise SlotsChanged
    vault.rewrite_slots(vault.content.with_slot(ready.slot))


def add_account(
    vault: OpenVault,
    account: Account,
    passphrase: str,
    kdf: KdfParameters = DEFAULT_KDF,
) -> None:
    """Let another person in. Slow. Raises as `ready_account`."""
    put_in_force(vault, ready_account(vault, account, passphrase, kdf))


def change_passphrase(
    vault: OpenVault, old: str, new: str, kdf: KdfParameters = DEFAULT_KDF
) -> None:
    """Change the passphrase of the account that holds the vault open. Slow.

    Raises as `ready_passphrase`. Older backups keep the older passphrase.
    """
    put_in_force(vault, ready_passphrase(vault, old, new, kdf))


def change_account(vault: OpenVault, account: Account) -> None:
    """Change the name, the role or the right to identities of an account.

    A right that is taken away only stops the program from giving the identity key: who had it may
    have kept it, and only a removal rotates it. Raises `AccountUnknown`, `LastCoordinator`,
    `IdentitiesNeeded`.
    """
    slot = vault.content.slot(account.id)
    if slot is None:
        raise AccountUnknown
    keys = vault.vault_keys()
    gains = account.may_see_identities and not slot.account.may_see_identities
    if account.may_see_identities and keys.identity is None and gains:
        raise IdentitiesNeeded
    if not account.may_see_identities or gains:
        changed = slot.with_keys(vault.vault_id, keys, account)
    else:
        changed = replace(slot, account=account)
    content = vault.content.with_slot(changed)
    require_keeper(content)
    vault.rewrite_slots(content)


def draw_sheet(vault: OpenVault, new_id: NewId) -> DrawnSheet:
    """A new recovery sheet, to be printed and typed back; the one in force stays until then.

    Raises `IdentitiesNeeded`: a sheet that opens no name would fail the day it is needed.
    """
    if vault.vault_keys().identity is None:
        raise IdentitiesNeeded
    return DrawnSheet(new_id(), vault.now().isoformat(), new_recovery_secret())


def confirm_sheet(vault: OpenVault, sheet: DrawnSheet) -> None:
    """Put a sheet in force in the place of the one before. Raises `IdentitiesNeeded`."""
    keys = vault.vault_keys()
    if keys.identity is None:
        raise IdentitiesNeeded
    slot = make_recovery(vault.vault_id, sheet.sheet_id, sheet.created, sheet.secret, keys)
    vault.rewrite_slots(replace(vault.content, recovery=slot))


def revoke_sheet(vault: OpenVault) -> None:
    """Let the sheet open nothing any more; older backups still open with it."""
    if vault.content.recovery is not None:
        vault.rewrite_slots(replace(vault.content, recovery=None))


def require_keeper(content: SlotFile) -> None:
    """Raises `LastCoordinator` when nobody could look after accounts and identities any more."""
    if not any(
        slot.account.role is Role.COORDINATOR and slot.account.may_see_identities
        for slot in content.slots
    ):
        raise LastCoordinator
