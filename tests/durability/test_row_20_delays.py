# SPDX-License-Identifier: EUPL-1.2
"""Row 20: twenty wrong passphrases with kills between; the delay persists and is journalled."""

import json
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.services.vault import Workshop, system_ids
from app.storage.journal import JournalEntry
from app.system.clock import HeldClock
from app.vault.folder import ATTEMPTS
from app.vault.keys import FLOOR_KDF
from app.vault.throttle import Throttle, delay_after
from tests.durability.conftest import Count
from tests.durability.guesser import EARLY
from tests.durability.meeting import PASSPHRASE, Ground

ROOT = Path(__file__).parents[2]
GUESSES = 20
SOON_S = 20


@dataclass
class Guesses:
    """Guessing at one vault on a machine that has been on for `up` seconds."""

    folder: Path
    up: int = 1000

    @property
    def clock(self) -> HeldClock:
        return HeldClock(datetime.now(UTC), up=self.up)

    def guess(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.durability.guesser", str(self.folder), str(self.up)]
        return subprocess.Popen(command, cwd=ROOT)

    def killed_guess(self, failures: int) -> None:
        """Guess, and be killed while the key is derived: once the attempt counts."""
        with self.guess() as process:
            deadline = time.monotonic() + SOON_S
            while self.noted() < failures and time.monotonic() < deadline:
                time.sleep(0.005)
            process.kill()

    def counted_guess(self) -> None:
        """As many failures more quickly: the note is written as an attempt writes it."""
        Throttle(self.folder / ATTEMPTS, self.clock).begin()

    def noted(self) -> int:
        try:
            return int(json.loads((self.folder / ATTEMPTS).read_bytes())["failures"])
        except (OSError, ValueError):
            return 0

    def left(self) -> int:
        return Throttle(self.folder / ATTEMPTS, self.clock).seconds_left()


def refusals(entries: tuple[JournalEntry, ...]) -> list[str]:
    return [entry.record_id for entry in entries if entry.event == "unlock.failed"]


def test_row_20_the_delay_outlives_kills_and_the_journal_is_told(
    ground: Ground, count: Count
) -> None:
    guesses, kills = Guesses(ground.folder), count(5, GUESSES)
    for failures in range(1, GUESSES + 1):
        if failures <= kills:
            guesses.killed_guess(failures)
        else:
            guesses.counted_guess()
        assert guesses.noted() == failures
        assert guesses.left() == delay_after(failures)
        guesses.up += delay_after(failures)
    guesses.up -= 1
    with guesses.guess() as early:
        assert early.wait(SOON_S) == EARLY
    guesses.up += 1
    clock = guesses.clock
    workshop = Workshop(clock, system_ids(clock), FLOOR_KDF)
    with closing(workshop.unlock(ground.folder, PASSPHRASE)) as session:
        assert refusals(session.store.rows.journal.entries()) == [str(GUESSES)]
    assert not (ground.folder / ATTEMPTS).exists()
    with closing(workshop.unlock(ground.folder, PASSPHRASE)) as session:
        assert refusals(session.store.rows.journal.entries()) == [str(GUESSES)], "told once"


def test_row_20_control_without_the_note_nothing_waits(ground: Ground) -> None:
    guesses = Guesses(ground.folder)
    for failures in range(1, 8):
        guesses.counted_guess()
        guesses.up += delay_after(failures)
    guesses.up -= 1
    assert guesses.left() == 1
    (ground.folder / ATTEMPTS).unlink()
    assert guesses.left() == 0


def test_row_20_a_kill_before_the_journal_is_told_forgets_nothing(ground: Ground) -> None:
    guesses = Guesses(ground.folder)
    for failures in (1, 2, 3):
        guesses.counted_guess()
        guesses.up += delay_after(failures)
    throttle = Throttle(ground.folder / ATTEMPTS, guesses.clock)
    throttle.begin()
    throttle.succeed()  # and the process is killed before it opens the journal
    assert guesses.left() == 0
    clock = guesses.clock
    with closing(Workshop(clock, system_ids(clock)).unlock(ground.folder, PASSPHRASE)) as session:
        assert refusals(session.store.rows.journal.entries()) == ["3"]
