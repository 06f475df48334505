# SPDX-License-Identifier: EUPL-1.2
"""A child that changes a vault and is killed on the way: `python -m tests.durability.changer`.

It reads one job a line and forks for each; under `kill.c` a job dies just before its n-th call that
changes the folder. It answers with the number of calls made, and with how the fork ended.
"""

import ctypes
import json
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.services.vault import system_ids
from app.system.clock import SystemClock
from app.vault.account import Account, Role
from app.vault.backup_file import BackupFile
from app.vault.folder import ATTEMPTS, LOCK
from app.vault.keyring import DrawnSheet, add_account, change_passphrase, confirm_sheet
from app.vault.keys import FLOOR_KDF
from app.vault.locking import VaultLock
from app.vault.open_vault import OpenVault
from app.vault.rekeying import remove_account
from app.vault.restoring import fill_from_backup, read_backup_slots
from app.vault.succession import finish_succession, successor
from app.vault.vault import unlock_vault
from tests.durability.meeting import PASSPHRASE

NEW_PHRASE = "ardoise bretelle capucine drakkar esquif falaise gerboise"
READER_PHRASE = "brouette cascade dentelle fougère harpon jonquille limace"
FIRST_FORMAT_PHRASE = "sept tilleuls bavards écoutent la grande table ovale"
READER = Account("reader", "Paul Lecteur", Role.READER, may_see_identities=True)
SECRET = bytes(range(20))


@dataclass(frozen=True)
class Job:
    """One change of the vault `folder`; `at` is the call to die before, 0 for none."""

    action: str
    folder: str
    account: str = ""
    backup: str = ""
    at: int = 0

    def text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def opened(folder: Path, passphrase: str, account: str | None = None) -> OpenVault:
    """Open it as the program does, without the delay of wrong passphrases before."""
    (folder / ATTEMPTS).unlink(missing_ok=True)
    clock = SystemClock()
    return unlock_vault(folder, account, passphrase, clock=clock, new_id=system_ids(clock))


def with_reader(folder: Path) -> None:
    """Give the closed vault a second account."""
    with closing(opened(folder, PASSPHRASE)) as vault:
        add_account(vault, READER, READER_PHRASE, FLOOR_KDF)


def _passphrase(vault: OpenVault) -> None:
    change_passphrase(vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)


def _account(vault: OpenVault) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)


def _sheet(vault: OpenVault) -> None:
    confirm_sheet(vault, DrawnSheet("sheet", "2026-01-05T09:00:00+00:00", bytearray(SECRET)))


def _removal(vault: OpenVault) -> None:
    remove_account(vault, READER.id)


_CHANGES: dict[str, Callable[[OpenVault], None]] = {
    "passphrase": _passphrase,
    "account": _account,
    "sheet": _sheet,
    "removal": _removal,
}


def _restore(job: Job) -> None:
    folder, backup = Path(job.folder), BackupFile(Path(job.backup))
    lock = VaultLock(folder / LOCK, datetime.now(UTC))
    content = read_backup_slots(backup).content
    keys = content.slots[0].open(content.vault_id, PASSPHRASE)
    finish_succession(folder)
    with successor(folder, aside="essai") as site:
        fill_from_backup(backup, keys, site)
    finish_succession(folder)
    lock.release()


def _do(job: Job, arm: Callable[[], object]) -> None:
    """Arm, and make the change; what comes before it (unlocking) is not counted."""
    folder = Path(job.folder)
    if job.action in _CHANGES:
        with closing(opened(folder, PASSPHRASE, job.account or None)) as vault:
            arm()
            _CHANGES[job.action](vault)
    elif job.action == "restore":
        arm()
        _restore(job)
    else:
        arm()
        opened(folder, FIRST_FORMAT_PHRASE).close()


def main() -> None:
    """Serve jobs, each in a process of its own."""
    injector = ctypes.CDLL(None)
    for line in sys.stdin:
        job = Job(**json.loads(line))
        child = os.fork()
        if child == 0:
            code = 1
            with suppress(BaseException):
                try:
                    _do(job, partial(injector.tdt_arm, job.at))
                    os.write(1, f'{{"calls": {injector.tdt_calls()}}}\n'.encode())
                    code = 0
                except BaseException:
                    traceback.print_exc()
                    raise
            os._exit(code)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        os.write(1, (json.dumps({"ended": code}) + "\n").encode())


if __name__ == "__main__":
    main()
