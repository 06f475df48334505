# SPDX-License-Identifier: EUPL-1.2
"""One real vault, made once at the lowest cost the format accepts; each test works on a copy."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.ids import NewId, random_ids
from app.domain.practice import Practice
from app.system.clock import HeldClock
from app.vault.keys import FLOOR_KDF
from app.vault.vault import create_vault
from tests.vault.support import PASSPHRASE, Door
from tests.vault.travel import Machine, World, rename


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault that no test may touch."""
    folder = tmp_path_factory.mktemp("pristine") / "msp.tdt"
    create_vault(
        folder,
        practice_name="MSP des Tilleuls",
        account_name="Claire Vasseur",
        passphrase=PASSPHRASE,
        clock=HeldClock(datetime(2026, 1, 5, 9, tzinfo=UTC)),
        new_id=random_ids(lambda: 0),
        kdf=FLOOR_KDF,
    ).close()
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    """A vault of the test's own."""
    return Path(shutil.copytree(pristine, tmp_path / "msp.tdt"))


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 1, 8, 12, 30, tzinfo=UTC))


@pytest.fixture
def new_id() -> NewId:
    return random_ids(lambda: 0)


@pytest.fixture
def door(folder: Path, clock: HeldClock, new_id: NewId) -> Door:
    """A way to open that vault with the test's clock."""
    return Door(folder, clock, new_id)


@pytest.fixture(scope="session")
def carry_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with a practice in it."""
    place = tmp_path_factory.mktemp("seed")
    station = Machine(place / "station", HeldClock(datetime(2026, 1, 5, 9, tzinfo=UTC)))
    practice = Practice("MSP des Tilleuls")
    station.workshop.create(place / "msp.tdt", practice, "Claire Vasseur", PASSPHRASE).close()
    return place


@pytest.fixture
def world(carry_seed: Path, tmp_path: Path) -> World:
    home = Path(shutil.copytree(carry_seed, tmp_path / "world"))
    clock = HeldClock(datetime(2026, 1, 8, 12, 30, tzinfo=UTC))
    (home / "stick").mkdir()
    return World(
        Machine(home / "station", clock),
        Machine(home / "laptop", clock),
        home / "msp.tdt",
        home / "stick",
    )


@pytest.fixture
def away(world: World) -> tuple[World, Path]:
    """The vault has left, and some work was done in the copy on the laptop."""
    copy = world.carry()
    with closing(world.laptop.open(copy)) as session:
        rename(session, "Travail en réunion")
    return world, copy
