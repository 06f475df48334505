# SPDX-License-Identifier: EUPL-1.2
"""The six columns of the HAS model on the screen: titles, widths, and text set within them."""

from enum import IntEnum
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from ui.widgets.paint import text_width

GAP = 16
LINE_HEIGHT = 20
MOST_LINES = 8
"""A cell shows so many lines; the rest is read by opening the row."""


class PlanColumn(IntEnum):
    """The columns in their order."""

    PROBLEM = 0
    OBJECTIVE = 1
    ACTION = 2
    WHO = 3
    CRITERION = 4
    REVIEW = 5


TITLES = (
    "Problème",
    "Objectif partagé",
    "Action",
    "Qui · pour quand",
    "Atteint si…",
    "Bilan d’étape",
)
WEIGHTS = (15, 18, 23, 14, 16, 14)


def least_width(type_: QFont) -> int:
    """The width in pixels of a row in which no word of a title is cut."""
    needed = (
        (text_width(word, type_) + 1) * sum(WEIGHTS) / weight
        for title, weight in zip(TITLES, WEIGHTS, strict=True)
        for word in title.split(" ")
    )
    return ceil(max(needed)) + GAP * (len(WEIGHTS) - 1)


def column_boxes(width: float) -> tuple[tuple[float, float], ...]:
    """The left edge and the width of each column in a row `width` pixels wide."""
    room = max(width - GAP * (len(WEIGHTS) - 1), 0.0)
    boxes, left = [], 0.0
    for weight in WEIGHTS:
        wide = room * weight / sum(WEIGHTS)
        boxes.append((left, wide))
        left += wide + GAP
    return tuple(boxes)


def wrapped(text: str, type_: QFont, width: float) -> tuple[str, ...]:
    """`text` in lines `width` pixels wide, at most `MOST_LINES`; the last then ends with …."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_paragraph(paragraph, type_, width, option, MOST_LINES + 1))
        if len(lines) > MOST_LINES:
            return (*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1].rstrip()}…")
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
) -> None:
    """Lines under one another from `spot`."""
    painter.setFont(type_)
    painter.setPen(QColor(colour))
    for rank, line in enumerate(lines):
        painter.drawText(QRectF(spot.x(), spot.y() + rank * LINE_HEIGHT, width, LINE_HEIGHT), line)
