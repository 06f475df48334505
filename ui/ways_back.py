# SPDX-License-Identifier: EUPL-1.2
"""What is done with a vault that is not open: a recovery sheet, a backup, salvage."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from ui.dialogs import Dialogs
from ui.opened import Opened
from ui.restart import SALVAGE, Place
from ui.screens.unlock import BackupFace, Door, Face, RestoreDoor, SheetDoor
from ui.screens.unlock.errand import ErrandPage
from ui.screens.unlock.recovery import RecoveryPage, open_by_sheet, restore_by_sheet
from ui.screens.unlock.restoring import RestorePage
from ui.screens.unlock.salvaging import SalvagePage
from ui.tasks import Tasks


class BackDoor(Door, SheetDoor, RestoreDoor, Protocol):
    """Everything but making a vault."""


class WaysBack(QObject):
    """Shows the pages of both; `unlock_asked` leads to the passphrase of a vault."""

    opened = Signal(Opened)
    shut = Signal(Path)
    """A lock came while a vault was being opened, and it was closed again."""
    unlock_asked = Signal(Path)

    def __init__(
        self,
        door: BackDoor,
        folder: Path,
        tasks: Tasks,
        dialogs: Dialogs,
        show_page: Callable[[QWidget], object],
    ) -> None:
        super().__init__()
        self._door, self._folder, self._tasks = door, folder, tasks
        self._dialogs, self._show_page = dialogs, show_page

    def begin(self, errand: Place) -> None:
        """What was asked for before the vault was locked."""
        if errand.screen == SALVAGE:
            self.show_salvage()
        else:
            self.show_restore(errand.record)

    def show_restore(self, stamp: str = "", file: Path | None = None) -> None:
        """Bring the vault back from a backup, `file` or a known one; back asks for a passphrase."""
        page = RestorePage(self._door, self._folder, self._tasks, self._dialogs, stamp=stamp)
        if file is not None:
            page.choose(file)
        self._show_restore(page)

    def show_restore_by_sheet(self, file: Path, folder: Path, face: BackupFace) -> None:
        """Bring a backup back as `folder` with the sheet of its day; back leads to the backup."""

        def go_back() -> None:
            page = RestorePage(self._door, self._folder, self._tasks, self._dialogs)
            page.choose(file)
            page.bring_back_to(folder)
            self._show_restore(page)

        errand = restore_by_sheet(self._door, file, folder, face)
        self._show(RecoveryPage(self._door, errand, self._tasks), go_back)

    def show_recovery(self, face: Face) -> None:
        """Open the vault with its recovery sheet; back leads to the passphrase."""
        errand = open_by_sheet(self._door, self._folder, face)
        self._show(RecoveryPage(self._door, errand, self._tasks), self._go_back)

    def show_salvage(self) -> None:
        """Write what can be read of the vault into a new one, which is then asked for."""
        try:
            face: Face = self._door.look(self._folder)
        except UserError as refusal:
            self._dialogs.tell(refusal.sentence, refusal.remedy)
            self._go_back()
            return
        page = SalvagePage(self._door, self._folder, face, self._tasks, self._dialogs)
        page.chosen.connect(self.unlock_asked)
        self._show(page, self._go_back)

    def _show_restore(self, page: RestorePage) -> None:
        page.salvage_asked.connect(self.show_salvage)
        page.sheet_asked.connect(self.show_restore_by_sheet)
        self._show(page, self._go_back)

    def _show(self, page: ErrandPage, back: Callable[[], object]) -> None:
        page.opened.connect(self.opened)
        page.shut.connect(self.shut)
        page.went_back.connect(back)
        self._show_page(page)

    def _go_back(self) -> None:
        self.unlock_asked.emit(self._folder)
