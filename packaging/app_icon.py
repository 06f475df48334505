# SPDX-License-Identifier: EUPL-1.2
"""Draws the program's icon at the sizes that desktops ask for, from `tour-de-table.svg`.

    .venv/bin/python packaging/app_icon.py

The drawing is on a grid of 64: at 16 pixels each of its vertical edges falls between two pixels.
Small images of the `.ico` are bitmaps, since older readers of Windows take a PNG at 256 only.
"""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "app-icon"
NAME = "tour-de-table"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
_LARGE = 256
_BITMAP_HEADER = 40


def draw(size: int) -> QImage:
    """The icon, `size` pixels wide, on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    svg = (FOLDER / f"{NAME}.svg").read_bytes()
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """An image as a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def ico() -> bytes:
    """The icon of Windows: several images in one file, the largest as PNG."""
    images = [(size, _ico_image(draw(size))) for size in ICO_SIZES]
    offset = 6 + 16 * len(images)
    head, body = struct.pack("<HHH", 0, 1, len(images)), b""
    for size, content in images:
        edge = size % _LARGE  # 256 is written as 0
        head += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(content), offset + len(body))
        body += content
    return head + body


def _ico_image(image: QImage) -> bytes:
    size = image.width()
    if size >= _LARGE:
        return png(image)
    upside_down = image.flipped(Qt.Orientation.Vertical)  # kept: its bytes go with it
    rows = bytes(upside_down.constBits())
    mask = bytes(((size + 31) // 32) * 4 * size)
    header = struct.pack("<IiiHHIIiiII", _BITMAP_HEADER, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    return header + rows + mask


def main() -> None:
    """Write every file again."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication(sys.argv[:1])
    for size in PNG_SIZES:
        (FOLDER / f"{NAME}-{size}.png").write_bytes(png(draw(size)))
    (FOLDER / f"{NAME}.ico").write_bytes(ico())
    app.quit()


if __name__ == "__main__":
    main()
