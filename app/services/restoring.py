# SPDX-License-Identifier: EUPL-1.2
"""Bringing a vault back from a backup, beside or in the place of what is there."""

import hashlib
import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.changes import Kind
from app.domain.dates import medium_date
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import AccountId
from app.domain.text import listing
from app.storage.driver import Connection
from app.storage.journal import JournalRows
from app.storage.migrator import current_version, latest_version, packaged_migrations
from app.storage.row_digests import RowDigests
from app.storage.vault_state import VaultStateRows
from app.system.clock import Clock
from app.vault.account import Role
from app.vault.backup_file import BackupFile, Manifest
from app.vault.building import built_beside, full_said
from app.vault.card import read_slots
from app.vault.carrying import GIVEN_UP
from app.vault.errors import PlaceTaken
from app.vault.folder import ATTEMPTS, DATABASE, LOCK, SLOT_COPIES, read_plainly, said_plainly
from app.vault.heads import HEAD, HeadNotes
from app.vault.locking import VaultLock
from app.vault.losses import ABANDONED
from app.vault.passphrase import require_strong
from app.vault.recovery import sheet_number
from app.vault.restoring import (
    OpenKeys,
    fill_from_backup,
    read_backup_slots,
    with_passphrase,
    with_sheet,
)
from app.vault.slot_file import Away, SlotFile
from app.vault.slots import Keys
from app.vault.succession import ASIDE, finish_succession, successor
from app.vault.throttle import Throttle

RESTORED = "vault.restored"


@dataclass(frozen=True)
class Restored:
    """A vault that was brought back by an account (its id).

    `aside` is where what was there before lies now, if any.
    """

    folder: Path
    manifest: Manifest
    account: str
    aside: Path | None


@dataclass(frozen=True)
class Restorer:
    """Restores on this machine; `heads` is its folder of heads, None where there is none.

    `attempts` is where it counts the wrong passphrases tried on backups whose vault is not in its
    place; None: they are not counted.
    """

    clock: Clock
    heads: Path | None = None
    attempts: Path | None = None

    def by_passphrase(
        self, file: Path, folder: Path, account: str | None, passphrase: str
    ) -> Restored:
        """Bring a backup back with a passphrase of its day, by account id or name. Slow.

        Wrong ones make wait as at unlock. Raises as `restore`, `TooManyAttempts`.
        """
        throttle = self.throttle(file, folder)
        restored = self.restore(file, folder, with_passphrase(account, passphrase, throttle))
        self._forgive(throttle, folder)
        return restored

    def by_sheet(
        self, file: Path, folder: Path, account: str | None, code: bytes, passphrase: str
    ) -> Restored:
        """Bring a backup back with the recovery sheet of its day. Slow.

        `passphrase` is the one that the account shall have: it is judged first, and given by the
        opening that follows. Raises as `restore`, `PassphraseTooWeak`, `NoSheetThen`,
        `OtherSheetThen`.
        """
        content = read_backup_slots(BackupFile(file)).content
        require_strong(
            passphrase, (content.practice_name, *(slot.account.name for slot in content.slots))
        )
        throttle = self.throttle(file, folder)
        restored = self.restore(file, folder, with_sheet(account, code), coordinates=True)
        self._forgive(throttle, folder)
        return restored

    def throttle(self, file: Path, folder: Path | None = None) -> Throttle | None:
        """Where wrong passphrases on a backup count: at its vault's, when that is `folder`.

        Raises `NotABackup`, `BackupMissing`, `BackupDamaged`.
        """
        vault_id = BackupFile(file).manifest.vault_id
        if folder is not None and _is_that(folder, vault_id):
            return Throttle(folder / ATTEMPTS, self.clock)
        return self.throttle_here(vault_id)

    def throttle_here(self, vault_id: str) -> Throttle | None:
        """Where wrong passphrases count on this machine; None where nowhere."""
        if self.attempts is None:
            return None
        with said_plainly():
            self.attempts.mkdir(parents=True, exist_ok=True)
        # The manifest is not authenticated yet: its words are no file name.
        name = hashlib.sha256(vault_id.encode(errors="surrogatepass")).hexdigest()[:32]
        return Throttle(self.attempts / f"{name}.json", self.clock)

    def _forgive(self, throttle: Throttle | None, folder: Path) -> None:
        """The vault is back: it opens without delay, and its journal is owed the failures."""
        owed = 0
        with suppress(UserError):  # a note that cannot be written makes wait, and closes nothing
            if throttle is not None:
                throttle.forgive()
                owed = throttle.owed
                throttle.settle()
            Throttle(folder / ATTEMPTS, self.clock).forgive(owed)

    def restore(
        self, file: Path, folder: Path, open_keys: OpenKeys, *, coordinates: bool = False
    ) -> Restored:
        """Bring a backup back as the vault `folder`. Slow.

        Where no folder is, one is made; the vault of the backup that is there, damaged or not, goes
        aside within its folder; anything else is left alone, another vault too. Only a coordinator
        takes the place of a vault, one of the backup and still one there; `coordinates` tells that
        the keys stand for the coordination already: those of a sheet. Raises `NotAllowedError`,
        `BackupDamaged`, `NotABackup`, `BackupMissing`, `PlaceTaken`, `VaultBusy`,
        `WrongPassphrase`, `AccountUnknown` or what the disk refuses: what was there is then as it
        was.
        """
        backup = BackupFile(file)
        content = read_backup_slots(backup).content
        account, keys = open_keys(content)
        try:
            if not os.path.lexists(folder):
                with built_beside(folder, self.clock.now()) as site:
                    self._fill(backup, account, keys, site, folder, "")
                return Restored(folder, backup.manifest, account, None)
            if not _is_vault(folder) or _is_that(folder, backup.manifest.vault_id) is False:
                raise PlaceTaken
            then = None if coordinates else content
            aside = self._replace(backup, account, keys, folder, then)
            return Restored(folder, backup.manifest, account, aside)
        finally:
            keys.wipe()

    def _replace(
        self, backup: BackupFile, account: str, keys: Keys, folder: Path, then: SlotFile | None
    ) -> Path:
        """Put it in the place of what is there; `then` are the accounts of the backup to judge."""
        with ExitStack() as undo:
            lock = VaultLock(folder / LOCK, self.clock.now())
            undo.callback(lock.release)
            finish_succession(folder)
            if then is not None:
                _require_coordinator(account, then, folder)
            stamp = _free_stamp(folder, f"{self.clock.local():%Y-%m-%d-%H%M%S}")
            given_up = _awaited(folder, backup)
            with full_said(), successor(folder, aside=stamp) as site:
                self._fill(backup, account, keys, site, folder, given_up)
            finish_succession(folder)
        return folder / f"{ASIDE}{stamp}"

    def _fill(
        self,
        backup: BackupFile,
        account: str,
        keys: Keys,
        site: Path,
        folder: Path,
        given_up: str,
    ) -> None:
        manifest = backup.manifest
        places = [folder / HEAD]
        if self.heads is not None:
            places.append(self.heads / f"{manifest.vault_id}.json")
        notes = HeadNotes(manifest.vault_id, keys.master, tuple(places))

        def finish(connection: Connection) -> None:
            facts = [(RESTORED, manifest.id)] + [(GIVEN_UP, given_up)] * bool(given_up)
            _go_on_from_here(connection, notes, account, facts, self.clock.now())

        fill_from_backup(backup, keys, site, finish)


def sheet_words(content: SlotFile, clock: Clock) -> str:
    """Which sheet a slot file opens with: « ABC-DEF, tirée le … »; empty where none does."""
    sheet = content.recovery
    if sheet is None:
        return ""
    number = sheet_number(sheet.sheet_id)
    try:
        drawn = clock.local(datetime.fromisoformat(sheet.created))
    except (ValueError, OverflowError):  # read before anything vouches for it
        return number
    return f"{number}, tirée le {medium_date(drawn.date())}"


def _require_coordinator(account: str, then: SlotFile, folder: Path) -> None:
    """Raises `NotAllowedError` unless that account may put a backup in the place of the vault.

    `then` is the slot file of the backup, which the filling authenticates. The one in place is
    read without its key, which may be a later one: who can alter it can also remove the vault.
    """
    if not any((folder / name).exists() for name in (DATABASE, *SLOT_COPIES)):
        return
    now = None
    with suppress(UserError):  # damaged: the accounts of the backup are all that is known
        now = read_slots(folder).content
    slots = [one.slot(account) for one in (then, now) if one is not None]
    if all(slot is not None and slot.account.role is Role.COORDINATOR for slot in slots):
        return
    known = then if now is None else now
    names = [one.account.name for one in known.slots if one.account.role is Role.COORDINATOR]
    gone = "" if known.slot(account) else "Ce compte n’est plus de ce coffre. "
    raise NotAllowedError(
        f"{gone}Seule la coordination peut mettre une sauvegarde à la place du coffre.",
        f"Demandez à {listing(names) or 'la coordination'}, "
        "ou restaurez la sauvegarde dans un autre dossier.",
    )


def awaited_copy(folder: Path) -> Away | None:
    """The carrying that a vault is away with; None where it is not, or does not tell."""
    try:
        return read_slots(folder).content.away
    except UserError:
        return None


def _awaited(folder: Path, backup: BackupFile) -> str:
    """The id of the carrying whose copy is given up when that backup takes the vault's place."""
    away = awaited_copy(folder)
    stays = read_backup_slots(backup).content.away
    return "" if away is None or away == stays else away.carry_id


def _go_on_from_here(
    connection: Connection,
    notes: HeadNotes,
    account: str,
    facts: Sequence[tuple[str, str]],
    now: datetime,
) -> None:
    """Journal the restoring, and let it not look like a loss: somebody asked for it.

    `facts` are events of the vault with their ids.
    """
    state = VaultStateRows(connection)
    with connection.transaction():
        for head in notes.read():
            state.set(f"{ABANDONED}{head.name}", head.at.isoformat())
        for note in notes.strangers():  # under the keys of after the backup
            state.set(f"{ABANDONED}{note.name}", now.isoformat())
        if current_version(connection) != latest_version(packaged_migrations()):
            return  # its journal has other columns until the first opening
        journal, seal = JournalRows(connection), RowDigests(connection, b"").seal()
        for event, record in facts:
            journal.append(now, AccountId(account), event, Kind.VAULT, record, seal)


def _free_stamp(folder: Path, stamp: str) -> str:
    """A stamp under which nothing was put aside: clocks go back, and what is aside must stay."""
    free, number = stamp, 2
    while (folder / f"{ASIDE}{free}").exists():
        free = f"{stamp}-{number}"
        number += 1
    return free


def _is_that(folder: Path, vault_id: str) -> bool | None:
    """Whether a folder is that vault; None when it does not tell: damaged, or none at all."""
    try:
        return read_slots(folder).content.vault_id == vault_id
    except UserError:
        return None


def _is_vault(folder: Path) -> bool:
    """Whether a folder holds a vault, or what is left of one, or nothing at all."""
    with read_plainly():
        if not folder.is_dir():
            return False
        names = {path.name for path in folder.iterdir()}
    return names <= {LOCK, ATTEMPTS} or bool(names & {DATABASE, *SLOT_COPIES})
