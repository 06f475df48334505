# SPDX-License-Identifier: EUPL-1.2
"""Opening a situation that has lived, and a list of 20,000 against one of 200 in the same run."""

from collections.abc import Iterator

from benchmarks.measure import Bench, Finding
from benchmarks.situations import MEETINGS, STEPS, build
from benchmarks.windows import said_by

MANY, FEW = 20_000, 200
EVENTS = 7 * MEETINGS + STEPS
OPEN_MS, PAINT_MS, FRAME_MS, MEMORY = 50.0, 100.0, 50.0, 1.5


def run(bench: Bench) -> Iterator[Finding]:
    few, many = (_seen(bench, count) for count in (FEW, MANY))
    first, longest, plain, past, memory = many
    yield Finding("list of 20,000 situations, first paint", first * 1000, "ms", PAINT_MS)
    yield Finding("  its longest frame while scrolling", longest * 1000, "ms", FRAME_MS)
    detail = f"{memory:.0f} MB against {few[4]:.0f} MB with {FEW}"
    if few[4]:
        yield Finding("  its memory, of that of 200", memory / few[4], "×", MEMORY, detail)
    yield Finding(f"a situation with {EVENTS} events opened", plain * 1000, "ms", OPEN_MS)
    yield Finding("  on its timeline", past * 1000, "ms", OPEN_MS)


def _seen(bench: Bench, count: int) -> tuple[float, ...]:
    folder = bench.scratch / f"situations-{count}"
    build(folder, count)
    said = said_by("benchmarks.listed", str(folder))
    return tuple(float(word) for word in said.split())
