# SPDX-License-Identifier: EUPL-1.2
"""The work and a backup share one connection from two threads: neither may wait for ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def end_of(file: Path, turns: str, seconds: float) -> str:
    command = [sys.executable, "-m", "tests.storage.two_threads", str(file), turns]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=True
    ).stdout


def test_two_threads_that_prepare_and_bind_take_turns(tmp_path: Path) -> None:
    assert end_of(tmp_path / "data.db", "1", 90) == "done\n"


def test_control_without_turns_they_wait_for_each_other_for_ever(tmp_path: Path) -> None:
    with pytest.raises((subprocess.TimeoutExpired, subprocess.CalledProcessError)):
        end_of(tmp_path / "data.db", "0", 8)
