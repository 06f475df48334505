# SPDX-License-Identifier: EUPL-1.2
"""Why a place cannot be read, or bears no name that the system knows; no room for a copy."""

from pathlib import Path

from app.vault.errors import VaultError


class PlaceUnreadable(VaultError):
    """The system refused to read there (disk pulled, failing, or nothing that is read so)."""

    def __init__(self) -> None:
        super().__init__(
            "Impossible de lire ce dossier ou ce fichier.",
            "Vérifiez que le disque est branché et que c’est le bon fichier, puis recommencez.",
        )


class PlaceForbidden(VaultError):
    """Somebody else's: it may not be read, nor the folder that it lies in."""

    def __init__(self) -> None:
        super().__init__(
            "L’accès à ce dossier ou à ce fichier est refusé.",
            "Donnez-vous le droit de le lire, ou ouvrez la session de la personne qui l’a.",
        )


class PlaceFull(VaultError):
    """No room to make a vault there, or to put another in the place of one: all is as it was."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque est plein : rien n’a été créé ni remplacé.",
            "Libérez de la place, ou choisissez un autre disque, puis recommencez.",
        )


class ScratchFull(VaultError):
    """The temporary folder has no room for a copy of the vault."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Le dossier temporaire « {place} » n’a pas assez de place pour une copie du coffre ; "
            "rien n’a été modifié.",
            "Libérez de la place, ou donnez un autre dossier par la variable TMPDIR.",
        )


class NoScratch(VaultError):
    """No temporary folder can be written."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun dossier temporaire ne peut être écrit ; rien n’a été modifié.",
            "Libérez de la place, ou donnez un dossier par la variable TMPDIR.",
        )


class PathRefused(VaultError):
    """No file can bear that name, or links lead from it round and round."""
