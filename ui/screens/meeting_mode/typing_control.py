# SPDX-License-Identifier: EUPL-1.2
"""What the scribe types: noted for undo, kept at once, saved a moment later."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.ids import ItemId
from app.services.meetings import ItemText
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.timers import timer
from ui.screens.meeting_mode.undo_control import UndoControl

AUTOSAVE_MS = 800
RETRY_MS = 4000


class TypingControl:
    """Ties fields and dock to the presenter. `changed` shows the meeting again."""

    def __init__(
        self,
        owner: QObject,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        undo: UndoControl,
        changed: Callable[[], object],
    ) -> None:
        self._parts, self._presenter, self._undo = parts, presenter, undo
        self._changed = changed
        self.shown: ItemId | None = None
        """The item whose texts are in the fields."""
        self.save_timer = timer(owner, AUTOSAVE_MS, self.autosave, single=True)
        self.retry_timer = timer(owner, RETRY_MS, self.autosave, single=True)
        undo.save_soon = self.save_soon
        parts.fields.typed.connect(self._on_typed)
        parts.fields.left.connect(self._on_left)
        parts.dock.typed.connect(self._on_begun)
        parts.dock.written.connect(self._on_written)
        parts.dock.refused.connect(self.show_save)

    def show_arrival(self, item_id: ItemId) -> None:
        """Fill the fields of another item; those of the shown one belong to the scribe."""
        if item_id == self.shown:
            return
        self.shown = item_id
        for name in ItemText:
            self._parts.fields.show_text(name, self._presenter.text(name))
        self._parts.dock.show_draft(self._presenter.draft())
        self._parts.dock.reopen()
        self._undo.arrived()

    def show_save(self) -> None:
        """Say whether what is typed is on the disk; what is not is tried again."""
        autosave = self._presenter.autosave
        self._parts.bar.show_save(autosave.state)
        if autosave.is_waiting and not self.save_timer.isActive():
            self.retry_timer.start()

    def autosave(self) -> None:
        """Commit what waits."""
        self._presenter.autosave.flush()
        self.show_save()

    def save_soon(self) -> None:
        """Something changed: it is committed after a pause."""
        self._parts.bar.show_save(self._presenter.autosave.state)
        self.save_timer.start()

    def keep_item(self) -> None:
        """Take what is being typed in the item that is shown, before anything else happens."""
        if self.shown is None:
            return
        self.save_timer.stop()
        self._parts.fields.commit()
        self._parts.dock.settle()
        self._presenter.keep_draft(self._parts.dock.draft())

    def commit(self) -> None:
        """Commit texts and time. Raises `UserError` when something is not on the disk."""
        self.keep_item()
        try:
            self._presenter.require_saved()
        finally:
            self.show_save()

    def _on_typed(self, name: ItemText, text: str) -> None:
        self._undo.typed(name, text)
        self._presenter.typed(name, text)
        self.save_soon()

    def _on_begun(self) -> None:
        draft = self._parts.dock.draft()
        self._undo.begun(draft)
        self._presenter.keep_draft(draft)
        self.save_soon()

    def _on_left(self, name: ItemText) -> None:
        self.save_timer.stop()
        self._presenter.left(name)
        self.show_save()

    def _on_written(self) -> None:
        # What was begun has become a line: the draft is emptied with it.
        before = self._presenter.item
        self._presenter.keep_draft(self._parts.dock.draft())
        self._presenter.autosave.flush()
        self._presenter.reread()
        self._undo.written(before)
        self._changed()
