# SPDX-License-Identifier: EUPL-1.2
"""Carries a vault in forked children, each killed, or its stick pulled, one step later.

Arguments: `kill` or `pull`, `take` or `back`, the folder of a world, the first step, from one step
to the next. Prints the number of each step that was reached.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from app.storage.driver import Connection
from app.storage.errors import StorageError
from app.system.clock import HeldClock
from tests.vault.support import PASSPHRASE
from tests.vault.travel import Machine

KILLED, WHOLE, REFUSED = 9, 0, 3
_STEPS = ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir")


class Faults:
    """Counts what changes a disk; at the chosen step the process ends, or the stick goes."""

    def __init__(self, at: int, stick: Path, *, pull: bool) -> None:
        self._at, self._stick, self._pull = at, stick, pull
        self._gone = stick.with_name("gone")
        self._count = 0

    def arm(self) -> None:
        """Watch from now on, in this process, which ends soon."""
        for name in _STEPS:
            setattr(os, name, self._watched(getattr(os, name), name))
        execute = Connection.execute

        def executed(connection: Connection, sql: str, parameters: Any = ()) -> Any:
            if sql in {"COMMIT", "BEGIN IMMEDIATE"}:
                self.step()
            return execute(connection, sql, parameters)

        Connection.execute = executed  # type: ignore[method-assign, assignment]  # this process is a test's

    def step(self) -> None:
        """One step more."""
        self._count += 1
        if self._count != self._at:
            return
        if not self._pull:
            os._exit(KILLED)
        os.renames(self._stick, self._gone)

    def _watched(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if args and str(args[0]).startswith(str(self._stick.parent / "gone")):
                return real(*args, **named)
            if args and args[0] == self._stick:
                return real(*args, **named)
            self.step()
            if name == "fsync" and self._is_gone(args[0]):
                raise OSError(errno.EIO, "pulled")
            return real(*args, **named)

        return call

    def _is_gone(self, descriptor: int) -> bool:
        return Path(f"/proc/self/fd/{descriptor}").readlink().is_relative_to(self._gone)


def deed(home: Path, what: str, faults: Faults) -> int:
    """Open the vault, then carry it under faults."""
    clock = HeldClock(datetime(2026, 1, 8, 14, tzinfo=UTC))
    with closing(Machine(home / "station", clock).open(home / "msp.tdt")) as session:
        faults.arm()
        try:
            if what == "take":
                session.desk.carry.take_away(home / "stick")
            else:
                session.desk.carry.bring_back(home / "stick" / "msp.tdt", PASSPHRASE)
        except (UserError, StorageError):
            return REFUSED
    return WHOLE


def main(mode: str, what: str, world: Path, first: int, every: int) -> None:
    """One child per step, until a child gets through without reaching its step."""
    number = first
    while True:
        home = world.with_name(f"{mode}-{what}-{number}")
        shutil.copytree(world, home)
        faults = Faults(number, home / "stick", pull=mode == "pull")
        child = os.fork()
        if not child:
            code = REFUSED
            try:
                code = deed(home, what, faults)
            finally:
                os._exit(code)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        pulled = (home / "gone").exists()
        if pulled:  # plugged in again
            shutil.copytree(home / "gone", home / "stick", dirs_exist_ok=True)
        if ended != KILLED and not pulled:
            return
        sys.stdout.write(f"{number}\n")
        number += every


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
