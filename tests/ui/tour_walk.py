# SPDX-License-Identifier: EUPL-1.2
"""The states of the tour, one after the other, for tests that look at each of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.demo.practice import build_demo
from app.vault.keys import FLOOR_KDF
from tests.ui.doors import RealDoors
from tests.ui.fakes import FakeDialogs
from ui.program import Doors
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme
from ui.tour import TourPractice
from ui.tour.shots import SHOTS
from ui.tour.stage import Stage
from ui.tour.tour import NOW

WHOLE = (1366, 768)


@contextmanager
def tour_stage(app: QApplication, home: Path) -> Iterator[Stage]:
    """The fictional practice and the window that the tour arranges."""
    real, vault = RealDoors(home), home / "tilleuls.tdt"
    theme = apply_theme(app, Scheme.LIGHT)
    demo = build_demo(vault, NOW, UTC, kdf=FLOOR_KDF)
    practice = TourPractice(demo.session.desk, demo.clock.set_local, demo.session.close)
    doors = Doors(real, real, real, real)
    stage = Stage(practice, doors, theme, Tasks(), FakeDialogs(), vault)
    try:
        yield stage
    finally:
        stage.main.close()
        stage.program.close()
        practice.close()
        real.close()
        gc.collect()


def walk(stage: Stage) -> Iterator[str]:
    """Arrange each state in turn; gives its name once the window shows it, at its usual size."""
    for shot in SHOTS:
        stage.picture = None
        shot.arrange(stage)
        stage.settle()
        stage.window.resize(*WHOLE)
        stage.settle()
        yield shot.name
