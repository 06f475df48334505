# SPDX-License-Identifier: EUPL-1.2
"""A fresh process to its painted unlock window, against one that shows a widget with a label."""

import time
from collections.abc import Iterator

from benchmarks.measure import Bench, Finding, in_turn, ratio
from benchmarks.practices import demo_vault
from benchmarks.windows import platform, watched

AIM = 1.3
ROUNDS = 15


def run(bench: Bench) -> Iterator[Finding]:
    vault = str(demo_vault(bench, 1))

    def ours() -> float:
        return _seconds("start", vault)

    def bare() -> float:
        return _seconds("bare")

    ours()  # compiled and read from the disk once
    bare()
    mine, theirs = in_turn(ROUNDS, ours, bare)
    yield ratio("start to unlock window / bare PySide6 window", mine, theirs, AIM, platform())


def _seconds(*mode: str) -> float:
    begun = time.monotonic()
    (moment,) = watched(*mode)
    return moment - begun
