# SPDX-License-Identifier: EUPL-1.2
"""One wrong passphrase, in a process that can be killed while it is tried.

`python -m tests.durability.guesser FOLDER UP`: `UP` is how many seconds the machine has been on.
Ends 0 when the passphrase was heard and wrong, 3 when it was too early.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from app.services.vault import Workshop, system_ids
from app.system.clock import HeldClock
from app.vault.errors import TooManyAttempts, WrongPassphrase
from app.vault.keys import FLOOR_KDF

WRONG, EARLY = 0, 3


def main(folder: str, up: str) -> int:
    clock = HeldClock(datetime.now(UTC), up=float(up))
    try:
        Workshop(clock, system_ids(clock), FLOOR_KDF).unlock(Path(folder), "girafe tambour")
    except WrongPassphrase:
        return WRONG
    except TooManyAttempts:
        return EARLY
    raise AssertionError("the wrong passphrase opened the vault")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
