# SPDX-License-Identifier: EUPL-1.2
"""Copies of an open database: whole, checked, under another key, while work goes on."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from app.storage.copying import Copied, copy_database, differences, state_of
from app.storage.driver import Connection, open_copy, open_database
from app.storage.errors import CopyAbandoned, WrongKey
from tests.storage.damage import COPY_KEY, KEY, destroy, entry, filled, pages_of


def total(connection: Connection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) AS n FROM {table}").fetchone()  # noqa: S608  ours
    assert row is not None
    return row.integer("n")


def test_a_copy_holds_the_same_under_its_own_key_alone(tmp_path: Path) -> None:
    source = filled(tmp_path / "data.db")
    made = copy_database(source, tmp_path / "copy.db", COPY_KEY)
    assert made.good
    assert made.counts["cases"] == 1000
    assert made.state.schema == state_of(source).schema > 0
    assert made.state.head != ""
    source.close()
    with pytest.raises(WrongKey):
        open_copy(tmp_path / "copy.db", KEY)
    again = open_copy(tmp_path / "copy.db", COPY_KEY)
    assert total(again, "cases") == 1000
    assert state_of(again) == made.state
    again.close()


def test_a_copy_is_one_file_that_names_no_write_ahead_log(tmp_path: Path) -> None:
    """Bytes 18 and 19 of the header say WAL as 2: such a file does not open on a sealed medium."""
    source = filled(tmp_path / "data.db")
    copy_database(source, tmp_path / "copy.db", COPY_KEY)
    assert sorted(file.name for file in tmp_path.glob("copy.db*")) == ["copy.db"]
    source.close()
    again = open_copy(tmp_path / "copy.db", COPY_KEY)
    row = again.execute("PRAGMA journal_mode").fetchone()
    assert row is not None
    assert row[0] == "delete"
    again.close()
    (tmp_path / "copy.db").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        if sys.platform != "win32" and os.geteuid() != 0:
            with pytest.raises(Exception, match="lecture seule"):
                open_copy(tmp_path / "copy.db", COPY_KEY)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("cases", [0, 3000])
def test_what_is_written_meanwhile_leaves_the_copy_one_state(tmp_path: Path, cases: int) -> None:
    source = filled(tmp_path / "data.db", cases)
    stop = threading.Event()
    longest = 0.0

    def work() -> None:
        nonlocal longest
        while not stop.is_set():
            begun = time.perf_counter()
            entry(source)
            longest = max(longest, time.perf_counter() - begun)
            time.sleep(0.001)  # nobody types without any pause

    writer = threading.Thread(target=work)
    writer.start()
    made: Copied | None = None
    try:
        for number in range(5):
            made = copy_database(source, tmp_path / f"copy-{number}.db", COPY_KEY)
            assert made.good, made
    finally:
        stop.set()
        writer.join()
    assert made is not None
    copy = open_copy(tmp_path / "copy-4.db", COPY_KEY)
    assert total(copy, "journal") == made.counts["journal"] == made.state.seq
    copy.close()
    source.close()
    assert longest < 2  # nothing blocks for good; benchmarks/backup.py measures how long


def test_a_copy_waits_between_two_steps_for_the_transaction_that_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.driver.COPY_PAGES", 5)
    monkeypatch.setattr("app.storage.driver.FLUSHED_EVERY", 1)
    source = filled(tmp_path / "data.db", 3000)
    steps: list[float] = []
    going = threading.Event()

    def flush() -> None:
        steps.append(time.monotonic())
        if len(steps) == 10:
            going.set()
        time.sleep(0.005)  # so that it does not end before the transaction comes

    def copy() -> None:
        target = open_copy(tmp_path / "copy.db", COPY_KEY, create=True)
        source.copy_into(target, lambda: None, flush)
        target.close()

    copier = threading.Thread(target=copy)
    copier.start()
    assert going.wait(10)
    with source.transaction():
        time.sleep(0.05)  # the step under way ends
        before = len(steps)
        time.sleep(0.6)  # the engine by itself tries again each quarter of a second
        assert len(steps) == before
    copier.join()
    assert len(steps) > before
    source.close()


def test_a_copy_that_nobody_disturbs_makes_no_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.driver.COPY_PAUSE", 60)
    source = filled(tmp_path / "data.db", 3000)
    begun = time.monotonic()
    assert copy_database(source, tmp_path / "copy.db", COPY_KEY).good
    assert time.monotonic() - begun < 30
    source.close()


def test_closing_the_database_abandons_the_copy_under_way(tmp_path: Path) -> None:
    source = filled(tmp_path / "data.db", 20_000)
    refused: list[BaseException] = []

    def copy() -> None:
        try:
            copy_database(source, tmp_path / "copy.db", COPY_KEY)
        except CopyAbandoned as abandoned:
            refused.append(abandoned)

    copier = threading.Thread(target=copy)
    copier.start()
    while not (tmp_path / "copy.db").exists() or (tmp_path / "copy.db").stat().st_size == 0:
        time.sleep(0.001)
    source.close()
    copier.join()
    assert len(refused) == 1


def test_a_copy_that_is_not_the_same_is_told(tmp_path: Path) -> None:
    """The control of the comparison: what a good copy passes, an altered one does not."""
    source = filled(tmp_path / "data.db", 10)
    with source.transaction():
        source.execute("INSERT INTO row_total VALUES ('cases', 10, zeroblob(32))")
    expected = state_of(source)
    assert differences(expected, source, {"cases": 10}) == ()
    assert differences(expected, source, {"cases": 9}) == ("cases",)
    entry(source)
    assert differences(expected, source, {"cases": 10}) == ("head",)
    with source.transaction():
        source.execute("UPDATE row_total SET total = randomblob(32)")
    assert differences(expected, source, {"cases": 10}) == ("head", "rows")
    source.close()


def test_a_bad_page_of_the_original_makes_no_good_copy(tmp_path: Path) -> None:
    """SQLite copies on behind a page that it cannot read: only the checks on the copy tell."""
    path = tmp_path / "data.db"
    filled(path).close()
    destroy(path, pages_of(path) - 5)
    source = open_database(path, KEY)
    made = copy_database(source, tmp_path / "copy.db", COPY_KEY)
    source.close()
    assert not made.good
    assert not made.soundness.sound
