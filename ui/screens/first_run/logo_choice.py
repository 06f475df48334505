# SPDX-License-Identifier: EUPL-1.2
"""The logo on the first page: held until the vault that will keep it is made."""

import shiboken6

from app.domain.errors import UserError
from app.domain.logo import Logo
from ui.dialogs import PICTURE_FILES, Dialogs
from ui.screens.first_run.presenter import Foundry
from ui.tasks import Tasks
from ui.widgets import LogoField

WAIT = "L’image est en cours de lecture. Continuez dans un instant."


class LogoChoice(LogoField):
    """`chosen` is the logo, None while there is none; nobody has to choose one."""

    def __init__(self, foundry: Foundry, tasks: Tasks, dialogs: Dialogs) -> None:
        super().__init__("Logo (facultatif)")
        self._foundry, self._tasks, self._dialogs = foundry, tasks, dialogs
        self._being_read = 0
        self.chosen: Logo | None = None
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._take(None))

    def keeps_waiting(self) -> bool:
        """Whether a picture is still read: the vault would be made without it. Said then."""
        if self._being_read:
            self.refuse(WAIT)
        return self._being_read > 0

    def _choose(self) -> None:
        path = self._dialogs.open_file("Choisir le logo", PICTURE_FILES)
        if path is not None:
            self._being_read += 1
            self._tasks.run(lambda: self._foundry.open_logo(path), self._on_read, self._on_failed)

    def _on_read(self, logo: Logo) -> None:
        if self._is_there():
            self._being_read -= 1
            self._take(logo)

    def _take(self, logo: Logo | None) -> None:
        self.chosen = logo
        self.set_picture(logo.png if logo else b"")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if self._is_there():
            self._being_read -= 1
            self.refuse(error.text)

    def _is_there(self) -> bool:
        # Another page may have been asked for meanwhile, which threw this one away.
        return bool(shiboken6.isValid(self))  # type: ignore[no-untyped-call]  # no stub
