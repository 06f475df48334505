# SPDX-License-Identifier: EUPL-1.2
"""The first run: five pages, then the work."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.dialogs import BACKUP_FILES, Dialogs
from ui.gate import GatePage
from ui.opened import Opened, OpenPractice
from ui.screens.first_run.logo_choice import LogoChoice
from ui.screens.first_run.pages import AccountPage, PracticePage
from ui.screens.first_run.presenter import Foundry, NewPractice
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import LabelKind, PlainLabel

_PEOPLE_WIDTH = 960
_PLACE_WIDTH = 640


class PeoplePane(Protocol):
    """Adds professionals from a table: the directory's own pane, handed over by the program."""

    def __call__(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        """Make it; it calls `finished` when people were added, or when nobody is to be."""
        ...


class SheetPage(Protocol):
    """Prints the recovery sheet and has it typed back: handed over by the program."""

    def __call__(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        """Make it; it calls `finished` when the sheet counts, or when it is put off."""
        ...


class PlacePage(Protocol):
    """Proposes a second place for the backups: handed over by the program."""

    def __call__(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget | None:
        """Make it; it calls `finished` when a place was chosen, or none is to be. None: no page."""
        ...


class FirstRunPage(GatePage):
    """Makes the first vault; `created` comes as soon as it exists, `finished` after the people."""

    created = Signal(Opened)
    finished = Signal()
    demo_asked = Signal()
    unlock_asked = Signal(Path)
    restore_asked = Signal(Path, Path)
    """The folder of the vault, and the backup to bring it back from."""

    def __init__(
        self,
        foundry: Foundry,
        tasks: Tasks,
        dialogs: Dialogs,
        people: PeoplePane,
        sheet: SheetPage,
        place: PlacePage = lambda _practice, _finished: None,
    ) -> None:
        super().__init__()
        self._foundry, self._tasks, self._people, self._sheet = foundry, tasks, people, sheet
        self._dialogs = dialogs
        self._place = place
        self.practice = PracticePage(LogoChoice(foundry, tasks, dialogs))
        self.account = AccountPage(foundry, dialogs)
        self._pages: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for page in (self.practice, self.account):
            self._add(page)
        self._show(self.practice)
        self.practice.went_on.connect(self._ask_account)
        self.practice.demo_asked.connect(self.demo_asked)
        self.practice.vault.clicked.connect(self.point_at_vault)
        self.practice.backup.clicked.connect(self.point_at_backup)
        self.account.went_back.connect(lambda: self._show(self.practice))
        self.account.went_on.connect(self._create)

    @property
    def begun(self) -> bool:
        return self.practice.begun or self.account.begun

    def point_at_vault(self) -> None:
        """Open a vault that was brought from elsewhere."""
        self._point_at(self._dialogs.choose_folder("Choisir un coffre (dossier en .tdt)"))

    def point_at_backup(self) -> None:
        """Bring a vault back from a backup that was brought from elsewhere."""
        self._point_at(self._dialogs.open_file("Choisir une sauvegarde", BACKUP_FILES))

    def lock(self) -> None:
        """Let go of the passphrase that is typed; one with which a vault is being made stays."""
        self.account.forget()

    def _point_at(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            folder, backup = self._foundry.named(path)
        except UserError as refusal:
            self._dialogs.tell(refusal.sentence, refusal.remedy)
            return
        if backup is None:
            self.unlock_asked.emit(folder)
        else:
            self.restore_asked.emit(folder, backup)

    def _ask_account(self) -> None:
        self.account.set_practice(self.practice.answers().practice().name)
        self._show(self.account)

    def _create(self) -> None:
        typed = self.account.answers()
        new = NewPractice(
            practice=self.practice.answers().practice(),
            account=typed.name,
            passphrase=typed.passphrase,
            folder=self.account.folder,
            logo=self.practice.logo.chosen,
        )
        self.account.set_busy(busy=True)
        self._tasks.run(
            lambda: self._foundry.create(new),
            lambda practice: self._on_created(practice, new),
            self._on_failed,
        )

    def _on_created(self, practice: OpenPractice, new: NewPractice) -> None:
        self.account.forget()
        self.created.emit(Opened(practice, new.folder))
        page = self._sheet(practice, lambda: self._ask_place(practice))
        page.setFixedWidth(_PEOPLE_WIDTH)
        self._add(page)
        self._show(page)

    def _ask_place(self, practice: OpenPractice) -> None:
        page = self._place(practice, lambda: self._show(self._make_people_page(practice)))
        if page is None:
            self._show(self._make_people_page(practice))
            return
        page.setFixedWidth(_PLACE_WIDTH)
        self._add(page)
        self._show(page)

    def _on_failed(self, error: Exception) -> None:
        self.account.set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.account.refuse(error.text)

    def _make_people_page(self, practice: OpenPractice) -> QWidget:
        page = QWidget()
        page.setFixedWidth(_PEOPLE_WIDTH)
        pane = self._people(practice, self.finished.emit)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        column.addWidget(PlainLabel("Les professionnels", LabelKind.PAGE_TITLE))
        words = "Qui vient aux réunions, qui reçoit des actions ?"
        column.addWidget(PlainLabel(words, LabelKind.MUTED, wrap=True))
        column.addSpacing(Space.RELATED)
        column.addWidget(pane, 1)
        page.setFocusProxy(pane)
        self._add(page)
        return page

    def _add(self, page: QWidget) -> None:
        # Not a QStackedWidget: each page keeps its own width and height.
        self._column.addWidget(page)
        self._pages.append(page)

    def _show(self, page: QWidget) -> None:
        for each in self._pages:
            each.setVisible(each is page)
        self.setFocusProxy(page)  # Tab goes to a proxy that is hidden, too
        page.setFocus()
