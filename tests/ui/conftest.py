# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the meeting screen share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.room import Room, open_room
from tests.ui.tour_walk import tour_stage
from ui.theme import Scheme, apply_theme
from ui.tour.stage import Stage


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> None:
    """The light colours, whatever a test before may have chosen."""
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, look: None) -> Iterator[Room]:
    """A running meeting in the real window, over a real database."""
    with open_room(tmp_path, qtbot) as opened:
        yield opened


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window of the tour, before its first state."""
    home = tmp_path / "home"
    home.mkdir()
    with tour_stage(qapp, home) as made:
        yield made
