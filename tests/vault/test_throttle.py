# SPDX-License-Identifier: EUPL-1.2
"""Delays after wrong passphrases: they grow, last, and bend neither to kills nor to the clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.system.clock import HeldClock, SystemClock
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
        Throttle(note, clock).begin()  # and the process is killed before any answer
        waits.append(Throttle(note, clock).seconds_left())
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_attempt_too_early_is_not_heard_and_does_not_count(note: Path, clock: HeldClock) -> None:
    throttle = Throttle(note, clock)
    throttle.begin()
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            throttle.begin()
    assert throttle.seconds_left() == 1


def test_success_forgets_the_failures(note: Path, clock: HeldClock) -> None:
    throttle = Throttle(note, clock)
    throttle.begin()
    throttle.succeed()
    assert throttle.seconds_left() == 0
    assert not note.exists()


@pytest.mark.parametrize("days", [-365, 365], ids=["back", "forward"])
def test_a_clock_that_is_set_changes_nothing(note: Path, clock: HeldClock, days: int) -> None:
    throttle = Throttle(note, clock)
    throttle.begin()
    clock.instant += timedelta(days=days)
    with pytest.raises(TooManyAttempts):
        throttle.begin()
    clock.advance(timedelta(seconds=1))
    throttle.begin()


def test_after_a_switching_on_only_the_time_since_then_counts(note: Path, clock: HeldClock) -> None:
    for _ in range(8):
        Throttle(note, clock).begin()
        clock.advance(timedelta(minutes=1))
    clock.restart()
    assert Throttle(note, clock).seconds_left() == 60
    clock.advance(timedelta(seconds=59))
    assert Throttle(note, clock).seconds_left() == 1


def test_on_the_computers_own_clock_the_delay_runs(note: Path) -> None:
    throttle = Throttle(note, SystemClock())
    for _ in range(20):
        note.unlink(missing_ok=True)
        throttle.begin()
        assert throttle.seconds_left() == 1


def test_where_a_switching_on_has_no_name_less_time_on_shows_it(
    note: Path, clock: HeldClock
) -> None:
    clock.boot = ""
    Throttle(note, clock).begin()
    clock.up = 0.0
    assert Throttle(note, clock).seconds_left() == 1
    clock.up = 1.0
    assert Throttle(note, clock).seconds_left() == 0


def test_a_note_of_the_first_format_counts_from_the_switching_on(
    note: Path, clock: HeldClock
) -> None:
    note.write_bytes(b'{"failures": 3, "last": "2026-01-01T00:00:00+00:00"}')
    clock.up = 1.0
    assert Throttle(note, clock).seconds_left() == 3
    clock.up = 4.0
    Throttle(note, clock).begin()


def test_success_after_failures_leaves_their_number_until_it_is_journalled(
    note: Path, clock: HeldClock
) -> None:
    for _ in range(3):
        Throttle(note, clock).begin()
        clock.advance(timedelta(minutes=1))
    Throttle(note, clock).succeed()
    again = Throttle(note, clock)
    assert (again.seconds_left(), again.owed) == (0, 2)
    again.begin()
    again.succeed()
    assert again.owed == 2
    again.settle()
    assert not note.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"failures": 3, "last": "2026-01-01"}',
        b"\xff",
        b"[1]",
        b'{"failures":1,"last":"2026-01-01T00:00:00+00:00","boot":"","up_ms":%s}' % (b"9" * 400),
    ],
)
def test_a_damaged_note_bars_nobody(note: Path, clock: HeldClock, content: bytes) -> None:
    note.write_bytes(content)
    Throttle(note, clock).begin()


def test_the_vault_makes_one_wait_after_a_wrong_passphrase(door: Door, clock: HeldClock) -> None:
    with pytest.raises(WrongPassphrase):
        door.open("wrong")
    with pytest.raises(TooManyAttempts) as caught:
        door.open()
    assert caught.value.remedy == "Attendez 1 seconde avant de recommencer."
    clock.advance(timedelta(seconds=1))
    assert door.opens()
    assert door.opens()
