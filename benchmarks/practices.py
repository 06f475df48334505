# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice, built once for each size and schema, then kept."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from app.demo.practice import build_demo
from app.storage.migrator import packaged_migrations
from app.vault.keys import FLOOR_KDF
from benchmarks.measure import Bench


def demo_vault(bench: Bench, years: int) -> Path:
    """A vault that holds the fictional practice with `years` years of activity (1: its own weeks).

    Twenty years take some ten minutes to build, the first time.
    """
    folder = bench.data / f"practice-{years}-{_schema()}.tdt"
    if not folder.exists():
        print(f"building {folder.name}, kept for the next runs…", flush=True)
        site = bench.scratch / folder.name
        now = datetime.now(UTC).astimezone()
        demo = build_demo(
            site, now.replace(tzinfo=None), now.tzinfo or UTC, scale=years, kdf=FLOOR_KDF
        )
        demo.session.close()
        site.rename(folder)
    return folder


def _schema() -> str:
    """A name for the schema: a practice built under another one is built anew."""
    digest = hashlib.sha256()
    for migration in packaged_migrations():
        digest.update(migration.sql.encode())
    return digest.hexdigest()[:8]
