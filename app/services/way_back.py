# SPDX-License-Identifier: EUPL-1.2
"""The way back from before the work: the backups of a closed vault, restoring one, salvaging."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.dates import clock as time_words
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.services.backup_places import dated_backups
from app.services.restoring import awaited_copy, sheet_words
from app.services.upkeep_words import salvage_report
from app.services.vault import Session, Workshop
from app.system.backup_notes import BackupPlaces
from app.vault.backup_file import BackupFile
from app.vault.folder import ATTEMPTS
from app.vault.recovery_code import read_code
from app.vault.restoring import read_backup_slots, with_passphrase
from app.vault.salvaging import salvage_vault
from app.vault.settling import away_state
from app.vault.throttle import Throttle


@dataclass(frozen=True)
class BackupCard:
    """What a backup tells before it is opened; `made` is local time in words.

    `sheet` names the recovery sheet of that day: « ABC-DEF, tirée le … »; empty where none was.
    """

    practice: str
    made: str
    accounts: tuple[tuple[str, str], ...]
    sheet: str = ""


@dataclass(frozen=True)
class WayBack:
    """On one machine. `places` is None where backups lie beside the vault."""

    workshop: Workshop
    places: BackupPlaces | None = None

    def backups(self, folder: Path) -> tuple[tuple[Path, str], ...]:
        """The backups of a vault and when they were made, the newest first.

        Those of the second place too, when the first has them no more.
        """
        return dated_backups(folder, self.places, self.workshop.clock.local())

    def look(self, file: Path) -> BackupCard:
        """What a backup tells. Raises `NotABackup`, `BackupMissing`, `BackupDamaged`."""
        backup = BackupFile(file)
        content = read_backup_slots(backup).content
        made = self.workshop.clock.local(backup.manifest.made)
        return BackupCard(
            backup.manifest.practice,
            f"{medium_date(made.date())} à {time_words(made.time())}",
            tuple((slot.account.id, slot.account.name) for slot in content.slots),
            sheet_words(content, self.workshop.clock),
        )

    def notice(self, folder: Path) -> str:
        """What restoring over that vault does besides; empty where there is nothing to know."""
        away = awaited_copy(folder)
        if away is None:
            return ""
        return (
            f"{away_state(away, self.workshop.clock).sentence} Restaurer à sa place déclare la "
            "copie perdue : elle ne pourra plus être rapportée."
        )

    def seconds_left(self, file: Path, folder: Path) -> int:
        """How long the next passphrase on a backup must wait; 0 for a file that is none."""
        try:
            throttle = self.workshop.restorer.throttle(file, folder)
        except UserError:
            return 0
        return throttle.seconds_left() if throttle is not None else 0

    def restore(self, file: Path, folder: Path, account: str, passphrase: str) -> Session:
        """Bring a backup back as the vault `folder` and open it. Slow. Raises `UserError`."""
        self.workshop.restorer.by_passphrase(file, folder, account, passphrase)
        return self.workshop.unlock(folder, passphrase, account)

    def restore_by_sheet(
        self, file: Path, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> Session:
        """The same with the recovery sheet of that day; the account gets this passphrase. Slow.

        Raises `UserError`, naming the groups of `code` that are wrong.
        """
        secret = read_code(code)
        self.workshop.restorer.by_sheet(file, folder, account, secret, passphrase)
        return self.workshop.recover(folder, secret, account, passphrase)

    def salvage(self, folder: Path, target: Path, account: str, passphrase: str) -> tuple[str, ...]:
        """Write what can be read of a vault into a new one; the report. Slow.

        Raises `UserError`; the damaged vault is not changed.
        """
        throttle = Throttle(folder / ATTEMPTS, self.workshop.clock)
        keys = with_passphrase(account or None, passphrase, throttle)
        clock, heads = self.workshop.clock, self.workshop.heads
        saved = salvage_vault(folder, target, keys, clock.now(), heads)
        return tuple(salvage_report(saved, clock))
