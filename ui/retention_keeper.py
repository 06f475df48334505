# SPDX-License-Identifier: EUPL-1.2
"""Counts the files that were kept long enough, for the line of the home screen: nothing more."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.retention import RetentionService
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.shell import MainWindow

FIRST_LOOK_MS = 30_000
LOOK_MS = 600_000
AGAIN_MS = 2_000
"""After a situation was archived or erased: the number is of those that are left."""


class RetentionKeeper(QObject):
    """Reads every clock once a day on the executor, and again once something was decided."""

    def __init__(
        self,
        retention: RetentionService,
        today: Callable[[], date],
        window: "MainWindow",
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._retention, self._today = retention, today
        self._window, self._tasks = window, tasks
        self._looked: date | None = None
        self._known: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK_MS)
        window.changes.changed.connect(lambda changes, _who: self._on_changes(changes))

    def look(self) -> None:
        """Count in a quiet moment: never during a meeting nor beside another task."""
        self._timer.start(LOOK_MS)
        today, before = self._today(), self._retention.due
        if self._looked == today or self._window.in_meeting or not self._tasks.free:
            return
        self._looked, self._known = today, self._known | before
        self._tasks.run(self._retention.proposals, lambda _: self._tell(before), _said_there)

    def _tell(self, before: frozenset[str]) -> None:
        if self._retention.due != before:
            self._window.changes.publish(Changes(frozenset({(Kind.RETENTION, "due")})))

    def _on_changes(self, changes: Changes) -> None:
        if changes.of(Kind.CASE) & (self._known | self._retention.due):
            self._looked = None
            self._timer.start(AGAIN_MS)


def _said_there(error: Exception) -> None:
    """A vault that cannot be read says so where somebody asks something of it."""
    if not isinstance(error, UserError):
        raise error
