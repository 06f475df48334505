# SPDX-License-Identifier: EUPL-1.2
"""From the passphrase to a painted home screen, the key derivation apart, little data and much.

Each round is a fresh process, so the screens are loaded as they are when somebody works: after the
unlock window was shown for as long as it takes to type.
"""

import statistics
from collections.abc import Iterator

from app.demo.practice import DEMO_PASSPHRASE
from benchmarks.measure import Bench, Finding, in_turn, ratio
from benchmarks.practices import demo_vault
from benchmarks.windows import platform, watched

AIM_MS = 300
AIM_GROWTH = 1.5
YEARS = 20
ROUNDS = 7


def run(bench: Bench) -> Iterator[Finding]:
    small, large = str(demo_vault(bench, 1)), str(demo_vault(bench, YEARS))
    _home(small)  # compiled and read from the disk once
    _home(large)
    little, much = in_turn(ROUNDS, lambda: _home(small), lambda: _home(large))
    for label, times in (("1×", little), (f"{YEARS} years", much)):
        median = statistics.median(times) * 1000
        note = f"median of {ROUNDS}, {platform()}"
        yield Finding(f"unlock to painted home, {label}", median, "ms", AIM_MS, note)
    yield ratio(f"unlock to painted home, {YEARS} years / 1×", much, little, AIM_GROWTH)


def _home(vault: str) -> float:
    whole, derivation = watched("home", vault, DEMO_PASSPHRASE)
    return whole - derivation
