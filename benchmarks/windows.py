# SPDX-License-Identifier: EUPL-1.2
"""Starts the watched process and reads what it saw."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Unavailable

ROOT = Path(__file__).parents[1]
PATIENCE = 120


def platform() -> str:
    """Where windows are shown: on the screen there is, else in memory."""
    if sys.platform in {"win32", "darwin"}:
        return sys.platform
    if "WAYLAND_DISPLAY" in os.environ:
        return "wayland"
    return "xcb" if "DISPLAY" in os.environ else "offscreen"


def watched(mode: str, *arguments: str) -> tuple[float, ...]:
    """What `benchmarks.painted` says it saw, in seconds. Raises `Unavailable`."""
    environment = os.environ.copy()
    if platform() == "offscreen":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "benchmarks.painted", mode, *arguments]
    try:
        said = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.SubprocessError as error:
        raise Unavailable(f"the window of « {mode} » was not seen: {error}") from error
    return tuple(float(word) for word in said.stdout.split())
