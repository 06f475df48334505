# SPDX-License-Identifier: EUPL-1.2
"""Backups for people: made, listed, verified, rehearsed; where they go; when one is late."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from app.domain.changes import Kind
from app.domain.dates import medium_date
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import NewId
from app.services.backup_places import (
    backups_of,
    first_place,
    is_within,
    require_outside,
    usual_places,
)
from app.services.backup_sources import source_of
from app.storage.errors import StorageFault
from app.storage.unit_of_work import Store
from app.system.backup_notes import NoteBook
from app.system.clock import Clock
from app.vault.backup import (
    BackupMade,
    DamageFound,
    Reason,
    copies_well,
    copy_backup,
    make_backup,
    prepare_place,
)
from app.vault.backup_file import BackupFile, RowsStale
from app.vault.damage import Damage, write_damage
from app.vault.drill import rehearse
from app.vault.errors import PlaceSpoils
from app.vault.folder import DATABASE
from app.vault.open_vault import OpenVault
from app.vault.places import place_warning, this_machine
from app.vault.rotation import (
    BackupName,
    backups_in,
    clear_leftovers,
    newest_first,
    to_remove,
)
from app.vault.settling import standing_of
from app.vault.standing import Standing

__all__ = ["BackupLine", "BackupOutcome", "BackupService", "BackupState", "Reason"]

LATE_DAYS = 7
CHECK_DAYS = 7
REASONS = {
    Reason.ASKED: "demandée",
    Reason.MEETING: "après une réunion",
    Reason.CLOSE: "à la fermeture",
    Reason.IMPORT: "avant un import",
    Reason.MIGRATION: "avant une mise à jour",
    Reason.REKEY: "après un changement de clés",
    Reason.CHECK: "vérification de la semaine",
}


@dataclass(frozen=True)
class BackupOutcome:
    """A backup that was made; `second` says why the second place has it not, empty when it has."""

    made: BackupMade
    second: str = ""


@dataclass(frozen=True)
class BackupState:
    """Where the backups stand. `last` is local time, None where there is none."""

    last: datetime | None
    late: bool
    first: Path
    second: Path | None
    missed: str
    drilled: date | None
    checked: date | None
    since: int = 0
    """Days since the last one, or since the vault was made when there is none; 0 when `ahead`."""
    ahead: bool = False
    """Whether the only ones there are dated after today: when they were made is unknown."""


@dataclass(frozen=True)
class BackupLine:
    """A backup of the list; `fault` is a French sentence, empty when the file is well formed."""

    path: Path
    made: datetime
    reason: str
    account: str
    size: int
    fault: str = ""


@dataclass
class BackupService:
    """The backups of one open vault. What is slow says so: it belongs on the executor."""

    vault: OpenVault
    store: Store
    clock: Clock
    new_id: NewId
    book: NoteBook
    usual: Path
    chosen: Path | None = None
    """A place for this service alone, whatever is noted."""
    on_damage: Callable[[], object] = lambda: None
    """Called on the thread that found the vault damaged."""
    _one: Lock = field(default_factory=Lock)

    def make(self, reason: Reason) -> BackupOutcome:
        """A backup now, and its copy in the second place. Slow; never inside a transaction.

        Raises a `UserError` and leaves the backups as they were; a second place that is not there
        raises nothing: the outcome says so.
        """
        with self._one:
            local = self.clock.local()
            rows = self.vault.rows_seal()
            try:
                made = make_backup(
                    source_of(self.vault),
                    self._first,
                    reason,
                    id_=self.new_id(),
                    made=self.clock.now(),
                    local=local,
                )
            except DamageFound as found:
                with suppress(StorageFault):  # without a second opinion nothing is held damaged
                    if copies_well(self.vault.connection, self.vault.folder):
                        raise PlaceSpoils from found
                    self._note_damage(found)
                raise
            self.store.note("backup.made", Kind.VAULT, made.manifest.id)
            self.vault.note_head()
            self._rotate(self._shelf(), made.path)
            missed = self._copy_to_second(made)
            day = local.date().isoformat()
            self.book.note(rows=rows, missed=missed, checked=day)
            return BackupOutcome(made, missed)

    def make_at_close(self) -> BackupOutcome | None:
        """A backup where something was written since the last one; None where nothing was. Slow."""
        if not self.vault.state.may_write:
            return None
        unchanged = self.book.read().rows == self.vault.rows_seal()
        if unchanged and self.state().last is not None and not self.state().late:
            return None
        return self.make(Reason.CLOSE)

    @property
    def damage(self) -> str:
        """What is wrong with the vault and what to do, in French; empty while it is sound."""
        state = self.vault.state
        damaged = state.standing is Standing.DAMAGED
        return f"{state.sentence} {state.remedy}".strip() if damaged else ""

    @property
    def check_due(self) -> bool:
        """Whether the vault was not checked in full for a week, by a backup that was restored."""
        drilled = _day(self.book.read().drilled)
        # A day to come is none: the clock was wrong then, and nobody knows since when.
        return drilled is None or not 0 <= (self.clock.today() - drilled).days < CHECK_DAYS

    def check(self) -> BackupOutcome:
        """The check of the week: a backup with both integrity checks, restored, its rows compared.

        Slow. Raises as `make` and `rehearse`; the vault is noted as damaged where it is.
        """
        outcome = self.make(Reason.CHECK)
        try:
            self.rehearse(outcome.made.path)
        except RowsStale as stale:
            self._note(f"{stale.what}.")
            raise
        return outcome

    def state(self) -> BackupState:
        """Where the backups stand; the small parts of the last one are read, at once."""
        notes = self.book.read()
        now = self.clock.local()
        last = self._last(now)
        created = self.clock.local(datetime.fromisoformat(self.vault.content.created_at))
        ahead = last is not None and last.date() > now.date()
        since = max(0, (now.date() - (last or created).date()).days)
        return BackupState(
            last,
            ahead or since >= LATE_DAYS,
            self._first,
            Path(notes.second) if notes.second else None,
            notes.missed,
            _day(notes.drilled),
            _day(notes.checked),
            since,
            ahead,
        )

    def all(self) -> tuple[BackupLine, ...]:
        """Every backup of this vault, the newest first; their small parts are read."""
        names = newest_first(self._shelf(), self.clock.local())
        lines = (_line(name.path, name.made, self.vault.vault_id) for name in names)
        return tuple(line for line in lines if line is not None)

    def count(self) -> int:
        """How many there are."""
        return len(self._shelf())

    def rehearse(self, path: Path) -> str:
        """Restore a backup into a temporary folder, and note the day. Slow.

        Returns a sentence; raises `BackupDamaged`, naming what is wrong.
        """
        manifest = rehearse(path, self.vault.vault_keys())
        self.book.note(drilled=self.clock.today().isoformat())
        made = self.clock.local(manifest.made)
        return f"La sauvegarde du {medium_date(made.date())} se restaure entièrement."

    @property
    def second_warning(self) -> str:
        """A sentence about a second place that does not suit; empty where it does, or is none."""
        second = self.book.read().second
        return place_warning(Path(second), this_machine()) if second else ""

    @property
    def may_choose_places(self) -> bool:
        """Whether this account may say where the backups go."""
        return self.vault.account.role.may_write

    def use_second(self, place: Path | None) -> None:
        """Copy each backup to a second place from now on, or to none.

        Raises `NotAllowedError` for an account that only reads, or `UserError` for a place that is
        the first one, lies in the vault, cannot be written or has no room for one.
        """
        if not self.may_choose_places:
            raise NotAllowedError(
                "Votre compte permet de lire, pas de choisir où vont les sauvegardes.",
                "Demandez-le à la coordination.",
            )
        if place is not None and is_within(place, self._first):
            raise UserError(
                "Ce dossier est déjà celui des sauvegardes.",
                "Choisissez un autre disque ou une clé.",
            )
        if place is not None:
            require_outside(self.vault.folder, place)
            prepare_place(place, (self.vault.folder / DATABASE).stat().st_size)
        self.book.note(second="" if place is None else str(place), missed="")

    def all_places(self) -> tuple[Path, ...]:
        """Every folder of this machine's notes where backups of this vault may be."""
        return tuple(dict.fromkeys((*self.places(), *self._shelves())))

    def places(self) -> tuple[Path, ...]:
        """The folders that backups are in: the first place, and the second where there is one."""
        second = self.book.read().second
        return (self._first, Path(second)) if second else (self._first,)

    def tidy(self) -> int:
        """Clear what backups cut short have left; at start. Returns how many files."""
        return sum(map(clear_leftovers, (*self.places(), self.vault.folder)))

    @property
    def _first(self) -> Path:
        return self.chosen or first_place(self.book.read(), self.usual)

    def _last(self, now: datetime) -> datetime | None:
        """When the last good one of this vault was made, under whatever name it had then."""
        names = (name for place in self._shelves() for name in backups_in(place))
        for name in newest_first(names, now):
            line = _line(name.path, name.made, self.vault.vault_id)
            if line is not None and not line.fault:
                return name.made
        return None

    def _shelves(self) -> tuple[Path, ...]:
        """The first place, and the usual ones of other names: a renamed vault left some there."""
        if self.chosen is not None:
            return (self.chosen,)
        return tuple(dict.fromkeys((self._first, *usual_places(self.usual))))

    def _shelf(self) -> list[BackupName]:
        return [name for place in self._shelves() for name in self._mine(place)]

    def _mine(self, place: Path) -> tuple[BackupName, ...]:
        return backups_of(place, self.vault.vault_id, self.vault.folder.stem)

    def _copy_to_second(self, made: BackupMade) -> str:
        second = self.book.read().second
        if not second:
            return ""
        place = Path(second)
        try:
            copy = copy_backup(made.path, place)
        except UserError as refusal:
            return refusal.text
        self._rotate(self._mine(place), copy)
        return ""

    def _rotate(self, names: Iterable[BackupName], made: Path) -> None:
        """Let old ones go, now that a newer one was read again; never one of another vault."""
        mine = [
            name
            for name in names
            if (line := _line(name.path, name.made, self.vault.vault_id)) is not None
            and not line.fault
        ]
        for name in to_remove(mine, self.clock.local()):
            if name.path != made:
                try:
                    name.path.unlink()
                except OSError:  # the next rotation tries again
                    return

    def _note_damage(self, found: DamageFound) -> None:
        pages = found.copied.soundness.pages
        self._note(f"{len(pages)} pages illisibles." if pages else "des pages ne se lisent plus.")

    def _note(self, said: str) -> None:
        write_damage(self.vault.folder, Damage(self.clock.now(), said))
        self.vault.state = standing_of(self.vault, self.clock)
        self.on_damage()


def _line(path: Path, made: datetime, vault_id: str) -> BackupLine | None:
    """A backup as its small parts tell it; None for one of another vault."""
    try:
        size = path.stat().st_size
        manifest = BackupFile(path).manifest
    except UserError as refusal:
        return BackupLine(path, made, "", "", 0, refusal.sentence)
    except OSError:
        return None
    if manifest.vault_id != vault_id:
        return None
    known = set(Reason)
    words = REASONS[Reason(manifest.reason)] if manifest.reason in known else manifest.reason
    return BackupLine(path, made, words, manifest.account_name, size)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
