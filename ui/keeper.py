# SPDX-License-Identifier: EUPL-1.2
"""Makes the backups that nobody has to ask for; silent while all is well, one line otherwise."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.backups import BackupOutcome, BackupService, Reason
from app.services.rescue import gone_words, is_gone, rescue
from ui.curtain import hide_everything
from ui.index_keeper import IndexKeeper
from ui.retention_keeper import RetentionKeeper
from ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.shell import MainWindow

FIRST_LOOK_MS = 20_000
"""After the first screen: what is asked for first comes first."""
LOOK_MS = 600_000
CLOSE_SECONDS = 20.0
"""How long the backup of the end may keep the program from ending."""
FAILED = "La sauvegarde automatique n’a pas été faite."
_LOG = logging.getLogger("tdt.ui")


class BackupKeeper(QObject):
    """After each closed meeting, at the start when the last close made none, and once a week."""

    def __init__(
        self,
        backups: BackupService,
        closed_meeting: Callable[[], str],
        window: "MainWindow",
        tasks: Tasks,
    ) -> None:
        """`closed_meeting` is the id of the meeting closed last, empty where there is none."""
        super().__init__(window)
        self._backups, self._closed_meeting = backups, closed_meeting
        self._window, self._tasks = window, tasks
        self._known = closed_meeting()
        self._told = ""
        window.changes.changed.connect(lambda changes, _who: self._on_changes(changes))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK_MS)

    def look(self) -> None:
        """In a quiet moment, make what is due: never during a meeting nor beside another task."""
        self._timer.setInterval(LOOK_MS)
        if not self._window.in_meeting and self._tasks.free and not self._backups.damage:
            self._run(self._due)

    def _due(self) -> BackupOutcome | None:
        self._backups.tidy()
        if self._backups.vault.state.may_write and self._backups.check_due:
            return self._backups.check()
        return self._backups.make_at_close()

    def _on_changes(self, changes: Changes) -> None:
        if Kind.MINUTES not in changes.kinds:
            return
        closed = self._closed_meeting()
        if closed != self._known:
            self._known = closed
            self._run(lambda: self._backups.make(Reason.MEETING))

    def _run(self, work: Callable[[], BackupOutcome | None]) -> None:
        self._tasks.run(work, self._on_made, self._on_failed)

    def _on_made(self, outcome: BackupOutcome | None) -> None:
        self._told = ""
        if outcome is not None:
            self._publish(outcome.made.manifest.id)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._publish("")
        if error.text != self._told:  # the same trouble is not said every ten minutes
            self._told = error.text
            self._window.shell.toast(f"{FAILED} {error.text}")

    def _publish(self, backup_id: str) -> None:
        self._window.changes.publish(Changes(frozenset({(Kind.VAULT, backup_id)})))


def keep_vault(window: "MainWindow", desk: "Desk", tasks: Tasks, *, trial: bool) -> None:
    """Keep the words of the search, the backups and the clocks of an open vault while it is shown.

    A `trial` has no backups.
    """

    def closed_meeting() -> str:
        closed = desk.home.overview().latest_closed
        return closed.id if closed is not None else ""

    IndexKeeper(desk.search, window, tasks)
    RetentionKeeper(desk.person.retention, desk.clock.today, window, tasks)
    if desk.backups is not None and not trial:
        BackupKeeper(desk.backups, closed_meeting, window, tasks)
        window.before_close = partial(save_what_is_left, desk.backups)


def back_up_at_close(desk: "Desk", tasks: Tasks) -> None:
    """The last backup before the program ends: silent, and waited for `CLOSE_SECONDS` at most."""
    backups = desk.backups
    if backups is None:
        return

    def make() -> None:
        try:
            if is_gone(backups):
                rescue(backups)
            else:
                backups.make_at_close()
        except UserError as refusal:  # the next start makes it, and says what hinders
            _LOG.warning("close: no backup, %s", type(refusal).__name__)

    tasks.finish(make, CLOSE_SECONDS)


def save_what_is_left(backups: BackupService) -> None:
    """Before a window closes over a vault whose folder went away. Raises what hinders a backup."""
    if is_gone(backups):
        rescue(backups)


def lock_safely(window: "MainWindow", desk: "Desk", lock: Callable[[], object]) -> None:
    """Lock; a vault whose folder went away is backed up before it is closed.

    Where that cannot be done it stays behind the cover, and is tried again: closing it would lose
    everything since the last backup. What nobody foresaw lets it close all the same: an unseen
    process would keep the keys.
    """
    try:
        if desk.backups is not None and is_gone(desk.backups):
            hide_everything()
            try:
                save_what_is_left(desk.backups)
            except UserError as refusal:
                window.hold(f"{gone_words(desk.backups)} {refusal.text}".strip())
                window.show()
                return
    except Exception as error:  # noqa: BLE001  nothing vetoes a lock
        _LOG.error("lock: %s before closing", type(error).__name__)
    lock()
