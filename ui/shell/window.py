# SPDX-License-Identifier: EUPL-1.2
"""The one window: a rail at the left, one screen at a time at the right."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import KeptAsideError, NotSavedError, UserError
from ui.curtain import Composition, hide_everything
from ui.dialogs import Dialogs
from ui.shell.changes_bus import ChangesBus
from ui.shell.cover import IdleLine, LockCover
from ui.shell.entries import Entry
from ui.shell.left import LeftUnsaved
from ui.shell.navigation import Intent, Navigator
from ui.shell.palette import Palette, window_entries
from ui.shell.preview import PreviewHost
from ui.shell.rail import Rail
from ui.shell.screen import Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.widgets import CurrentStack, Roomy, Toast, bind_key, give_focus_back

SMALLEST = (480, 320)
"""Less than a laptop of 1366 by 768 shows at 200 %: what needs more scrolls."""
LEAST_PAGE = 760
"""Width of a page, in pixels, under which rows would lose words: from there on it scrolls."""
USUAL = (1366, 768)
_LOG = logging.getLogger("tdt.ui")


class MainWindow(QWidget):
    """Shows the screens of an open vault; closed and thrown away when it is locked.

    Screens are made when they are first shown. What a service changed reaches the visible screen
    at once and the others when they are shown again.
    """

    lock_requested = Signal()
    """All that can be saved is saved; the vault shall be closed."""
    arrived = Signal()
    """A screen is shown."""

    def __init__(
        self,
        practice: str,
        specs: Sequence[ScreenSpec],
        *,
        tasks: Tasks,
        dialogs: Dialogs,
        full_screen: bool = True,
        look_up: Callable[[Navigator], Iterator[Sequence[Entry]]] = lambda _navigator: iter(()),
    ) -> None:
        """Without `full_screen` an immersive screen only hides the rail (tour, tests).

        `look_up` gives the palette, piece by piece, what it finds beside screens and commands.
        """
        super().__init__()
        self.setWindowTitle(practice)  # Qt adds the name of the program
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._specs = {spec.key: spec for spec in specs}
        self._screens: dict[str, Screen] = {}
        self._stale: dict[str, Changes] = {}
        self._full_screen, self._locking = full_screen, False
        self.rail = Rail(practice, specs)
        self.stack = CurrentStack(LEAST_PAGE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = Roomy(self.rail, across=False)
        row.addWidget(self._side)
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        row.addWidget(Roomy(self._work), 1)
        self._left = LeftUnsaved(self.show_above)
        self._cover = LockCover()
        self._cover.retried.connect(self._finish_lock)
        row.addWidget(self._cover, 1)
        self._toast = Toast(self, self._clear_foot)
        self._idle_line: IdleLine | None = None
        self._composition = Composition(self)
        self.before_close: Callable[[], object] = lambda: None
        """Called before the window closes but for a lock; what it raises keeps it open."""
        self._preview = PreviewHost(self.stack, dialogs, self._toast.show_message)
        self.navigator = Navigator(self)
        self.changes = ChangesBus(self)
        self.palette_line = Palette(self, self._palette_entries, partial(look_up, self.navigator))
        self.shell = Shell(
            navigator=self.navigator,
            changes=self.changes,
            tasks=tasks,
            dialogs=dialogs,
            toast=self._toast.show_message,
            preview=self._preview.show,
            open_palette=self.palette_line.toggle,
            remake=self._remake,
        )
        self._connect()

    def _connect(self) -> None:
        self.palette_line.way_back = partial(_way_back, self)
        self.navigator.requested.connect(self._show)
        self.changes.changed.connect(self._on_changed)
        self.rail.chosen.connect(lambda key: self.navigator.go(Intent(key)))
        self.rail.lock_asked.connect(self.lock)
        bind_key(self, "Ctrl+L", self.lock, everywhere=True)
        bind_key(self, "Ctrl+K", self.palette_line.toggle, everywhere=True)
        bind_key(self, "F11", self._toggle_full_screen, everywhere=True)

    @property
    def current(self) -> Screen | None:
        """The screen that is shown, also while a preview covers it."""
        here = self.navigator.here
        return self._screens.get(here.screen) if here else None

    def show_above(self, band: QWidget) -> None:
        """Keep a widget above every screen; it hides itself while it has nothing to say."""
        column = self._work.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, band)

    def screen_of(self, key: str) -> Screen:
        """The screen called `key`, made if need be; raises KeyError for an unknown one."""
        if key not in self._screens:
            screen = self._specs[key].factory(self.shell)
            self._screens[key] = screen
            self.stack.addWidget(screen)
        return self._screens[key]

    def commit_drafts(self) -> None:
        """Let every screen save what is typed."""
        for screen in self._screens.values():
            screen.commit_drafts()

    @property
    def in_meeting(self) -> bool:
        """A running meeting has the screen."""
        return self.current is not None and self.current.immersive

    @property
    def place(self) -> Intent | None:
        """What is shown, so that it can be shown again after a lock."""
        here, screen = self.navigator.here, self.current
        where = screen.here() if screen else None
        return Intent(here.screen, *where) if here and where else here

    def come_back(self, place: Intent) -> bool:
        """Show what was shown before a lock; False when it is not there any more."""
        if place.screen not in self._specs:
            return False
        try:
            self._show(place)
        except UserError:
            return False
        return True

    def warn_of_idle_lock(self, *, near: bool) -> None:
        """Say that the idle lock is near, or take that away."""
        if near:
            self._idle_line = self._idle_line or IdleLine(self, self._clear_foot)
            self._idle_line.warn()
        elif self._idle_line is not None:
            self._idle_line.dismiss()

    def _clear_foot(self) -> int:
        return self.current.clear_foot() if self.current else 0

    def lock(self) -> None:
        """Save what is typed, then ask for the vault to be closed. Nothing vetoes a lock.

        What is refused (an impossible date, a title left empty) is let go. What the disk did not
        take waits behind an opaque cover until it does, and the lock is then finished; what the
        outbox took in its place holds nothing up. Asking again changes nothing.
        """
        if not self._locking:
            self._locking = True
            self._composition.finish()
            self._finish_lock()

    def _finish_lock(self) -> None:
        failures = self._commit_each()
        waiting = next((each for each in failures if _holds_up(each)), None)
        if waiting is None:
            self.lock_requested.emit()
            return
        self.hold(str(getattr(waiting, "text", "")))

    def hold(self, reason: str) -> None:
        """Cover everything until the lock can be finished: it is asked for again by itself."""
        # Hidden rather than covered: no shortcut, tooltip or screen reader reaches the content.
        shown = (self.rail, self._side, self._work, self.stack)
        for part in (*shown, self._toast, self._idle_line, self.palette_line):
            if part is not None:
                part.hide()
        self._cover.keep(reason)
        hide_everything(but=self)

    def _commit_each(self) -> list[Exception]:
        failures: list[Exception] = []
        for key, screen in tuple(self._screens.items()):
            try:
                screen.commit_drafts()
            except Exception as error:  # noqa: BLE001  a bug of one screen vetoes nothing either
                failures.append(error)
                if self._locking:
                    _LOG.warning("lock: %s of screen %s", type(error).__name__, key)
        return failures

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._locking:
            event.ignore()
            _raise_unkept(self._commit_each())
            self.before_close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self._toggle_full_screen()
        elif event.key() == Qt.Key.Key_F6 and self.rail.isVisible():
            _next_zone(self.rail, self.stack, self.current)
        else:
            super().keyPressEvent(event)

    def _palette_entries(self) -> tuple[Entry, ...]:
        """The commands of this screen first, then the screens."""
        screen = self.current
        own = window_entries(
            self._specs.values(), self.navigator, self.lock, self._toggle_full_screen
        )
        return (*(screen.palette_entries() if screen else ()), *own)

    def _remake(self, key: str) -> None:
        screen = self._screens.get(key)
        if screen is not None:
            screen.commit_drafts()
            del self._screens[key]
            self._stale.pop(key, None)
            self.stack.removeWidget(screen)
            screen.deleteLater()

    def _show(self, intent: Intent) -> None:
        before, screen = self.stack.currentWidget(), self.screen_of(intent.screen)
        if isinstance(before, Screen) and before is not screen:
            self._left.leave(before)
        self._preview.close()
        stale = self._stale.pop(intent.screen, None)
        if stale is not None:
            screen.refresh(stale)
        if self._left.let_in(screen, intent):
            screen.open_record(intent.record, intent.choice)
        self.stack.setCurrentWidget(screen)
        self.navigator.stand_at(intent)
        self.rail.set_current(intent.screen)
        self._set_immersive(immersive=screen.immersive)
        focus = screen.primary_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrived.emit()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        for key, screen in tuple(self._screens.items()):  # one that is left makes another one
            if screen is initiator:
                continue
            if screen is self.current:
                screen.refresh(changes)
            else:
                self._stale[key] = self._stale.get(key, Changes()) | changes

    def _set_immersive(self, *, immersive: bool) -> None:
        self._side.setVisible(not immersive)
        self.stack.set_least(0 if immersive else LEAST_PAGE)
        if self._full_screen and immersive != self.isFullScreen():
            self._toggle_full_screen()

    def _toggle_full_screen(self) -> None:
        # Not `showNormal`: a window that was maximised before is so again.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


def _way_back(window: MainWindow, focus: QWidget | None) -> Callable[[], object]:
    screen = window.current
    return screen.way_back(focus) if screen else partial(give_focus_back, focus, window.setFocus)


def _next_zone(rail: Rail, stack: QWidget, screen: Screen | None) -> None:
    """Walk from the rail to the screen, and back."""
    inside = QApplication.focusWidget()
    if inside is not None and rail.isAncestorOf(inside):
        focus = screen.primary_focus() if screen else None
        (focus or stack).setFocus(Qt.FocusReason.TabFocusReason)
    else:
        rail.focus_current()


def _raise_unkept(failures: Sequence[Exception]) -> None:
    """What was kept in another place comes back; anything else would be lost with the window."""
    for failure in failures:
        if not isinstance(failure, KeptAsideError):
            raise failure


def _holds_up(failure: Exception) -> bool:
    return isinstance(failure, NotSavedError) and not isinstance(failure, KeptAsideError)
