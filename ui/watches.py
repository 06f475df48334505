# SPDX-License-Identifier: EUPL-1.2
"""Beside the window of an open vault: the band of its standing, its head noted outside."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.services.rescue import GONE
from ui.dialogs import Dialogs
from ui.opened import OpenPractice
from ui.shell import Intent, MainWindow, StandingBand
from ui.theme import Tone
from ui.widgets import Banner

if TYPE_CHECKING:
    from app.services.desk import Desk

HEAD_MS = 60_000
"""How often the end of the journal is noted outside during a meeting (vault.md §2)."""


def show_standing(window: MainWindow, desk: "Desk", dialogs: Dialogs) -> None:
    """Say above every screen how the vault stands while it cannot be written."""
    band = StandingBand(desk.carry, dialogs, lambda: window.navigator.go(Intent("carry")))
    window.show_above(band)
    window.changes.changed.connect(lambda _changes, _who: band.update_state())
    window.arrived.connect(band.update_state)


def note_heads(window: MainWindow, practice: Callable[[], OpenPractice | None]) -> None:
    """Each minute of a meeting, the end of the journal is noted outside of the vault.

    `practice` is the one that is open, None once it is closed. Each minute too, above every screen:
    that its folder is not there any more, until it is again.
    """
    band = Banner()
    window.show_above(band)

    def note() -> None:
        opened = practice()
        if opened is None:
            return
        if not opened.in_place:
            band.show_message(f"NON ENREGISTRÉ · {GONE}", Tone.LATE)
            return
        band.clear()
        if window.in_meeting:
            opened.note_head()

    minute = QTimer(window)
    minute.setInterval(HEAD_MS)
    minute.timeout.connect(note)
    minute.start()
