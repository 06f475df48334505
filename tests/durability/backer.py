# SPDX-License-Identifier: EUPL-1.2
"""A process that makes backups until it is killed or its stick is pulled (row 6).

It opens the database by its key, without derivation, and says `done` only after `make_backup` has
returned. `naive` is the control: it gives a backup its name first and says so at once.
"""

import ctypes
import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.errors import UserError
from app.storage.driver import open_database
from app.vault.backup import BackupSource, Reason, make_backup
from app.vault.keys import KEY_BYTES, Purpose
from app.vault.signing import Signer
from app.vault.slot_file import parse_slot_file
from app.vault.vault import OpenVault

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Backer:
    """What the process is told on its standard input."""

    database: str
    key: str
    vault_id: str
    slots: str
    backups_key: str
    account: str
    seed: str
    place: str
    rounds: int = 1
    naive: bool = False

    @classmethod
    def of(cls, vault: OpenVault, key: bytes, place: Path) -> "Backer":
        """From an open vault, which is closed before the process starts."""
        assert vault._signing is not None
        return cls(
            str(vault.folder / "data.db"),
            key.hex(),
            vault.vault_id,
            vault.slot_file.hex(),
            vault.subkey(Purpose.BACKUPS, KEY_BYTES).hex(),
            vault.account.id,
            vault._signing.hex(),
            str(place),
        )

    def text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def say(word: str, what: object = "") -> None:
    """One line that the parent hears, at once."""
    sys.stdout.write(f"{word} {what}\n")
    sys.stdout.flush()


def work(job: Backer) -> None:
    """Make the backups asked for."""
    connection = open_database(Path(job.database), bytes.fromhex(job.key))
    slots = bytes.fromhex(job.slots)
    generation = parse_slot_file(slots).content.generation
    signer = Signer(job.vault_id, job.account, bytearray.fromhex(job.seed))
    source = BackupSource(
        *("msp", job.vault_id, "MSP des Tilleuls", connection, generation, lambda: slots),
        *(bytes.fromhex(job.backups_key), signer, "Claire Vasseur"),
    )
    place = Path(job.place)
    if job.naive:
        _naive(source, place)
        return
    say("ready")
    for number in range(job.rounds):
        made = NOON + timedelta(minutes=number)
        local = made.replace(tzinfo=None)
        try:
            found = make_backup(
                source, place, Reason.ASKED, id_=f"b{number}", made=made, local=local
            )
            say("done", found.path)
        except UserError as refusal:
            say("refused", type(refusal).__name__)
    _count_calls()
    connection.close()


def _naive(source: BackupSource, place: Path) -> None:
    """The way of the control: named and said to be done before it is there."""
    scratch, local = place.parent / "scratch", NOON.replace(tzinfo=None)
    whole = make_backup(source, scratch, Reason.ASKED, id_="b", made=NOON, local=local).path
    content = whole.read_bytes()
    shutil.rmtree(scratch)
    place.mkdir(exist_ok=True)
    say("ready")
    say("done", place / whole.name)
    with (place / whole.name).open("wb") as file:
        for start in range(0, len(content), 1 << 16):
            file.write(content[start : start + (1 << 16)])
            file.flush()
            time.sleep(0.01)


def _count_calls() -> None:
    """How many calls pull.c has seen, where it stands in between."""
    counter = getattr(ctypes.CDLL(None), "tdt_calls", None)
    if counter is not None:
        say("calls", counter())


if __name__ == "__main__":
    work(Backer(**json.loads(sys.stdin.readline())))
