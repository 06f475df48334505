# SPDX-License-Identifier: EUPL-1.2
"""A hairline is seen at every scale, wherever its widget begins."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.widgets.paint import draw_hairline


@pytest.mark.parametrize(("ratio", "thick"), [(1.0, 1), (1.25, 1), (1.5, 1), (1.75, 1), (2.0, 2)])
@pytest.mark.parametrize("top", range(8))
def test_a_line_at_the_top_of_a_row_is_there_at_every_scale(
    ratio: float, thick: int, top: int, qapp: QApplication
) -> None:
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill("#FFFFFF")
    painter = QPainter(image)
    painter.translate(0, top)
    painter.setClipRect(QRectF(0, 0, 30, 20))
    draw_hairline(painter, QPointF(0, 0), QPointF(20, 0), "#000000")
    painter.end()
    assert [image.pixelColor(4, y).name() for y in range(80)].count("#000000") == thick
