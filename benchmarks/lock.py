# SPDX-License-Identifier: EUPL-1.2
"""From the wish to lock to nothing readable, and to the unlock window of the process that follows.

Each round is a fresh process that unlocks, shows its first screen and locks. The last lines hold
the whole opening of a vault against the key derivation alone, as a new vault asks for it; the
fictional practice, whose derivation is cheaper, gives everything but the derivation.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from app.demo.practice import DEMO_PASSPHRASE
from app.services.vault import Workshop, system_ids
from app.system.clock import SystemClock
from app.vault.keys import DEFAULT_KDF, FLOOR_KDF, KdfParameters, passphrase_key
from benchmarks.measure import Bench, Finding, in_turn, ratio, timed
from benchmarks.practices import demo_vault
from benchmarks.windows import platform, watched

AIM_HIDDEN_MS = 300
AIM_WINDOW_MS = 1500
AIM_UNLOCK = 1.5
YEARS = 20
ROUNDS = 7
SALT = bytes(16)


def run(bench: Bench) -> Iterator[Finding]:
    vaults = {"1×": demo_vault(bench, 1), f"{YEARS} years": demo_vault(bench, YEARS)}
    for label, vault in vaults.items():
        yield from _locked(label, vault)
    for label, vault in vaults.items():
        yield _opened(label, vault)


def _locked(label: str, vault: Path) -> Iterator[Finding]:
    hidden: list[float] = []
    painted: list[float] = []
    for number in range(ROUNDS + 1):
        asked, nothing, window = watched("lock", str(vault), DEMO_PASSPHRASE)
        if number:  # the first compiles and reads from the disk
            hidden.append(nothing - asked)
            painted.append(window - asked)
    note = f"median of {ROUNDS}, {platform()}"
    shown = ((hidden, "nothing readable", AIM_HIDDEN_MS), (painted, "unlock window", AIM_WINDOW_MS))
    for times, what, aim in shown:
        yield Finding(f"lock to {what}, {label}", statistics.median(times) * 1000, "ms", aim, note)


def _opened(label: str, vault: Path) -> Finding:
    def ours() -> float:
        return _unlock(vault) - _derive(FLOOR_KDF) + _derive(DEFAULT_KDF)

    ours()
    mine, theirs = in_turn(ROUNDS, ours, lambda: _derive(DEFAULT_KDF))
    return ratio(f"unlock / bare key derivation, {label}", mine, theirs, AIM_UNLOCK)


def _unlock(vault: Path) -> float:
    clock = SystemClock()
    workshop = Workshop(clock, system_ids(clock))
    begun = time.perf_counter()
    session = workshop.unlock(vault, DEMO_PASSPHRASE)
    taken = time.perf_counter() - begun
    session.close()
    return taken


def _derive(kdf: KdfParameters) -> float:
    return timed(lambda: passphrase_key(DEMO_PASSPHRASE, SALT, kdf))
