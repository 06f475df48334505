# SPDX-License-Identifier: EUPL-1.2
"""Every screen that works, in the order of the rail. Screens do not know one another: this does."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.services.backups import BackupService
from app.services.directory import Imported
from app.services.look_up import CaseFinder, Whereabouts
from ui.dialogs import Dialogs
from ui.opened import OpenPractice
from ui.report_door import report_spec
from ui.screens.accounts import AccountsScreen, FirstSheet
from ui.screens.actions import ActionsPresenter, ActionsScreen
from ui.screens.backups import BackupsScreen, FirstPlace
from ui.screens.carry import CarryScreen
from ui.screens.case import CaseScreen, CaseServices
from ui.screens.cases import CasesScreen
from ui.screens.closing import ClosingPresenter, ClosingScreen, ClosingServices
from ui.screens.directory import DirectoryScreen, ImportPane
from ui.screens.feedback import FeedbackPresenter, FeedbackScreen
from ui.screens.filings import FilingsPresenter, FilingsScreen
from ui.screens.home import HomePresenter, HomeScreen
from ui.screens.journal import JournalPresenter, JournalScreen
from ui.screens.keeping import KeepingPresenter, KeepingScreen
from ui.screens.keyboard import KeyboardScreen
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.minutes import MinutesPresenter, MinutesScreen
from ui.screens.needs import NeedsPresenter, NeedsScreen
from ui.screens.prepare import PreparePresenter, PrepareScreen
from ui.screens.protocol import ProtocolScreen, ProtocolServices
from ui.screens.protocols import ProtocolsPresenter, ProtocolsScreen
from ui.screens.report import Gather
from ui.screens.rhythm import RhythmPresenter, RhythmScreen
from ui.screens.search import SearchScreen
from ui.screens.settings import Machine, SettingsScreen
from ui.screens.short_form import ShortFormPresenter, ShortFormScreen
from ui.shell import Entry, Intent, MainWindow, Navigator, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName

if TYPE_CHECKING:
    from app.services.desk import Desk

HOME = "home"


class Screens:
    """Makes the screens over one open vault, each when it is first shown."""

    def __init__(
        self,
        desk: "Desk",
        machine: Machine,
        lock: Callable[[], object],
        leave: Callable[[str, str], object],
        about: Gather = tuple,
    ) -> None:
        """`lock` saves what is typed and locks the vault; `leave` then goes on with a backup."""
        self._desk, self._machine, self._lock, self._leave = desk, machine, lock, leave
        self._about = about

    @property
    def specs(self) -> tuple[ScreenSpec, ...]:
        """What the window needs of each."""
        backups = self._desk.backups
        kept = () if backups is None else (self._backups_spec(backups),)
        return (
            ScreenSpec(HOME, "Accueil", IconName.HOME, self._home),
            ScreenSpec("search", "Rechercher", IconName.SEARCH, self._search),
            ScreenSpec("prepare", "Préparer", IconName.PREPARE, self._prepare),
            ScreenSpec("rhythm", "Calendrier", IconName.CALENDAR, self._rhythm),
            ScreenSpec("short_form", "À deux ou trois", IconName.MEETING, self._short_form),
            ScreenSpec("cases", "Situations", IconName.CASES, self._cases),
            ScreenSpec("case", "Situation", IconName.CASES, self._case, in_nav=False),
            ScreenSpec("actions", "Actions", IconName.ACTIONS, self._actions),
            ScreenSpec("feedback", "Retours", IconName.PERSON, self._feedback),
            ScreenSpec("filings", "Dossiers", IconName.FOLDER, self._filings),
            ScreenSpec("minutes", "Comptes rendus", IconName.MINUTES, self._minutes),
            ScreenSpec("protocols", "Protocoles", IconName.PROTOCOL, self._protocols),
            ScreenSpec("protocol", "Protocole", IconName.PROTOCOL, self._protocol, in_nav=False),
            ScreenSpec("closing", "Sortie de réunion", IconName.PRINT, self._closing, in_nav=False),
            ScreenSpec("directory", "Annuaire", IconName.DIRECTORY, self._directory),
            ScreenSpec("meeting", "Réunion", IconName.MEETING, self._meeting, in_nav=False),
            ScreenSpec("accounts", "Comptes", IconName.KEY, self._accounts, at_foot=True),
            ScreenSpec("journal", "Journal", IconName.CLOCK, self._journal, at_foot=True),
            ScreenSpec(
                "needs",
                "Besoins non couverts",
                IconName.CASES,
                self._needs,
                in_nav=False,
                in_palette=True,
            ),
            ScreenSpec(
                "keeping",
                "Conservation et corbeille",
                IconName.TRASH,
                self._keeping,
                in_nav=False,
                in_palette=True,
            ),
            ScreenSpec("carry", "Emporter", IconName.CARRIED_OVER, self._carry, at_foot=True),
            *kept,
            report_spec(self._about, self._desk, self._machine.vault),
            ScreenSpec("keyboard", "Clavier", IconName.KEY, self._keyboard, in_nav=False),
            ScreenSpec("settings", "Réglages", IconName.SETTINGS, self._settings, at_foot=True),
        )

    def window(self, tasks: Tasks, dialogs: Dialogs, *, full_screen: bool = True) -> MainWindow:
        """The window over the open vault; without `full_screen` it stays a window (tour)."""
        return MainWindow(
            self._desk.practice.get().name,
            self.specs,
            tasks=tasks,
            dialogs=dialogs,
            full_screen=full_screen,
            look_up=self.look_up,
        )

    def look_up(self, navigator: Navigator) -> Iterator[tuple[Entry, ...]]:
        """People, protocols, then the situations by their codes, in pieces, for the palette."""
        return (_found(piece, navigator) for piece in self._desk.look_up.pieces())

    def _home(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = HomePresenter(
            desk.home,
            desk.minutes,
            desk.documents,
            desk.directory,
            desk.cases,
            desk.recovery if desk.keys is not None else None,
            desk.backups,
            desk.person.retention,
        )
        return HomeScreen(presenter, shell)

    def _search(self, shell: Shell) -> Screen:
        return SearchScreen(shell, self._desk.search, self._desk.identities)

    def _prepare(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = PreparePresenter(
            desk.agendas,
            desk.attendance,
            desk.directory,
            desk.guests,
            desk.series,
            desk.dossiers,
            desk.protocols.points,
        )
        return PrepareScreen(presenter, shell, desk.anonymity, desk.outbox.pages)

    def _rhythm(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = RhythmPresenter(
            desk.series, desk.agendas, desk.directory, desk.practice, desk.clock.today
        )
        return RhythmScreen(presenter, shell, desk.outbox.pages)

    def _cases(self, shell: Shell) -> Screen:
        return CasesScreen(shell, self._desk.cases)

    def _case(self, shell: Shell) -> Screen:
        desk = self._desk
        services = CaseServices.of(desk)
        return CaseScreen(shell, services)

    def _actions(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = ActionsPresenter(desk.actions, desk.clock.today, desk.series.next_after)
        return ActionsScreen(presenter, shell, desk.outbox.pages)

    def _feedback(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = FeedbackPresenter(
            desk.feedbacks, desk.directory, desk.outbox.forms, desk.clock.today
        )
        return FeedbackScreen(presenter, shell, desk.outbox.pages)

    def _needs(self, shell: Shell) -> Screen:
        desk = self._desk
        return NeedsScreen(NeedsPresenter(desk.care_plans.needs, desk.clock.today), shell)

    def _keeping(self, shell: Shell) -> Screen:
        person = self._desk.person
        presenter = KeepingPresenter(person.retention, person.bin, self._desk.clock.today)
        return KeepingScreen(presenter, shell)

    def _short_form(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = ShortFormPresenter(
            desk.short_form,
            desk.cases,
            CaseFinder(desk.look_up, desk.cases),
            desk.directory,
            desk.filings,
            desk.anonymity,
            desk.clock.local,
            desk.series.next_after,
        )
        return ShortFormScreen(presenter, shell)

    def _filings(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = FilingsPresenter(desk.filings, desk.papers, desk.directory, desk.clock.today)
        return FilingsScreen(presenter, desk.identities, shell, desk.outbox.pages)

    def _closing(self, shell: Shell) -> Screen:
        desk = self._desk
        services = ClosingServices(
            minutes=desk.minutes,
            care_plans=desk.care_plans,
            proposals=desk.care_plans.proposals,
            papers=desk.papers,
            filings=desk.filings,
            identities=desk.identities,
        )
        return ClosingScreen(ClosingPresenter(services), desk.identities, shell)

    def _minutes(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = MinutesPresenter(
            desk.minutes,
            desk.documents,
            desk.cases,
            desk.checking,
            desk.approvals,
            desk.clock.local,
        )
        return MinutesScreen(presenter, shell, desk.outbox.pages)

    def _protocols(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = ProtocolsPresenter(desk.protocols)
        return ProtocolsScreen(presenter, shell, desk.clock.today, desk.outbox.pages)

    def _protocol(self, shell: Shell) -> Screen:
        return ProtocolScreen(shell, ProtocolServices.of(self._desk))

    def _directory(self, shell: Shell) -> Screen:
        return DirectoryScreen(
            shell, self._desk.directory, self._desk.outbox.forms, self._desk.backups
        )

    def _meeting(self, shell: Shell) -> Screen:
        machine = self._machine
        return MeetingModeScreen(
            self._desk, shell, self._lock, memory=machine, keymap=machine.keymap
        )

    def _keyboard(self, shell: Shell) -> Screen:
        return KeyboardScreen(shell, self._machine)

    def _accounts(self, shell: Shell) -> Screen:
        desk = self._desk
        return AccountsScreen(
            shell,
            desk.accounts,
            desk.recovery,
            desk.backups,
            lock=self._lock,
            pages=desk.outbox.pages,
        )

    def _journal(self, shell: Shell) -> Screen:
        desk = self._desk
        presenter = JournalPresenter(desk.journal, desk.journal_reader, desk.clock.today)
        return JournalScreen(presenter, shell, desk.outbox.pages)

    def _carry(self, shell: Shell) -> Screen:
        return CarryScreen(shell, self._desk.carry, self._lock)

    def _backups_spec(self, backups: BackupService) -> ScreenSpec:
        def make(shell: Shell) -> Screen:
            keys = self._desk.keys
            asides = None if keys is None else keys.asides
            return BackupsScreen(shell, backups, self._leave, asides, self._desk.kept_texts)

        return ScreenSpec("backups", "Sauvegardes", IconName.SAVE, make, at_foot=True)

    def _settings(self, shell: Shell) -> Screen:
        desk, words = self._desk, self._desk.spelling
        return SettingsScreen(
            shell, desk.practice, desk.outbox.forms, self._machine, words, words.is_there
        )


def sheet_pane(
    practice: OpenPractice, tasks: Tasks, dialogs: Dialogs, finished: Callable[[], object]
) -> QWidget:
    """The recovery sheet as a page of the first run; calls `finished` when done, or later."""
    pane = FirstSheet(practice.desk.recovery, tasks, dialogs)
    pane.finished.connect(finished)
    return pane


def place_pane(
    practice: OpenPractice, dialogs: Dialogs, finished: Callable[[], object]
) -> QWidget | None:
    """A second place for the backups as a page of the first run; None where there are none."""
    backups = practice.desk.backups
    if backups is None:
        return None
    pane = FirstPlace(backups, dialogs)
    pane.finished.connect(finished)
    return pane


def people_pane(
    practice: OpenPractice, dialogs: Dialogs, finished: Callable[[], object]
) -> QWidget:
    """The directory's import as the last page of the first run; calls `finished` either way."""
    pane = ImportPane(practice.desk.directory, dialogs, leave="Plus tard")

    def on_imported(_result: Imported, _changes: Changes) -> None:
        finished()

    pane.imported.connect(on_imported)
    pane.closed.connect(finished)
    return pane


def _found(piece: Whereabouts, navigator: Navigator) -> tuple[Entry, ...]:
    """What the palette shows of what was read."""

    def go(screen: str, record: str) -> Callable[[], None]:
        return partial(navigator.go, Intent(screen, record))

    return (
        *(Entry("Situation", c.code, go("case", c.id), c.title) for c in piece.cases),
        *(Entry("Personne", name, go("directory", id_), job) for id_, name, job in piece.people),
        *(Entry("Protocole", title, go("protocol", id_)) for id_, title in piece.protocols),
    )
