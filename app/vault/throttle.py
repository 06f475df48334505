# SPDX-License-Identifier: EUPL-1.2
"""Growing delays after wrong passphrases, kept across restarts.

They slow a person at the keyboard. They do nothing against a copy of the folder: only the cost of
the derivation and the strength of the passphrase do.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.vault.encoding import Malformed, canonical, parse
from app.vault.errors import TooManyAttempts
from app.vault.folder import said_plainly, write_whole

LONGEST_DELAY = 60


@dataclass(frozen=True)
class _Attempts:
    failures: int
    last: datetime


def delay_after(failures: int) -> int:
    """Seconds to wait after that many wrong passphrases in a row: 0, 1, 2, 4 … 60."""
    return 0 if failures <= 0 else min(LONGEST_DELAY, 1 << min(failures - 1, 6))


class Throttle:
    """The attempts on one vault, noted in `path`; `now` is UTC."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now

    def seconds_left(self) -> int:
        """Whole seconds before the next attempt is heard."""
        noted = self._read()
        if noted is None:
            return 0
        delay = delay_after(noted.failures)
        waited = max(timedelta(), self._now() - noted.last)
        return max(0, math.ceil(delay - waited.total_seconds()))

    def begin(self) -> None:
        """Count an attempt as failed before it is tried, so that killing the process gains nothing.

        Raises `TooManyAttempts` while the delay runs, `PlaceReadOnly` when it cannot be noted.
        """
        noted = self._read()
        if noted is not None and noted.last > self._now():
            # The clock went back: start the delay again from now rather than wait for the old date.
            self._write(_Attempts(noted.failures, self._now()))
        if left := self.seconds_left():
            raise TooManyAttempts(left)
        self._write(_Attempts((noted.failures if noted else 0) + 1, self._now()))

    def succeed(self) -> None:
        """Forget the failures: the passphrase was right."""
        with said_plainly():
            self._path.unlink(missing_ok=True)

    def _read(self) -> _Attempts | None:
        """What is noted. A damaged note counts as none: who can damage it can remove it."""
        try:
            fields = parse(self._path.read_bytes())
            last = datetime.fromisoformat(fields.text("last"))
            return None if last.tzinfo is None else _Attempts(fields.integer("failures"), last)
        except (OSError, Malformed, ValueError):
            return None

    def _write(self, attempts: _Attempts) -> None:
        note = {"failures": attempts.failures, "last": attempts.last.isoformat()}
        with said_plainly():
            write_whole(self._path, canonical(note))
