# SPDX-License-Identifier: EUPL-1.2
"""Saving what is typed without being asked, and saying so."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import UserError
from ui.widgets import SaveWord

DELAY_MS = 800


class Autosave(QObject):
    """Calls `save` 800 ms after the last key, or at once on `flush`."""

    def __init__(
        self,
        save: Callable[[], object],
        word: SaveWord,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """`now` is the local time, shown in `word`."""
        super().__init__(parent)
        self._save, self._word, self._now = save, word, now
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Something typed is not on the disk."""
        return self._dirty

    def touch(self) -> None:
        """Something was typed."""
        self._dirty = True
        self._word.saving()
        self._timer.start()

    def flush(self) -> None:
        """Save now if anything waits; a refusal is shown, and what was typed stays."""
        try:
            self.flush_or_raise()
        except UserError as error:
            self._word.failed(error.text)

    def flush_or_raise(self) -> None:
        """Save now if anything waits. Raises `UserError` when it cannot be saved."""
        self._timer.stop()
        if self._dirty:
            self._save()
            self._dirty = False
            self._word.saved(f"{self._now():%H:%M}")

    def forget(self) -> None:
        """Another record is shown: nothing waits any more."""
        self._timer.stop()
        self._dirty = False
