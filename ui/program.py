# SPDX-License-Identifier: EUPL-1.2
"""The program from its first window to its last: unlock or begin, the screens, the lock."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.text import plural
from ui.curtain import hide_everything
from ui.dialogs import Dialogs
from ui.doorbell import bring_forward
from ui.first_frame import FirstFrame
from ui.first_pages import FirstPages
from ui.frame_keeper import FrameKeeper
from ui.gate import GatePage, GateWindow
from ui.heap import settle_heap
from ui.machine_settings import MachineSettings, Memory
from ui.opened import Opened, OpenPractice
from ui.report_door import report_maker
from ui.restart import ERRANDS, Place, Restart
from ui.screens.unlock import Door, RestoreDoor, SheetDoor, UnlockPage
from ui.tasks import Tasks
from ui.theme import ThemeSwitch

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.screens.first_run import Foundry
    from ui.screens.report import Gather
    from ui.shell import MainWindow
    from ui.ways_back import WaysBack

LET_TASKS_END_SECONDS = 0.5
_LOG = logging.getLogger("tdt.ui")


class Trial(Protocol):
    """The fictional practice."""

    @property
    def passphrase(self) -> str:
        """Its passphrase, which is no secret."""
        ...

    def build(self) -> Opened:
        """Make it in a vault of its own, and open it; slow."""
        ...

    def owns(self, folder: Path) -> bool:
        """Whether a vault is that of the fictional practice."""
        ...

    def remove(self, folder: Path) -> None:
        """Remove a vault of its own; no other is ever touched."""
        ...


class EveryDoor(Door, SheetDoor, RestoreDoor, Protocol):
    """Every way into a vault: the passphrase, the recovery sheet, a backup."""


@dataclass(frozen=True)
class Doors:
    """Everything the program reaches outside of the interface."""

    door: EveryDoor
    foundry: "Foundry"
    memory: Memory
    trial: Trial
    about: "Gather" = tuple
    """The program and the machine, for a report about a problem; reads files."""


class Program(QObject):
    """Owns the one window that is shown and the one vault that is open.

    Locking ends the process, because Python cannot wipe memory: `begin_again` replaces it, from
    inside whatever loop a dialog runs. Nothing but `ui.processes` starts any.
    """

    stands_at = Signal(Path)
    """The vault that the window is about, open or not."""

    def __init__(
        self,
        doors: Doors,
        theme: ThemeSwitch,
        tasks: Tasks,
        dialogs: Dialogs,
        begin_again: Callable[[Restart], object],
    ) -> None:
        super().__init__()
        self._begin_again = begin_again
        self._place: Place | None = None
        self._errand: Place | None = None
        self._errands: WaysBack | None = None
        self._doors, self._theme, self._tasks, self._dialogs = doors, theme, tasks, dialogs
        self._frames = FrameKeeper(doors.memory)
        self._practice: OpenPractice | None = None
        self._folder = Path()
        self.restart: Restart | None = None
        self._main: MainWindow | None = None
        self.window: QWidget | None = None

    def show_unlock(self, folder: Path, place: Place | None = None) -> None:
        """Ask for the passphrase of a vault, then show `place`; one that was open is closed."""
        self._close_practice()
        if place is not None and place.screen in ERRANDS:
            self._stand_at(folder)
            self._ways_back(folder).begin(place)
            return
        self._place = place
        trial = self._doors.trial
        hint = trial.passphrase if trial.owns(folder) else ""
        page = UnlockPage(self._doors.door, folder, self._tasks, self._dialogs, hint=hint)
        page.opened.connect(self.open)
        page.new_asked.connect(self.show_first_run)
        page.recovery_asked.connect(lambda asked, face: self._ways_back(asked).show_recovery(face))
        page.restore_asked.connect(lambda asked: self._ways_back(asked).show_restore())
        self._stand_at(folder)
        self._gate().show_page(page)

    def show_backup(self, folder: Path, file: Path) -> None:
        """Bring a vault back from a backup that was pointed at."""
        self._stand_at(folder)
        self._ways_back(folder).show_restore(file=file)

    def _ways_back(self, folder: Path) -> "WaysBack":
        from ui.ways_back import WaysBack  # noqa: PLC0415  for few

        page = self._gate().show_page
        ways = WaysBack(self._doors.door, folder, self._tasks, self._dialogs, page)
        ways.opened.connect(self.open)
        ways.shut.connect(lambda vault: self._leave(Restart(vault, self._place)))
        ways.unlock_asked.connect(lambda vault: self.show_unlock(vault, self._place))
        self._errands = ways
        return ways

    def show_first_run(self) -> None:
        """Make a vault."""
        # Not needed by who has a vault: the unlock window comes sooner without it.
        from ui.screens.first_run import FirstRunPage  # noqa: PLC0415

        pages = FirstPages(self._tasks, self._dialogs)
        page = FirstRunPage(
            self._doors.foundry,
            self._tasks,
            self._dialogs,
            pages.people,
            pages.sheet,
            pages.place,
        )
        page.created.connect(self._take)
        page.finished.connect(self._show_screens)
        page.demo_asked.connect(self.show_demo)
        page.unlock_asked.connect(self.show_unlock)
        page.restore_asked.connect(self.show_backup)
        self._gate().show_page(page)

    def show_demo(self) -> None:
        """Build the fictional practice and open it without asking."""
        from ui.wait import WaitPage  # noqa: PLC0415  as above

        self._gate().show_page(WaitPage("Le centre fictif se prépare…"))
        self._tasks.run(self._doors.trial.build, self.open, self._on_demo_failed)

    def open(self, opened: Opened) -> None:
        """Show the screens over an open vault."""
        self._take(opened)
        self._show_screens()

    def lock(self, reason: str = "asked") -> None:
        """Nobody may read the screen any more, whatever is shown; asking again changes nothing.

        Before a vault is open, what was typed to open it goes, and so does an attempt under way.
        """
        _LOG.info("lock: %s", reason)
        page = self._gate_page()
        if self.restart is not None:
            return
        if self._main is not None:
            self._main.lock()
        elif self._practice is not None:
            self._lock()
        elif isinstance(page, UnlockPage) and self._tasks.busy:
            self._leave(Restart(page.folder, self._place))
        elif isinstance(page, GatePage):
            hide_everything(but=self.window)
            self._gate().lock()

    @property
    def at_the_door(self) -> bool:
        """No vault is open here, nor being opened or made, nor is anything typed for one."""
        begun = isinstance(self.window, GateWindow) and self.window.begun
        return self._practice is None and self.restart is None and not (begun or self._tasks.busy)

    def come_forward(self) -> None:
        """The program was started again for this vault: show its window, and nothing more."""
        if self.restart is None and self.window is not None:
            bring_forward(self.window)

    def close(self) -> None:
        """Let the vault and the executor go, after a backup; the last thing that is called."""
        self._back_up_at_close()
        self._tasks.close()
        self._close_practice()
        if self.restart is None:
            self._doors.trial.remove(self._folder)

    def _back_up_at_close(self) -> None:
        from ui.keeper import back_up_at_close  # noqa: PLC0415  as above

        practice, locked = self._practice, self.restart is not None
        if practice is not None and not locked and not self._doors.trial.owns(self._folder):
            back_up_at_close(practice.desk, self._tasks)
            self._close_practice()  # abandons a copy that is still being made

    def _close_practice(self) -> None:
        practice, self._practice, self._main = self._practice, None, None
        if practice is not None:
            practice.close()

    def _take(self, opened: Opened) -> None:
        before, trial = self._folder, self._doors.trial
        self._practice = opened.practice
        self._stand_at(opened.folder)
        if before != opened.folder:
            trial.remove(before)
        if not trial.owns(opened.folder):
            me = opened.practice.desk.accounts.me
            self._doors.memory.keep_vault(opened.folder, me.id)

    def _stand_at(self, folder: Path) -> None:
        self._folder = folder
        self.stands_at.emit(folder)

    def _gate(self) -> GateWindow:
        if isinstance(self.window, GateWindow):
            return self.window
        gate = GateWindow(report_maker(self._doors.about, self._dialogs, self._tasks))
        self._frames.lay(gate)
        self._swap(gate)
        return gate

    def _gate_page(self) -> QWidget | None:
        return self.window.page if isinstance(self.window, GateWindow) else None

    def _show_screens(self) -> None:
        # The screens and their libraries are loaded once the unlock window has been shown.
        from ui.keeper import keep_vault, lock_safely  # noqa: PLC0415
        from ui.platform.capture import keep_out_of_captures  # noqa: PLC0415
        from ui.screens_of import HOME, Screens  # noqa: PLC0415
        from ui.shell import Intent, MainWindow  # noqa: PLC0415
        from ui.watches import note_heads, show_standing, tell_found, watch_idleness  # noqa: PLC0415

        if self._practice is None:
            return
        warning = self._doors.foundry.place_warning(self._folder)
        machine = MachineSettings(self._folder, self._theme, self._doors.memory, warning)
        desk = self._practice.desk
        window: MainWindow

        def leave(deed: str, stamp: str) -> None:
            self._errand = Place(deed, stamp)
            window.lock()

        screens = Screens(desk, machine, self.lock, leave, self._doors.about)
        window = screens.window(self._tasks, self._dialogs)
        self._frames.lay(window)  # first: a meeting that is come back to takes the whole screen
        show_standing(window, desk, self._dialogs, self._practice.notices)
        window.lock_requested.connect(lambda: lock_safely(window, desk, self._lock))
        window.changes.changed.connect(lambda changes, _who: self._on_changes(window, changes))
        watch_idleness(window, self.lock)
        note_heads(window, lambda: self._practice)
        keep_vault(window, desk, self._tasks, trial=self._doors.trial.owns(self._folder))
        self._main = window
        found = bring_back(desk)
        place, self._place = self._place, None
        if place is None or not window.come_back(Intent(place.screen, place.record, place.choice)):
            window.navigator.go(Intent(HOME))
        FirstFrame(window, settle_heap)
        self._swap(window)
        machine.kept_out_of_captures = keep_out_of_captures(window)
        if found:
            tell_found(window, desk, found)

    def _on_changes(self, window: "MainWindow", changes: Changes) -> None:
        if Kind.PRACTICE in changes.kinds and self._practice is not None:
            window.rail.practice.setText(self._practice.desk.practice.get().name)

    def _swap(self, window: QWidget) -> None:
        """Show a window where the one before was."""
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _lock(self) -> None:
        """Everything typed is saved: close the vault and let a new process ask for it again."""
        shown = self._main.place if self._main is not None else None
        place = Place(shown.screen, shown.record, shown.choice) if shown is not None else None
        place = self._errand or place
        hide_everything()
        if self._tasks.abandon(LET_TASKS_END_SECONDS):
            try:
                self._close_practice()
            except Exception as error:  # noqa: BLE001  every line is committed: nothing vetoes a lock
                _LOG.warning("lock: %s while closing", type(error).__name__)
        # Else a task still works on the database, which must not be closed under it: the commits
        # are on the disk, and the end of the process closes the files.
        self._leave(Restart(self._folder, place))

    def _leave(self, restart: Restart) -> None:
        hide_everything()
        self.restart = restart
        self._begin_again(restart)

    def _on_demo_failed(self, error: Exception) -> None:
        self.show_first_run()
        if not isinstance(error, UserError):
            raise error
        self._dialogs.tell(error.sentence, error.remedy)


def bring_back(desk: "Desk") -> str:
    """What is said of the texts that the disk had not taken before a lock."""
    found = desk.outbox.replay()
    back, waiting, closed = found.back, found.waiting, found.closed
    said = (
        back and f"{plural(back, 'texte retrouvé', 'textes retrouvés')} après le verrouillage.",
        waiting and f"Gardé à part, {plural(waiting, 'texte attend', 'textes attendent')} encore.",
        found.reason,
        closed and f"{plural(closed, 'texte gardé', 'textes gardés')} à part ne s’ouvre plus ici.",
    )
    return " ".join(sentence for sentence in said if sentence)
