# SPDX-License-Identifier: EUPL-1.2
"""The time, given to whoever needs it so that tests and the demo can hold it."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from: instants are UTC, days and times of day are local."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        ...

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (now by default) as local time, without a zone."""
        ...

    def today(self) -> date:
        """The local day."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back, for durations."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (now by default) as local time, without a zone."""
        return (instant or self.now()).astimezone().replace(tzinfo=None)

    def today(self) -> date:
        """The local day."""
        return self.local().date()

    def monotonic(self) -> float:
        """Seconds that never go back, for durations."""
        return time.monotonic()


@dataclass
class HeldClock:
    """A clock that stands still until it is moved; its local zone is `zone` (UTC by default)."""

    instant: datetime
    zone: tzinfo = UTC

    def now(self) -> datetime:
        """The instant it stands at, in UTC."""
        return self.instant.astimezone(UTC)

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (the held one by default) in the clock's zone."""
        return (instant or self.instant).astimezone(self.zone).replace(tzinfo=None)

    def today(self) -> date:
        """The day it stands at."""
        return self.local().date()

    def monotonic(self) -> float:
        """Seconds of the held instant."""
        return self.instant.timestamp()

    def advance(self, span: timedelta) -> None:
        """Move the clock on (or back, for the tests of a clock that is set back)."""
        self.instant += span

    def set_local(self, moment: datetime) -> None:
        """Set the clock to a local moment, given without a zone."""
        self.instant = moment.replace(tzinfo=self.zone)
