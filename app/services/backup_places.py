# SPDX-License-Identifier: EUPL-1.2
"""Where the backups of a vault lie, also while it is closed or damaged, and the last good one."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.domain.dates import clock as time_words
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.system.backup_notes import BackupNotes, BackupPlaces
from app.vault.backup_file import BackupFile, BackupPadded
from app.vault.card import read_vault_card
from app.vault.folder import SUFFIX as VAULT_SUFFIX
from app.vault.folder import is_own_folder
from app.vault.rotation import BackupName, backups_in, newest_first, stem_for


def first_place(notes: BackupNotes, usual: Path) -> Path:
    """The folder of the backups: the one chosen, else the usual one."""
    return Path(notes.first) if notes.first else usual


def is_within(place: Path, folder: Path) -> bool:
    """Whether a place is that folder or lies in it, whatever links or letters lead there."""
    resolved, real = place.resolve(), folder.resolve()
    for each in (resolved, *resolved.parents):
        with suppress(OSError):  # what is not there yet is nothing else
            if each == real or each.samefile(real):
                return True
    return False


def require_outside(folder: Path, place: Path) -> None:
    """Refuse to put backups into the vault that they are of: they would be lost with it.

    Raises `UserError`.
    """
    if is_within(place, folder):
        raise UserError(
            "Ce dossier est dans le coffre lui-même : une sauvegarde s’y perdrait avec lui.",
            "Choisissez un dossier hors du coffre, un autre disque ou une clé.",
        )


def usual_places(usual: Path) -> tuple[Path, ...]:
    """The usual place of a vault, then those of other names: it may have been renamed."""
    try:
        others = sorted(each for each in usual.parent.iterdir() if is_own_folder(each))
    except OSError:
        others = []
    return (usual, *(each for each in others if each != usual))


def backups_of(place: Path, vault_id: str, stem: str) -> tuple[BackupName, ...]:
    """The backups of one vault in a folder, the newest first: they say themselves whose they are.

    One that does not say it any more counts by its name; so do all where `vault_id` is empty.
    """
    if not vault_id:
        return backups_in(place, stem)
    return tuple(name for name in backups_in(place) if _is_of(name, vault_id, stem))


def _is_of(name: BackupName, vault_id: str, stem: str) -> bool:
    try:
        return BackupFile(name.path).manifest.vault_id == vault_id
    except UserError:
        return name.stem == stem_for(stem)


def known_places(folder: Path, places: BackupPlaces | None) -> tuple[Path, ...]:
    """Where backups of a vault may be: the first place, what it had when renamed, the second.

    Beside it where nothing is noted.
    """
    if places is None:
        return usual_places(folder.parent / "sauvegardes" / folder.stem)
    # Where the vault cannot be read its notes cannot be found; the usual place can.
    vault_id = _id_of(folder)
    notes = places.book(vault_id).read() if vault_id else BackupNotes()
    second = (Path(notes.second),) if notes.second else ()
    usual = places.root / folder.stem
    found = (first_place(notes, usual), *usual_places(usual), *second)
    return tuple(dict.fromkeys(found))


def known_backups(
    folder: Path, places: BackupPlaces | None, now: datetime
) -> tuple[BackupName, ...]:
    """The backups of a vault in every place, the newest first; each once. `now` is local."""
    found: dict[str, BackupName] = {}
    vault_id = _id_of(folder)
    for place in known_places(folder, places):
        for name in backups_of(place, vault_id, folder.stem):
            found.setdefault(name.path.name, name)
    return tuple(newest_first(found.values(), now))


def dated_backups(
    folder: Path, places: BackupPlaces | None, now: datetime
) -> tuple[tuple[Path, str], ...]:
    """The same, with the words for when each was made."""
    return tuple(
        (name.path, f"{medium_date(name.made.date())} à {time_words(name.made.time())}")
        for name in known_backups(folder, places, now)
    )


def last_good(folder: Path, places: BackupPlaces | None, now: datetime) -> Path | None:
    """The newest backup of this vault that reads whole, in any place; None where there is none.

    Slow: every byte of it is read. `now` is local.
    """
    vault_id = _id_of(folder)
    for name in known_backups(folder, places, now):
        for place in known_places(folder, places):
            copy = place / name.path.name
            if _is_good(copy, vault_id):
                return copy
    return None


def same_vaults_beside(folder: Path, vault_id: str) -> tuple[Path, ...]:
    """The folders beside a vault that are the same one: copied, carried, or salvaged from."""
    try:
        beside = [each for each in folder.parent.glob(f"*{VAULT_SUFFIX}") if is_own_folder(each)]
    except OSError:
        return ()
    return tuple(each for each in beside if each != folder and _id_of(each) == vault_id)


def _is_good(file: Path, vault_id: str) -> bool:
    try:
        backup = BackupFile(file)
        with suppress(BackupPadded):  # it restores like any other
            backup.read_whole()
    except UserError:
        return False
    return vault_id in {"", backup.manifest.vault_id}


def _id_of(folder: Path) -> str:
    """The id of a vault, empty where it does not tell."""
    try:
        return read_vault_card(folder).vault_id
    except UserError:
        return ""
