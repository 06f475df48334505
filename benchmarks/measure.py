# SPDX-License-Identifier: EUPL-1.2
"""Times taken in turn, and what is said of them."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Side = Callable[[], float]
"""One measured run; gives its seconds, what must be set up and cleared apart."""


class Unavailable(Exception):
    """A benchmark cannot run here; the message says what is missing."""


@dataclass(frozen=True)
class Bench:
    """Where a benchmark works: `data` is kept from one run to the next, `scratch` is not.

    `bundle` is the folder of the frozen program.
    """

    data: Path
    scratch: Path
    bundle: Path = Path("dist", "tour-de-table")


@dataclass(frozen=True)
class Finding:
    """One printed line: a value, the most it should be (None: said, not aimed at), and why."""

    label: str
    value: float
    unit: str
    aim: float | None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `missed`, or nothing where there is no aim."""
        if self.aim is None:
            return ""
        return "ok" if self.value <= self.aim else "missed"


def timed(action: Callable[[], object]) -> float:
    """The seconds that one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def in_turn(rounds: int, *sides: Side) -> tuple[list[float], ...]:
    """Run every side `rounds` times, one after the other, beginning with each as often.

    What slows the machine for a while then slows all of them alike.
    """
    times: tuple[list[float], ...] = tuple([] for _ in sides)
    order = list(range(len(sides)))
    for _ in range(rounds):
        for index in order:
            times[index].append(sides[index]())
        order.append(order.pop(0))
    return times


def ratio(
    label: str, ours: list[float], theirs: list[float], aim: float | None, note: str = ""
) -> Finding:
    """Ours over theirs, by their medians."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    detail = f"{span(mine)} against {span(other)}, median of {len(ours)}"
    return Finding(label, mine / other, "×", aim, f"{detail}; {note}" if note else detail)


def span(seconds: float) -> str:
    """A duration in the unit that reads best."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"
