# SPDX-License-Identifier: EUPL-1.2
"""Row 6: the backup is killed, the stick is pulled."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.vault.backup_file import BackupFile
from app.vault.restoring import verify_backup
from app.vault.rotation import clear_leftovers
from tests.durability.backer import Backer
from tests.durability.conftest import Count, Library
from tests.durability.meeting import Ground, note_figure
from tests.durability.nursery import ROOT

LONGEST = 0.5
"""Seconds before a kill: a backup of this vault takes some 0.2."""


@dataclass(frozen=True)
class Heard:
    """What the process said: the files it called done, and the refusals."""

    done: tuple[Path, ...]
    refused: tuple[str, ...]
    calls: int


@pytest.fixture
def backer(ground: Ground, tmp_path: Path) -> Backer:
    with closing(ground.opened()) as session:
        return Backer.of(session.vault, ground.key, tmp_path / "stick" / "sauvegardes")


def run(
    job: Backer, environment: Mapping[str, str] | None = None, *, kill_after: float | None = None
) -> Heard:
    """Let the process work, to the end or until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.durability.backer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | dict(environment or {}),
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(job.text() + "\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith("ready")
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        lines = [line.split(maxsplit=1) for line in process.stdout.read().splitlines()]
    said: Mapping[str, list[str]] = {word: [] for word in ("done", "refused", "calls")}
    for word, what in lines:
        said[word].append(what)
    done = tuple(Path(path) for path in said["done"])
    return Heard(done, tuple(said["refused"]), int(said["calls"][0]) if said["calls"] else 0)


def broken(job: Backer, heard: Heard) -> list[str]:
    """What a person would be deceived by: files called done that are not there, or not whole."""
    place = Path(job.place)
    missing = [f"{path.name} is missing" for path in heard.done if not path.exists()]
    with tempfile.TemporaryDirectory() as scratch:
        for path in place.glob("*.tdtb"):
            try:
                verify_backup(BackupFile(path), bytes.fromhex(job.backups_key), Path(scratch))
            except UserError as fault:
                missing.append(f"{path.name}: {fault.sentence}")
    return missing


@pytest.mark.timeout(3600)
def test_row_06_a_killed_backup_leaves_only_whole_ones(backer: Backer, count: Count) -> None:
    chance, finished = random.Random(6), 0
    rounds = count(8, 100)
    for _ in range(rounds):
        heard = run(replace(backer, rounds=50), kill_after=chance.uniform(0, LONGEST))
        finished += len(heard.done)
        assert broken(backer, heard) == []
        place = Path(backer.place)
        if place.exists():  # else it was killed before it wrote anything
            clear_leftovers(place)
            assert [path.name for path in place.iterdir() if path.suffix != ".tdtb"] == []
            shutil.rmtree(place)
    note_figure(f"row 6: {rounds} kills, {finished} backups finished before, all whole")


@pytest.mark.timeout(3600)
def test_row_06_a_pulled_stick_is_never_called_done(
    backer: Backer, library: Library, count: Count
) -> None:
    place = Path(backer.place)
    preload = {"LD_PRELOAD": str(library("pull")), "TDT_PULL": str(place)}
    calls = run(backer, preload | {"TDT_PULL_AFTER": "1000000"}).calls
    assert calls > 50
    shutil.rmtree(place)
    rounds = count(8, 100)
    refused = 0
    for number in range(rounds):
        after = number * (calls - 1) // (rounds - 1)
        heard = run(backer, preload | {"TDT_PULL_AFTER": str(after)})
        assert broken(backer, heard) == [], after
        refused += len(heard.refused)
        # The name is given by the last call but one: whoever was not refused has a whole backup.
        assert len(heard.done) + len(heard.refused) == 1
        shutil.rmtree(place, ignore_errors=True)
    assert refused >= rounds - 2
    note_figure(f"row 6: the stick pulled at {rounds} of {calls} calls, {refused} times told")


def test_row_06_control_a_backup_named_too_early_is_caught(backer: Backer) -> None:
    chance = random.Random(6)
    for _ in range(10):
        job = replace(backer, naive=True)
        heard = run(job, kill_after=chance.uniform(0, 0.2))
        if broken(job, heard):
            return
        shutil.rmtree(backer.place, ignore_errors=True)
    pytest.fail("no kill showed that the name came too early")
