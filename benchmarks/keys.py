# SPDX-License-Identifier: EUPL-1.2
"""Changing a passphrase, against the two key derivations it is made of; and rotating the keys.

A passphrase writes one slot again, whatever the size of the vault. New keys write the database
again: said in seconds, beside a bare copy under another key with the same checks. The last line is
how long the window stood still at most meanwhile: from one turn of its event loop to the next.
"""

import shutil
import statistics
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from app.demo.practice import DEMO_PASSPHRASE
from app.services.vault import Session, Workshop, system_ids
from app.storage.copying import copy_database
from app.storage.driver import DATABASE_KEY_BYTES
from app.system.clock import SystemClock
from app.vault.keyring import change_passphrase
from app.vault.keys import DEFAULT_KDF, FLOOR_KDF, KdfParameters, passphrase_key
from app.vault.rekeying import ReadyKeys, put_keys_in_force, ready_keys, rotate_keys
from benchmarks.measure import Bench, Finding, in_turn, ratio, span, timed
from benchmarks.practices import demo_vault
from ui.tasks import Tasks

AIM_CHANGE = 1.5
AIM_STILL_MS = 300
YEARS = 20
ROUNDS = 5
RENEWALS = 3
PHRASES = (DEMO_PASSPHRASE, "ardoise bretelle capucine drakkar esquif falaise gerboise")


def run(bench: Bench) -> Iterator[Finding]:
    for label, years in (("1×", 1), (f"{YEARS} years", YEARS)):
        folder = bench.scratch / f"{years}.tdt"
        shutil.copytree(demo_vault(bench, years), folder)
        session = _open(folder)
        yield _changed(session, label)
        yield _rotated(session, bench.scratch / f"{years}.db", label)
        yield _stood_still(session, label)
        session.close()


def _changed(session: Session, label: str) -> Finding:
    phrases = list(PHRASES)

    def ours() -> float:
        now, then = phrases
        spent = timed(lambda: change_passphrase(session.vault, now, then, FLOOR_KDF))
        phrases.reverse()
        return spent - 2 * _derive(FLOOR_KDF) + 2 * _derive(DEFAULT_KDF)

    ours()
    mine, theirs = in_turn(ROUNDS, ours, lambda: 2 * _derive(DEFAULT_KDF))
    return ratio(f"passphrase change / two derivations, {label}", mine, theirs, AIM_CHANGE)


def _rotated(session: Session, copy: Path, label: str) -> Finding:
    def bare() -> float:
        spent = timed(
            lambda: copy_database(session.vault.connection, copy, bytes(DATABASE_KEY_BYTES))
        )
        copy.unlink()
        return spent

    mine, theirs = in_turn(
        2, lambda: timed(lambda: rotate_keys(session.vault, session.vault.content)), bare
    )
    return ratio(f"rotating the keys / a checked copy, {label}", mine, theirs, None)


def _stood_still(session: Session, label: str) -> Finding:
    """The longest gap between two turns of the event loop while keys are renewed as in the window.

    The median of some renewals, each with the moment in which it is decided.
    """
    there = not QCoreApplication.startingUp()
    application = QCoreApplication.instance() if there else QCoreApplication([])
    tasks, gaps, spent = Tasks(), list[float](), list[float]()
    for _ in range(RENEWALS):
        turns = [time.perf_counter()]
        _renew(session, tasks, application, turns)
        gaps.append(max(after - before for before, after in pairwise(turns)))
        spent.append(turns[-1] - turns[0])
    tasks.close()
    note = f"of {span(statistics.median(spent))}, median of {RENEWALS}"
    gap = statistics.median(gaps) * 1000
    return Finding(f"window stands still in a removal, {label}", gap, "ms", AIM_STILL_MS, note)


def _renew(
    session: Session, tasks: Tasks, application: QCoreApplication, turns: list[float]
) -> None:
    """One renewal, beside an event loop whose turns are noted."""
    vault = session.vault
    loop, failures = QEventLoop(application), list[Exception]()
    timer = QTimer(loop)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))

    def decide(ready: ReadyKeys) -> None:
        put_keys_in_force(vault, ready)
        QTimer.singleShot(0, loop.quit)

    def failed(error: Exception) -> None:
        failures.append(error)
        loop.quit()

    timer.start(0)
    tasks.run(lambda: ready_keys(vault, vault.content), decide, failed, hold=True)
    loop.exec()
    timer.stop()
    turns.append(time.perf_counter())
    for error in failures:
        raise error


def _derive(kdf: KdfParameters) -> float:
    start = time.perf_counter()
    passphrase_key(DEMO_PASSPHRASE, bytes(16), kdf)
    return time.perf_counter() - start


def _open(folder: Path) -> Session:
    clock = SystemClock()
    return Workshop(clock, system_ids(clock)).unlock(folder, DEMO_PASSPHRASE)
