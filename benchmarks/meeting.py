# SPDX-License-Identifier: EUPL-1.2
"""The same ninety minutes at twenty times their speed: four and a half minutes of a real window.

Where `typing` asks how long a key waits when the hand never rests, this lets every timer of the
window run between two keys, on a clock that passes: autosave, timer, prediction, projection.
"""

import json
import statistics
from collections.abc import Iterator

from benchmarks.measure import Bench, Finding, Unavailable
from benchmarks.typed import ACTIONS, CHARACTERS, MEETING
from benchmarks.typing import AIM_KEY_MS, LONG_SECONDS, PATIENCE
from benchmarks.windows import platform, said_by

AIM_LOST_SECONDS = 60
"""Of ninety minutes, what the timers of the items may miss: changes of item, and the last tick."""


def run(bench: Bench) -> Iterator[Finding]:
    folder = str(bench.scratch / "paced.tdt")
    seen = json.loads(said_by("benchmarks.typed", folder, "paced", wait=PATIENCE))
    if seen["characters"] < CHARACTERS * 0.99 or seen["actions"] < ACTIONS:
        raise Unavailable(
            f"only {seen['characters']} characters and {seen['actions']} actions kept"
        )
    minutes, asked = seen["minutes"], MEETING.total_seconds() / 60
    yield Finding(
        "minutes of the meeting",
        minutes,
        "min",
        None,
        f"of {asked:.0f}, in {seen['seconds']:.0f} s",
    )
    keys, turns = [*seen["keys"], *seen["chords"]], seen["idle"]
    p95 = statistics.quantiles(keys, n=20)[-1]
    where = f"{len(keys)} keys, {platform()}"
    yield Finding("paced key to painted text, p95", p95 * 1000, "ms", AIM_KEY_MS, where)
    for label, times in (("paced keys over 50 ms", keys), ("paced turns over 50 ms", turns)):
        longest = f"{len(times)}, longest {max(times) * 1000:.0f} ms"
        yield Finding(label, sum(each > LONG_SECONDS for each in times), "", 0, longest)
    lost = minutes * 60 - seen["spent"]
    yield Finding("seconds that no item counted", lost, "s", AIM_LOST_SECONDS)
