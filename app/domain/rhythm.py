# SPDX-License-Identifier: EUPL-1.2
"""The weekly rhythm of the meetings and what differs from it: holidays, moves, weeks left out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from app.domain.practice import WeeklySlot

HolidayOf = Callable[[date], str]
"""The French name of the public holiday of a day; empty on any other day."""


class ExceptionKind(StrEnum):
    """How one week differs from the rhythm."""

    SKIPPED = "skipped"
    MOVED = "moved"
    KEPT = "kept"


@dataclass(frozen=True)
class RhythmException:
    """What differs on the day that the rhythm gives; `reason` is said to whoever asks why.

    A moved meeting has its day in `moved_to`, and its own hours where they differ too.
    """

    day: date
    kind: ExceptionKind
    reason: str = ""
    moved_to: date | None = None
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True)
class Occurrence:
    """One week of the rhythm: `day` as the rhythm gives it, `on` as it is held, None if it is not.

    `why` says in French what differs; empty for an ordinary week.
    """

    day: date
    on: date | None
    start: time
    end: time
    why: str = ""


@dataclass(frozen=True)
class MeetingSeries:
    """The rhythm of the practice with its exceptions, by the day of the rhythm."""

    slot: WeeklySlot
    exceptions: Mapping[date, RhythmException] = field(default_factory=dict)

    def from_day(self, first: date, holiday_of: HolidayOf) -> Iterator[Occurrence]:
        """The weeks whose day is not before `first`, one after the other, to the calendar's end."""
        day = self.slot.next_on_or_after(first)
        while day.weekday() == self.slot.weekday:  # but in the calendar's last days
            yield self.on_day(day, holiday_of)
            if date.max - day < timedelta(days=7):
                return
            day += timedelta(days=7)

    def on_day(self, day: date, holiday_of: HolidayOf) -> Occurrence:
        """What becomes of one day of the rhythm; an exception counts for more than a holiday."""
        slot, exception, holiday = self.slot, self.exceptions.get(day), holiday_of(day)
        if exception is None:
            held = None if holiday else day
            return Occurrence(day, held, slot.start, slot.end, holiday)
        if exception.kind is ExceptionKind.KEPT:
            why = f"{holiday}, maintenue" if holiday else ""
            return Occurrence(day, day, slot.start, slot.end, why)
        start, end = exception.start or slot.start, exception.end or slot.end
        return Occurrence(day, exception.moved_to, start, end, exception.reason)
