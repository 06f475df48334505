# SPDX-License-Identifier: EUPL-1.2
"""The six columns of the HAS model on the screen: titles and widths."""

from enum import IntEnum
from math import ceil

from PySide6.QtGui import QFont

from ui.widgets.paint import text_width

GAP = 16


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
