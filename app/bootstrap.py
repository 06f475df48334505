# SPDX-License-Identifier: EUPL-1.2
"""The one door from the windows to everything behind them: this machine, its vaults, the demo.

A window must be painted before the libraries of the vault are loaded (0.15 s), so each method
imports what it needs when it is called.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.system.console import FrenchParser, called, speak
from app.system.paths import Paths, platform_paths
from app.system.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from app.demo.practice import Demo
    from app.domain.logo import Logo
    from app.domain.practice import Practice
    from app.domain.trouble import Section
    from app.services.upkeep import Upkeep
    from app.services.vault import Session, Workshop
    from app.services.way_back import WayBack
    from app.system.backup_notes import BackupPlaces
    from app.system.presence import Presence
    from app.vault.passphrase import Strength
    from app.vault.recovery_code import GroupState
    from app.vault.slot_file import Away

__all__ = ["Doorplate", "FrenchParser", "Machine", "TrialPractice", "called", "speak"]

BACKUPS = "sauvegardes"
"""The folder of the backups of this machine's vaults, beside them."""
_DEMO_PREFIX = "tour-de-table-demo-"


@dataclass(frozen=True)
class Doorplate:
    """What a closed vault says of itself: whose it is, and whose passphrases open it.

    `accounts` are (id, name) pairs; `has_sheet` tells whether a recovery sheet opens it; `notice`
    is what should be known of it before: that it left on a stick, that its place does not suit it.
    """

    practice: str
    accounts: tuple[tuple[str, str], ...]
    has_sheet: bool
    notice: str = ""


class Machine:
    """This computer: where things lie, what is remembered, and the vaults on it."""

    def __init__(self, paths: Paths | None = None) -> None:
        self.paths = platform_paths() if paths is None else paths
        self._settings = load_settings(self.paths.settings)

    @property
    def settings(self) -> Settings:
        """What is remembered of the last start."""
        return self._settings

    def remember(self, **changed: str | Path) -> None:
        """Keep values of `Settings` for the next start, where the place can be written.

        Over what lies there now: a program that works on another vault keeps its own there too.
        """
        texts = {name: str(value) for name, value in changed.items()}
        self._settings = replace(self._settings, **texts)
        kept = replace(load_settings(self.paths.settings), **texts)
        with contextlib.suppress(OSError):
            save_settings(self.paths.settings, kept)

    def forbid_dumps(self) -> None:
        """Let no crash write what this process has decrypted to the disk."""
        from app.system.dumps import forbid_dumps

        forbid_dumps()

    def start_log(self) -> None:
        """Write the log in the platform's place, where it can be written."""
        from app.system.log import start_log

        with contextlib.suppress(OSError):
            start_log(self.paths.logs)

    def about(self) -> "tuple[Section, ...]":
        """What a report about a problem says of the program and of this machine; reads files."""
        from app.services.trouble import machine_sections

        return machine_sections(self.paths.data, self.paths.logs)

    def named(self, path: Path) -> tuple[Path, Path | None]:
        """The vault that a file of the file manager means, and the backup where it is one.

        A backup is of the vault that it was made of, where that is on this machine; else of a new
        folder. Raises `UserError` for anything else.
        """
        from app.services.named_file import named_file

        named = named_file(path)
        if named.backup is not None:
            return self._vault_of_backup(named.backup), named.backup
        return named.vault or path, None

    def _vault_of_backup(self, file: Path) -> Path:
        from app.domain.errors import UserError
        from app.vault.backup_file import BackupFile
        from app.vault.card import read_vault_card

        known = [Path(self.settings.vault)] if self.settings.vault else []
        known += self.paths.vaults()
        try:
            manifest = BackupFile(file).manifest
        except UserError:  # the page that asks for another file says what is wrong with this one
            return known[0] if known else self.paths.default_vault("")
        for folder in known:
            with contextlib.suppress(UserError):
                if read_vault_card(folder).vault_id == manifest.vault_id:
                    return folder
        return self.paths.default_vault(manifest.practice)

    def presence(self) -> "Presence":
        """How this process and others of the same person know of each other."""
        from app.system.presence import Presence, this_desktop

        return Presence(self.paths.presences, this_desktop())

    def look(self, folder: Path) -> Doorplate:
        """What a vault says before it is opened. Raises `UserError` when it is none."""
        from app.vault.card import read_vault_card

        card = read_vault_card(folder)
        accounts = tuple((account.id, account.name) for account in card.accounts)
        away = self._away(card.away) if card.away else ""
        notice = f"{away} {self.place_warning(folder)}".strip()
        return Doorplate(card.practice_name, accounts, card.has_recovery_sheet, notice)

    def _away(self, away: "Away") -> str:
        from app.system.clock import SystemClock
        from app.vault.settling import away_state

        return away_state(away, SystemClock()).sentence

    def place_warning(self, folder: Path) -> str:
        """A sentence about a place that does not suit a vault; empty where it is fine."""
        from app.vault.places import place_warning, this_machine

        return place_warning(folder.absolute(), this_machine())

    def seconds_left(self, folder: Path) -> int:
        """How long to wait before the next passphrase may be tried."""
        from app.system.clock import SystemClock
        from app.vault.folder import ATTEMPTS
        from app.vault.throttle import Throttle

        return Throttle(folder / ATTEMPTS, SystemClock()).seconds_left()

    def backups(self, folder: Path) -> Sequence[tuple[Path, str]]:
        """The backups of a closed vault, the newest first, and when they were made."""
        from app.services.backup_places import dated_backups
        from app.system.clock import SystemClock

        return dated_backups(folder, self._places(), SystemClock().local())

    def get_ready(self) -> None:
        """Load what opening a vault needs, while the passphrase is typed; slow."""
        import app.services.vault  # noqa: F401
        from app.vault.primitives import load

        load()

    def unlock(self, folder: Path, passphrase: str, account: str | None = None) -> "Session":
        """Open a vault with one of its accounts; slow. Raises `UserError`."""
        return self._workshop().unlock(folder, passphrase, account)

    def recover(
        self, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> "Session":
        """Open with the groups of the recovery sheet and give an account another passphrase.

        Slow. Raises `UserError`, naming the groups that are wrong.
        """
        from app.vault.recovery_code import read_code

        return self._workshop().recover(folder, read_code(code), account, passphrase)

    def create(
        self,
        folder: Path,
        practice: "Practice",
        account: str,
        passphrase: str,
        logo: "Logo | None" = None,
    ) -> "Session":
        """Make a vault; slow. Raises `UserError`."""
        return self._workshop().create(folder, practice, account, passphrase, logo)

    def open_logo(self, path: Path) -> "Logo":
        """The logo that a picture holds; slow. Raises `UserError`."""
        from app.services.logos import open_logo

        return open_logo(path)

    def _workshop(self) -> "Workshop":
        return replace(
            _workshop(),
            heads=self.paths.heads,
            outbox=self.paths.outbox,
            attempts=self.paths.attempts,
            backups=self._places(),
        )

    def _places(self) -> "BackupPlaces":
        from app.system.backup_notes import BackupPlaces

        return BackupPlaces(self.paths.state / "backups", self.paths.data / BACKUPS)

    def upkeep(self) -> "Upkeep":
        """The commands that look after a vault without a window."""
        from app.services.upkeep import Upkeep

        return Upkeep(self._workshop(), self._places())

    def way_back(self) -> "WayBack":
        """Restoring and salvaging, before a vault is open."""
        from app.services.way_back import WayBack

        return WayBack(self._workshop(), self._places())

    def propose(self, known: Sequence[str]) -> str:
        """Seven words for a passphrase, none of them of `known`."""
        from app.vault.passphrase import generate_passphrase

        return generate_passphrase(known)

    def group_state(self, position: int, text: str) -> "GroupState":
        """What can be said of a group of a recovery sheet while it is typed."""
        from app.vault.recovery_code import state_of_group

        return state_of_group(position, text)

    def groups_in(self, text: str) -> tuple[str, ...] | None:
        """The groups of a whole code that was pasted, None when it is none."""
        from app.vault.recovery_code import split_code

        return split_code(text)

    def strength(self, passphrase: str, known: Sequence[str]) -> "Strength":
        """How hard a passphrase is to guess, in plain words; `known` are words to discount."""
        from app.vault.passphrase import strength_of

        return strength_of(passphrase, known)


class TrialPractice:
    """The fictional practice that one opens to try, in a temporary folder of its own."""

    @property
    def passphrase(self) -> str:
        """It guards fiction: it is shown."""
        from app.demo.practice import DEMO_PASSPHRASE

        return DEMO_PASSPHRASE

    def build(self) -> tuple["Session", Path]:
        """Make it on a held clock, then open it on the computer's; slow. Raises `UserError`."""
        from app.demo.practice import build_demo
        from app.vault.keys import FLOOR_KDF

        folder = Path(tempfile.mkdtemp(prefix=_DEMO_PREFIX)) / "centre-fictif.tdt"
        now = datetime.now(UTC).astimezone()
        local = now.replace(tzinfo=None)
        build_demo(folder, local, now.tzinfo or UTC, kdf=FLOOR_KDF).session.close()
        return _workshop().unlock(folder, self.passphrase), folder

    def build_for_pictures(self, folder: Path, now: datetime) -> "Demo":
        """Make it in `folder` and leave it open at `now`, local. Raises `UserError`."""
        from app.demo.practice import build_demo
        from app.vault.keys import FLOOR_KDF

        return build_demo(folder, now, UTC, kdf=FLOOR_KDF)

    def owns(self, folder: Path) -> bool:
        """Whether a vault is that of the fictional practice."""
        home = folder.parent
        return home.name.startswith(_DEMO_PREFIX) and home.parent == Path(tempfile.gettempdir())

    def remove(self, folder: Path) -> None:
        """Remove a vault of its own; no other is ever touched."""
        if self.owns(folder):
            shutil.rmtree(folder.parent, ignore_errors=True)


def _workshop() -> "Workshop":
    from app.services.vault import Workshop, system_ids
    from app.system.clock import SystemClock

    clock = SystemClock()
    return Workshop(clock, system_ids(clock))
