# SPDX-License-Identifier: EUPL-1.2
"""Growing delays after wrong passphrases, kept across restarts and kills.

The time that counts is how long the machine has been on, not its date: whoever sets the clock
forward gains nothing, and a clock set back makes nobody wait longer. After the machine was switched
off and on, at least the time since then has passed, and no more is believed. So an attempt is never
heard sooner than the delay in real time; it may be later, by the time the machine was off.

They slow a person at this keyboard. They do nothing against a copy of the folder, here or carried
to another machine: only the cost of the derivation and the strength of the passphrase do.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.system.clock import Clock, Uptime
from app.system.plain_file import read_plain
from app.vault.encoding import Fields, Malformed, canonical, parse
from app.vault.errors import TooManyAttempts
from app.vault.folder import said_plainly, write_whole

LONGEST_DELAY = 60
_LARGEST = 65_536


@dataclass(frozen=True)
class _Attempts:
    """`failures` in a row, the last at `up`; `owed` of earlier rows the journal has not been told.

    `last` is for whoever reads the file.
    """

    failures: int
    last: datetime
    up: Uptime
    owed: int = 0


def delay_after(failures: int) -> int:
    """Seconds to wait after that many wrong passphrases in a row: 0, 1, 2, 4 … 60."""
    return 0 if failures <= 0 else min(LONGEST_DELAY, 1 << min(failures - 1, 6))


class Throttle:
    """The attempts on one vault, noted in `path`."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    @property
    def owed(self) -> int:
        """Wrong passphrases before the right one that the journal has not been told."""
        noted = self._read()
        return noted.owed if noted is not None else 0

    def seconds_left(self) -> int:
        """Whole seconds before the next attempt is heard."""
        noted = self._read()
        if noted is None:
            return 0
        return max(0, math.ceil(delay_after(noted.failures) - self._waited(noted)))

    def begin(self) -> None:
        """Count an attempt as failed before it is tried, so that killing the process gains nothing.

        Raises `TooManyAttempts` while the delay runs, `PlaceReadOnly` when it cannot be noted.
        """
        if left := self.seconds_left():
            raise TooManyAttempts(left)
        noted = self._read()
        earlier = noted.failures if noted is not None else 0
        owed = noted.owed if noted is not None else 0
        self._write(_Attempts(earlier + 1, self._clock.now(), self._clock.uptime(), owed))

    def succeed(self) -> None:
        """The passphrase was right: no delay any more; the journal is owed the failures before."""
        self.forgive(-1)

    def forgive(self, more: int = 0) -> None:
        """No delay any more: somebody who may came in by another way.

        The journal is owed the failures noted here, and `more`.
        """
        noted = self._read()
        owed = more + (noted.owed + noted.failures if noted is not None else 0)
        if owed <= 0:
            self.settle()
        else:
            self._write(_Attempts(0, self._clock.now(), self._clock.uptime(), owed))

    def settle(self) -> None:
        """Forget all of it: the journal has been told."""
        with said_plainly():
            self._path.unlink(missing_ok=True)

    def _waited(self, noted: _Attempts) -> float:
        """Seconds that have passed for certain since the last failure."""
        now = self._clock.uptime()
        same = now.boot == noted.up.boot and now.seconds >= noted.up.seconds
        return now.seconds - noted.up.seconds if same else now.seconds

    def _read(self) -> _Attempts | None:
        """What is noted. A damaged note counts as none: who can damage it can remove it."""
        try:
            fields = parse(read_plain(self._path, _LARGEST))
            last = datetime.fromisoformat(fields.text("last"))
            if last.tzinfo is None:
                return None
            return _Attempts(fields.integer("failures"), last, _uptime(fields), _owed(fields))
        except (OSError, Malformed, ValueError, OverflowError):  # a time of 400 digits
            return None

    def _write(self, attempts: _Attempts) -> None:
        note = {
            "failures": attempts.failures,
            "last": attempts.last.isoformat(),
            "boot": attempts.up.boot,
            "up_ms": math.floor(attempts.up.seconds * 1000),
            "owed": attempts.owed,
        }
        with said_plainly():
            write_whole(self._path, canonical(note))


def _uptime(fields: Fields) -> Uptime:
    """Notes of the first format have none: as before a switching on."""
    if "up_ms" not in fields.raw:
        return Uptime("before", 0.0)
    return Uptime(fields.text("boot"), fields.integer("up_ms") / 1000)


def _owed(fields: Fields) -> int:
    return fields.integer("owed") if "owed" in fields.raw else 0
