# SPDX-License-Identifier: EUPL-1.2
"""A screen in memory that is looked at from outside: any program is measured in the same way there.

It is Xvfb's, without a window manager and without a pointer; its picture is a file that the server
and we have mapped.
"""

import contextlib
import mmap
import os
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks.measure import Unavailable
from benchmarks.settled import Rows, Settling

SIZE = (1366, 768)
ROW_STEP = 4
"""One row in four is looked at: no letter is lower."""
EVERY_SECONDS = 0.001
QUIET_SECONDS = 3.0
"""Longer than a caret stays, and than a page waits that is filled later."""
PATIENCE_SECONDS = 30
NUMBERS = range(64, 84)


@dataclass(frozen=True)
class Shown:
    """Seconds from just before a program starts: to the first change, to the whole window."""

    first: float
    whole: float


class Screen:
    """Looks at the picture of an Xvfb."""

    def __init__(self, name: str, picture: mmap.mmap) -> None:
        header = struct.unpack_from(">25I", picture)  # as `xwd` writes it
        size, self._stride, colours = header[0], header[12], header[19]
        self._name, self._picture = name, picture
        self._start = size + 12 * colours
        self._end = self._start + self._stride * SIZE[1]

    def show(self, command: Sequence[str], environment: Mapping[str, str], keep: Path) -> Shown:
        """Start a program, wait for its whole window, keep its picture and end it.

        Raises `Unavailable`.
        """
        settling = Settling(self._rows(), QUIET_SECONDS)
        begun = time.monotonic()
        with _started(command, {**environment, "DISPLAY": self._name}) as program:
            while not settling.see(*self._sample()):
                time.sleep(EVERY_SECONDS)
                late = time.monotonic() - begun > PATIENCE_SECONDS
                if late or program.poll() is not None:
                    raise Unavailable(f"{Path(command[0]).name} shows no window that stays")
            self._keep(keep)
        self._wait_for(settling.before)
        return Shown(settling.first - begun, settling.whole - begun)

    def _sample(self) -> tuple[float, Rows]:
        rows = self._rows()
        return time.monotonic(), rows

    def _rows(self) -> Rows:
        starts = range(self._start, self._end, self._stride * ROW_STEP)
        return [self._picture[at : at + self._stride] for at in starts]

    def _keep(self, file: Path) -> None:
        points = self._picture[self._start : self._end]
        Image.frombuffer("RGB", SIZE, points, "raw", "BGRX", self._stride, 1).save(file)

    def _wait_for(self, empty: Rows) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while self._rows() != empty:
            if time.monotonic() > limit:
                raise Unavailable("a window stays on the screen after its program")
            time.sleep(EVERY_SECONDS)


@contextlib.contextmanager
def screen(scratch: Path) -> Iterator[Screen]:
    """A screen of its own. Raises `Unavailable` where there is no Xvfb."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        raise Unavailable("Xvfb is not installed")
    for number in NUMBERS:
        command = [xvfb, f":{number}", "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nocursor"]
        command += ["-noreset", "-nolisten", "tcp", "-fbdir", str(scratch), "-displayfd", "1"]
        with _started(command, os.environ, subprocess.PIPE) as server:
            if server.stdout is None or not server.stdout.readline():
                continue  # the number is taken
            with (
                (scratch / "Xvfb_screen0").open("rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as picture,
            ):
                yield Screen(f":{number}", picture)
            return
    raise Unavailable("Xvfb does not start, or every number of a screen is taken")


@contextlib.contextmanager
def _started(
    command: Sequence[str], environment: Mapping[str, str], output: int = subprocess.DEVNULL
) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            yield program
        finally:
            # Itself and what it has started.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
