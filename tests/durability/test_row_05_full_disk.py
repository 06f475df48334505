# SPDX-License-Identifier: EUPL-1.2
"""Row 5: the disk fills up during a meeting."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.durability.conftest import Count
from tests.durability.disks import mounted
from tests.durability.meeting import faults_of, note_figure
from tests.durability.scribe import Scribe, forget_what_fails
from tests.journeys.room import open_room
from ui.theme import Scheme, apply_theme

SMALL_DISK = "size=4m"
MOST_LINES = 150
"""Lines after which a full disk must have shown: the space the WAL has already takes some."""

Fill = Callable[[], Callable[[], object]]
"""Fills the disk; returns what frees it."""


def ballast(folder: Path) -> Callable[[], object]:
    """Fill the disk of a folder with a file."""
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        block = 65536
        while block:
            try:
                file.write(os.urandom(block))
            except OSError:
                block //= 2
    return path.unlink


@contextmanager
def small_disk(place: Path) -> Iterator[tuple[Path, Fill]]:
    """A file system of a few megabytes in memory."""
    with mounted("none", place, "-t", "tmpfs", "-o", SMALL_DISK):
        yield place, lambda: ballast(place)


@contextmanager
def small_quota(place: Path) -> Iterator[tuple[Path, Fill]]:
    """A limit on the size of files, where nobody may mount."""
    import resource  # not on Windows

    place.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def free() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def fill() -> Callable[[], object]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        return free

    try:
        yield place, fill
    finally:
        free()


@pytest.fixture(params=[small_disk, small_quota], ids=["tmpfs", "quota"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Fill]]:
    if os.name != "posix":
        pytest.skip("no small disk to be had here")
    with request.param(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def scribe(disk: tuple[Path, Fill], qtbot: QtBot, qapp: QApplication) -> Iterator[Scribe]:
    apply_theme(qapp, Scheme.LIGHT)
    with open_room(disk[0], qtbot) as room:
        yield Scribe(room)


def type_until_warned(scribe: Scribe) -> int:
    """Type lines, each committed, until the screen says that it is not saved."""
    for number in range(1, MOST_LINES + 1):
        scribe.type(f" ligne {number}")
        scribe.leave()
        if scribe.warned:
            return number
    raise AssertionError("a full disk was never said")


def through_a_full_disk(scribe: Scribe, fill: Fill, tail: int) -> int:
    """Fill the disk, type on, free it; how many lines were typed before the warning."""
    scribe.type("avant")
    scribe.leave()
    scribe.require_saved()
    free = fill()
    typed = type_until_warned(scribe)
    for number in range(tail):
        scribe.type(f" suite {number}")
    assert scribe.warned
    taken = scribe.decide("Appeler la famille")  # a short line may find room in the WAL
    free()
    scribe.retry()
    if not taken:
        scribe.decide_again()
        scribe.retry()
    scribe.require_saved()
    return typed


@pytest.mark.timeout(600)
def test_row_05_a_disk_that_fills_up_is_said_and_nothing_is_lost(
    scribe: Scribe, disk: tuple[Path, Fill], count: Count, request: pytest.FixtureRequest
) -> None:
    rounds = count(1, 20)
    lines = [through_a_full_disk(scribe, disk[1], tail=5) for _ in range(rounds)]
    assert faults_of(scribe.room.stage.practice.connection) == []
    note_figure(
        f"row 5, {request.node.callspec.id}: filled {rounds} times, "
        f"said after {min(lines)} to {max(lines)} lines, 0 lost"
    )


def test_row_05_control_a_disk_with_room_is_not_said_to_be_full(scribe: Scribe) -> None:
    with pytest.raises(AssertionError, match="never said"):
        type_until_warned(scribe)
    scribe.require_saved()


def test_row_05_control_a_screen_that_forgets_what_failed_is_caught(
    scribe: Scribe, disk: tuple[Path, Fill], monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_what_fails(monkeypatch)
    with pytest.raises(AssertionError):
        through_a_full_disk(scribe, disk[1], tail=1)
