# SPDX-License-Identifier: EUPL-1.2
"""Searching twenty years letter by letter, against reading the same texts with LIKE.

Two hundred searches of one to three words that the vault holds are typed letter by letter; each
letter is one search up to the answers as the screen shows them. The other side asks, in the same
run and database, for the same words anywhere in the same columns.
"""

import random
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import closing

from app.demo.practice import DEMO_PASSPHRASE
from app.domain.search import words_of
from app.services.search import SearchService
from app.services.vault import Workshop, system_ids
from app.storage.driver import Connection
from app.system.clock import SystemClock
from benchmarks.measure import Bench, Finding
from benchmarks.practices import demo_vault

AIM_MS = 10.0
AIM_TIMES = 1 / 20
YEARS = 20
SEARCHES, SCANS = 200, 12
MOST_WORDS = 3
_SCANNED = (
    ("cases", ("code", "title", "question", "wishes", "organic", "psychic", "social")),
    ("agenda_item", ("question", "wishes", "organic", "psychic", "social", "text")),
    ("decision", ("text",)),
    ("action", ("text",)),
    ("professional", ("last", "first", "profession", "structure")),
)


def run(bench: Bench) -> Iterator[Finding]:
    folder = bench.scratch / "search.tdt"
    shutil.copytree(demo_vault(bench, YEARS), folder)
    clock = SystemClock()
    with closing(Workshop(clock, system_ids(clock)).unlock(folder, DEMO_PASSPHRASE)) as session:
        search, connection = session.desk.search, session.vault.connection
        taken = _take_words(search)
        yield Finding("words of twenty years taken", taken, "s", None, "once, in the background")
        yield from _compare(search, connection, _searches(connection))


def _take_words(search: SearchService) -> float:
    start = time.perf_counter()
    while search.catch_up():
        pass
    return time.perf_counter() - start


def _compare(
    search: SearchService, connection: Connection, searches: list[str]
) -> Iterator[Finding]:
    ours: list[float] = []
    for typed in searches:
        for length in range(1, len(typed) + 1):
            start = time.perf_counter()
            search.find(typed[:length])
            ours.append(time.perf_counter() - start)
    scans = [_scan(connection, typed) for typed in searches[:SCANS]]
    fast, slow = _p95(ours), _p95(scans)
    note = f"{SEARCHES} searches, {len(ours)} letters"
    yield Finding("a letter to its answers, p95", fast * 1000, "ms", AIM_MS, note)
    yield Finding("the longest", max(ours) * 1000, "ms", None, note)
    scanned = f"a LIKE scan takes {slow * 1000:.0f} ms, p95 of {SCANS}"
    yield Finding("  of a LIKE scan of the same rows", fast / slow, "×", AIM_TIMES, scanned)


def _scan(connection: Connection, typed: str) -> float:
    words = [f"%{word}%" for word in typed.split()]
    start = time.perf_counter()
    for table, columns in _SCANNED:
        said = " || ' ' || ".join(columns)
        where = " AND ".join(f"{said} LIKE ?" for _ in words)
        connection.execute(f"SELECT id FROM {table} WHERE {where} LIMIT 60", words).fetchall()  # noqa: S608  ours
    return time.perf_counter() - start


def _searches(connection: Connection) -> list[str]:
    """Words that stand together in texts of the vault, drawn the same way each time."""
    drawn = random.Random(20)
    rows = connection.execute(
        "SELECT social || ' ' || organic AS said FROM agenda_item WHERE social <> '' "
        "AND rowid % 97 = 0"
    ).fetchall()
    texts = [row.text("said") for row in rows]
    found: list[str] = []
    while len(found) < SEARCHES:
        words = [word for word in words_of(drawn.choice(texts)) if re.fullmatch(r"[a-z]+", word)]
        count = min(drawn.randint(1, MOST_WORDS), len(words))
        found.append(" ".join(drawn.sample(words, count)))
    return found


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
