# SPDX-License-Identifier: EUPL-1.2
"""Where the backups of a vault lie, also while it is closed or damaged, and the last good one."""

from contextlib import suppress
from pathlib import Path

from app.domain.errors import UserError
from app.system.backup_notes import BackupNotes, BackupPlaces
from app.vault.backup_file import BackupFile, BackupPadded
from app.vault.card import read_vault_card
from app.vault.rotation import BackupName, backups_in


def first_place(notes: BackupNotes, usual: Path) -> Path:
    """The folder of the backups: the one chosen, else the usual one."""
    return Path(notes.first) if notes.first else usual


def require_outside(folder: Path, place: Path) -> None:
    """Refuse to put backups into the vault that they are of: they would be lost with it.

    Raises `UserError`.
    """
    vault, resolved = folder.resolve(), place.resolve()
    if vault in (resolved, *resolved.parents):
        raise UserError(
            "Ce dossier est dans le coffre lui-même : une sauvegarde s’y perdrait avec lui.",
            "Choisissez un dossier hors du coffre, un autre disque ou une clé.",
        )


def known_places(folder: Path, places: BackupPlaces | None) -> tuple[Path, ...]:
    """The first place of a vault's backups, then the second; beside it where nothing is noted."""
    if places is None:
        return (folder.parent / "sauvegardes" / folder.stem,)
    # Where the vault cannot be read its notes cannot be found; the usual place can.
    vault_id = _id_of(folder)
    notes = places.book(vault_id).read() if vault_id else BackupNotes()
    second = (Path(notes.second),) if notes.second else ()
    return (first_place(notes, places.root / folder.stem), *second)


def known_backups(folder: Path, places: BackupPlaces | None) -> tuple[BackupName, ...]:
    """The backups in every place, by their names, the newest first; each once."""
    found: dict[str, BackupName] = {}
    for place in known_places(folder, places):
        for name in backups_in(place, folder.stem):
            found.setdefault(name.path.name, name)
    return tuple(sorted(found.values(), key=lambda name: name.made, reverse=True))


def last_good(folder: Path, places: BackupPlaces | None) -> Path | None:
    """The newest backup of this vault that reads whole, in any place; None where there is none.

    Slow: every byte of it is read.
    """
    vault_id = _id_of(folder)
    for name in known_backups(folder, places):
        for place in known_places(folder, places):
            copy = place / name.path.name
            if _is_good(copy, vault_id):
                return copy
    return None


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
