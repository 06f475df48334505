# SPDX-License-Identifier: EUPL-1.2
"""Opening and creating vaults: what comes out is the desk, all the services over one store."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.domain.changes import Kind
from app.domain.errors import NotAllowedError, ReadOnlyNow, UserError
from app.domain.ids import AccountId, NewId, random_ids
from app.domain.logo import Logo
from app.domain.names import kept_name
from app.domain.practice import Practice
from app.services.backup_places import first_place
from app.services.backup_sources import back_up_before_migration
from app.services.backups import BackupService
from app.services.desk import Desk, desk, keys_of
from app.services.erasure import ErasureService
from app.services.failed_reads import damage_told, tried_again
from app.services.identities import VaultKeeper
from app.services.minutes import random_salt
from app.services.restoring import Restorer
from app.services.signatures import Signatures
from app.services.trouble import VaultFigures
from app.storage.driver import Connection
from app.storage.errors import StorageError
from app.storage.unit_of_work import Store
from app.system.backup_notes import BackupPlaces, NoteBook
from app.system.clock import Clock
from app.vault.errors import RecoveredUnopened
from app.vault.keys import DEFAULT_KDF, KdfParameters
from app.vault.outbox import Outbox
from app.vault.slot_file import SlotReading
from app.vault.slots import Keys
from app.vault.vault import OpenVault, create_vault, recover_vault, unlock_vault

_LOG = logging.getLogger("tdt.vault")


@dataclass(frozen=True)
class Session:
    """An open vault and what may be done with it, until `close`."""

    vault: OpenVault
    desk: Desk
    store: Store

    def batch(self) -> AbstractContextManager[None]:
        """Many service calls in one commit, all or nothing: for the demo and the benchmarks."""
        return self.store.batch()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the opening found and repaired, in French sentences."""
        return self.vault.notices

    @property
    def in_place(self) -> bool:
        """Whether the folder is still where it was opened; else closing loses what is open."""
        return self.vault.connection.gone is None

    @property
    def gone(self) -> str:
        """What is not in its place any more, a French sentence; empty while all is."""
        gone = self.vault.connection.gone
        return "" if gone is None else gone.text

    def note_head(self) -> None:
        """Say outside of the vault where its journal ends."""
        self.vault.note_head()

    def close(self) -> None:
        """Sign the journal's head, close the database, let go of the keys and of the lock.

        Twice is harmless; a head that a full disk does not take keeps no vault open.
        """
        try:
            if self.vault.held and self.store.may_note:
                with contextlib.suppress(StorageError):
                    self.desk.journal.sign_head()
        finally:
            self.vault.close()


@dataclass(frozen=True)
class Workshop:
    """What opening a vault needs from the outside: the time, ids and the cost of a passphrase."""

    clock: Clock
    new_id: NewId
    kdf: KdfParameters = DEFAULT_KDF
    new_salt: Callable[[], str] = random_salt
    heads: Path | None = None
    """This machine's folder of heads: what each vault last said of its journal."""
    plays: bool = False
    """Whether a program plays past meetings: identities then stay open through them."""
    backups: BackupPlaces | None = None
    """Where backups go and what is noted of them; beside the vault, and not noted, without it."""
    outbox: Path | None = None
    """This machine's folder of what the disk of a vault did not take."""
    attempts: Path | None = None
    """Where this machine counts wrong passphrases on backups: see `Restorer`."""

    @property
    def restorer(self) -> Restorer:
        """What brings backups back on this machine."""
        return Restorer(self.clock, self.heads, self.attempts)

    def create(
        self,
        folder: Path,
        practice: Practice,
        account_name: str,
        passphrase: str,
        logo: Logo | None = None,
    ) -> Session:
        """A new vault for a practice. Raises `UserError`; nothing existing is overwritten."""
        practice = replace(practice, name=kept_name(practice.name))
        vault = create_vault(
            folder,
            practice_name=practice.name,
            account_name=kept_name(account_name),
            passphrase=passphrase,
            clock=self.clock,
            new_id=self.new_id,
            kdf=self.kdf,
            heads=self.heads,
        )
        session = self._session(vault)
        with _closed_when_it_fails(vault):
            session.desk.practice.save(practice)
            session.desk.practice.save_logo(logo)
        return session

    def recover(
        self, folder: Path, secret: bytes | bytearray, account_id: str, passphrase: str
    ) -> Session:
        """Open with the printed secret and give an account another passphrase; slow.

        Raises `UserError` and changes nothing when it cannot be opened; `RecoveredUnopened` where
        the passphrase was changed, and the vault then could not be worked in.
        """
        opening = partial(
            recover_vault,
            folder,
            secret,
            account_id,
            passphrase,
            clock=self.clock,
            new_id=self.new_id,
            kdf=self.kdf,
            heads=self.heads,
            before_migration=partial(self._before_migration, folder),
        )
        with damage_told(folder):
            vault = tried_again(opening)
        try:
            session = self._session(vault)
            with _closed_when_it_fails(vault):
                session.store.note("recovery.used", Kind.VAULT, account_id)
        except UserError as refusal:
            raise RecoveredUnopened(refusal) from refusal
        return session

    def unlock(self, folder: Path, passphrase: str, account_id: str | None = None) -> Session:
        """An existing vault. Raises `UserError` and changes nothing when it cannot be opened."""
        opening = partial(
            unlock_vault,
            folder,
            account_id,
            passphrase,
            clock=self.clock,
            new_id=self.new_id,
            heads=self.heads,
            before_migration=partial(self._before_migration, folder),
        )
        with damage_told(folder):
            vault = tried_again(opening)
        return self._session(vault)

    def _session(self, vault: OpenVault) -> Session:
        """The session over a vault, which is closed when that fails: nobody else would."""
        with damage_told(vault.folder), _closed_when_it_fails(vault):
            return tried_again(partial(self._session_over, vault))

    def _session_over(self, vault: OpenVault) -> Session:
        account = vault.account
        signer = vault.signer
        store = Store(
            vault.connection,
            AccountId(account.id),
            self.clock.now,
            self.new_id,
            guard=lambda: refuse_writing(vault),
            may_note=lambda: vault.state.may_note,
            signer=signer,
            rows_seal=vault.rows_seal,
        )
        signatures = Signatures(store, vault.vault_id, account.name, account.role, signer)
        signatures.introduce()
        journal_failures(vault, store)
        services = desk(
            store,
            self.clock,
            vault.identities,
            signatures,
            self.new_salt,
            keeper=VaultKeeper(vault),
            keys=keys_of(vault, store, self.clock, self.new_id, signatures, self.kdf),
            plays=self.plays,
            outbox=self._outbox_of(vault),
        )
        services.carry.forget_old_asides()
        book, usual = self._backup_place(vault.folder, vault.vault_id)
        backups = BackupService(vault, store, self.clock, self.new_id, book, usual)
        erasure = ErasureService(vault, store, self.clock, backups.all_places, services.outbox)
        sweep_bin(services, vault)
        finish_erasure(erasure, vault)
        figures = VaultFigures(vault)
        whole = replace(services, backups=backups, erasure=erasure, figures=figures)
        return Session(vault, whole, store)

    def _backup_place(self, folder: Path, vault_id: str) -> tuple[NoteBook, Path]:
        if self.backups is None:
            return NoteBook(), folder.parent / "sauvegardes" / folder.stem
        return self.backups.book(vault_id), self.backups.root / folder.stem

    def _before_migration(
        self, folder: Path, connection: Connection, reading: SlotReading, keys: Keys
    ) -> None:
        book, usual = self._backup_place(folder, reading.content.vault_id)
        place = first_place(book.read(), usual)
        back_up_before_migration(
            folder, place, connection, reading, keys, self.clock, self.new_id()
        )

    def _outbox_of(self, vault: OpenVault) -> Outbox | None:
        if self.outbox is None:
            return None
        folder = self.outbox / vault.vault_id
        return Outbox(folder, vault.vault_id, vault.outbox_key, vault.earlier_outbox_keys)


@contextlib.contextmanager
def _closed_when_it_fails(vault: OpenVault) -> Iterator[None]:
    """A vault that stayed open would be refused to everybody until the program ends."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(StorageError):  # what is said is what failed first
            vault.close()
        raise


def journal_failures(vault: OpenVault, store: Store) -> None:
    """Tell the journal how often the passphrase was wrong before; the record is the number."""
    if vault.failed_attempts and store.may_note:
        store.note("unlock.failed", Kind.VAULT, str(vault.failed_attempts))
        vault.attempts_journalled()


def sweep_bin(services: Desk, vault: OpenVault) -> None:
    """Let go what was in the bin for thirty days; the next opening tries again what fails."""
    if refuse_writing(vault) is None:
        try:
            services.person.bin.sweep()
        except StorageError as failed:
            _LOG.warning("unlock: bin not swept, %s", type(failed).__name__)


def finish_erasure(erasure: ErasureService, vault: OpenVault) -> None:
    """Rewrite the file where an erasure was cut short; where it fails the next opening tries again.

    Slow then (a copy of the whole file), at the one moment when nobody is typing.
    """
    if erasure.unfinished and vault.state.may_write:
        try:
            erasure.finish()
        except StorageError as failed:
            _LOG.warning("unlock: erasure not finished, %s", type(failed).__name__)


def refuse_writing(vault: OpenVault) -> NotAllowedError | None:
    """Why this account may not change this vault now; None when it may.

    The role first: what a reader typed must not come back under the hand of another account.
    """
    if not vault.account.role.may_write:
        return NotAllowedError(
            "Votre compte permet de lire, pas de modifier.",
            "Demandez à la coordination de faire ce changement.",
        )
    if not vault.state.may_write:
        return ReadOnlyNow(vault.state.sentence, vault.state.remedy)
    return None


def system_ids(clock: Clock) -> NewId:
    """Unpredictable ids dated by a clock."""
    return random_ids(lambda: int(clock.now().timestamp() * 1000))
