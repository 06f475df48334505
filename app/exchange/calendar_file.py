# SPDX-License-Identifier: EUPL-1.2
"""One meeting as an iCalendar file (RFC 5545) that calendar programs import.

Times are UTC, so that no zone has to be described. The same meeting keeps its UID and its later
files have a higher SEQUENCE: importing a moved one moves it.
"""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event

_EPOCH = 1_600_000_000
"""Sequence numbers count the minutes from here, in 2020: they stay small and only grow."""


@dataclass(frozen=True)
class CalendarEvent:
    """What a calendar may know: no field here could hold a situation. Instants are UTC."""

    uid: str
    summary: str
    start: datetime
    end: datetime
    place: str
    stamp: datetime


def calendar_file(event: CalendarEvent) -> bytes:
    """The file; the same event gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tour de table//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    entry = Event()
    entry.add("uid", f"{event.uid}@tour-de-table")
    entry.add("dtstamp", event.stamp.replace(microsecond=0))
    entry.add("sequence", max(0, int(event.stamp.timestamp()) - _EPOCH) // 60)
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end)
    entry.add("summary", event.summary)
    if event.place:
        entry.add("location", event.place)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
