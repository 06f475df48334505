# SPDX-License-Identifier: EUPL-1.2
"""The practice that owns the vault, and the weekly rhythm of its meetings."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.dates import moved


@dataclass(frozen=True)
class WeeklySlot:
    """When the team meets: a weekday (Monday is 0), a start and an end in local time.

    An end at or before the start is on the following day.
    """

    weekday: int
    start: time
    end: time

    @property
    def minutes(self) -> int:
        """The length of the slot, in minutes."""
        return minutes_between(self.start, self.end)

    def next_on_or_after(self, day: date) -> date:
        """The first day of the rhythm that is not before `day`; the calendar's last without any."""
        return moved(day, (self.weekday - day.weekday()) % 7)

    def next_from(self, now: datetime) -> date:
        """The day of the meeting that is running or comes next at the local time `now`."""
        day = self.next_on_or_after(now.date())
        overnight = self.end <= self.start
        if day == now.date() and not overnight and now.time() > self.end:
            return moved(day, 7)
        return day


class Region(StrEnum):
    """Whose public holidays count."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _REGIONS[self]


_REGIONS = {Region.METROPOLE: "France", Region.ALSACE_MOSELLE: "Alsace-Moselle"}


@dataclass(frozen=True)
class Practice:
    """The centre: what the head of every document says."""

    name: str
    place: str = ""
    finess: str = ""
    address: str = ""
    phone: str = ""
    slot: WeeklySlot = WeeklySlot(weekday=3, start=time(12, 30), end=time(14, 0))
    region: Region = Region.METROPOLE


def minutes_between(start: time, end: time) -> int:
    """Minutes from `start` to `end`, the end being on the next day when it is not later."""
    span = (end.hour - start.hour) * 60 + end.minute - start.minute
    return span if span > 0 else span + 24 * 60
