# SPDX-License-Identifier: EUPL-1.2
"""Time spent on an item, counted from ticks so that a laptop asleep counts for nothing."""

from collections.abc import Callable

LONGEST_GAP = 90.0
"""Seconds without a tick, which comes each second, after which the machine must have slept."""


class Stopwatch:
    """Counts while ticks come. A clock that goes back, or a gap of a sleep, adds nothing.

    Where the machine's clock stops with it (Linux, macOS) a sleep leaves no gap at all.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = monotonic()
        self._unsaved = 0.0
        self._slept = 0.0

    def restart(self) -> None:
        """Begin another item; what was not taken is forgotten."""
        self._last, self._unsaved = self._monotonic(), 0.0

    def tick(self) -> float:
        """Count the time since the last tick; returns the seconds not taken yet."""
        now = self._monotonic()
        gap = now - self._last
        self._last = now
        if 0.0 < gap <= LONGEST_GAP:
            self._unsaved += gap
        elif gap > LONGEST_GAP:
            self._slept += gap
        return self._unsaved

    def take_sleep(self) -> int:
        """The seconds of gaps that were not counted, said once."""
        whole, self._slept = int(self._slept), 0.0
        return whole

    def take(self) -> int:
        """The whole seconds counted, to be saved; the fraction stays."""
        whole = int(self.tick())
        self._unsaved -= whole
        return whole

    def give_back(self, seconds: int) -> None:
        """Seconds that were taken and not saved, or a gap that is counted after all."""
        self._unsaved += seconds
