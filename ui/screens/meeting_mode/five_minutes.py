# SPDX-License-Identifier: EUPL-1.2
"""Five minutes before the time of an item is used up: said once, and what is missing is asked."""

from collections.abc import Callable

from app.domain.ids import ItemId
from app.domain.text import plural, typeset
from app.services.meetings import LiveItem
from ui.screens.meeting_mode.remark import Remark
from ui.screens.meeting_mode.state import Timing

FIVE = 300
"""Seconds."""


class FiveMinutes:
    """`announce` tells a screen reader. An item of five minutes or less is not disturbed."""

    def __init__(self, remark: Remark, announce: Callable[[str], object]) -> None:
        self._remark, self._announce = remark, announce
        self._said: set[ItemId] = set()
        self._asking: ItemId | None = None

    def tick(self, item: LiveItem | None, timing: Timing | None) -> None:
        """A second went by."""
        self._keep_true(item, timing)
        if item is None or timing is None or timing.planned <= FIVE or item.item.id in self._said:
            return
        if timing.planned - timing.spent > FIVE:
            return
        self._said.add(item.item.id)
        if timing.spent >= timing.planned:
            return  # resumed when it was over: the timer says so already
        self._announce("5 minutes restantes")
        missing = _missing(item)
        if missing:
            self._asking = item.item.id
            self._remark.ask(_words(FIVE, missing))

    def _keep_true(self, item: LiveItem | None, timing: Timing | None) -> None:
        """What is asked says the minutes that are left, and goes with them."""
        if item is None or timing is None or item.item.id != self._asking:
            return
        left = timing.planned - timing.spent
        if left > 0:
            self._remark.ask(_words(left, _missing(item)))
        else:
            self.dismiss()

    def show(self, item: LiveItem | None) -> None:
        """The meeting is shown again: the question goes with its item, or once it is answered."""
        if item is None or item.item.id != self._asking or not _missing(item):
            self.dismiss()

    def dismiss(self) -> bool:
        """Take the question away; False when there is none."""
        asked, self._asking = self._asking is not None, None
        self._remark.hide()
        return asked


def _words(left: int, missing: str) -> str:
    """`left` in seconds: the minute that is begun counts."""
    minutes = (left + 59) // 60
    return typeset(f"Il reste {plural(minutes, 'minute')} : {missing}.")


def _missing(item: LiveItem) -> str:
    if not item.decisions and not item.actions:
        return "aucune décision ni action n’est notée"
    if not item.decisions:
        return "aucune décision n’est notée"
    return "" if item.actions else "aucune action n’est notée"
