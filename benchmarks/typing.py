# SPDX-License-Identifier: EUPL-1.2
"""A meeting of ninety minutes typed into the real window: how long a key waits for its text.

Sixty actions and twenty thousand characters, in a process of its own (`benchmarks.typed`).
"""

import json
import statistics
from collections.abc import Iterator

from benchmarks.measure import Bench, Finding, Unavailable
from benchmarks.typed import ACTIONS, CHARACTERS
from benchmarks.windows import platform, said_by

AIM_KEY_MS = 16
AIM_SWITCH_MS = 50
LONG_SECONDS = 0.050
PATIENCE = 900


def run(bench: Bench) -> Iterator[Finding]:
    seen = json.loads(said_by("benchmarks.typed", str(bench.scratch / "typed.tdt"), wait=PATIENCE))
    if seen["characters"] < CHARACTERS * 0.99 or seen["actions"] < ACTIONS:
        raise Unavailable(
            f"only {seen['characters']} characters and {seen['actions']} actions kept"
        )
    keys, switches = seen["keys"], seen["switches"]
    p95 = statistics.quantiles(keys, n=20)[-1]
    where = f"{len(keys)} keys, {platform()}"
    yield Finding("key to painted text, p95", p95 * 1000, "ms", AIM_KEY_MS, where)
    for label, times in (
        ("keys over 50 ms", keys),
        ("chords over 50 ms", seen["chords"]),
        ("standstills over 50 ms while listening", seen["idle"]),
    ):
        longest = f"{len(times)}, longest {max(times) * 1000:.0f} ms"
        yield Finding(label, sum(each > LONG_SECONDS for each in times), "", 0, longest)
    longest = f"median of {len(switches)}, longest {max(switches) * 1000:.0f} ms"
    yield Finding(
        "switch of item", statistics.median(switches) * 1000, "ms", AIM_SWITCH_MS, longest
    )
