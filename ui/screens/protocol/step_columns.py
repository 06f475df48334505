# SPDX-License-Identifier: EUPL-1.2
"""Where the six cells of a step are: beside each other, or in two or three lines of them.

A window of 1366 pixels shows the table of the federation's form; where there is less room, or the
text is doubled, the cells stand under one another and each says what it is.
"""

from dataclasses import dataclass

from app.domain.protocol_fields import STEP_FIELDS

GAP = 12
NUMBER = 32
"""Room for the number of a step, left of its cells, in pixels."""
INSET = 8
"""Room right of the cells, for the ring of what has the focus."""
TITLES = tuple(field.label for field in STEP_FIELDS)
WHO, WHAT = 0, 1
_WEIGHTS = (16, 25, 12, 14, 15, 18)
_WHOLE, _HALF = 820, 520
LEAST = 320
"""The least width of a step, in pixels."""


@dataclass(frozen=True)
class CellPlace:
    """One cell: its line from 0, and where it is across, in pixels."""

    line: int
    left: float
    width: float


def cells_a_line(width: float) -> int:
    """How many cells stand beside each other in a step that is so wide."""
    if width >= _WHOLE:
        return len(_WEIGHTS)
    return 3 if width >= _HALF else 2


def weights(beside: int) -> tuple[int, ...]:
    """The shares of the cells of one line."""
    return _WEIGHTS if beside == len(_WEIGHTS) else (1,) * beside


def cell_places(width: float) -> tuple[CellPlace, ...]:
    """The places of the cells in a step that is so wide, its number included."""
    beside = cells_a_line(width)
    shares = weights(beside)
    room = max(width - NUMBER - INSET - GAP * (beside - 1), 0.0)
    edges, left = [], float(NUMBER)
    for share in shares:
        wide = room * share / sum(shares)
        edges.append((left, wide))
        left += wide + GAP
    return tuple(CellPlace(cell // beside, *edges[cell % beside]) for cell in range(len(_WEIGHTS)))
