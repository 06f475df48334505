# SPDX-License-Identifier: EUPL-1.2
"""Row 16: what was typed is nowhere to be read, after a session that ended in a crash."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.meeting import note_figure
from tests.durability.traces import (
    ENCODINGS,
    MARKERS,
    allow_core,
    go,
    make_trail,
    puppet,
    words_below,
    words_in,
)

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="crash dumps are looked for as Linux writes them"
)
CRASH = """
import os, sys
word = sys.stdin.readline()
os.abort()
"""


@LINUX
def test_row_16_a_crashed_session_leaves_no_marker_in_any_file(tmp_path: Path) -> None:
    assert len(set(MARKERS)) == 20
    trail = make_trail(tmp_path, "crash")
    with puppet(trail) as process:
        go(trail)
        assert process.wait(60) == -signal.SIGSEGV
    assert "Fatal Python error: Segmentation fault" in trail.crash_log.read_text()
    assert (trail.vault / "data.db-wal").stat().st_size > 0, "a crash leaves the WAL"
    assert words_below(tmp_path) == {}
    read = [path for path in tmp_path.rglob("*") if path.is_file()]
    note_figure(f"row 16: 20 words in {len(ENCODINGS)} encodings, {len(read)} files, 0 found")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_row_16_control_a_plain_file_is_found(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "deep" / "deeper"
    folder.mkdir(parents=True)
    (folder / "plain.bin").write_bytes(b"\0" + " ".join(MARKERS).encode(encoding) + b"\xff")
    assert words_below(tmp_path) == {"deep/deeper/plain.bin": set(MARKERS)}


@LINUX
def test_row_16_control_a_core_would_hold_what_was_typed(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRASH],
        input=MARKERS[0].encode(),
        cwd=tmp_path,
        preexec_fn=allow_core,
        check=False,
    )
    assert ended.returncode == -signal.SIGABRT
    cores = list(tmp_path.iterdir())
    if not cores:
        pytest.skip("this system writes no core beside the program")
    assert words_in(cores[0].read_bytes()) == {MARKERS[0]}
