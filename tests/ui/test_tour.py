# SPDX-License-Identifier: EUPL-1.2
"""The tour writes a picture of every screen that the rail shows, and of what comes before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.demo.practice import build_demo
from app.domain.errors import UserError
from app.vault.keys import FLOOR_KDF
from tests.ui.doors import RealDoors
from ui.program import Doors
from ui.tour import TourPractice, run_tour
from ui.tour.shots import SHOTS

SIZE = (1280, 720)


def build(folder: Path, now: datetime) -> TourPractice:
    demo = build_demo(folder, now, UTC, kdf=FLOOR_KDF)
    return TourPractice(demo.session.desk, demo.clock.set_local, demo.session.close)


def test_every_shot_has_a_name_of_its_own() -> None:
    names = [shot.name for shot in SHOTS]
    assert len(set(names)) == len(names)


@pytest.mark.timeout(400)  # some fifty pictures, and a restyling of every screen before each second
def test_the_tour_writes_every_shot_in_both_schemes(qapp: QApplication, tmp_path: Path) -> None:
    home, pictures = tmp_path / "home", tmp_path / "pictures"
    home.mkdir()
    real = RealDoors(home)
    doors = Doors(real, real, real, real)
    taken = run_tour(pictures, qapp, doors, build, home, sizes=[SIZE])
    real.close()
    files = {path.name for path in pictures.iterdir()}
    wanted = {
        f"{shot.name}-{scheme}-1280x720.png" for shot in SHOTS for scheme in ("light", "dark")
    }
    assert files == wanted
    assert taken == len(wanted)
    image = QImage(str(pictures / "home-dark-1280x720.png"))
    assert (image.width(), image.height()) == SIZE
    assert image.pixelColor(SIZE[0] - 4, SIZE[1] - 4).lightness() < 64


def test_a_place_that_cannot_be_written_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    real = RealDoors(tmp_path)
    doors = Doors(real, real, real, real)
    with pytest.raises(UserError, match="images"):
        run_tour(tmp_path / "file" / "pictures", qapp, doors, build, tmp_path)
