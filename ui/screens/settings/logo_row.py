# SPDX-License-Identifier: EUPL-1.2
"""The logo in the settings: kept as soon as it is chosen; the message at the foot takes it back."""

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.logos import Logo, open_logo
from app.services.practices import PracticeService
from ui.dialogs import PICTURE_FILES
from ui.shell import Shell
from ui.widgets import LogoField


class LogoRow(LogoField):
    """Reads the picture beside the window; keeps it on the thread of the database."""

    def __init__(self, practices: PracticeService, shell: Shell) -> None:
        super().__init__("Logo")
        self._practices, self._shell = practices, shell
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._keep(None))
        self.reload()

    def reload(self) -> None:
        """Show what is kept."""
        logo = self._practices.logo()
        self.set_picture(logo.png if logo else b"")

    def _choose(self) -> None:
        path = self._shell.dialogs.open_file("Choisir le logo", PICTURE_FILES)
        if path is not None:
            self._shell.tasks.run(lambda: open_logo(path), self._keep, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refuse(error.text)

    def _keep(self, logo: Logo | None) -> None:
        before = self._practices.logo()
        try:
            changes = self._practices.save_logo(logo)
        except UserError as error:
            self.refuse(error.text)
            return
        self._show(changes)
        if changes:
            said = "Logo enregistré" if logo else "Logo retiré"
            self._shell.toast(said, lambda: self._show(self._practices.save_logo(before)))

    def _show(self, changes: Changes) -> None:
        self.reload()
        self._shell.changes.publish(changes, self)
