# SPDX-License-Identifier: EUPL-1.2
"""What stands around the work on an item: the drawer, the time in large, the quiet question."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from app.domain.errors import UserError
from app.domain.ids import ItemId, MeetingId
from app.domain.text import NO_BREAK, plural
from app.services.closing import ClosingService
from app.services.meetings import MeetingService
from ui.keymap import Command
from ui.screens.meeting_mode.five_minutes import FiveMinutes
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.state import Timing
from ui.shell.screen import ShowToast
from ui.widgets import announce


class MeetingExtras:
    """Keeps them in step with the meeting that is shown."""

    def __init__(
        self,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        meetings: MeetingService,
        closing: ClosingService,
        toast: ShowToast,
    ) -> None:
        self._parts, self._presenter = parts, presenter
        self._meetings, self._closing, self._toast = meetings, closing, toast
        self._before: tuple[MeetingId, ItemId] | None = None
        parts.checklist.closed.connect(parts.checklist.hide)
        self._five = FiveMinutes(parts.remark, lambda words: announce(parts, words))
        parts.drawer.closed.connect(parts.close_drawer)

    @property
    def commands(self) -> dict[Command, Callable[[], object]]:
        """The commands that these parts answer."""
        return {
            Command.CHECKLIST: self.toggle_checklist,
            Command.DRAWER: self.toggle_drawer,
            Command.TIMEKEEPER: self.toggle_timekeeper,
        }

    def show(self) -> None:
        """The meeting was read again."""
        self._five.show(self._presenter.item)
        self._check()
        if not self._parts.drawer.isHidden():
            self._fill_drawer()

    def tick(self, timing: Timing | None) -> None:
        """A second went by."""
        item, slept = self._presenter.item, self._presenter.timer.take_sleep()
        if slept and item is not None:
            self._toast(
                f"Ordinateur en veille{NO_BREAK}: {plural(slept // 60, 'minute')} "
                "de moins au compteur. Annuler les compte.",
                lambda: self._presenter.timer.count(slept),
            )
        self._five.tick(item, timing)
        name = (item.code or item.title) if item else ""
        self._parts.timekeeper.timer.show_timing(timing, name)

    def toggle_checklist(self) -> None:
        """F3: what the current situation still lacks."""
        item, shown = self._presenter.item, self._parts.checklist.line
        if item is not None and shown is not None and shown.item.id == item.item.id:
            self._parts.checklist.hide()
        elif item is not None:
            self._show_checks(item.item.id)
            announce(self._parts, self._parts.checklist.accessibleName())

    def _check(self) -> None:
        """A situation that was left shows what it lacks; the one on the screen is kept true."""
        item = self._presenter.item
        here = (item.item.meeting_id, item.item.id) if item else None
        before, self._before = self._before, here
        shown = self._parts.checklist.line
        if before is not None and here is not None and before[0] == here[0] and before != here:
            self._show_checks(before[1], only_missing=True)
        elif here is None or (before is not None and before != here):
            self._parts.checklist.hide()
        elif shown is not None and item is not None and shown.item.id == item.item.id:
            self._show_checks(shown.item.id)

    def _show_checks(self, item_id: ItemId, *, only_missing: bool = False) -> None:
        line = self._closing.line(item_id)
        if not line.checks or (only_missing and not line.missing):
            self._parts.checklist.hide()
        else:
            self._parts.checklist.show_line(line)

    def toggle_drawer(self) -> None:
        """F9: the typing goes on where it is."""
        if not self._parts.close_drawer() and self._fill_drawer():
            self._parts.drawer.show()
            QTimer.singleShot(0, self._parts.drawer, self._parts.drawer.come_into_sight)
            announce(self._parts, self._parts.drawer.accessibleName())

    def toggle_timekeeper(self) -> None:
        """F4: the time in large, or the work again."""
        if self._parts.panel is self._parts.timekeeper:
            self._parts.close_panel()
        elif self._presenter.item is not None:
            self._parts.open_panel(self._parts.timekeeper)
            self._parts.timekeeper.setFocus()

    def close_innermost(self) -> bool:
        """What Escape takes away when nothing else was open; False when nothing was."""
        if self._parts.checklist.line is not None:
            self._parts.checklist.hide()
            return True
        return self._five.dismiss() or self._parts.close_drawer()

    def _fill_drawer(self) -> bool:
        """Show what was known; a point and a withdrawn consent have nothing to show."""
        item = self._presenter.item
        try:
            known = self._meetings.background(item.item.id) if item else None
        except UserError:
            known = None
        if known is None:
            self._parts.close_drawer()
            return False
        self._parts.drawer.show_background(known)
        return True
