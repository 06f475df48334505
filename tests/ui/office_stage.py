# SPDX-License-Identifier: EUPL-1.2
"""Home, actions, feedback and minutes in a real window over a real vault; other screens are empty.

The office's clock stands on Thursday 26 November 2026 at noon.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.ids import ActionId, CaseId
from app.services.look_up import CaseFinder
from app.services.meetings import ActionDraft
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from ui.screens.actions import ActionsPresenter, ActionsScreen
from ui.screens.feedback import FeedbackPresenter, FeedbackScreen
from ui.screens.filings import FilingsPresenter, FilingsScreen
from ui.screens.home import HomePresenter, HomeScreen
from ui.screens.journal import JournalPresenter, JournalScreen
from ui.screens.minutes import MinutesPresenter, MinutesScreen
from ui.screens.search import SearchScreen
from ui.screens.short_form import ShortFormPresenter, ShortFormScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast

NASTY = (
    "<b>gras</b> & <para> =1+1 @moi\nשלום 👩🏽‍⚕️ « été »\u00a0: 29/02",
    "x" * 6000,
)
ELSEWHERE = ("closing", "prepare", "cases", "case", "meeting", "directory", "protocols", "protocol")


class OfficeStage:
    """A window on the four screens, and the office underneath."""

    def __init__(self, office: Office, window: MainWindow, dialogs: FakeDialogs) -> None:
        self.office, self.window, self.dialogs = office, window, dialogs

    @property
    def home(self) -> HomeScreen:
        screen = self.window.screen_of("home")
        assert isinstance(screen, HomeScreen)
        return screen

    @property
    def actions(self) -> ActionsScreen:
        screen = self.window.screen_of("actions")
        assert isinstance(screen, ActionsScreen)
        return screen

    @property
    def feedback(self) -> FeedbackScreen:
        screen = self.window.screen_of("feedback")
        assert isinstance(screen, FeedbackScreen)
        return screen

    @property
    def minutes(self) -> MinutesScreen:
        screen = self.window.screen_of("minutes")
        assert isinstance(screen, MinutesScreen)
        return screen

    @property
    def toast(self) -> Toast:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast

    @property
    def here(self) -> Intent:
        intent = self.window.navigator.here
        assert intent is not None
        return intent

    def go(self, screen: str, record: str = "", choice: str = "") -> None:
        self.window.navigator.go(Intent(screen, record, choice))

    def publish(self, changes: Changes) -> None:
        self.window.changes.publish(changes)

    def held_with(
        self, case_id: CaseId, *drafts: ActionDraft, on: date = date(2026, 11, 19)
    ) -> list[ActionId]:
        """A closed meeting about one situation that decided these actions."""
        meeting_id, items = self.office.running(case_id, on=on)
        made = [self.office.desk.meetings.act(items[0], draft)[0] for draft in drafts]
        self.office.desk.minutes.close(meeting_id)
        return made


@contextmanager
def open_stage(folder: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    """The stage, shown and active, closed at the end."""
    office = Office(folder / "data.db", HeldClock(NOON, PARIS))
    tasks, dialogs = Tasks(), FakeDialogs()
    window = MainWindow(
        "Maison de santé", _specs(office), tasks=tasks, dialogs=dialogs, full_screen=False
    )
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    with qtbot.waitActive(window):
        window.show()
    yield OfficeStage(office, window, dialogs)
    tasks.close()
    office.close()


def _specs(office: Office) -> tuple[ScreenSpec, ...]:
    desk = office.desk

    def home(shell: Shell) -> Screen:
        services = (desk.home, desk.minutes, desk.documents, desk.directory, desk.cases)
        return HomeScreen(HomePresenter(*services), shell)

    def actions(shell: Shell) -> Screen:
        days = desk.clock.today, desk.series.next_after
        return ActionsScreen(ActionsPresenter(desk.actions, *days), shell)

    def feedback(shell: Shell) -> Screen:
        forms, today = desk.outbox.forms, desk.clock.today
        presenter = FeedbackPresenter(desk.feedbacks, desk.directory, forms, today)
        return FeedbackScreen(presenter, shell)

    def filings(shell: Shell) -> Screen:
        presenter = FilingsPresenter(desk.filings, desk.papers, desk.directory, desk.clock.today)
        return FilingsScreen(presenter, desk.identities, shell)

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

    def short_form(shell: Shell) -> Screen:
        forms, cases, names = desk.short_form, desk.cases, desk.anonymity
        people, finder = desk.directory, CaseFinder(desk.look_up, cases)
        now, after = desk.clock.local, desk.series.next_after
        held = (desk.filings, names, now, after)
        presenter = ShortFormPresenter(forms, cases, finder, people, *held)
        return ShortFormScreen(presenter, shell)

    def search(shell: Shell) -> Screen:
        return SearchScreen(shell, desk.search, desk.identities)

    def journal(shell: Shell) -> Screen:
        presenter = JournalPresenter(desk.journal, desk.journal_reader, desk.clock.today)
        return JournalScreen(presenter, shell)

    return (
        ScreenSpec("home", "Accueil", IconName.HOME, home),
        ScreenSpec("actions", "Actions", IconName.ACTIONS, actions),
        ScreenSpec("feedback", "Retours", IconName.PERSON, feedback),
        ScreenSpec("short_form", "À deux ou trois", IconName.MEETING, short_form),
        ScreenSpec("filings", "Dossiers", IconName.FOLDER, filings),
        ScreenSpec("minutes", "Comptes rendus", IconName.MINUTES, minutes),
        ScreenSpec("search", "Rechercher", IconName.SEARCH, search),
        ScreenSpec("journal", "Journal", IconName.CLOCK, journal),
        *(
            ScreenSpec(key, key, IconName.CASES, lambda _shell: Screen(), in_nav=False)
            for key in ELSEWHERE
        ),
    )
