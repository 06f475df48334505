# SPDX-License-Identifier: EUPL-1.2
"""Row 17: after a lock, the process that knew is gone, and its successor knows nothing."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.meeting import note_figure
from tests.durability.traces import (
    COLLEAGUE,
    MARKERS,
    NOTES,
    PRACTICE,
    Trail,
    command_of,
    go,
    make_trail,
    memory_of,
    processes_of,
    puppet,
    words_in_memory,
)

PATIENCE = 60.0
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the memory of a process is read through /proc"
)


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    return make_trail(tmp_path, "lock")


def successors(session: int) -> list[int]:
    """The processes of a session that are not the puppet any more."""
    return [pid for pid in processes_of(session) if "-m ui" in command_of(pid)]


def shown(session: int) -> Iterator[int]:
    """The successors that show the unlock window: the practice's name is in their memory."""
    for pid in successors(session):
        if words_in_memory(pid, (PRACTICE,)):
            yield pid


def readable(pid: int) -> None:
    """Skip where the system keeps one's own child from being read."""
    try:
        next(memory_of(pid))
    except PermissionError:
        pytest.skip("the system does not let the memory of another process be read")


def test_row_17_after_a_lock_the_old_process_is_gone_and_the_new_one_holds_no_marker(
    trail: Trail,
) -> None:
    with puppet(trail) as process:
        readable(process.pid)
        held = words_in_memory(process.pid)
        # The control: the same search finds them before the lock, a colleague's name included.
        assert held >= {*NOTES.values(), COLLEAGUE}
        go(trail)
        end = time.monotonic() + PATIENCE
        while not (new := list(shown(process.pid))):
            assert time.monotonic() < end, "no unlock window came"
            time.sleep(0.5)
        alive = processes_of(process.pid)
        assert [pid for pid in alive if "puppet" in command_of(pid)] == []
        assert set().union(*(words_in_memory(pid) for pid in alive)) == set()
    note_figure(
        f"row 17: {len(held)} of {len(MARKERS)} words in memory before the lock, "
        f"0 in {len(new)} process(es) after"
    )
