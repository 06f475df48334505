# SPDX-License-Identifier: EUPL-1.2
"""The logo of the fictional practice: the picture that is shipped is the drawing beside it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.demo.content import demo_logo
from tests.architecture.tree import ROOT
from tests.pictures import opened

FOLDER = ROOT / "resources" / "demo"
SIDE = 40


def drawn(width: int, height: int) -> QImage:
    """The drawing without its margins, on white."""
    renderer = QSvgRenderer(str(FOLDER / "logo.svg"))
    assert renderer.isValid()
    shown = QRectF(8.5, -0.0, 103.0, 0.0)  # the roof touches both sides
    shown.setHeight(shown.width() * height / width)
    shown.moveBottom(105.5)
    renderer.setViewBox(shown)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of two pictures of one size, in steps of 255."""
    total = 0
    for at in range(SIDE * SIDE):
        a, b = (QColor(each.pixel(at % SIDE, at // SIDE)) for each in (one, other))
        total += abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())
    return total / (3 * SIDE * SIDE)


def test_the_logo_that_is_shipped_is_the_drawing_beside_it(qapp: QApplication) -> None:
    logo = demo_logo()
    kept = QImage(str(FOLDER / "logo.png"))
    assert (kept.width(), kept.height()) == (logo.width, logo.height)
    paper = QImage(kept.size(), QImage.Format.Format_RGB32)
    paper.fill("white")
    painter = QPainter(paper)
    painter.drawImage(0, 0, kept)
    painter.end()
    drawing = drawn(kept.width(), kept.height())
    assert difference(paper.scaled(SIDE, SIDE), drawing.scaled(SIDE, SIDE)) < 4
    turned = paper.transformed(QTransform.fromScale(1, -1))
    assert difference(paper.scaled(SIDE, SIDE), turned.scaled(SIDE, SIDE)) > 20


def test_the_logo_that_is_shipped_is_as_the_program_would_keep_it() -> None:
    shipped = opened((FOLDER / "logo.png").read_bytes())
    assert opened(demo_logo().png).tobytes() == shipped.tobytes()
