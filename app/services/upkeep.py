# SPDX-License-Identifier: EUPL-1.2
"""The upkeep of a vault without a window: check, backup, restore, salvage.

Each prints what it found in French and returns the code that the command ends with.
"""

import getpass
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.dates import clock as time_words
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.tables import table_words
from app.domain.text import number, plural
from app.services.backup_places import last_good, require_outside
from app.services.backups import BackupService, Reason
from app.services.restoring import Restored, awaited_copy
from app.services.vault import Session, Workshop
from app.storage.errors import DatabaseDamaged, DatabasePlaintext, ReadFailed, WrongKey
from app.storage.integrity import Soundness
from app.system.backup_notes import BackupPlaces
from app.system.clock import Clock
from app.system.console import say, warn
from app.system.first_line import first_line
from app.vault.backup import DamageFound
from app.vault.backup_file import BackupDamaged, BackupFile
from app.vault.card import read_vault_card
from app.vault.closed_copy import NOTED_HERE
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
from app.vault.salvaging import Examination, Salvage, examine_vault, salvage_vault
from app.vault.scratch import scratch_folder
from app.vault.settling import loss_sentence
from app.vault.throttle import Throttle

DONE, REFUSED, MISUSED, DAMAGED = 0, 1, 2, 3
"""How the commands end: all well, refused with a sentence, badly written, damage or a loss found.

`MISUSED` is the parser's."""
_DAMAGE = (DamageFound, DatabaseDamaged, KeysDamaged, NothingReadable)
_UNREADABLE = (WrongKey, DatabasePlaintext)
"""The passphrase opened the keys, and they vouch for themselves: the database does not open."""
_PAGES_NAMED = 10


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
        session = self._open(folder, way)
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
        throttle = Throttle(folder / ATTEMPTS, self.workshop.clock)
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
        """What only an open vault tells: its journal, its rows, what it said outside.

        An opening repairs, migrates and notes where the journal ends: here that befalls the copy.
        """
        apart = replace(self.workshop, heads=copy.parent / NOTED_HERE, backups=None, outbox=None)
        session = replace(self, workshop=apart)._open(copy, way)  # noqa: SLF001  the same class
        try:
            vault = session.vault
            faults = [] if vault.state.may_write else [vault.state.sentence]
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

    def _damaged(self, folder: Path, damage: UserError) -> int:
        warn(damage.text)
        self._offer_backup(folder)
        return DAMAGED

    def _offer_backup(self, folder: Path) -> None:
        """Name the last good backup, which somebody will want now."""
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


def soundness_lines(found: Soundness) -> list[str]:
    """What the checks found, one French sentence each."""
    lines = []
    if found.pages:
        named = ", ".join(map(str, found.pages[:_PAGES_NAMED]))
        rest = "…" if len(found.pages) > _PAGES_NAMED else ""
        lines.append(
            f"{plural(len(found.pages), 'page illisible', 'pages illisibles')} : {named}{rest}"
        )
    if found.structure == (WrongKey.__name__,):
        lines.append(
            "Aucune page de la base de données ne s’ouvre avec les clés de ce coffre\u00a0: "
            "elle est d’un autre coffre, ou il n’en reste rien."
        )
    elif found.structure == (DatabaseDamaged.__name__,):
        lines.append("La base de données est abîmée : il n’en reste pas une page entière.")
    elif found.structure:
        lines.append("La structure de la base de données est abîmée (pages coupées ou perdues).")
        lines += [f"  {line}" for detail in found.structure for line in detail.splitlines()[:5]]
    lines += [
        f"{table_words(name)} : {plural(count, 'ligne')} sans la fiche dont elle dépend."
        for name, count in found.orphans
    ]
    return lines


def unread_lines(blocks: int) -> list[str]:
    """What the disk itself does not give any more."""
    if not blocks:
        return []
    counted = plural(blocks, "bloc illisible", "blocs illisibles")
    return [f"Le disque ne rend plus tout le fichier : {counted} (de 4 Ko)."]


def hollow_lines(size: int) -> list[str]:
    """What nobody wrote at the end of a file: it was made longer from outside."""
    if not size:
        return []
    megabytes = number(max(1, round(size / 1_000_000)))
    return [f"Un fichier du coffre a été allongé après coup : il finit par {megabytes} Mo de vide."]


def salvage_report(saved: Salvage, clock: Clock) -> list[str]:
    """What was saved and what is lost, by table; nothing of what the vault holds."""
    read = plural(saved.read, "ligne récupérée", "lignes récupérées")
    lines = [f"{read}, {plural(saved.lost, 'perdue')}.", *unread_lines(saved.unread)]
    if saved.loss is not None:
        lines.append(loss_sentence(saved.loss, clock))
    for table in saved.tables:
        if table.whole:
            continue
        said = [plural(table.read, "ligne lue", "lignes lues")]
        if table.expected is not None:
            said = [f"{said[0]} sur {number(table.expected)}"]
        elif table.broken:
            said.append("rien ne dit combien il y en avait")
        if table.set_aside:
            said.append(f"{plural(table.set_aside, 'écartée')} (la fiche dont elle dépend manque)")
        if table.loosened:
            said.append(f"{plural(table.loosened, 'gardée')} sans sa référence")
        lines.append(f"{table_words(table.name)} : {', '.join(said)}.")
    return lines
