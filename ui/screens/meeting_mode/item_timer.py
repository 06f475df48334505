# SPDX-License-Identifier: EUPL-1.2
"""The timer of the current item: counted by ticks, committed now and then."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import date, datetime, timedelta
from typing import Protocol

from app.domain.dates import clock as clock_words
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.domain.meeting import AgendaItem, ItemState, Meeting
from ui.screens.meeting_mode.state import RailLine, Timing
from ui.screens.meeting_mode.stopwatch import Stopwatch

SAVE_EVERY = 10
"""Seconds after which the time spent is committed while nobody types: with a text it goes along."""


class Clock(Protocol):
    """The part of the time that the screen needs."""

    def local(self) -> datetime:
        """Local time without a zone."""
        ...

    def today(self) -> date:
        """The local day."""
        ...

    def monotonic(self) -> float:
        """Seconds for durations."""
        ...


class ItemTimer:
    """Counts the time spent on one item at a time; `spend` commits seconds."""

    def __init__(self, clock: Clock, spend: Callable[[ItemId, int], object]) -> None:
        self._clock, self._spend = clock, spend
        self._stopwatch = Stopwatch(clock.monotonic)
        self._item: AgendaItem | None = None
        self._spent = 0
        self.begin()

    def begin(self) -> None:
        """A meeting is opened: from now on its time does not go back, whatever the clock does."""
        self._opened, self._since = self._clock.local(), self._clock.monotonic()

    def show(self, item: AgendaItem | None) -> None:
        """Go on with an item as the vault knows it."""
        self._item, self._spent = item, item.spent if item else 0

    def restart(self) -> None:
        """Another item begins."""
        self._stopwatch.restart()

    def tick(self) -> None:
        """Count the time since the last tick, and commit it now and then."""
        if self._stopwatch.tick() >= SAVE_EVERY:
            self.save()

    def take_sleep(self) -> int:
        """The seconds during which the machine slept and that were not counted, said once."""
        return self._stopwatch.take_sleep()

    def count(self, seconds: int) -> None:
        """Somebody says that these seconds were talk."""
        self._stopwatch.give_back(seconds)

    def save(self) -> None:
        """Commit the time spent; what cannot be committed is counted again later."""
        with suppress(UserError), self.going_with(nullcontext()):
            pass

    @contextmanager
    def going_with(self, unit: AbstractContextManager[object]) -> Iterator[None]:
        """Commit the time spent in the unit of work of the block; counted again when it fails."""
        seconds = self._stopwatch.take() if self._item is not None else 0
        try:
            with unit:
                yield
                if self._item is not None and seconds > 0:
                    self._spend(self._item.id, seconds)
        except BaseException:
            self._stopwatch.give_back(seconds)
            raise
        self._spent += seconds

    def timing(self, meeting: Meeting, agenda: Iterable[RailLine]) -> Timing | None:
        """The timer as it stands and the predicted end; None without an item."""
        if self._item is None:
            return None
        spent = self._spent + int(self._stopwatch.tick())
        planned = self._item.planned * 60
        to_come = sum(line.planned * 60 for line in agenda if line.state is ItemState.TO_COME)
        now = self._now()
        ends = now + timedelta(seconds=max(0, planned - spent) + to_come)
        return Timing(spent, planned, clock_words(ends.time()), _late_by(meeting, now, ends))

    def _now(self) -> datetime:
        """Local time: the later of the clock's and of what has passed since the opening."""
        passed = timedelta(seconds=self._clock.monotonic() - self._since)
        return max(self._clock.local(), self._opened + passed)


def _late_by(meeting: Meeting, now: datetime, ends: datetime) -> int:
    planned_end = datetime.combine(meeting.on, meeting.start) + timedelta(minutes=meeting.minutes)
    # A meeting opened on another day has no end to be late for.
    if abs(now - planned_end) > timedelta(hours=12):
        return 0
    return max(0, round((ends - planned_end).total_seconds() / 60))
