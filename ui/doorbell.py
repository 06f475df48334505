# SPDX-License-Identifier: EUPL-1.2
"""Hears a second start of the program for the vault of this window, and shows the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

STUCK = "Tour de table est déjà ouvert pour ce coffre, et sa fenêtre ne répond pas."
STUCK_REMEDY = (
    "Cherchez-la dans la barre des tâches. Si elle reste figée, fermez-la : rien de ce qui y est "
    "noté « Enregistré » n’est perdu."
)


class Presence(Protocol):
    """What this process and others of the same person know of each other."""

    folder: Path
    """Where one calls."""

    @property
    def held(self) -> bool:
        """Whether this process is the program of a vault."""
        ...

    def take(self, vault: Path) -> bool:
        """Be the program of a vault; False when another one is."""
        ...

    def release(self) -> None:
        """Be there no more."""
        ...

    def call(self, vault: Path) -> bool:
        """Ask the program of a vault to come forward; whether it did, within seconds."""
        ...

    def answer(self, come: Callable[[], object]) -> None:
        """`come` when somebody called, then tell them."""
        ...


class Doorbell(QObject):
    """Watches the folder of the calls: a file that appears there, and no message of any kind."""

    def __init__(self, presence: Presence, come: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._presence, self._come = presence, come
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self.listen()

    def listen(self) -> None:
        """Hear from now on, and who called while the window was being made."""
        folder = self._presence.folder
        if not self._watcher.directories() and folder.is_dir():  # there since a vault is known
            self._watcher.addPath(str(folder))
        self._look()

    def _look(self) -> None:
        self._presence.answer(self._come)


def bring_forward(window: QWidget) -> None:
    """Show a window above those of other programs, or let the task bar call for it.

    Some desktops let no window come forward by itself: Wayland, and Windows while one works
    elsewhere. Its page, its size, its full screen and what the room sees stay as they are; a
    question that waits stays above it.
    """
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    front = window
    window.raise_()
    question = QApplication.activeModalWidget()
    if question is not None:
        front = question.window()
        front.raise_()
    front.activateWindow()
    QApplication.alert(window)
