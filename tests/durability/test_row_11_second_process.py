# SPDX-License-Identifier: EUPL-1.2
"""Row 11: the vault is open in another process."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.storage.errors import DatabaseLocked
from app.vault.errors import VaultBusy
from app.vault.folder import LOCK
from tests.durability.meeting import Ground
from tests.durability.nursery import ROOT

HOLDER = """
import pathlib, sys
from tests.durability.meeting import unlocked
session = unlocked(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """Another process that has the vault open; its number. It is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process.pid
        finally:
            process.kill()


def as_it_lies(folder: Path) -> dict[str, tuple[int, int]]:
    """Sizes and times of the files of a vault that another process holds."""
    return {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in folder.iterdir()}


def test_row_11_a_second_process_is_refused_and_told_who_holds_the_vault(ground: Ground) -> None:
    with held(ground.folder) as holder:
        before = as_it_lies(ground.folder)
        with pytest.raises(VaultBusy) as caught:
            ground.opened()
        assert f"processus {holder}" in caught.value.sentence
        assert platform.node() in caught.value.sentence
        assert as_it_lies(ground.folder) == before
    with closing(ground.opened()) as session:  # the system released the lock of the killed process
        assert session.desk.meetings.meeting(ground.meeting).id == ground.meeting


def test_row_11_control_without_the_lock_file_nobody_is_named(
    ground: Ground,
) -> None:
    """What names the holder is the lock, and what refuses is the system, not a text left behind."""
    (ground.folder / LOCK).write_text(
        json.dumps({"host": platform.node(), "pid": os.getppid(), "since": "2026-01-05T09:00:00"}),
        encoding="utf-8",
    )
    ground.opened().close()
    with held(ground.folder):
        (ground.folder / LOCK).unlink()  # another file of that name is another lock
        with pytest.raises(DatabaseLocked):
            ground.opened()
