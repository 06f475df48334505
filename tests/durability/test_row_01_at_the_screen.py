# SPDX-License-Identifier: EUPL-1.2
"""Row 1 at the screen: the program is killed in mid-sentence, and started again."""

import json
import os
import random
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.durability.conftest import Count
from tests.durability.ledger import Ledger
from tests.durability.meeting import (
    PASSPHRASE,
    Ground,
    Stored,
    copy_opened,
    faults_of,
    note_figure,
    stored,
)
from tests.durability.nursery import ROOT
from tests.durability.screen_scribe import SPEED
from ui.screens.meeting_mode.item_timer import SAVE_EVERY

LONGEST = 2.5
"""Seconds at the meeting before a kill: some forty letters, and one pause that saves."""
LOST_SECONDS = SAVE_EVERY + 2 * SPEED
"""What the timer may lose: the seconds between two commits, and two ticks of the fast clock."""
BUSY_SECONDS = 2 * LOST_SECONDS
"""What may be saved beyond the last time shown: a busy machine paints late and counts right."""
PATIENCE = 60

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not of Windows")


@dataclass
class Life:
    """What one process said, from its return to the meeting until it was killed."""

    item: str
    spent: int
    keys: int
    texts: dict[str, str]
    begun: str
    """The decision that stood half typed in its row."""
    at: str = ""
    timers: dict[str, int] = field(default_factory=dict)
    """The time last shown, by item."""


@contextmanager
def scribe(ground: Ground, seed: int, fault: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The program with a scribe at it; killed at the end."""
    errors = ground.folder.parent / "errors.txt"
    with (
        errors.open("wb") as said,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.durability.screen_scribe"),
                *(str(ground.folder), str(seed), fault),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=ROOT,
        ) as process,
    ):
        try:
            assert process.stdin is not None
            process.stdin.write(f"{PASSPHRASE}\n".encode())
            process.stdin.flush()
            yield process
        finally:
            process.kill()
    assert not errors.read_text(), errors.read_text()


def live(ground: Ground, ledger: Ledger, seed: int, after: float, fault: str = "none") -> Life:
    """Let the program run, kill it `after` seconds at the meeting; what it said and showed."""
    life: Life | None = None
    with scribe(ground, seed, fault) as process:
        deadline = time.monotonic() + PATIENCE
        for message in _messages(process):
            if message is None:
                pass
            elif message["said"] == "back":
                del message["said"]
                life = Life(**message)
                life.at, deadline = life.item, time.monotonic() + after
            elif message["said"] in {"typed", "saved"}:
                ledger.hear(message)
            elif life is not None:
                life.at = message["item"]
                if message["said"] == "timer":
                    life.timers[life.at] = message["spent"]
            if time.monotonic() >= deadline:
                process.kill()
    assert life is not None, "the program never came back to the meeting"
    return life


def _messages(process: "subprocess.Popen[bytes]") -> Iterator[Any]:
    """What the child says until it is dead; None now and then, to look at the clock."""
    stdout, rest = process.stdout, b""
    assert stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(0.01):
                yield None
                continue
            chunk = os.read(stdout.fileno(), 65536)
            if not chunk:
                return
            *whole, rest = (rest + chunk).split(b"\n")
            yield from map(json.loads, whole)


def held(ground: Ground) -> Stored:
    """What the file holds as it lies, its WAL with it."""
    with copy_opened(ground.folder, ground.folder.parent / "looked-at", ground.key) as copy:
        return stored(copy)


def shown_again(found: Stored, life: Life) -> bool:
    """The fields of a reopened meeting show what the file holds."""
    texts = life.texts.items()
    return all(found.texts[f"{life.item}:{name}"].startswith(text) for name, text in texts)


@pytest.mark.timeout(3600)
def test_row_01_killed_in_mid_sentence_the_meeting_comes_back_as_the_screen_said(
    ground: Ground, count: Count
) -> None:
    chance, ledger = random.Random(7), Ledger()
    rounds = count(4, 60)
    before, found = None, held(ground)
    for seed in range(rounds + 1):
        life = live(ground, ledger, seed, chance.uniform(0.2, LONGEST))
        assert life.keys == 1, "one key leads back to the meeting"
        if before is not None:
            assert life.item == before.at, "the meeting came back on another item"
            shown = before.timers.get(life.item, before.spent)
            assert -LOST_SECONDS <= life.spent - shown <= BUSY_SECONDS, (life.spent, shown)
        assert life.begun == found.texts.get(f"{life.item}:begun decision", "")
        found = held(ground)
        verdict = ledger.verdict(found)
        assert not verdict, (seed, verdict)
        assert shown_again(found, life)
        before = life
    assert len(ledger.saved) > 2
    note_figure(f"row 1, at the screen: {rounds} kills, {len(ledger.saved)} lines and texts saved")
    with closing(ground.opened()) as session:
        assert faults_of(session.vault.connection) == []


def test_row_01_control_a_screen_that_says_saved_too_early_is_caught(ground: Ground) -> None:
    chance, ledger = random.Random(7), Ledger()
    for seed in range(8):
        live(ground, ledger, seed, chance.uniform(0.4, LONGEST), "liar")
        if ledger.verdict(held(ground)).lost:
            return
    pytest.fail("no kill showed that the screen lies")


def test_row_01_control_a_timer_that_is_never_saved_is_caught(ground: Ground) -> None:
    before = live(ground, Ledger(), 1, 1.5 * LOST_SECONDS / SPEED + 1, "timeless")
    after = live(ground, Ledger(), 2, 0.1, "timeless")
    assert after.spent < before.timers[before.item] - LOST_SECONDS
