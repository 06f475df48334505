# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the vault share."""

import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.ids import NewId
from app.system.clock import HeldClock
from app.vault.encoding import canonical
from app.vault.folder import ATTEMPTS, LOCK, SLOT_COPIES
from app.vault.vault import OpenVault, unlock_vault

PASSPHRASE = "girafe tambour velours comète agrume lanterne pivot"

# The JSON of a slot file, taken apart by tests that forge it.
Json = dict[str, Any]


@dataclass(frozen=True)
class Door:
    """Opens one vault."""

    folder: Path
    clock: HeldClock
    new_id: NewId

    def open(self, passphrase: str = PASSPHRASE, account_id: str | None = None) -> OpenVault:
        return unlock_vault(
            self.folder, account_id, passphrase, clock=self.clock, new_id=self.new_id
        )

    def opens(self) -> bool:
        with closing(self.open()):
            return True


def data_of(folder: Path) -> dict[str, bytes]:
    """Every byte of a vault that holds data: all but the lock and the note of attempts."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name not in {LOCK, ATTEMPTS}
    }


def forge(folder: Path, change: Callable[[Json], None]) -> None:
    """Change the body of both slot copies as somebody without the keys could: the checksum is made
    right again, the MAC cannot be.
    """
    for name in SLOT_COPIES:
        forge_one(folder, name, change)


def forge_one(folder: Path, name: str, change: Callable[[Json], object]) -> None:
    """The same for one copy."""
    outer: Json = json.loads((folder / name).read_bytes())
    change(outer["body"])
    outer["checksum"] = hashlib.sha256(canonical(outer["body"])).hexdigest()
    (folder / name).write_bytes(canonical(outer))
