# SPDX-License-Identifier: EUPL-1.2
"""A protocol's steps as one picture, who × when: the screen and the paper draw this description.

Nothing here is a length on a page. A place is a column and a row; a point of an arrow says how far
it is across the box of its column (0 to 1), or in the gutter at its right (1 to 2), and how far
down its row (0 to 1). Whoever draws says how wide and how high those are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from app.domain.ids import ProtocolStepId
from app.domain.protocol import Moment, ProtocolStep
from app.domain.text import NARROW, ellipsis, fold, one_line

MOST_LANES = 12
"""Lanes that one page can still say; those who do least share the last one."""
MOST_COLUMNS = 8
NOBODY = f"Qui{NARROW}? à compléter"
OTHERS = "Autres intervenants"
UNSAID = "à compléter"

_IN_CELL = 4  # boxes on top of each other before a moment takes another column
_TEXT, _WHEN = 140, 60  # characters: the picture says what, the table says all
_ENTRY, _EXIT = 1 / 3, 2 / 3  # down the right side of a box: what comes, what goes


@dataclass(frozen=True)
class FlowBox:
    """One step: its number from 1 through all moments, and what is written in it, on one line."""

    step_id: ProtocolStepId
    number: int
    lane: int
    column: int
    row: int
    text: str
    when: str = ""


@dataclass(frozen=True)
class FlowLane:
    """Who: a band of `rows` rows, the first of which is `top`."""

    who: str
    top: int
    rows: int


@dataclass(frozen=True)
class FlowHead:
    """A moment over its columns."""

    moment: Moment
    first: int
    columns: int


@dataclass(frozen=True)
class FlowPoint:
    """A turn of an arrow, in the units of the module."""

    column: int
    across: float
    row: int
    down: float


@dataclass(frozen=True)
class FlowArrow:
    """From one step to the next, by indexes of `FlowPicture.boxes`; it points at the last point."""

    start: int
    end: int
    points: tuple[FlowPoint, ...]


@dataclass(frozen=True)
class FlowPicture:
    """The whole picture; without a step it has no column and no lane.

    `gutters` says, for each column, how many arrows run up and down side by side at its right.
    """

    heads: tuple[FlowHead, ...] = ()
    lanes: tuple[FlowLane, ...] = ()
    boxes: tuple[FlowBox, ...] = ()
    arrows: tuple[FlowArrow, ...] = ()
    gutters: tuple[int, ...] = ()

    @property
    def columns(self) -> int:
        """How many there are, of all moments."""
        return len(self.gutters)

    @property
    def rows(self) -> int:
        """How many there are, of all lanes."""
        return sum(lane.rows for lane in self.lanes)

    @property
    def spoken(self) -> tuple[str, ...]:
        """A line for each step, for those who do not see the picture."""
        moments = [head.moment for head in self.heads for _ in range(head.columns)]
        return tuple(
            f"{box.number}. {moments[box.column].label} · {self.lanes[box.lane].who} · "
            + " · ".join(filter(None, (box.text, box.when)))
            for box in self.boxes
        )


def flow_picture(steps: Iterable[ProtocolStep]) -> FlowPicture:
    """The picture of steps in the order of `ProtocolContent.ordered`."""
    ordered = tuple(steps)
    names = [one_line(step.who) for step in ordered]
    whose, shared = _lanes_of(names)
    columns = _columns_of(ordered, whose)
    places = _places(columns, whose)
    lanes = _lanes(names, whose, shared, places)
    boxes = tuple(
        FlowBox(
            step_id=step.id,
            number=n + 1,
            lane=whose[n],
            column=places[n][0],
            row=lanes[whose[n]].top + places[n][1],
            text=_text(step, names[n] if whose[n] == shared else ""),
            when=ellipsis(step.when, _WHEN),
        )
        for n, step in enumerate(ordered)
    )
    arrows, gutters = _arrows(boxes, len(columns))
    return FlowPicture(_heads(ordered, columns), lanes, boxes, arrows, gutters)


def _text(step: ProtocolStep, who: str) -> str:
    what = one_line(step.what) or one_line(step.how) or UNSAID
    return ellipsis(f"{who} : {what}" if who else what, _TEXT)


def _lanes_of(names: Sequence[str]) -> tuple[list[int], int]:
    """The lane of each step, in the order in which people come, and which lane several share."""
    folded = [fold(name) for name in names]
    order = list(dict.fromkeys(folded))
    if len(order) <= MOST_LANES:
        return [order.index(name) for name in folded], -1
    busy = {name for name, _ in Counter(folded).most_common(MOST_LANES - 1)}
    kept = [name for name in order if name in busy]
    return [kept.index(name) if name in busy else len(kept) for name in folded], len(kept)


def _columns_of(steps: Sequence[ProtocolStep], whose: Sequence[int]) -> list[list[int]]:
    """The steps of each column: a moment that piles them up takes more than one."""
    indexes = range(len(steps))
    columns = [list(group) for _, group in groupby(indexes, lambda n: steps[n].moment)]
    while 0 < len(columns) < MOST_COLUMNS:
        piles = [_highest(column, whose) for column in columns]
        if max(piles) <= _IN_CELL:
            break
        at = piles.index(max(piles))
        half = (len(columns[at]) + 1) // 2
        columns[at : at + 1] = [columns[at][:half], columns[at][half:]]
    return columns


def _highest(column: Iterable[int], whose: Sequence[int]) -> int:
    return max(Counter(whose[n] for n in column).values())


def _places(columns: Sequence[Sequence[int]], whose: Sequence[int]) -> list[tuple[int, int]]:
    """For each step its column, and its row in the cell."""
    places: list[tuple[int, int]] = []
    for number, column in enumerate(columns):
        filled: Counter[int] = Counter()
        for n in column:
            places.append((number, filled[whose[n]]))
            filled[whose[n]] += 1
    return places


def _lanes(
    names: Sequence[str],
    whose: Sequence[int],
    shared: int,
    places: Sequence[tuple[int, int]],
) -> tuple[FlowLane, ...]:
    lanes: list[FlowLane] = []
    for lane in range(max(whose, default=-1) + 1):
        steps = [n for n, own in enumerate(whose) if own == lane]
        who = OTHERS if lane == shared else names[steps[0]] or NOBODY
        top = sum(above.rows for above in lanes)
        lanes.append(FlowLane(who, top, max(places[n][1] for n in steps) + 1))
    return tuple(lanes)


def _heads(steps: Sequence[ProtocolStep], columns: Sequence[Sequence[int]]) -> tuple[FlowHead, ...]:
    moments = [(number, steps[column[0]].moment) for number, column in enumerate(columns)]
    heads: list[FlowHead] = []
    for moment, group in groupby(moments, lambda each: each[1]):
        numbers = [number for number, _ in group]
        heads.append(FlowHead(moment, numbers[0], len(numbers)))
    return tuple(heads)


@dataclass(frozen=True)
class _Turn:
    """An arrow that runs up or down a gutter, from one height to another."""

    start: int
    leaves: float
    enters: float

    def meets(self, other: "_Turn") -> bool:
        """Whether the two would lie on each other in one track."""
        return max(min(self.leaves, self.enters), min(other.leaves, other.enters)) <= min(
            max(self.leaves, self.enters), max(other.leaves, other.enters)
        )


def _arrows(
    boxes: Sequence[FlowBox], columns: int
) -> tuple[tuple[FlowArrow, ...], tuple[int, ...]]:
    """Steps follow each other in one column or from one to the next: no arrow skips a column."""
    straight: dict[int, tuple[FlowPoint, ...]] = {}
    tracks: list[list[list[_Turn]]] = [[] for _ in range(columns)]
    for start, (box, after) in enumerate(pairwise(boxes)):
        points = _straight(box, after, boxes)
        if points:
            straight[start] = points
            continue
        down = _ENTRY if box.column == after.column else _EXIT
        _put(_Turn(start, box.row + _EXIT, after.row + down), tracks[box.column])
    placed = {
        turn.start: (number + 1) / (len(gutter) + 1)
        for gutter in tracks
        for number, track in enumerate(gutter)
        for turn in track
    }
    arrows = tuple(
        FlowArrow(n, n + 1, straight[n] if n in straight else _turned(n, placed[n], boxes))
        for n in range(len(boxes) - 1)
    )
    return arrows, tuple(len(gutter) for gutter in tracks)


def _put(turn: _Turn, gutter: list[list[_Turn]]) -> None:
    for track in gutter:
        if not any(turn.meets(other) for other in track):
            track.append(turn)
            return
    gutter.append([turn])


def _straight(
    box: FlowBox, after: FlowBox, boxes: Sequence[FlowBox]
) -> tuple[FlowPoint, ...] | None:
    """The arrow that needs no turn, where nothing stands between the two boxes."""
    if box.column != after.column:
        if box.row != after.row:
            return None
        return (
            FlowPoint(box.column, 1, box.row, _EXIT),
            FlowPoint(after.column, 0, after.row, _EXIT),
        )
    low, high = sorted((box.row, after.row))
    rows = map(attrgetter("row"), (each for each in boxes if each.column == box.column))
    if any(low < row < high for row in rows):
        return None
    down = box.row < after.row
    return (
        FlowPoint(box.column, 0.5, box.row, 1 if down else 0),
        FlowPoint(after.column, 0.5, after.row, 0 if down else 1),
    )


def _turned(start: int, track: float, boxes: Sequence[FlowBox]) -> tuple[FlowPoint, ...]:
    box, after = boxes[start], boxes[start + 1]
    back = box.column == after.column
    enters = _ENTRY if back else _EXIT
    return (
        FlowPoint(box.column, 1, box.row, _EXIT),
        FlowPoint(box.column, 1 + track, box.row, _EXIT),
        FlowPoint(box.column, 1 + track, after.row, enters),
        FlowPoint(after.column, 1 if back else 0, after.row, enters),
    )
