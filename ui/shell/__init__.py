# SPDX-License-Identifier: EUPL-1.2
"""The window around the screens: navigation, changes, locking, preview."""

from ui.shell.changes_bus import ChangesBus
from ui.shell.entries import Entry
from ui.shell.folder import NamedFile
from ui.shell.idle import IdleWatch
from ui.shell.navigation import Intent, Navigator
from ui.shell.screen import Screen, ScreenSpec, Shell, ShowPrintout
from ui.shell.standing import StandingBand
from ui.shell.window import MainWindow

__all__ = [
    "ChangesBus",
    "Entry",
    "IdleWatch",
    "Intent",
    "MainWindow",
    "NamedFile",
    "Navigator",
    "Screen",
    "ScreenSpec",
    "Shell",
    "ShowPrintout",
    "StandingBand",
]
