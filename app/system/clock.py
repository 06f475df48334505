# SPDX-License-Identifier: EUPL-1.2
"""The time, given to whoever needs it so that tests and the demo can hold it."""

import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Uptime:
    """How long the machine has been on, time asleep counted where it can be; `boot` names when.

    Nobody at the keyboard can change it, as they can the date.
    """

    boot: str
    seconds: float


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

    def uptime(self) -> Uptime:
        """How long the machine has been on."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (now by default) as local time, without a zone."""
        return _without_zone(instant or self.now(), None)

    def today(self) -> date:
        """The local day."""
        return self.local().date()

    def monotonic(self) -> float:
        """Seconds that never go back, for durations."""
        return time.monotonic()

    def uptime(self) -> Uptime:
        """How long the machine has been on; without a name for the boot where there is none."""
        boot = ""
        with contextlib.suppress(OSError):
            boot = _BOOT.read_text(encoding="ascii").strip()
        if hasattr(time, "CLOCK_BOOTTIME"):
            return Uptime(boot, time.clock_gettime(time.CLOCK_BOOTTIME))
        return Uptime(boot, time.monotonic())


@dataclass
class HeldClock:
    """A clock that stands still until it is moved; its local zone is `zone` (UTC by default)."""

    instant: datetime
    zone: tzinfo = UTC
    boot: str = "held"
    up: float = 1_000_000.0

    def now(self) -> datetime:
        """The instant it stands at, in UTC."""
        return self.instant.astimezone(UTC)

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant (the held one by default) in the clock's zone."""
        return _without_zone(instant or self.instant, self.zone)

    def today(self) -> date:
        """The day it stands at."""
        return self.local().date()

    def monotonic(self) -> float:
        """Seconds that passed: setting the clock back takes none away."""
        return self.up

    def advance(self, span: timedelta) -> None:
        """Let time pass; a negative span sets the clock back and lets none pass."""
        self.instant += span
        self.up += max(0.0, span.total_seconds())

    def uptime(self) -> Uptime:
        """How long the held machine has been on."""
        return Uptime(self.boot, self.up)

    def restart(self, up: float = 0.0) -> None:
        """Let the machine be switched on anew, `up` seconds ago."""
        self.boot, self.up = f"{self.boot}+", up

    def set_local(self, moment: datetime) -> None:
        """Set the clock to a local moment, given without a zone."""
        self.instant = moment.replace(tzinfo=self.zone)


def _without_zone(instant: datetime, zone: tzinfo | None) -> datetime:
    """An instant as local time; at the two ends of the calendar, where it has none, as it is."""
    try:
        return instant.astimezone(zone).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):  # years that the system does not know either
        return instant.replace(tzinfo=None)
