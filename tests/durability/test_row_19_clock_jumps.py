# SPDX-License-Identifier: EUPL-1.2
"""Row 19: a clock that is set bypasses no delay, and time asleep counts as time away."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.system.clock import HeldClock, SystemClock
from app.vault.errors import TooManyAttempts
from app.vault.throttle import Throttle
from ui.shell.idle import IdleWatch, awake_or_asleep

FAILURES = 8
DELAY = 60


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 11, 26, 12, 0, tzinfo=UTC))


@pytest.fixture
def note(tmp_path: Path, clock: HeldClock) -> Path:
    """The note of a vault at the longest delay."""
    for _ in range(FAILURES):
        Throttle(tmp_path / "attempts.json", clock).begin()
        clock.advance(timedelta(seconds=DELAY))
    clock.up -= DELAY
    return tmp_path / "attempts.json"


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=-3650), timedelta()])
@pytest.mark.parametrize("restarted", [False, True])
def test_row_19_no_jump_of_the_clock_shortens_the_delay(
    note: Path, clock: HeldClock, jump: timedelta, restarted: bool
) -> None:
    clock.instant += jump
    if restarted:
        clock.restart()
    for waited in range(DELAY):
        with pytest.raises(TooManyAttempts) as caught:
            Throttle(note, clock).begin()
        assert caught.value.seconds == DELAY - waited
        clock.up += 1
    Throttle(note, clock).begin()


def test_row_19_control_the_date_alone_would_let_it_through(note: Path, clock: HeldClock) -> None:
    before = clock.now()
    clock.instant += timedelta(days=1)
    assert (clock.now() - before).total_seconds() > DELAY
    assert Throttle(note, clock).seconds_left() == DELAY


def test_row_19_the_machine_says_how_long_it_has_been_on() -> None:
    first = SystemClock().uptime()
    second = SystemClock().uptime()
    assert first.boot == second.boot
    assert second.seconds >= first.seconds > 0


def test_row_19_time_asleep_is_time_away(qapp: QApplication) -> None:
    now = [1000.0]
    watch = IdleWatch(300, clock=lambda: now[0], tick_ms=10_000)
    said: list[str] = []
    watch.idle.connect(lambda: said.append("idle"))
    watch.nearly.connect(lambda: said.append("nearly"))
    now[0] += 8 * 3600  # the lid was closed
    watch.check()
    assert said == ["idle"]
    assert awake_or_asleep() >= time.monotonic() - 1


def test_row_19_a_minute_before_it_is_said_and_a_touch_takes_it_back(qapp: QApplication) -> None:
    from PySide6.QtCore import QEvent

    now = [0.0]
    watch = IdleWatch(300, clock=lambda: now[0], tick_ms=10_000)
    said: list[str] = []
    watch.nearly.connect(lambda: said.append("nearly"))
    watch.touched.connect(lambda: said.append("touched"))
    for now[0] in (239.0, 240.0, 250.0):
        watch.check()
    watch.eventFilter(qapp, QEvent(QEvent.Type.MouseMove))
    watch.check()
    assert said == ["nearly", "touched"]
