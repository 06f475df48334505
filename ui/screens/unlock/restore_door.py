# SPDX-License-Identifier: EUPL-1.2
"""What the pages before the work need to bring a vault back from a backup, or to salvage one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ui.opened import OpenPractice


@dataclass(frozen=True)
class BackupFace:
    """What a backup tells before it is opened: whose it is, of when, and whose passphrases open it.

    `made` is in words; `accounts` are (id, name) pairs.
    """

    practice: str
    made: str
    accounts: tuple[tuple[str, str], ...]


class RestoreDoor(Protocol):
    """The way back. Each call raises `UserError`, and what was there is then as it was."""

    def backups(self, folder: Path) -> Sequence[tuple[Path, str]]:
        """The backups of a vault on this machine and when they were made, the newest first.

        By the names of the files: the vault may be damaged, or missing.
        """
        ...

    def look_at_backup(self, file: Path) -> BackupFace:
        """What a backup tells."""
        ...

    def restore(self, file: Path, folder: Path, account: str, passphrase: str) -> OpenPractice:
        """Bring a backup back as the vault `folder` and open it; slow."""
        ...

    def salvage(self, folder: Path, target: Path, account: str, passphrase: str) -> Sequence[str]:
        """Write what can be read of a vault into the new folder `target`; slow. The report."""
        ...
