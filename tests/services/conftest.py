# SPDX-License-Identifier: EUPL-1.2
"""An office on a vault of its own for each test of the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A vault that holds a practice and nothing else, on Thursday 26 November 2026 at noon."""
    opened = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    yield opened
    opened.close()
