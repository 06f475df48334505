# SPDX-License-Identifier: EUPL-1.2
"""Changing a passphrase, against the two key derivations it is made of; and rotating the keys.

A passphrase writes one slot again, whatever the size of the vault. New keys write the database
again: said in seconds, beside a bare copy under another key with the same checks.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app.demo.practice import DEMO_PASSPHRASE
from app.services.vault import Session, Workshop, system_ids
from app.storage.copying import copy_database
from app.storage.driver import DATABASE_KEY_BYTES
from app.system.clock import SystemClock
from app.vault.keyring import change_passphrase
from app.vault.keys import DEFAULT_KDF, FLOOR_KDF, KdfParameters, passphrase_key
from app.vault.rekeying import rotate_keys
from benchmarks.measure import Bench, Finding, in_turn, ratio, timed
from benchmarks.practices import demo_vault

AIM_CHANGE = 1.5
YEARS = 20
ROUNDS = 5
PHRASES = (DEMO_PASSPHRASE, "ardoise bretelle capucine drakkar esquif falaise gerboise")


def run(bench: Bench) -> Iterator[Finding]:
    for label, years in (("1×", 1), (f"{YEARS} years", YEARS)):
        folder = bench.scratch / f"{years}.tdt"
        shutil.copytree(demo_vault(bench, years), folder)
        session = _open(folder)
        yield _changed(session, label)
        yield _rotated(session, bench.scratch / f"{years}.db", label)
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


def _derive(kdf: KdfParameters) -> float:
    start = time.perf_counter()
    passphrase_key(DEMO_PASSPHRASE, bytes(16), kdf)
    return time.perf_counter() - start


def _open(folder: Path) -> Session:
    clock = SystemClock()
    return Workshop(clock, system_ids(clock)).unlock(folder, DEMO_PASSPHRASE)
