# SPDX-License-Identifier: EUPL-1.2
"""Opening a vault with a passphrase."""

from ui.screens.unlock.presenter import Door, Face, SheetDoor, UnlockPresenter
from ui.screens.unlock.view import UnlockPage

__all__ = ["Door", "Face", "SheetDoor", "UnlockPage", "UnlockPresenter"]
