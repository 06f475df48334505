# SPDX-License-Identifier: EUPL-1.2
"""What stands behind the first window, for tests: real vaults with the cheapest derivation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import UserError
from app.domain.ids import random_ids
from app.domain.practice import Practice
from app.services.logos import Logo, open_logo
from app.services.named_file import named_file
from app.services.vault import Session, Workshop
from app.services.way_back import WayBack
from app.system.clock import HeldClock
from app.system.paths import slug_of
from app.vault.card import read_vault_card
from app.vault.folder import ATTEMPTS
from app.vault.keys import FLOOR_KDF
from app.vault.passphrase import Strength, generate_passphrase, strength_of
from app.vault.recovery_code import GroupState, read_code, split_code, state_of_group
from app.vault.throttle import Throttle
from tests.services.office import NOON, PARIS
from ui.opened import Opened
from ui.screens.first_run import NewPractice
from ui.screens.unlock import BackupFace, Face

PHRASE = "ancre cerise moulin vapeur tilleul crayon fenêtre"


@dataclass
class RealDoors:
    """`Door`, `Foundry`, `Memory` and `Trial` in one, on a clock that stands still."""

    folder: Path
    clock: HeldClock = field(default_factory=lambda: HeldClock(NOON, PARIS))
    remembered: list[Path] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)
    keys: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    trial_error: UserError | None = None
    passphrase: str = PHRASE
    notice: str = ""
    shared: Path | None = None
    last: str = ""

    @property
    def _workshop(self) -> Workshop:
        ids = random_ids(lambda: int(self.clock.now().timestamp() * 1000))
        return Workshop(self.clock, ids, FLOOR_KDF, attempts=self.folder / "attempts")

    def look(self, folder: Path) -> Face:
        card = read_vault_card(folder)
        accounts = tuple((account.id, account.name) for account in card.accounts)
        return Face(card.practice_name, accounts, card.has_recovery_sheet, self.notice, self.last)

    def get_ready(self) -> None:
        """Nothing is left to load in a test."""

    def seconds_left(self, folder: Path) -> int:
        return Throttle(folder / ATTEMPTS, self.clock).seconds_left()

    def unlock(self, folder: Path, passphrase: str, account: str | None = None) -> Session:
        return self._kept(self._workshop.unlock(folder, passphrase, account))

    def recover(self, folder: Path, code: Sequence[str], account: str, passphrase: str) -> Session:
        return self._kept(self._workshop.recover(folder, read_code(code), account, passphrase))

    @property
    def _way_back(self) -> WayBack:
        return WayBack(self._workshop)

    def backups(self, folder: Path) -> Sequence[tuple[Path, str]]:
        return self._way_back.backups(folder)

    def look_at_backup(self, file: Path) -> BackupFace:
        card = self._way_back.look(file)
        return BackupFace(card.practice, card.made, card.accounts, card.sheet)

    def notice_before_restore(self, folder: Path) -> str:
        return self._way_back.notice(folder)

    def seconds_before_restore(self, file: Path, folder: Path) -> int:
        return self._way_back.seconds_left(file, folder)

    def restore_by_sheet(
        self, file: Path, folder: Path, code: Sequence[str], account: str, passphrase: str
    ) -> Session:
        way = self._way_back
        return self._kept(way.restore_by_sheet(file, folder, code, account, passphrase))

    def restore(self, file: Path, folder: Path, account: str, passphrase: str) -> Session:
        return self._kept(self._way_back.restore(file, folder, account, passphrase))

    def salvage(self, folder: Path, target: Path, account: str, passphrase: str) -> Sequence[str]:
        return self._way_back.salvage(folder, target, account, passphrase)

    def propose(self, known: Sequence[str]) -> str:
        return generate_passphrase(known)

    def group_state(self, position: int, text: str) -> GroupState:
        return state_of_group(position, text)

    def groups_in(self, text: str) -> tuple[str, ...] | None:
        return split_code(text)

    def create(self, new: NewPractice) -> Session:
        made = self._workshop.create(
            new.folder, new.practice, new.account, new.passphrase, new.logo
        )
        return self._kept(made)

    def open_logo(self, path: Path) -> Logo:
        return open_logo(path)

    def named(self, path: Path) -> tuple[Path, Path | None]:
        found = named_file(path)
        return found.vault or self.default_folder(""), found.backup

    def default_folder(self, practice: str) -> Path:
        return self.folder / f"{slug_of(practice)}.tdt"

    def shared_folder(self, practice: str) -> Path | None:
        return self.shared / f"{practice}.tdt" if self.shared else None

    def place_warning(self, folder: Path) -> str:
        return self.notice if folder.suffix else ""

    def strength(self, passphrase: str, known: Sequence[str]) -> Strength:
        return strength_of(passphrase, known)

    def keep_vault(self, folder: Path, account: str) -> None:
        self.remembered.append(folder)
        self.last = account

    def keep_keys(self, keys: str) -> None:
        self.keys = keys

    def keep_scheme(self, scheme: str) -> None:
        self.schemes.append(scheme)

    def recall(self, name: str) -> str:
        return self.kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self.kept[name] = value

    def build(self) -> Opened:
        if self.trial_error is not None:
            raise self.trial_error
        folder = self.folder / "fictif.tdt"
        return Opened(self.make(folder), folder)

    def owns(self, folder: Path) -> bool:
        return folder.name == "fictif.tdt"

    def remove(self, folder: Path) -> None:
        self.removed.append(folder)

    def make(self, folder: Path, name: str = "Maison de santé du Port") -> Session:
        """A vault of a practice, open."""
        practice = Practice(name)
        return self.create(NewPractice(practice, "Maëlle Rivoal", PHRASE, folder))

    def close(self) -> None:
        """Close every vault that was opened."""
        for session in self.sessions:
            session.close()

    def _kept(self, session: Session) -> Session:
        self.sessions.append(session)
        return session
