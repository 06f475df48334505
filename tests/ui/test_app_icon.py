# SPDX-License-Identifier: EUPL-1.2
"""The icon of the program: every size is there, as drawn, and reads on light and dark task bars."""

import importlib.util
import struct
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.theme import app_icon
from ui.theme.contrast import contrast
from ui.theme.icons import APP_ICON_SIZES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "app-icon"
BARS = ("#FFFFFF", "#F3F3F3", "#202020", "#15181C")


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("app_icon", ROOT / "packaging" / "app_icon.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_window_has_the_icon_at_every_size(qapp: QApplication) -> None:
    icon = app_icon()
    assert sorted(size.width() for size in icon.availableSizes()) == list(APP_ICON_SIZES)
    assert not icon.pixmap(16).isNull()


def test_the_files_are_what_the_script_draws(qapp: QApplication, drawing: ModuleType) -> None:
    for size in drawing.PNG_SIZES:
        kept = QImage(str(FOLDER / f"tour-de-table-{size}.png"))
        drawn = drawing.draw(size).convertToFormat(kept.format())
        assert kept == drawn, size


def test_the_icon_of_windows_holds_every_size_that_explorer_asks_for(
    qapp: QApplication, drawing: ModuleType
) -> None:
    content = (FOLDER / "tour-de-table.ico").read_bytes()
    assert content == drawing.ico()
    count = struct.unpack_from("<HHH", content)[2]
    sizes, end = [], 6 + 16 * count
    for at in range(count):
        width, _, _, _, _, bits, length, offset = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * at
        )
        sizes.append(width or 256)
        assert (bits, offset) == (32, end)
        end += length
    assert sizes == [16, 24, 32, 48, 64, 256]
    assert end == len(content)
    assert not QImage(str(FOLDER / "tour-de-table.ico")).isNull()


@pytest.mark.parametrize("bar", BARS)
def test_the_tile_is_told_from_the_task_bar_and_the_table_from_the_tile(
    bar: str, qapp: QApplication, drawing: ModuleType
) -> None:
    image = drawing.draw(64)
    tile, table = image.pixelColor(10, 32).name(), image.pixelColor(32, 32).name()
    assert contrast(tile, bar) >= 3.0
    assert contrast(table, tile) >= 4.5


def test_the_edges_of_the_columns_are_sharp_at_sixteen_pixels(drawing: ModuleType) -> None:
    image = drawing.draw(16)
    row = [image.pixelColor(x, 8).name() for x in range(5, 11)]
    tile, table = "#0e7c76", "#ffffff"
    assert row == [table, tile, table, table, tile, table]
