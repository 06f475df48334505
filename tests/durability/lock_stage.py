# SPDX-License-Identifier: EUPL-1.2
"""The whole program over a small vault, with the dialogs of the system, up to its lock."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.meetings import LiveItem
from app.services.vault import Session
from tests.durability.meeting import Ground
from tests.ui.doors import RealDoors
from ui.dialogs import QtDialogs
from ui.opened import Opened
from ui.program import Doors, Program
from ui.restart import Place, Restart
from ui.screens.meeting_mode import MeetingModeScreen
from ui.shell import Intent, MainWindow
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme


@dataclass
class LockStage:
    """A meeting that runs in the real window; `restarts` is what a lock asked for."""

    ground: Ground
    session: Session
    tasks: Tasks = field(default_factory=Tasks)
    dialogs: QtDialogs = field(default_factory=QtDialogs)
    restarts: list[Restart] = field(default_factory=list)
    program: Program = field(init=False)

    def start(self, application: QApplication, place: Place | None = None) -> None:
        """Open the vault in the program, as the unlock window does."""
        doors = RealDoors(self.ground.folder.parent)
        theme = apply_theme(application, Scheme.LIGHT)
        self.program = Program(
            Doors(doors, doors, doors, doors), theme, self.tasks, self.dialogs, self.restarts.append
        )
        self.program._place = place
        self.program.open(Opened(self.session, self.ground.folder))

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    @property
    def meeting(self) -> MeetingModeScreen:
        screen = self.window.screen_of("meeting")
        assert isinstance(screen, MeetingModeScreen)
        return screen

    def enter_meeting(self, qtbot: QtBot) -> MeetingModeScreen:
        """Show the running meeting, its window active."""
        self.window.navigator.go(Intent("meeting"))
        self.window.showNormal()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        return self.meeting

    def reread(self) -> LiveItem:
        """The first item of the meeting, from the closed vault opened again."""
        with closing(self.ground.opened()) as session:
            return session.desk.meetings.item(self.ground.items[0])


def readable() -> list[str]:
    """What is still on the screen."""
    return [type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()]


@contextmanager
def lock_stage(
    ground: Ground,
    application: QApplication,
    place: Place | None = None,
    session: Session | None = None,
) -> Iterator[LockStage]:
    """The program over `ground` (opened as `session`), thrown away at the end."""
    stage = LockStage(ground, session or ground.opened())
    stage.start(application, place)
    try:
        yield stage
    finally:
        if stage.program.window is not None:
            stage.program.window.hide()
            stage.program.window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        stage.program.close()
        stage.session.close()


Opener = Callable[[LockStage], object]
