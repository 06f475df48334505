# SPDX-License-Identifier: EUPL-1.2
"""Beside the window of an open vault: its standing, its head noted outside, the idle lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.dialogs import Dialogs
from ui.opened import OpenPractice
from ui.shell import IdleWatch, Intent, MainWindow, StandingBand
from ui.theme import Tone
from ui.widgets import Banner

if TYPE_CHECKING:
    from app.services.desk import Desk

IDLE_SECONDS = 300.0
IDLE_SECONDS_IN_MEETING = 600.0
HEAD_MS = 60_000
"""How often the end of the journal is noted outside during a meeting (vault.md §2)."""
PLACE_MS = 5_000
"""How often it is looked whether the vault's folder is still there: some µs each time."""


def show_standing(
    window: MainWindow, desk: "Desk", dialogs: Dialogs, notices: tuple[str, ...] = ()
) -> None:
    """Say above every screen how the vault stands while it cannot be written.

    What its opening found and repaired (`notices`) is said too, until somebody has read it.
    """
    told = Banner()
    window.show_above(told)
    if notices:
        told.show_message(" ".join(notices), Tone.OK, action="Compris", on_action=told.clear)
    band = StandingBand(desk.carry, dialogs, lambda screen: window.navigator.go(Intent(screen)))
    window.show_above(band)
    window.changes.changed.connect(lambda _changes, _who: band.update_state())
    window.arrived.connect(band.update_state)


def tell_found(window: MainWindow, desk: "Desk", found: str) -> None:
    """Say what became of the texts that were kept aside; those that wait can be read."""
    if desk.backups is None or not desk.kept_texts.all():
        window.shell.toast(found)
        return
    band = Banner()
    window.show_above(band)

    def lead_there() -> None:
        band.clear()
        window.navigator.go(Intent("backups"))

    band.show_message(found, Tone.WARN, action="Voir ces textes", on_action=lead_there)


def note_heads(window: MainWindow, practice: Callable[[], OpenPractice | None]) -> None:
    """Each minute of a meeting, the end of the journal is noted outside of the vault.

    `practice` is the one that is open, None once it is closed. Above every screen it is said that
    its folder is not there any more, until it is again.
    """
    band = Banner()
    window.show_above(band)

    def look() -> None:
        opened = practice()
        if opened is None or opened.in_place:
            band.clear()
        elif band.isHidden():
            band.show_message(f"NON ENREGISTRÉ · {opened.gone}", Tone.LATE)

    def note() -> None:
        opened = practice()
        if window.in_meeting and opened is not None and opened.in_place:
            opened.note_head()

    for interval, act in ((HEAD_MS, note), (PLACE_MS, look)):
        timer = QTimer(window)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        timer.start()


def watch_idleness(window: MainWindow, lock: Callable[[str], object]) -> None:
    """Lock when nobody is at the keyboard, later in a meeting, where a line says so before."""

    def on_arrival() -> None:
        watch.set_limit(IDLE_SECONDS_IN_MEETING if window.in_meeting else IDLE_SECONDS)

    def warn_in_meeting() -> None:
        if window.in_meeting:
            window.warn_of_idle_lock(near=True)

    watch = IdleWatch(IDLE_SECONDS, parent=window)
    watch.idle.connect(lambda: lock("idle"))
    watch.lock_asked.connect(lambda: lock("asked"))
    watch.nearly.connect(warn_in_meeting)
    watch.touched.connect(lambda: window.warn_of_idle_lock(near=False))
    application = QApplication.instance()
    if application is not None:
        application.installEventFilter(watch)
    window.arrived.connect(on_arrival)
