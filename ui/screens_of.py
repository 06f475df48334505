# SPDX-License-Identifier: EUPL-1.2
"""Every screen that works, in the order of the rail. Screens do not know one another: this does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.services.directory import Imported
from ui.dialogs import Dialogs
from ui.opened import OpenPractice
from ui.screens.actions import ActionsPresenter, ActionsScreen
from ui.screens.case import CaseScreen, CaseServices
from ui.screens.cases import CasesScreen
from ui.screens.directory import DirectoryScreen, ImportPane
from ui.screens.feedback import FeedbackPresenter, FeedbackScreen
from ui.screens.home import HomePresenter, HomeScreen
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.minutes import MinutesPresenter, MinutesScreen
from ui.screens.settings import Machine, SettingsScreen
from ui.shell import Screen, ScreenSpec, Shell
from ui.theme import IconName

if TYPE_CHECKING:
    from app.services.desk import Desk

HOME = "home"


def screens_of(
    desk: "Desk", machine: Machine, lock: Callable[[], object]
) -> tuple[ScreenSpec, ...]:
    """The screens over one open vault; `lock` saves what is typed and locks it."""

    def home(shell: Shell) -> Screen:
        presenter = HomePresenter(
            desk.home, desk.minutes, desk.documents, desk.directory, desk.cases
        )
        return HomeScreen(presenter, shell)

    def cases(shell: Shell) -> Screen:
        return CasesScreen(shell, desk.cases)

    def case(shell: Shell) -> Screen:
        services = CaseServices(
            cases=desk.cases,
            care_plans=desk.care_plans,
            documents=desk.documents,
            directory=desk.directory,
            agendas=desk.agendas,
            today=desk.clock.today,
            now=desk.clock.local,
        )
        return CaseScreen(shell, services)

    def actions(shell: Shell) -> Screen:
        return ActionsScreen(ActionsPresenter(desk.actions, desk.clock.today), shell)

    def feedback(shell: Shell) -> Screen:
        presenter = FeedbackPresenter(desk.feedbacks, desk.directory, desk.clock.today)
        return FeedbackScreen(presenter, shell)

    def meeting(shell: Shell) -> Screen:
        return MeetingModeScreen(desk, shell, lock)

    def minutes(shell: Shell) -> Screen:
        presenter = MinutesPresenter(desk.minutes, desk.documents, desk.cases, desk.clock.local)
        return MinutesScreen(presenter, shell)

    def directory(shell: Shell) -> Screen:
        return DirectoryScreen(shell, desk.directory)

    def settings(shell: Shell) -> Screen:
        return SettingsScreen(shell, desk.practice, machine)

    return (
        ScreenSpec(HOME, "Accueil", IconName.HOME, home),
        ScreenSpec("cases", "Situations", IconName.CASES, cases),
        ScreenSpec("case", "Situation", IconName.CASES, case, in_nav=False),
        ScreenSpec("actions", "Actions", IconName.ACTIONS, actions),
        ScreenSpec("feedback", "Retours", IconName.PERSON, feedback),
        ScreenSpec("meeting", "Réunion", IconName.MEETING, meeting, in_nav=False),
        ScreenSpec("minutes", "Comptes rendus", IconName.MINUTES, minutes),
        ScreenSpec("directory", "Annuaire", IconName.DIRECTORY, directory),
        ScreenSpec("settings", "Réglages", IconName.SETTINGS, settings, at_foot=True),
    )


def people_pane(dialogs: Dialogs) -> Callable[[OpenPractice, Callable[[], object]], QWidget]:
    """The directory's import as the last page of the first run."""

    def make(practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        pane = ImportPane(practice.desk.directory, dialogs, leave="Plus tard")

        def on_imported(_result: Imported, _changes: Changes) -> None:
            finished()

        pane.imported.connect(on_imported)
        pane.closed.connect(finished)
        return pane

    return make
