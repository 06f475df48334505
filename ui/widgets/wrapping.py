# SPDX-License-Identifier: EUPL-1.2
"""Text set in lines within a width, by widgets that paint it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

LINE_HEIGHT = 20
MOST_LINES = 8
"""A cell shows so many lines; the rest is read by opening the row."""


def wrapped(text: str, type_: QFont, width: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """`text` in lines `width` pixels wide, at most `most`; the last then ends with …."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_paragraph(paragraph, type_, width, option, most + 1))
        if len(lines) > most:
            return (*lines[: most - 1], f"{lines[most - 1].rstrip()}…")
    return tuple(lines)


def _wrapped_paragraph(
    text: str, type_: QFont, width: float, option: QTextOption, most: int
) -> list[str]:
    # Qt counts in UTF-16 units: slices are cut there, so that emoji stay whole.
    units = text.encode("utf-16-le", "surrogatepass")
    layout = QTextLayout(text, type_)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        start = line.textStart() * 2
        piece = units[start : start + line.textLength() * 2]
        lines.append(piece.decode("utf-16-le", "replace"))
    layout.endLayout()
    return lines or [""]


def draw_lines(
    painter: QPainter,
    spot: QPointF,
    width: float,
    lines: tuple[str, ...],
    colour: str,
    type_: QFont,
    height: int = LINE_HEIGHT,
) -> None:
    """Lines under one another from `spot`, `height` pixels each."""
    painter.setFont(type_)
    painter.setPen(QColor(colour))
    for rank, line in enumerate(lines):
        painter.drawText(QRectF(spot.x(), spot.y() + rank * height, width, height), line)
