# SPDX-License-Identifier: EUPL-1.2
"""Delays after wrong passphrases: they grow, last, and bend neither to kills nor to the clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.system.clock import HeldClock
from app.vault.errors import TooManyAttempts, WrongPassphrase
from app.vault.throttle import Throttle, delay_after
from tests.vault.support import Door


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "attempts.json"


def test_delays_double_up_to_a_minute() -> None:
    assert [delay_after(count) for count in range(10)] == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert delay_after(10**9) == 60


def test_each_failure_is_kept_by_the_next_start(note: Path, clock: HeldClock) -> None:
    waits = []
    for _ in range(8):
        Throttle(note, clock.now).begin()  # and the process is killed before any answer
        waits.append(Throttle(note, clock.now).seconds_left())
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_attempt_too_early_is_not_heard_and_does_not_count(note: Path, clock: HeldClock) -> None:
    throttle = Throttle(note, clock.now)
    throttle.begin()
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            throttle.begin()
    assert throttle.seconds_left() == 1


def test_success_forgets_the_failures(note: Path, clock: HeldClock) -> None:
    throttle = Throttle(note, clock.now)
    throttle.begin()
    throttle.succeed()
    assert throttle.seconds_left() == 0
    assert not note.exists()


def test_a_clock_set_back_starts_the_delay_again_and_no_more(note: Path, clock: HeldClock) -> None:
    throttle = Throttle(note, clock.now)
    throttle.begin()
    clock.advance(timedelta(days=-365))
    with pytest.raises(TooManyAttempts):
        throttle.begin()
    clock.advance(timedelta(seconds=1))
    throttle.begin()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"failures": 3, "last": "2026-01-01"}', b"\xff", b"[1]"]
)
def test_a_damaged_note_bars_nobody(note: Path, clock: HeldClock, content: bytes) -> None:
    note.write_bytes(content)
    Throttle(note, clock.now).begin()


def test_the_vault_makes_one_wait_after_a_wrong_passphrase(door: Door, clock: HeldClock) -> None:
    with pytest.raises(WrongPassphrase):
        door.open("wrong")
    with pytest.raises(TooManyAttempts) as caught:
        door.open()
    assert caught.value.remedy == "Attendez 1 seconde avant de recommencer."
    clock.advance(timedelta(seconds=1))
    assert door.opens()
    assert door.opens()
