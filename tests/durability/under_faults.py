# SPDX-License-Identifier: EUPL-1.2
"""Row 4 from inside: run by test_row_04, in a process whose calls to the disk can fail."""

import ctypes
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.durability.conftest import Count
from tests.durability.meeting import faults_of, note_figure
from tests.durability.scribe import Scribe, forget_what_fails
from tests.durability.writer import WRITES_AND_SYNCS
from tests.journeys.room import open_room
from ui.theme import Scheme, apply_theme

ERRORS = (errno.EIO, errno.ENOSPC)
REASONS = ("Le disque ne répond pas correctement.", "Le disque est plein")
"""A sync that finds no room left is for SQLite a disk that does not answer."""

ONCE, ALWAYS = 0, 1

Case = tuple[int, int, int]
"""The error, which call fails first, and each how many after it (see faults.c)."""


class Faults:
    """The library that test_row_04 has put between SQLite and the system."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)

    def arm(self, case: Case) -> None:
        error, first, every = case
        self._library.tdt_arm(WRITES_AND_SYNCS, first, every, error)

    def disarm(self) -> int:
        """How many calls failed."""
        failures: int = self._library.tdt_failures()
        self._library.tdt_arm(0, 0, 0, 0)
        return failures


@pytest.fixture
def faults() -> Iterator[Faults]:
    armed = Faults()
    yield armed
    armed.disarm()


@pytest.fixture
def scribe(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Scribe]:
    apply_theme(qapp, Scheme.LIGHT)
    with open_room(tmp_path, qtbot) as room:
        yield Scribe(room)


def through(scribe: Scribe, faults: Faults, case: Case, name: str) -> bool:
    """Type a line and a decision while the disk fails; whether the screen had to say so."""
    scribe.type(f" {name}")
    faults.arm(case)
    scribe.leave()
    warned = scribe.warned
    if warned:
        assert any(reason in scribe.word for reason in REASONS)
        if case[2] != ONCE:
            scribe.type(", suite")  # typing goes on
            assert scribe.warned
        if case[2] == ALWAYS:
            scribe.retry()
            assert scribe.warned
    assert faults.disarm() or not warned
    if warned:
        scribe.retry()
    scribe.require_saved()
    faults.arm(case)
    taken = scribe.decide(f"décision {name}")
    faults.disarm()
    if not taken:
        scribe.decide_again()
    scribe.retry()  # what is begun is kept too, and that may have failed
    scribe.require_saved()
    return warned or not taken


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize(
    "every",
    [
        ONCE,
        ALWAYS,
        pytest.param(2, marks=pytest.mark.soak),
        pytest.param(3, marks=pytest.mark.soak),
    ],
)
def test_row_04_each_write_and_sync_that_fails(
    scribe: Scribe, faults: Faults, count: Count, error: int, every: int
) -> None:
    cases = [(error, first, every) for first in range(1, count(5, 40) + 1)]
    warned = [case for case in cases if through(scribe, faults, case, "-".join(map(str, case)))]
    assert cases[0] in warned
    scribe.room.stage.window.hide()
    assert faults_of(scribe.room.stage.practice.connection) == []
    note_figure(
        f"row 4: {errno.errorcode[error]}, again each {every}: {len(cases)} ways to fail, "
        f"{len(warned)} said on screen, 0 lines lost"
    )


def test_row_04_control_a_screen_that_forgets_what_failed_is_caught(
    scribe: Scribe, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_what_fails(monkeypatch)
    with pytest.raises(AssertionError):
        through(scribe, faults, (errno.EIO, 1, ALWAYS), "oubli")


def test_row_04_control_a_screen_that_hides_the_failure_is_caught(
    scribe: Scribe, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scribe.room.parts.bar.save_word, "failed", lambda _reason: None)
    with pytest.raises(AssertionError):
        through(scribe, faults, (errno.EIO, 1, ALWAYS), "silence")
