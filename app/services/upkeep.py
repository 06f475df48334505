# SPDX-License-Identifier: EUPL-1.2
"""The upkeep of a vault without a window: check, backup, restore, salvage.

Each prints what it found in French and returns the code that the command ends with.
"""

import getpass
import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.dates import clock as time_words
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.tables import table_words
from app.domain.text import plural
from app.services.backup_places import last_good, require_outside
from app.services.backups import BackupService, Reason
from app.services.restoring import Restored, awaited_copy
from app.services.upkeep_words import hollow_lines, salvage_report, soundness_lines, unread_lines
from app.services.vault import Session, Workshop
from app.storage.errors import DatabaseDamaged, DatabasePlaintext, ReadFailed, WrongKey
from app.system.backup_notes import BackupPlaces
from app.system.console import say, warn
from app.system.first_line import first_line
from app.vault.backup import DamageFound
from app.vault.backup_file import BackupDamaged, BackupFile
from app.vault.card import read_slots, read_vault_card
from app.vault.closed_copy import NOTED_HERE, closed_copy
from app.vault.errors import AccountUnknown, KeysDamaged, NothingReadable, PassphraseUnreadable
from app.vault.folder import ATTEMPTS, read_plainly
from app.vault.recovery_code import read_code
from app.vault.restoring import (
    OpenKeys,
    backups_key,
    read_backup_slots,
    verify_backup,
    with_passphrase,
)
from app.vault.salvaging import Examination, examine_vault, salvage_vault
from app.vault.scratch import scratch_folder
from app.vault.settling import apart_state
from app.vault.standing import Standing
from app.vault.throttle import Throttle

DONE, REFUSED, MISUSED, DAMAGED = 0, 1, 2, 3
"""How the commands end: all well, refused with a sentence, badly written, damage or a loss found.

`MISUSED` is the parser's."""
_DAMAGE = (DamageFound, DatabaseDamaged, KeysDamaged, NothingReadable)
_APART = frozenset({Standing.AWAY, Standing.PREPARED, Standing.RETURNED})
"""Sound, and read-only for good reason."""
_UNREADABLE = (WrongKey, DatabasePlaintext)
"""The passphrase opened the keys, and they vouch for themselves: the database does not open."""


@dataclass(frozen=True)
class Way:
    """How a command gets in: the account (its name; None: the only one) and its passphrase.

    With `code`, what a recovery sheet shows, the passphrase is the one the account shall have.
    """

    account: str | None
    passphrase: str = field(repr=False)
    code: str = field(default="", repr=False)


def read_way(account: str | None, file: Path | None) -> Way:
    """The passphrase from the first line of a file, or asked for. Raises `UserError`."""
    return Way(account, first_line(file) if file else _asked("Phrase de passe"))


def read_sheet_way(account: str | None, sheet: Path | None, file: Path | None) -> Way:
    """A sheet's code and a new passphrase, each from the first line of a file, or asked for.

    A passphrase that is asked for is typed twice. Raises `UserError`.
    """
    code = first_line(sheet) if sheet else _asked("Code de la fiche de secours (huit groupes)")
    read_code(code)  # a wrong group is named before a passphrase is thought of
    if file is not None:
        return Way(account, first_line(file), code)
    phrase = _asked("Nouvelle phrase de passe")
    if _asked("La même, encore une fois") != phrase:
        raise UserError("Les deux phrases ne sont pas les mêmes ; rien n’a été fait.")
    return Way(account, phrase, code)


def _asked(what: str) -> str:
    """A secret typed at the terminal, unseen. Raises `UserError` where nobody is."""
    if not sys.stdin.isatty():
        raise UserError(
            f"Rien n’est donné pour : {what.lower()}.",
            "Utilisez --passphrase-file ou --sheet-file, ou un terminal.",
        )
    try:
        return getpass.getpass(f"{what} : ")
    except ValueError:  # bytes of another encoding
        raise PassphraseUnreadable from None
    except (EOFError, KeyboardInterrupt):  # Ctrl+D, Ctrl+C: whoever was asked does not want to
        raise UserError("Rien n’a été tapé ; rien n’a été fait.") from None


def _only_reads(folder: Path) -> bool:
    """Whether a vault lies where this program may read and not write."""
    mine = os.access in os.supports_effective_ids
    reads, writes = (os.access(folder, how, effective_ids=mine) for how in (os.R_OK, os.W_OK))
    return folder.is_dir() and reads and not writes


@dataclass(frozen=True)
class Upkeep:
    """The commands, on one machine."""

    workshop: Workshop
    places: BackupPlaces

    def check(self, place: Path, way: Way) -> int:
        """Check a vault folder or a backup file."""
        with read_plainly():
            is_file = place.is_file()
        if is_file:
            return self._check_file(place, way)
        try:
            return self._check_vault(place, way)
        except _DAMAGE as damage:
            return self._damaged(place, damage)

    def backup(self, folder: Path, way: Way, to: Path | None) -> int:
        """Back a vault up into its usual place, or into `to`, which must not lie in it."""
        if to is not None:
            require_outside(folder, to)
        try:
            return self._backup(folder, way, to)
        except (*_DAMAGE, *_UNREADABLE) as damage:
            return self._damaged(folder, damage)
        except ReadFailed:  # a hiccup of the disk, or damage: a check on a copy tells
            found = self._examined(folder, way)
            if found.sound:
                raise
            return self._faulty(folder, found)

    def _backup(self, folder: Path, way: Way, to: Path | None) -> int:
        if not _only_reads(folder):
            return self._backed_up(self._open(folder, way), folder, to)
        clock, heads = self.workshop.clock, self.workshop.heads
        with closed_copy(folder, self._keys(folder, way), clock.now(), heads) as copy:
            if copy.unread or copy.slots.damaged:
                raise DatabaseDamaged
            return self._backed_up(self._open_copy(copy.folder, way), folder, to)

    def _open_copy(self, copy: Path, way: Way) -> Session:
        """Open a copy: what an opening repairs, migrates and notes befalls it alone."""
        apart = replace(self.workshop, heads=copy.parent / NOTED_HERE, backups=None, outbox=None)
        return replace(self, workshop=apart)._open(copy, way)  # noqa: SLF001  the same class

    def _backed_up(self, session: Session, folder: Path, to: Path | None) -> int:
        try:
            vault = session.vault
            service = BackupService(
                vault,
                session.store,
                self.workshop.clock,
                self.workshop.new_id,
                self.places.book(vault.vault_id),
                to or self.places.root / folder.stem,
                chosen=to,
            )
            outcome = service.make(Reason.ASKED)
        finally:
            session.close()
        counts = outcome.made.manifest.counts
        say(f"Sauvegarde vérifiée : {outcome.made.path}")
        say(f"{plural(sum(counts.values()), 'ligne')} dans {plural(len(counts), 'table')}.")
        if outcome.second:
            warn(outcome.second)
            return REFUSED
        return DONE

    def restore(self, file: Path, folder: Path, way: Way) -> int:
        """Bring a backup back as the vault `folder`; a sheet gives the account its passphrase."""
        awaited = awaited_copy(folder)
        try:
            restored = self._restored(file, folder, way)
        except BackupDamaged as damaged:
            warn(damaged.text)
            return DAMAGED
        made = self.workshop.clock.local(restored.manifest.made)
        day, hour = medium_date(made.date()), time_words(made.time())
        say(f"Coffre restauré : {restored.folder}")
        say(f"Il est comme le {day} à {hour} ; les comptes sont ceux de ce jour.")
        if restored.aside is not None:
            say(f"Ce qui s’y trouvait est gardé dans {restored.aside}")
        if awaited is not None and awaited_copy(folder) is None:
            say("La copie emportée est déclarée perdue : elle ne pourra plus être rapportée.")
        if way.code:
            say("La nouvelle phrase de passe est en service.")
            say(
                "La fiche de ce jour-là est de nouveau celle du coffre : si elle avait été annulée "
                "ou remplacée depuis, imprimez-en une autre."
            )
        return DONE

    def _restored(self, file: Path, folder: Path, way: Way) -> Restored:
        restorer = self.workshop.restorer
        if not way.code:
            return restorer.by_passphrase(file, folder, way.account, way.passphrase)
        code = read_code(way.code)
        restored = restorer.by_sheet(file, folder, way.account, code, way.passphrase)
        self.workshop.recover(folder, code, restored.account, way.passphrase).close()
        return restored

    def salvage(self, folder: Path, target: Path, way: Way) -> int:
        """Write what can be read of a damaged vault into a new one, which must not lie in it."""
        try:
            return self._salvage(folder, target, way)
        except (*_DAMAGE, *_UNREADABLE) as damage:
            return self._damaged(folder, damage)

    def _salvage(self, folder: Path, target: Path, way: Way) -> int:
        keys, clock = self._keys(folder, way), self.workshop.clock
        saved = salvage_vault(folder, target, keys, clock.now(), self.workshop.heads)
        lines = [f"Coffre récupéré : {saved.folder}", *salvage_report(saved, clock)]
        for line in lines:
            say(line)
        try:
            report = _written_beside(target, "\n".join(lines) + "\n")
            say(f"Ce compte rendu est aussi dans {report}")
        except OSError:
            warn(f"Le compte rendu n’a pas pu être écrit à côté de {target}")
        self._offer_backup(folder)
        return DONE if saved.whole else DAMAGED

    def _keys(self, folder: Path, way: Way) -> OpenKeys:
        """The keys of a vault in its place: a wrong passphrase makes wait here as at unlock."""
        throttle: Throttle | None = Throttle(folder / ATTEMPTS, self.workshop.clock)
        if _only_reads(folder):
            throttle = self.workshop.restorer.throttle_here(read_slots(folder).content.vault_id)
        return with_passphrase(way.account, way.passphrase, throttle)

    def _open(self, folder: Path, way: Way) -> Session:
        accounts = read_vault_card(folder).accounts
        named = [one.id for one in accounts if way.account in {None, one.id, one.name}]
        if len(named) != 1:
            raise AccountUnknown
        return self.workshop.unlock(folder, way.passphrase, named[0])

    def _check_vault(self, folder: Path, way: Way) -> int:
        found = self._examined(folder, way)
        if found.sound:
            say(f"Le coffre est en bon état. Journal : {plural(found.entries, 'entrée')}.")
            if apart := self._apart(folder):
                say(apart)
            return DONE
        return self._faulty(folder, found)

    def _examined(self, folder: Path, way: Way) -> Examination:
        return examine_vault(
            folder,
            self._keys(folder, way),
            self.workshop.clock.now(),
            self.workshop.heads,
            lambda copy: self._faults_inside(copy, way),
        )

    def _faulty(self, folder: Path, found: Examination) -> int:
        faults = [f"Copie du fichier de clés abîmée ou absente : {name}" for name in found.keys]
        faults += [
            *unread_lines(found.unread),
            *hollow_lines(found.hollow),
            *soundness_lines(found.soundness),
            *found.inside,
        ]
        for fault in faults:
            warn(fault)
        self._offer_backup(folder)
        return DAMAGED

    def _faults_inside(self, copy: Path, way: Way) -> list[str]:
        """What only an open vault tells: its journal, its rows, what it said outside."""
        session = self._open_copy(copy, way)
        try:
            vault = session.vault
            sound = vault.state.may_write or vault.state.standing in _APART
            faults = [] if sound else [vault.state.sentence]
            if broken := session.desk.journal.verify():
                faults.append(broken)
            rows = [fault for fault in vault.digests.faults() if fault is not None]
            tables = sorted({fault.table for fault in rows})
            faults += [
                f"{table_words(name)} : "
                f"{plural(sum(fault.table == name for fault in rows), 'ligne')} "
                "ne correspond plus à ce qui a été écrit."
                for name in tables
            ]
            return faults
        finally:
            session.close()

    def _check_file(self, file: Path, way: Way) -> int:
        try:
            backup = BackupFile(file)
            content = read_backup_slots(backup).content
            throttle = self.workshop.restorer.throttle(file)
            _, keys = with_passphrase(way.account, way.passphrase, throttle)(content)
            key = backups_key(keys.master, content.vault_id)
            keys.wipe()
            with scratch_folder(backup.manifest.size) as scratch:
                manifest = verify_backup(backup, key, scratch).manifest
        except BackupDamaged as damaged:
            warn(damaged.text)
            return DAMAGED
        made = self.workshop.clock.local(manifest.made)
        say(
            f"La sauvegarde du {medium_date(made.date())} à {time_words(made.time())} "
            f"est entière : {plural(sum(manifest.counts.values()), 'ligne')}."
        )
        return DONE

    def _apart(self, folder: Path) -> str:
        """What a vault says whose work goes on elsewhere; empty for any other, or where unknown."""
        try:
            state = apart_state(read_slots(folder).content, self.workshop.clock)
        except UserError:
            return ""
        if state is None:
            return ""
        return f"{state.sentence} {state.remedy} Ne restaurez pas de sauvegarde à sa place."

    def _damaged(self, folder: Path, damage: UserError) -> int:
        warn(damage.text)
        self._offer_backup(folder)
        return DAMAGED

    def _offer_backup(self, folder: Path) -> None:
        """Name the last good backup, which somebody will want now: not where the work is elsewhere.

        Restoring over a vault that is away gives up the copy that was carried.
        """
        if apart := self._apart(folder):
            say(apart)
            return
        file = last_good(folder, self.places, self.workshop.clock.local())
        if file is not None:
            say(f"Dernière sauvegarde vérifiée : {file}")


def _written_beside(target: Path, text: str) -> Path:
    """A salvage's report under a name that no file bears, its path. Raises `OSError`."""
    report, number_ = target.with_name(f"{target.stem}-rapport.txt"), 2
    while True:
        try:
            with report.open("x", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except FileExistsError:
            report = target.with_name(f"{target.stem}-rapport-{number_}.txt")
            number_ += 1
        else:
            return report
