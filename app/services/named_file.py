# SPDX-License-Identifier: EUPL-1.2
"""What a file is that somebody opens from the file manager: a vault, a backup, or neither."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.vault.errors import VaultError
from app.vault.folder import SLOT_COPIES, SUFFIX, read_plainly
from app.vault.rotation import SUFFIX as BACKUP_SUFFIX


class NothingToOpen(VaultError):
    """Neither a vault nor a backup; the name alone is quoted."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"« {name} » n’est ni un coffre ni une sauvegarde de Tour de table.",
            f"Ouvrez un dossier en {SUFFIX}, le fichier {SLOT_COPIES[0]} qu’il contient, ou une "
            f"sauvegarde en {BACKUP_SUFFIX}. Un tableau ou un protocole s’importe depuis le "
            "programme.",
        )


class NothingThere(VaultError):
    """No such file or folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"« {name} » est introuvable.",
            "Branchez le disque ou la clé où il se trouve, puis recommencez.",
        )


@dataclass(frozen=True)
class NamedFile:
    """Exactly one of them: the folder of a vault, or the file of a backup."""

    vault: Path | None = None
    backup: Path | None = None


def named_file(path: Path) -> NamedFile:
    """What is meant by a path. Raises `NothingToOpen`, `NothingThere`, or what the disk refuses.

    Names decide: what is inside is looked at, and judged, by the page that is then shown. Any file
    of the folder of a vault means that vault.
    """
    path = path.absolute()
    with read_plainly():
        if path.is_dir():
            keys = any((path / name).is_file() for name in SLOT_COPIES)
            if keys or path.suffix.casefold() == SUFFIX:
                return NamedFile(vault=path)
        elif path.is_file():
            if path.suffix.casefold() == BACKUP_SUFFIX:
                return NamedFile(backup=path)
            if path.name in SLOT_COPIES or path.parent.suffix.casefold() == SUFFIX:
                return NamedFile(vault=path.parent)
        elif not os.path.lexists(path):
            raise NothingThere(path.name)
    raise NothingToOpen(path.name)
