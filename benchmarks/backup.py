# SPDX-License-Identifier: EUPL-1.2
"""A backup of twenty years against SQLite's bare copy followed by the same two checks.

Ours also compares rows and head, packs, flushes, reads back, signs. The second line is the longest
that a commit waited while backups were made beside it; the last, a backup verified from its file.
"""

import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from app.demo.practice import DEMO_PASSPHRASE
from app.services.backup_sources import source_of
from app.services.vault import Session, Workshop, system_ids
from app.storage.driver import DATABASE_KEY_BYTES
from app.system.clock import SystemClock
from app.vault.backup import BackupMade, BackupSource, Reason, make_backup
from app.vault.backup_file import BackupFile
from app.vault.restoring import verify_backup
from benchmarks.measure import Bench, Finding, in_turn, ratio, timed
from benchmarks.practices import demo_vault

AIM = 1.3
AIM_WAIT_MS = 60
YEARS = 20
ROUNDS = 5
BETWEEN_COMMITS = 0.005


def run(bench: Bench) -> Iterator[Finding]:
    folder = demo_vault(bench, YEARS)
    clock = SystemClock()
    with closing(Workshop(clock, system_ids(clock)).unlock(folder, DEMO_PASSPHRASE)) as session:
        source, place = source_of(session.vault), bench.scratch / "sauvegardes"
        last = _make(source, place)  # pages read from the disk once
        bare, ours = in_turn(
            ROUNDS,
            lambda: timed(lambda: _bare(session, bench.scratch)),
            lambda: timed(lambda: _make(source, place)),
        )
        note = f"{last.manifest.size / 1e6:.0f} MB"
        yield ratio("backup / bare backup() and both checks", ours, bare, AIM, note)
        waits = _waits(session, source, place)
        detail = f"{len(waits)} commits, median {statistics.median(waits) * 1000:.2g} ms"
        yield Finding("longest commit during backups", max(waits) * 1000, "ms", AIM_WAIT_MS, detail)
        checks = [timed(lambda: _verify(last.path, source.key)) for _ in range(ROUNDS)]
        yield Finding(
            f"a backup of {YEARS} years verified", statistics.median(checks), "s", None, note
        )


def _make(source: BackupSource, place: Path) -> BackupMade:
    now = datetime.now(UTC)
    return make_backup(
        source,
        place,
        Reason.ASKED,
        id_=secrets.token_hex(8),
        made=now,
        local=now.replace(tzinfo=None),
    )


def _bare(session: Session, scratch: Path) -> None:
    path = scratch / "bare.db"
    path.unlink(missing_ok=True)
    key = secrets.token_bytes(DATABASE_KEY_BYTES).hex()
    target = dbapi2.connect(str(path), isolation_level=None)
    target.execute("PRAGMA cipher_memory_security = ON")
    target.set_key(bytearray(f"x'{key}'", "ascii"))
    session.vault.connection._raw.backup(target)  # noqa: SLF001  bare: past our door
    for check in ("cipher_integrity_check", "integrity_check"):
        said = [str(row[0]) for row in target.execute(f"PRAGMA {check}").fetchall()]
        assert said in ([], ["ok"])
    target.close()


def _waits(session: Session, source: BackupSource, place: Path) -> list[float]:
    """How long each commit took while backups were made in another thread."""
    store, waits = session.store, []
    copier = threading.Thread(target=lambda: [_make(source, place) for _ in range(ROUNDS)])
    copier.start()
    while copier.is_alive():
        begun = time.perf_counter()
        with store.recording():
            session.vault.connection.execute("UPDATE practice SET phone = hex(randomblob(8))")
        waits.append(time.perf_counter() - begun)
        time.sleep(BETWEEN_COMMITS)
    copier.join()
    return waits


def _verify(path: Path, key: bytes) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        verify_backup(BackupFile(path), key, Path(scratch))
