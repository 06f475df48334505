# SPDX-License-Identifier: EUPL-1.2
"""Starts writers and kills them; hears what they say until they end."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from tests.durability.ledger import Said
from tests.durability.writer import Job

ROOT = Path(__file__).parents[2]


class Nursery:
    """One process that has loaded the program and forks a writer for each job."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.writer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | dict(environment or {}),
        )
        self._rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def run(self, job: Job) -> list[Said]:
        """Let a writer do its job to the end; what it said. Fails when it failed."""
        said, code = self._hear(job, None)
        assert code == 0, f"the writer ended with {code}"
        return said

    def kill(
        self,
        job: Job,
        after: float,
        *,
        counted: str = "ready",
        first: Callable[[], object] = lambda: None,
    ) -> list[Said]:
        """Kill a writer `after` seconds, counted from its birth (`born`) or once the vault is open.

        `first` is done just before. Returns what it said.
        """

        def strike(pid: int) -> None:
            first()
            os.kill(pid, signal.SIGKILL)

        said, code = self._hear(job, after, strike, counted=counted)
        assert code == -signal.SIGKILL, f"the writer ended by itself with {code}"
        return said

    def _hear(
        self,
        job: Job,
        after: float | None,
        strike: Callable[[int], object] = lambda _pid: None,
        *,
        counted: str = "",
    ) -> tuple[list[Said], int]:
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(job.text().encode() + b"\n")
        stdin.flush()
        heard: list[Said] = []
        pid, deadline = 0, None
        while True:
            for message in self._messages(deadline):
                said = message["said"]
                if said == "born":
                    pid = int(str(message["pid"]))
                if said == "ended":
                    return heard, int(str(message["code"]))
                if after is not None and said == counted:
                    deadline = time.monotonic() + after
                elif said in {"typed", "saved"}:
                    heard.append(cast("Said", message))
            if deadline is not None and time.monotonic() >= deadline:
                strike(pid)
                deadline = None

    def _messages(self, deadline: float | None) -> Iterator[dict[str, object]]:
        """What came since the last time; waits until the deadline at most."""
        stdout = self._process.stdout
        assert stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            wait = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not selector.select(wait):
                return
        chunk = os.read(stdout.fileno(), 65536)
        assert chunk, "the nursery is gone"
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        for line in whole:
            yield json.loads(line)
