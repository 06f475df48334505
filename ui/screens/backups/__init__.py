# SPDX-License-Identifier: EUPL-1.2
"""The backups of the vault: the last one, their places, each of them."""

from ui.screens.backups.first_place import FirstPlace
from ui.screens.backups.places import SecondPlace
from ui.screens.backups.view import BackupsScreen

__all__ = ["BackupsScreen", "FirstPlace", "SecondPlace"]
