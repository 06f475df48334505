# SPDX-License-Identifier: EUPL-1.2
"""Keeps the index of the search up with what is written, a little at a time, never in between."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import UserError
from app.services.search import SearchService
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.shell import MainWindow

AFTER_MS = 2_000
"""After the last change: who still types comes first."""
BETWEEN_MS = 20
_LOG = logging.getLogger("tdt.ui")


class IndexKeeper(QObject):
    """Takes the words of changed records on the executor; waits during a meeting."""

    def __init__(self, search: SearchService, window: "MainWindow", tasks: Tasks) -> None:
        super().__init__(window)
        self._search, self._window, self._tasks = search, window, tasks
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        window.changes.changed.connect(lambda _changes, _who: self._timer.start(AFTER_MS))
        self._timer.start(AFTER_MS)

    def look(self) -> None:
        """Take some words now, or wait until nothing else is under way."""
        if self._window.in_meeting or not self._tasks.free:
            self._timer.start(AFTER_MS)
            return
        self._tasks.run(self._search.catch_up, self._on_taken, self._on_failed)

    def _on_taken(self, more: bool) -> None:  # noqa: FBT001  a task gives its result
        if more:
            self._timer.start(BETWEEN_MS)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        _LOG.warning("search: no words taken, %s", type(error).__name__)
