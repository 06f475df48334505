# SPDX-License-Identifier: EUPL-1.2
"""A file that is opened from the file manager while the program runs.

Windows and Linux start the program again, with the file as its argument. macOS tells the one that
runs, at its start too.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from app.domain.errors import UserError
from ui.dialogs import Dialogs


class Application(QApplication):
    """Qt's application, which hears what the file manager asks for."""

    file_asked = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked.emit(Path(event.file()))
            return True
        return super().event(event)


class Host(Protocol):
    """The program, of which only the way to a vault is needed."""

    @property
    def at_the_door(self) -> bool:
        """Whether no vault is open here nor being opened, and nothing is typed for one."""
        ...

    def show_unlock(self, folder: Path) -> None:
        """Ask for the passphrase of a vault."""
        ...

    def show_backup(self, folder: Path, file: Path) -> None:
        """Bring a vault back from a backup."""
        ...


class AskedFiles(QObject):
    """Opens such a file as if the program had been started with it."""

    def __init__(
        self,
        host: Host,
        named: Callable[[Path], tuple[Path, Path | None]],
        dialogs: Dialogs,
        start_another: Callable[[Path], object],
    ) -> None:
        """`start_another` starts the program again with that file, where a vault is open here."""
        super().__init__()
        self._host, self._named = host, named
        self._dialogs, self._start_another = dialogs, start_another

    def open(self, file: Path) -> None:
        """Show the way into it; what is neither vault nor backup is refused in a window."""
        # Who is asked something by a dialog, or types, goes on with that page.
        if not self._host.at_the_door or QApplication.activeModalWidget() is not None:
            self._start_another(file)
            return
        try:
            vault, backup = self._named(file)
        except UserError as refusal:
            self._dialogs.tell(refusal.sentence, refusal.remedy)
            return
        if backup is None:
            self._host.show_unlock(vault)
        else:
            self._host.show_backup(vault, backup)
