# SPDX-License-Identifier: EUPL-1.2
"""What a shot is arranged on: the window, the fictional practice, and time to settle."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfPageRenderer
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.trouble import Section
from ui.dialogs import Dialogs
from ui.keymap import Keymap, default_keymap
from ui.program import Doors, Program
from ui.screens_of import Screens
from ui.shell import Intent, MainWindow, Screen
from ui.tasks import Tasks
from ui.theme import ThemeSwitch
from ui.watches import show_standing

if TYPE_CHECKING:
    from app.services.desk import Desk

PAGE_MS = 1_000
"""Longest wait for a page of a document to be drawn."""

ABOUT = (
    Section(
        "Le programme",
        (
            "Tour de table : 0.1.0, installée (paquet)",
            "Python : 3.11.7",
            "SQLite : 3.53.4",
            "SQLCipher : 4.19.0 community",
            "Schéma attendu : 7",
        ),
    ),
    Section("Le disque des coffres", ("Place libre : environ 120 Go",)),
    Section(
        "Le relevé du programme",
        (
            "2026-11-24 08:30:01,123 INFO tdt.ui lock: idle",
            "2026-11-24 08:58:12,801 ERROR tdt.ui bug KeyError at view.py:118 _show_batch",
        ),
    ),
)
"""What a report about a problem says of a machine that nobody has: pictures show no other."""

TScreen = TypeVar("TScreen", bound=Screen)
TPage = TypeVar("TPage", bound=QWidget)


@dataclass(frozen=True)
class TourPractice:
    """The fictional practice on a clock that `set_local` moves."""

    desk: "Desk"
    set_local: Callable[[datetime], None]
    close: Callable[[], None]


class TourMachine:
    """A computer whose settings stay as they are."""

    scheme = "system"
    place_warning = ""
    kept_out_of_captures = False

    def __init__(self, vault: Path) -> None:
        self.vault, self.keymap = vault, default_keymap()

    def use_scheme(self, scheme: str) -> None:
        """See `Machine`."""

    def use_keymap(self, keymap: Keymap) -> None:
        """See `Machine`."""
        self.keymap = keymap

    def recall(self, name: str) -> str:
        """See `Machine`."""
        return "on" if name == "spelling" else ""

    def keep(self, name: str, value: str) -> None:
        """See `Machine`."""


@dataclass(frozen=True)
class Shot:
    """A picture: its name, and how the window comes to show it."""

    name: str
    arrange: Callable[["Stage"], None]


class Stage:
    """Shows one window at a time; every shot leaves it for the next."""

    def __init__(
        self,
        practice: TourPractice,
        doors: Doors,
        theme: ThemeSwitch,
        tasks: Tasks,
        dialogs: Dialogs,
        vault: Path,
    ) -> None:
        """`vault` is that of the practice; shots make others beside it."""
        self.practice, self.vault, self.theme = practice, vault, theme
        doors = replace(doors, about=lambda: ABOUT)
        self.door = doors.door
        self._tasks = tasks
        self.picture: QWidget | None = None
        """Another window than the usual one, for one shot."""
        self.program = Program(doors, theme, tasks, dialogs, lambda _restart: None)
        window: MainWindow

        def lock() -> None:
            window.lock()

        machine = TourMachine(vault)
        screens = Screens(practice.desk, machine, lock, lambda _deed, _stamp: lock(), doors.about)
        window = screens.window(tasks, dialogs, full_screen=False)
        show_standing(window, practice.desk, dialogs)
        self.main = window

    @property
    def desk(self) -> "Desk":
        """The services of the fictional practice."""
        return self.practice.desk

    @property
    def window(self) -> QWidget:
        """What is shown: the work, or the window of the program, which comes before it."""
        if self.picture is not None:
            return self.picture
        if self.main.isVisible() or self.program.window is None:
            return self.main
        return self.program.window

    def go(self, screen: str, record: str = "", choice: str = "") -> None:
        """Show a screen."""
        if self.program.window is not None:
            self.program.window.hide()
        self.main.show()
        self.main.activateWindow()
        self.settle()
        self.main.navigator.go(Intent(screen, record, choice))

    def press(self, keys: str) -> None:
        """Do what a shortcut of the window does; raises LookupError when there is none."""
        wanted = QKeySequence(keys)
        for shortcut in self.window.findChildren(QShortcut):
            parent = shortcut.parent()
            shown = isinstance(parent, QWidget) and parent.isVisible()
            if shown and shortcut.key() == wanted:
                shortcut.activated.emit()
                return
        raise LookupError(keys)

    def screen(self, key: str, kind: type[TScreen]) -> TScreen:
        """The screen called `key`; raises TypeError when it is another."""
        screen = self.main.screen_of(key)
        if not isinstance(screen, kind):
            raise TypeError(key)
        return screen

    def page(self, kind: type[TPage]) -> TPage:
        """The page before the work; raises LookupError when it is not shown."""
        shown = self.program.window.findChild(kind) if self.program.window else None
        if shown is None:
            raise LookupError(kind.__name__)
        self.settle()
        return shown

    def case(self, code: str) -> str:
        """The id of a situation; raises LookupError."""
        for case in self.desk.cases.all():
            if case.code == code:
                return case.id
        raise LookupError(code)

    def settle(self) -> None:
        """Let everything that was asked for happen."""
        for _ in range(3):
            QApplication.processEvents()
        while self._tasks.busy:
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
        for renderer in self.window.findChildren(QPdfPageRenderer):
            _wait_for_page(renderer)


def _wait_for_page(renderer: QPdfPageRenderer) -> None:
    """Until the thread of a preview has drawn a page; it says nothing when it has none to draw."""
    loop = QEventLoop()
    renderer.pageRendered.connect(loop.quit)
    QTimer.singleShot(PAGE_MS, loop.quit)
    loop.exec()
    QApplication.processEvents()
