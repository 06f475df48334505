# SPDX-License-Identifier: EUPL-1.2
"""The window of the journeys: the screens from preparing to paper, over one loaded practice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.journeys.practice import LoadedPractice
from tests.ui.fakes import FakeDialogs
from ui.screens.case import CaseScreen
from ui.screens.closing import ClosingScreen
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.minutes import MinutesScreen
from ui.screens.prepare import PrepareScreen
from ui.screens_of import Screens
from ui.shell import MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName
from ui.tour.stage import TourMachine

_OTHERS = frozenset({"prepare", "minutes", "closing", "case"})


@dataclass
class SavingDialogs(FakeDialogs):
    """Saves every document under the name proposed, into one folder."""

    paper: Path = Path()

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        super().save_file(title, suggested, kinds)
        return self.paper / suggested

    def choose_folder(self, title: str) -> Path | None:
        super().choose_folder(title)
        return self.paper


@dataclass
class Stage:
    """The window and the practice under it."""

    practice: LoadedPractice
    window: MainWindow
    paper: Path

    @property
    def prepare(self) -> PrepareScreen:
        screen = self.window.screen_of("prepare")
        assert isinstance(screen, PrepareScreen)
        return screen

    @property
    def meeting(self) -> MeetingModeScreen:
        screen = self.window.screen_of("meeting")
        assert isinstance(screen, MeetingModeScreen)
        return screen

    def another_meeting_screen(self) -> MeetingModeScreen:
        """A meeting screen that knows nothing of the first one, as after a lock."""
        return MeetingModeScreen(self.practice.desk, self.window.shell, lambda: None)

    @property
    def minutes(self) -> MinutesScreen:
        screen = self.window.screen_of("minutes")
        assert isinstance(screen, MinutesScreen)
        return screen

    @property
    def closing(self) -> ClosingScreen:
        screen = self.window.screen_of("closing")
        assert isinstance(screen, ClosingScreen)
        return screen

    @property
    def case(self) -> CaseScreen:
        screen = self.window.screen_of("case")
        assert isinstance(screen, CaseScreen)
        return screen


@contextmanager
def staged(practice: LoadedPractice, qtbot: QtBot, paper: Path) -> Iterator[Stage]:
    """Show the window over a practice until the end of the block."""
    tasks = Tasks()
    screens = Screens(practice.desk, TourMachine(Path()), lambda: None, lambda _deed, _stamp: None)
    window = MainWindow(
        practice.script.practice.name,
        _specs(practice, screens),
        look_up=screens.look_up,
        tasks=tasks,
        dialogs=SavingDialogs(paper=paper),
        full_screen=False,
    )
    with qtbot.waitActive(window):
        window.show()
    try:
        yield Stage(practice, window, paper)
    finally:
        # Before the database is closed: closing a window saves what is typed.
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        tasks.close()


def _specs(practice: LoadedPractice, screens: Screens) -> list[ScreenSpec]:
    """The screens as the program makes them; the meeting without spelling and projection."""
    desk = practice.desk

    def meeting(shell: Shell) -> Screen:
        return MeetingModeScreen(desk, shell, lambda: None)

    return [
        *(spec for spec in screens.specs if spec.key in _OTHERS),
        ScreenSpec("meeting", "Réunion", IconName.MEETING, meeting, in_nav=False),
    ]
