# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault with a passphrase."""

from ui.screens.unlock.presenter import Door, Face, SheetDoor, UnlockPresenter
from ui.screens.unlock.restore_door import BackupFace, RestoreDoor
from ui.screens.unlock.view import UnlockPage

__all__ = [
    "BackupFace",
    "Door",
    "Face",
    "RestoreDoor",
    "SheetDoor",
    "UnlockPage",
    "UnlockPresenter",
]
