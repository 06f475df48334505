# SPDX-License-Identifier: EUPL-1.2
"""The picture of a protocol on paper, from the description that the screen draws too.

It is as large as its room allows, down to the smallest letters that can be read; then its texts
are cut, which the table of the steps is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.documents import theme
from app.documents.flow import Block, Text
from app.documents.fonts import Face, FontBook
from app.documents.lines import Line, Span, printable
from app.documents.pen import Pen
from app.documents.theme import Style
from app.domain.flow_picture import FlowBox, FlowHead, FlowLane, FlowPicture, FlowPoint
from app.domain.protocol import Moment
from app.domain.text import ellipsis

LEAST = 6.0
"""Points of the smallest letters that are still read in the hand."""
MOST = 11.0
_STEP = 0.5
_LEADING = 1.24
_LABEL_SHARE = 0.13
_GUTTER, _TRACK, _WIDEST_GUTTER = 9.0, 3.4, 34.0
_MOST_GUTTERS = 0.2  # of the width
_LAST_GUTTER, _UNDER_HEAD = 3.0, 0.4
_BREAKS = re.compile(r"\s+|(?<=\w[-‐/])")


@dataclass(frozen=True)
class _Spacing:
    """The white around a text and between two boxes, per point of size."""

    pad: float
    gap: float

    @property
    def head(self) -> float:
        """The height of the moments' names with what is under them."""
        return _LEADING + 2 * self.pad + _UNDER_HEAD * self.gap


_EASY, _SNUG, _TIGHT = _Spacing(0.42, 1.05), _Spacing(0.3, 0.75), _Spacing(0.2, 0.55)


class FlowChart(Block):
    """The picture in a room of a given height; it takes all of the width and what it needs."""

    def __init__(
        self,
        fonts: FontBook,
        picture: FlowPicture,
        room: float,
        least: float = LEAST,
        most: float = MOST,
    ) -> None:
        super().__init__()
        self._fonts, self._picture = fonts, picture
        self._room, self._sizes = room, (least, most)
        self._found: dict[float, _Layout | None] = {}
        self._tight: dict[float, _Layout] = {}

    @property
    def fits(self) -> bool:
        """Whether the picture stays in its room, be it with texts that are cut."""
        row = _LEADING + 2 * _TIGHT.pad + _TIGHT.gap
        return (self._picture.rows * row + _TIGHT.head) * LEAST <= self._room

    def says_all(self, width: float) -> bool:
        """Whether every text of the picture is said in full."""
        return self._full(width) is not None

    def _layout(self, width: float) -> "_Layout":
        return self._full(width) or self._cut_to_room(width)

    def _full(self, width: float) -> "_Layout | None":
        """The picture with every text, in the largest letters that the room allows."""
        if width not in self._found:
            self._found[width] = self._largest(width)
        return self._found[width]

    def _largest(self, width: float) -> "_Layout | None":
        """At ease; where that is too high, with less white between."""
        layouts = (self._spaced(width, spacing) for spacing in (_EASY, _SNUG, _TIGHT))
        return next(filter(None, layouts), None)

    def _spaced(self, width: float, spacing: "_Spacing") -> "_Layout | None":
        least, _ = self._sizes
        found = self._tried(width, least, spacing)
        low, high = 0, int((self._whole_words(width) - least) / _STEP) if found else 0
        while low < high:  # larger letters are never lower
            middle = (low + high + 1) // 2
            layout = self._tried(width, least + middle * _STEP, spacing)
            found, low, high = (layout, middle, high) if layout else (found, low, middle - 1)
        return found

    def _tried(self, width: float, size: float, spacing: "_Spacing") -> "_Layout | None":
        layout = _Layout(self._fonts, self._picture, width, size, spacing)
        return layout if layout.height <= self._room else None

    def _cut_to_room(self, width: float) -> "_Layout":
        if width not in self._tight:
            layout = _Layout(self._fonts, self._picture, width, LEAST, _TIGHT, self._room)
            self._tight[width] = layout
        return self._tight[width]

    def _whole_words(self, width: float) -> float:
        """The largest letters that break no word, but for words that no letters would keep."""
        least, most = self._sizes
        across = _Across(self._picture, width)
        said = {(word, across.column) for box in self._picture.boxes for word in _words(box)}
        said |= {(w, across.label) for lane in self._picture.lanes for w in _BREAKS.split(lane.who)}
        for word, room in said:
            wide = Text(self._fonts, [Span(word, Style(Face.BOLD, 1.0))]).natural_width
            size = room / (wide + 2 * _EASY.pad)
            most = min(most, size) if size >= least else most
        return most

    def _measure(self, width: float) -> float:
        return self._layout(width).height

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._layout(width).draw(pen, x, top)


def _words(box: FlowBox) -> list[str]:
    return _BREAKS.split(f"{box.text} {box.when}")


class _Across:
    """Where names and columns are: the same for letters of any size."""

    def __init__(self, picture: FlowPicture, width: float) -> None:
        self.gutters = [min(_GUTTER + _TRACK * n, _WIDEST_GUTTER) for n in picture.gutters]
        if picture.gutters and not picture.gutters[-1]:
            self.gutters[-1] = _LAST_GUTTER
        self.width, self.label = width, _LABEL_SHARE * width
        narrow = min(1.0, _MOST_GUTTERS * width / max(sum(self.gutters), 1.0))
        self.gutters = [gutter * narrow for gutter in self.gutters]
        free = width - self.label - _LAST_GUTTER - sum(self.gutters)
        self.column = free / max(len(self.gutters), 1)
        steps = [self.column + gutter for gutter in self.gutters]
        self.starts = list(accumulate(steps, initial=self.label + _LAST_GUTTER))


class _Layout:
    """The picture in one width with letters of one size; in a `room`, its texts are cut."""

    def __init__(
        self,
        fonts: FontBook,
        picture: FlowPicture,
        width: float,
        size: float,
        spacing: _Spacing,
        room: float | None = None,
    ) -> None:
        self._fonts, self._picture, self.room = fonts, picture, room
        self._across, self._size = _Across(picture, width), size
        self._pad, self._gap, self._head = (
            each * size for each in (spacing.pad, spacing.gap, spacing.head)
        )
        self._text = Style(size=size, leading=size * _LEADING)
        self._bold = Style(Face.BOLD, size, size * _LEADING)
        self._texts = [self._box_lines(box, None) for box in picture.boxes]
        caps = self._caps()
        if room is not None:
            self._texts = [self._box_lines(box, caps[box.row]) for box in picture.boxes]
        self._heights = [count * self._bold.leading + 2 * self._pad for count in caps]
        self._names = [self._name(lane) for lane in picture.lanes]
        steps = (height + self._gap for height in self._heights)
        self._tops = list(accumulate(steps, initial=self._head))

    def _caps(self) -> list[int]:
        """How many lines each row has: what its texts need, or its share of the room."""
        needed = [1] * self._picture.rows
        for box, lines in zip(self._picture.boxes, self._texts, strict=True):
            needed[box.row] = max(needed[box.row], len(lines))
        if self.room is None:
            return needed
        caps = [1] * len(needed)
        least = self._bold.leading + 2 * self._pad + self._gap
        free = int((self.room - self._head - least * len(caps)) / self._bold.leading)
        while free > 0 and caps != needed:
            for row in range(len(caps)):
                if caps[row] < needed[row] and free > 0:
                    caps[row] += 1
                    free -= 1
        return caps

    @property
    def height(self) -> float:
        """All of it, in points."""
        return self._tops[-1]

    def _name(self, lane: FlowLane) -> list[Line]:
        """Who, in the height of the lane, which grows where the name may not be cut."""
        rows = range(lane.top, lane.top + lane.rows)
        have = sum(self._heights[row] + self._gap for row in rows)
        room = self._across.label - 2 * self._pad
        if self.room is not None:
            return self._capped(lane.who, self._bold, room, max(int(have / self._bold.leading), 1))
        name = Text(self._fonts, [Span(lane.who, self._bold)]).lines(room)
        need = len(name) * self._bold.leading + 2 * self._pad
        self._heights[rows[-1]] += max(need - have, 0.0)
        return name

    def _box_lines(self, box: FlowBox, most: int | None) -> list[Line]:
        number = Span(f"{box.number} ", self._bold.tinted(_colour(self._moment(box))))
        when = [Span(f"\n{box.when}", self._text.tinted(theme.MUTED))] if box.when else []
        room = self._across.column - 2 * self._pad
        lines = Text(self._fonts, [number, Span(box.text, self._text), *when]).lines(room)
        if most is None or len(lines) <= most:
            return lines
        return self._capped(box.text, self._text, room, most, [number])

    def _capped(
        self, text: str, style: Style, room: float, most: int, before: Sequence[Span] = ()
    ) -> list[Line]:
        """The lines of a text, cut with an ellipsis so that there are at most so many."""
        shown = printable(text)
        lines = Text(self._fonts, [*before, Span(shown, style)]).lines(room)
        left = sum(len(piece.text) for line in lines[:most] for piece in line.pieces)
        while len(lines) > most and left > 1:
            lines = Text(self._fonts, [*before, Span(ellipsis(shown, left), style)]).lines(room)
            left -= 2
        return lines[:most]

    def _moment(self, box: FlowBox) -> Moment:
        heads = reversed(self._picture.heads)
        return next(head.moment for head in heads if head.first <= box.column)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it under (x, top): bands, heads, arrows, then boxes over them."""
        self._draw_lanes(pen, x, top)
        for head in self._picture.heads:
            self._draw_head(pen, head, x, top)
        for arrow in self._picture.arrows:
            points = [self._at(point) for point in arrow.points]
            pen.arrow([(x + right, top - down) for right, down in points], 0.42 * self._size)
        for box, lines in zip(self._picture.boxes, self._texts, strict=True):
            left, down = x + self._across.starts[box.column], top - self._top(box.row)
            height = self._heights[box.row]
            pen.frame(left, down, self._across.column, height, _colour(self._moment(box)))
            self._draw_lines(pen, lines, left, down, height)

    def _draw_lanes(self, pen: Pen, x: float, top: float) -> None:
        width = self._across.width
        for number, (lane, name) in enumerate(zip(self._picture.lanes, self._names, strict=True)):
            begin, end = self._tops[lane.top], self._tops[lane.top + lane.rows]
            if number % 2 == 0:
                pen.ground(x, top - begin, width, end - begin, theme.SUNK)
            pen.rule(x, top - end, width, theme.LINE)
            self._draw_lines(pen, name, x, top - begin, end - begin)

    def _draw_head(self, pen: Pen, head: FlowHead, x: float, top: float) -> None:
        begin = self._across.starts[head.first]
        width = self._across.starts[head.first + head.columns - 1] + self._across.column - begin
        height = self._head - _UNDER_HEAD * self._gap
        pen.ground(x + begin, top, width, height, _colour(head.moment), radius=2.5)
        style = self._bold.tinted(theme.WHITE)
        text = Text(self._fonts, [Span(head.moment.label, style)])
        if text.natural_width > width:  # its columns are narrower than its name
            style = style.scaled(0.98 * width / text.natural_width)
            text = Text(self._fonts, [Span(head.moment.label, style)])
        left = x + begin + max((width - text.natural_width) / 2, 0.0)
        text.draw(pen, left, top - (height - text.height(width)) / 2, width)

    def _draw_lines(self, pen: Pen, lines: list[Line], x: float, top: float, height: float) -> None:
        used = sum(line.leading for line in lines)
        top -= max((height - used) / 2, 0.0)
        for line in lines:
            pen.text(line, x + self._pad, top)
            top -= line.leading

    def _top(self, row: int) -> float:
        return self._tops[row] + self._gap / 2

    def _at(self, point: FlowPoint) -> tuple[float, float]:
        across, beyond = min(point.across, 1.0), max(point.across - 1.0, 0.0)
        right = self._across.starts[point.column] + across * self._across.column
        right += beyond * self._across.gutters[point.column]
        return right, self._top(point.row) + point.down * self._heights[point.row]


def _colour(moment: Moment) -> str:
    return theme.LATE if moment is Moment.ALERT else theme.ACCENT
