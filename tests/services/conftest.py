# SPDX-License-Identifier: EUPL-1.2
"""An office, or a whole vault with its accounts, of its own for each test of the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.vault import Session
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.services.safe import Safe, copied


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A vault that holds a practice and nothing else, on Thursday 26 November 2026 at noon."""
    opened = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def model_safe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with the account of the coordinator; no test may touch it."""
    folder = tmp_path_factory.mktemp("safe") / "port.tdt"
    Safe(folder).make().close()
    return folder


@pytest.fixture
def safe(model_safe: Path, tmp_path: Path) -> Safe:
    """A copy of it."""
    return copied(model_safe, tmp_path / "port.tdt")


@pytest.fixture
def chief(safe: Safe) -> Iterator[Session]:
    """The same, opened by the coordinator."""
    with safe.open() as session:
        yield session
