# SPDX-License-Identifier: EUPL-1.2
"""A workstation, a laptop and a stick: what the tests of carrying share."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from app.domain.ids import random_ids
from app.services.carry import CarryService
from app.services.vault import Session, Workshop
from app.storage.journal import JournalRows
from app.system.clock import HeldClock
from app.vault.keys import FLOOR_KDF
from app.vault.standing import Standing
from tests.vault.support import PASSPHRASE

OTHER = "balise cerfeuil ombrage tison marelle quartz dune"


@dataclass
class Machine:
    """A computer: its own state, the vaults it opens."""

    home: Path
    clock: HeldClock
    workshop: Workshop = field(init=False)

    def __post_init__(self) -> None:
        new_id = random_ids(lambda: int(self.clock.now().timestamp() * 1000))
        self.workshop = Workshop(self.clock, new_id, FLOOR_KDF, heads=self.home / "heads")

    def open(
        self, folder: Path, passphrase: str = PASSPHRASE, account: str | None = None
    ) -> Session:
        self.clock.advance(timedelta(minutes=1))
        return self.workshop.unlock(folder, passphrase, account)


@dataclass
class World:
    """A workstation and a laptop, a vault on the first, a stick."""

    station: Machine
    laptop: Machine
    vault: Path
    stick: Path

    def at(self, home: Path) -> "World":
        """The same world, copied to another folder."""
        return World(
            Machine(home / "station", self.station.clock),
            Machine(home / "laptop", self.station.clock),
            home / "msp.tdt",
            home / "stick",
        )

    def carry(self, source: Path | None = None) -> Path:
        with closing(self.station.open(source or self.vault)) as session:
            return carry_of(session).take_away(self.stick)

    def bring_back(self, copy: Path, passphrase: str = PASSPHRASE) -> int:
        with closing(self.station.open(self.vault)) as session:
            return carry_of(session).bring_back(copy, passphrase).readings


def carry_of(session: Session) -> CarryService:
    assert session.desk.carry is not None
    return session.desk.carry


def rename(session: Session, name: str) -> None:
    """Some work: the practice gets another name."""
    session.desk.practice.save(replace(session.desk.practice.get(), name=name))


def name_in(machine: Machine, folder: Path, passphrase: str = PASSPHRASE) -> str:
    with closing(machine.open(folder, passphrase)) as session:
        return session.desk.practice.get().name


def standing(machine: Machine, folder: Path) -> Standing:
    with closing(machine.open(folder)) as session:
        return session.vault.state.standing


def events(session: Session) -> list[str]:
    return [entry.event for entry in JournalRows(session.vault.connection).entries()]
