# SPDX-License-Identifier: EUPL-1.2
"""Saving what is typed without being asked, and saying so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import KeptAsideError, NotSavedError, UserError
from app.services.outbox import kept_aside
from ui.widgets import SaveWord

DELAY_MS = 800
RETRY_MS = 5000


@dataclass(frozen=True)
class Aside:
    """Where a form goes that the disk did not take: `keep` says whether that place took it."""

    keep: Callable[[], bool]
    taken: Callable[[], object]


class Autosave(QObject):
    """Calls `save` 800 ms after the last key, or at once on `flush`.

    A disk that refuses is asked again every five seconds; what was typed is kept aside meanwhile.
    """

    def __init__(
        self,
        save: Callable[[], object],
        aside: Aside,
        word: SaveWord,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """`now` is the local time, shown in `word`."""
        super().__init__(parent)
        self._save, self._aside, self._word, self._now = save, aside, word, now
        self._dirty = False
        self._ever_kept = self._kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Something typed is not on the disk."""
        return self._dirty

    def touch(self) -> None:
        """Something was typed."""
        self._dirty, self._kept = True, False
        self._word.saving()
        self._timer.start(DELAY_MS)

    def flush(self) -> bool:
        """Save now if anything waits; a refusal is shown, what was typed stays, and it is False."""
        try:
            self.flush_or_raise()
        except UserError:
            return False
        return True

    def flush_or_raise(self) -> None:
        """Save now if anything waits. Raises `UserError` when it cannot be saved."""
        self._timer.stop()
        if not self._dirty:
            return
        try:
            self._save()
        except NotSavedError as error:
            self._timer.start(RETRY_MS)
            self._kept = self._kept or self._aside.keep()
            self._ever_kept = self._ever_kept or self._kept
            refusal = kept_aside(error) if self._kept else error
            self._word.failed(refusal.text)
            raise refusal from error
        except UserError as error:
            self._word.failed(error.text)
            raise
        self.let_go()
        self._word.saved(f"{self._now():%H:%M}")

    def forget(self) -> None:
        """Another record is shown: nothing waits any more here."""
        self._timer.stop()
        self._dirty = self._ever_kept = self._kept = False

    def let_go(self) -> None:
        """The vault has it, or nobody wants it any more: it is kept nowhere else."""
        if self._ever_kept:
            self._aside.taken()
        self.forget()


def commit_all(*steps: Callable[[], object]) -> None:
    """Commit each, whatever became of the others, then raise the refusal that matters most."""
    refusals: list[UserError] = []
    for step in steps:
        try:
            step()
        except UserError as refusal:
            refusals.append(refusal)
    if refusals:
        raise max(refusals, key=_weight)


def _weight(refusal: UserError) -> int:
    if isinstance(refusal, KeptAsideError):
        return 1
    return 2 if isinstance(refusal, NotSavedError) else 0
