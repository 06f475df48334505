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
from ui.screens.case import CaseScreen, CaseServices
from ui.screens.closing import ClosingPresenter, ClosingScreen, ClosingServices
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.minutes import MinutesPresenter, MinutesScreen
from ui.screens.prepare import PreparePresenter, PrepareScreen
from ui.shell import MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName


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
    window = MainWindow(
        practice.script.practice.name,
        _specs(practice),
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


def _specs(practice: LoadedPractice) -> list[ScreenSpec]:
    desk = practice.desk

    def prepare(shell: Shell) -> Screen:
        presenter = PreparePresenter(
            desk.agendas,
            desk.attendance,
            desk.directory,
            desk.guests,
            desk.series,
            desk.dossiers,
        )
        return PrepareScreen(presenter, shell)

    def meeting(shell: Shell) -> Screen:
        return MeetingModeScreen(desk, shell, lambda: None)

    def minutes(shell: Shell) -> Screen:
        presenter = MinutesPresenter(
            desk.minutes,
            desk.documents,
            desk.cases,
            desk.checking,
            desk.approvals,
            desk.clock.local,
        )
        return MinutesScreen(presenter, shell)

    def closing(shell: Shell) -> Screen:
        services = ClosingServices(
            minutes=desk.minutes,
            care_plans=desk.care_plans,
            proposals=desk.proposals,
            papers=desk.papers,
            filings=desk.filings,
            identities=desk.identities,
        )
        return ClosingScreen(ClosingPresenter(services), desk.identities, shell)

    def case(shell: Shell) -> Screen:
        services = CaseServices(
            cases=desk.cases,
            care_plans=desk.care_plans,
            documents=desk.documents,
            directory=desk.directory,
            agendas=desk.agendas,
            identities=desk.identities,
            kept=desk.outbox.forms,
            today=desk.clock.today,
            now=desk.clock.local,
        )
        return CaseScreen(shell, services)

    return [
        ScreenSpec("prepare", "Préparer", IconName.PREPARE, prepare),
        ScreenSpec("meeting", "Réunion", IconName.MEETING, meeting, in_nav=False),
        ScreenSpec("minutes", "Comptes rendus", IconName.MINUTES, minutes),
        ScreenSpec("closing", "Sortie de réunion", IconName.PRINT, closing, in_nav=False),
        ScreenSpec("case", "Situation", IconName.CASES, case, in_nav=False),
    ]
