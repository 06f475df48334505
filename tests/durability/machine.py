# SPDX-License-Identifier: EUPL-1.2
"""A vault on a machine that keeps heads of its own, and older states of its files put back."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.domain.ids import ItemId
from app.services.meetings import ItemText
from app.services.vault import Session, Workshop, system_ids
from app.system.clock import SystemClock
from app.vault.errors import TooManyAttempts
from app.vault.heads import HEAD
from app.vault.keys import FLOOR_KDF
from tests.durability.meeting import PASSPHRASE

_COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], dirs_exist_ok=True)"


@dataclass(frozen=True)
class Machine:
    """A folder that holds a vault and, apart from it, what this machine noted of its journal."""

    base: Path
    item: ItemId
    key: bytes

    @property
    def folder(self) -> Path:
        """The vault."""
        return self.base / "msp.tdt"

    @property
    def heads(self) -> Path:
        """What the machine noted."""
        return self.base / "heads"

    def notes(self) -> list[Path]:
        """The heads outside of the database: beside it, and the machine's."""
        return [self.folder / HEAD, *self.heads.iterdir()]

    def workshop(self, *, with_heads: bool = True) -> Workshop:
        """What opens vaults on it."""
        clock = SystemClock()
        heads = self.heads if with_heads else None
        return Workshop(clock, system_ids(clock), FLOOR_KDF, heads=heads)

    def opened(
        self, passphrase: str = PASSPHRASE, *, with_heads: bool = True, account: str | None = None
    ) -> Session:
        """Open it as the program does, after the delay of a wrong passphrase before."""
        workshop = self.workshop(with_heads=with_heads)
        while True:
            try:
                return workshop.unlock(self.folder, passphrase, account)
            except TooManyAttempts as refusal:
                time.sleep(refusal.seconds)

    def saved(self, name: str) -> Path:
        """A copy of the closed vault as it is now."""
        return Path(shutil.copytree(self.folder, self.base / name))

    def copied(self, base: Path) -> "Machine":
        """All of it in another place, made by another process: the vault may be open."""
        subprocess.run([sys.executable, "-c", _COPY, str(self.base), str(base)], check=True)
        return Machine(base, self.item, self.key)

    def write(self, session: Session, first: int, last: int) -> None:
        """Autosaves of one text, numbered; none of them leaves an entry in the journal."""
        for number in range(first, last + 1):
            session.desk.meetings.write_text(
                self.item, ItemText.ORGANIC, f"phrase {number:04}", f"visit {first}"
            )

    def read(self, session: Session) -> int:
        """The number of the last autosave that is there."""
        row = session.vault.connection.execute(
            "SELECT organic FROM agenda_item WHERE id = ?", (self.item,)
        ).fetchone()
        text = "" if row is None else row.text("organic")
        return int(text.split(" ")[1]) if text else 0
