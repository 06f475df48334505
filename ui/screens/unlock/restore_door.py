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

    `made` is in words; `accounts` are (id, name) pairs; `sheet` names the recovery sheet of that
    day: « ABC-DEF, tirée le … », empty where none was in force.
    """

    practice: str
    made: str
    accounts: tuple[tuple[str, str], ...]
    sheet: str = ""


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

    def notice_before_restore(self, folder: Path) -> str:
        """What restoring over a vault does besides; empty where there is nothing to know."""
        ...

    def restore(self, file: Path, folder: Path, account: str, passphrase: str) -> OpenPractice:
        """Bring a backup back as the vault `folder` and open it; slow."""
        ...

    def seconds_before_restore(self, file: Path, folder: Path) -> int:
        """How long the next passphrase on a backup must wait after the wrong ones."""
        ...

    def restore_by_sheet(
        self, file: Path, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> OpenPractice:
        """The same with the recovery sheet of that day; the account gets that passphrase; slow."""
        ...

    def salvage(self, folder: Path, target: Path, account: str, passphrase: str) -> Sequence[str]:
        """Write what can be read of a vault into the new folder `target`; slow. The report."""
        ...
