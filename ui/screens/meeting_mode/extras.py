# SPDX-License-Identifier: EUPL-1.2
"""What stands around the work on an item: the drawer, the time in large, the quiet question."""

from collections.abc import Callable

from app.domain.errors import UserError
from app.services.meetings import MeetingService
from ui.screens.meeting_mode.five_minutes import FiveMinutes
from ui.screens.meeting_mode.keymap import Command
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.state import Timing
from ui.widgets import announce


class MeetingExtras:
    """Keeps them in step with the meeting that is shown."""

    def __init__(
        self, parts: MeetingLayout, presenter: MeetingPresenter, meetings: MeetingService
    ) -> None:
        self._parts, self._presenter, self._meetings = parts, presenter, meetings
        self._five = FiveMinutes(parts.remark, lambda words: announce(parts, words))
        parts.drawer.closed.connect(parts.close_drawer)

    @property
    def commands(self) -> dict[Command, Callable[[], object]]:
        """The commands that these parts answer."""
        return {Command.DRAWER: self.toggle_drawer, Command.TIMEKEEPER: self.toggle_timekeeper}

    def show(self) -> None:
        """The meeting was read again."""
        self._five.show(self._presenter.item)
        if not self._parts.drawer.isHidden():
            self._fill_drawer()

    def tick(self, timing: Timing | None) -> None:
        """A second went by."""
        item = self._presenter.item
        self._five.tick(item, timing)
        name = (item.code or item.title) if item else ""
        self._parts.timekeeper.timer.show_timing(timing, name)

    def toggle_drawer(self) -> None:
        """F9: the typing goes on where it is."""
        if not self._parts.close_drawer() and self._fill_drawer():
            self._parts.drawer.show()
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
