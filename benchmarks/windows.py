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
    said = said_by("benchmarks.painted", mode, *arguments)
    return tuple(float(word) for word in said.split())


def said_by(module: str, *arguments: str, wait: float = PATIENCE) -> str:
    """What a module writes to standard output, run as a process with a window.

    Raises `Unavailable`.
    """
    environment = os.environ.copy()
    if platform() == "offscreen":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=wait,
        ).stdout
    except subprocess.SubprocessError as error:
        raise Unavailable(f"the window of {module} was not seen: {error}") from error
