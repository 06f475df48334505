# SPDX-License-Identifier: EUPL-1.2
"""What a vault tells before any passphrase: the practice, the accounts."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.vault.account import Account
from app.vault.errors import NotAVault, VaultMissing
from app.vault.folder import UNFINISHED, read_plainly
from app.vault.slot_file import Away, SlotReading, read_slot_file
from app.vault.succession import decided_slots


@dataclass(frozen=True)
class VaultCard:
    """What the unlock window shows. Not authenticated yet: only the passphrase can do that."""

    folder: Path
    vault_id: str
    practice_name: str
    accounts: tuple[Account, ...]
    has_recovery_sheet: bool = False
    away: Away | None = None
    """Where the work goes on, when this vault left on a stick."""


def read_vault_card(folder: Path) -> VaultCard:
    """Raises `VaultMissing`, `NotAVault`, `KeysDamaged`, `VaultTooNew`; writes nothing."""
    content = read_slots(folder).content
    accounts = tuple(slot.account for slot in content.slots)
    return VaultCard(
        folder,
        content.vault_id,
        content.practice_name,
        accounts,
        content.recovery is not None,
        content.away,
    )


def read_slots(folder: Path) -> SlotReading:
    """The slot file of a folder, which must exist. Raises as `read_vault_card`."""
    with read_plainly():
        if not folder.is_dir():
            raise NotAVault if os.path.lexists(folder) else VaultMissing
    if folder.name.endswith(UNFINISHED):
        raise NotAVault
    return read_slot_file(decided_slots(folder))
