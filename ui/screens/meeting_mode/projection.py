# SPDX-License-Identifier: EUPL-1.2
"""Projection: F7 shows the room the meeting, F7 again is black at once.

It stops by itself, and says so, when its monitor is pulled out, when the screens are mirrored, or
when the operator's window stands where the room looks.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from ui.platform.displays import duplicated
from ui.screens.meeting_mode.projection_screens import (
    Monitor,
    Monitors,
    Refused,
    choose,
    monitor_of,
    operator_of,
    qt_monitors,
)
from ui.screens.meeting_mode.projection_state import ProjectionState
from ui.screens.meeting_mode.projection_window import ProjectionWindow, Thumbnail

FRESH_MS = 300
"""How soon after a key the room sees it: between keys, never within one."""
UNMASKED = (
    "Rien n’est projeté : des noms ne seraient pas masqués pour la salle. "
    "La ligne en dessous dit ce qui manque."
)
UNPLUGGED = (
    "L’écran de la salle a été débranché : la projection est arrêtée. "
    "Rien n’est perdu, la réunion continue."
)


class Beam(StrEnum):
    """What the room sees."""

    OFF = "off"
    ON = "on"
    BLACK = "black"


class Remembered(Protocol):
    """Keeps the name of the room's monitor between two meetings, on this computer."""

    def recall(self, name: str) -> str:
        """What was kept under a name, empty at first."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Keep it."""
        ...


class Gate(Protocol):
    """Knows whether every name of the agenda is masked."""

    @property
    def is_open(self) -> bool:
        """Whether the room may look."""
        ...

    def ask(self, then: Callable[[], object]) -> None:
        """Ask for what is missing, and call `then` once it is there."""
        ...


PROJECTION = "projection"
"""Under which the monitor's name is kept."""


class Forgetful:
    """Remembers until the program ends: over a bare database, in tests."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def recall(self, name: str) -> str:
        """See `Remembered`."""
        return self._kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        """See `Remembered`."""
        self._kept[name] = value


def beam_words(beam: Beam, label: str) -> str:
    """What the button of the bar says."""
    if beam is Beam.OFF:
        return "Projeter"
    return "Projection\u00a0: noir" if beam is Beam.BLACK else f"Projection\u00a0: {label}"


class ProjectionControl(QObject):
    """Owns the window of the room. `state` gives what it may see; `say` tells the operator."""

    def __init__(
        self,
        operator: QWidget,
        thumbnail: Thumbnail,
        state: Callable[[], ProjectionState | None],
        *,
        say: Callable[[str], object],
        show_beam: Callable[[Beam, str], object],
        memory: Remembered,
        gate: Gate,
    ) -> None:
        super().__init__(operator)
        self._gate = gate
        self._operator, self._thumbnail, self._state = operator, thumbnail, state
        self._say, self._show_beam, self._memory = say, show_beam, memory
        self._monitors: Monitors = qt_monitors
        self._mirrored: Callable[[], bool] = duplicated
        self._monitor: Monitor | None = None
        self.window: ProjectionWindow | None = None
        self.beam = Beam.OFF
        self._fresh = QTimer(self)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.setSingleShot(True)
        self._fresh.timeout.connect(self.refresh)
        thumbnail.clicked.connect(self.toggle)
        thumbnail.hidden.connect(self._on_hidden)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._on_screen_removed)
            application.screenAdded.connect(self._check_place)

    def use_monitors(self, monitors: Monitors, mirrored: Callable[[], bool] = duplicated) -> None:
        """Take the monitors from somewhere else than Qt: the tour and tests have one screen."""
        self._monitors, self._mirrored = monitors, mirrored

    # --- what the keys do --------------------------------------------------------------------

    def toggle(self) -> None:
        """F7: on; then black at once; then on again."""
        if self.beam is Beam.ON:
            self._turn(Beam.BLACK)
        else:
            self._project("")

    def next_monitor(self) -> None:
        """Maj+F7: project on the next monitor, and remember it."""
        self._project(self._monitor.name if self._monitor else "")

    def stop(self) -> None:
        """Take the window of the room away: the meeting is left, locked or sealed."""
        self._fresh.stop()
        window, self.window = self.window, None
        self._monitor = None
        if window is not None:
            window.show_state(None)
            window.hide()
            window.deleteLater()
        self._turn(Beam.OFF)

    def _on_hidden(self) -> None:
        # Leaving the screen, a lock; the window's own minimising leaves the room its picture.
        if self.beam is not Beam.OFF:
            self.stop()

    # --- what is seen ------------------------------------------------------------------------

    def soon(self) -> None:
        """Something was typed: the room sees it in a moment."""
        if self.beam is Beam.ON and not self._fresh.isActive():
            self._fresh.start()

    def refresh(self) -> None:
        """Show the room what it may see now."""
        if self.beam is Beam.ON:
            self._show(self._state())
            self._check_place()

    def check_names(self) -> None:
        """Go black when the agenda holds somebody now whose name would not be masked."""
        if self.beam is Beam.ON and not self._gate.is_open:
            self._turn(Beam.BLACK)
            self._say(UNMASKED)

    def _project(self, after: str) -> None:
        if not self._gate.is_open:
            if self.beam is Beam.ON:
                self._turn(Beam.BLACK)
            self._say(UNMASKED)
            self._gate.ask(lambda: self._agreed(after))
            return
        monitors = self._monitors()
        chosen = choose(
            monitors,
            operator_of(self._operator, monitors),
            self._memory.recall(PROJECTION),
            duplicated=self._mirrored(),
            after=after,
        )
        if isinstance(chosen, Refused):
            self.stop()
            self._say(chosen.sentence)
            return
        self._memory.keep(PROJECTION, chosen.name)
        self._monitor = chosen
        if self.window is None:
            self.window = ProjectionWindow()
        self._show(self._state())
        self.window.stand_on(chosen)
        self._operator.window().activateWindow()
        self._turn(Beam.ON)

    def _agreed(self, after: str) -> None:
        """What was missing is there, or somebody said to go without."""
        self._say("")
        self._project(after)

    def _turn(self, beam: Beam) -> None:
        self.beam = beam  # before the thumbnail goes: its going stops what is on
        if beam is Beam.BLACK:
            self._show(None)
            if self.window is not None:
                self.window.repaint()  # at once, not with the next round of events
        self._thumbnail.setVisible(beam is not Beam.OFF)
        self._show_beam(beam, self._monitor.label if self._monitor else "")

    def _show(self, state: ProjectionState | None) -> None:
        if self.window is not None:
            self.window.show_state(state)
        self._thumbnail.show_state(state)

    # --- when the screens change -------------------------------------------------------------

    def _on_screen_removed(self, screen: QScreen) -> None:
        if self._monitor is not None and self._monitor.name == monitor_of(screen).name:
            self.unplugged()

    def unplugged(self) -> None:
        """The monitor of the room is gone. Nothing of the meeting is."""
        self.stop()
        self._say(UNPLUGGED)

    def _check_place(self, _screen: object = None) -> None:
        """Stop where the room would see the operator's window, or the operator the room's."""
        if self.beam is Beam.OFF or self._monitor is None:
            return
        monitors = self._monitors()
        if self._monitor.name not in {each.name for each in monitors}:
            self.unplugged()
            return
        operator = operator_of(self._operator, monitors)
        chosen = choose(monitors, operator, self._monitor.name, duplicated=self._mirrored())
        if isinstance(chosen, Refused):
            self.stop()
            self._say(chosen.sentence)
        elif chosen.name != self._monitor.name:
            self._project("")
