# SPDX-License-Identifier: EUPL-1.2
"""The blocks a page is made of: text, rows of cells, tables, tinted boxes, lines to write on.

A block knows its height in a given width, can be cut where a page ends, and draws itself downward
from its top edge. Nothing is ever clipped: whatever is taller than a page can be cut.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from app.documents import theme
from app.documents.fonts import FontBook
from app.documents.lines import Line, Span, break_lines
from app.documents.pen import Pen

_MIN_LINES = 2  # no single line of a paragraph is left alone on either page
_KEEP_WHOLE = 120.0  # a row or a table lower than this moves to the next page rather than being cut


class Block(ABC):
    """A thing set in a column.

    `gap` is the space above it, not used at the top of a page; `keep_next` ties it to what
    follows; `outline` names it in the outline of the file; one that is `whole` is not shared
    between two pages where one page can hold it.
    """

    def __init__(self) -> None:
        self.gap = 0.0
        self.keep_next = self.whole = False
        self.outline = ""
        self._heights: dict[float, float] = {}

    def spaced(self, gap: float, *, keep_next: bool = False, outline: str = "") -> Self:
        """Set the space above it and what ties it, and return it."""
        self.gap, self.keep_next, self.outline = gap, keep_next, outline
        return self

    def kept_whole(self) -> Self:
        """Say that it is `whole`, and return it."""
        self.whole = True
        return self

    def height(self, width: float) -> float:
        """The height in points when set in this width."""
        if width not in self._heights:
            self._heights[width] = self._measure(width)
        return self._heights[width]

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Cut it so that the first part fits in `room`, or None where it cannot be cut there."""
        return self._cut(width, room)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw it under (x, top)."""
        self._paint(pen, x, top, width)

    @abstractmethod
    def _measure(self, width: float) -> float: ...

    @abstractmethod
    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None: ...

    def _cut(self, width: float, room: float) -> "tuple[Block, Block] | None":
        del width, room
        return None


class Text(Block):
    """A paragraph, or several: spans of text set in lines."""

    def __init__(self, fonts: FontBook, spans: Sequence[Span], *, right: bool = False) -> None:
        super().__init__()
        self._fonts, self._spans, self._right = fonts, tuple(spans), right
        self._set: tuple[float, list[Line]] | None = None

    def lines(self, width: float) -> list[Line]:
        """The lines in this width, computed once."""
        if self._set is None or self._set[0] != width:
            self._set = (width, break_lines(self._fonts, self._spans, width))
        return self._set[1]

    def _measure(self, width: float) -> float:
        return sum(line.leading for line in self.lines(width))

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines, used, count = self.lines(width), 0.0, 0
        while count < len(lines) and used + lines[count].leading <= room:
            used += lines[count].leading
            count += 1
        count = min(count, len(lines) - _MIN_LINES)
        if count < _MIN_LINES:
            return None
        return self._part(width, lines[:count]), self._part(width, lines[count:])

    @property
    def natural_width(self) -> float:
        """The width of its longest line when nothing makes it turn."""
        return max(line.width for line in self.lines(math.inf))

    def _part(self, width: float, lines: list[Line]) -> "Text":
        part = Text(self._fonts, self._spans, right=self._right)
        part._set = (width, lines)
        return part

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        for line in self.lines(width):
            pen.text(line, x + (width - line.width if self._right else 0), top)
            top -= line.leading


class Space(Block):
    """Nothing: an empty cell, or what is left of one that ended on the page before."""

    def __init__(self, height: float = 0.0) -> None:
        super().__init__()
        self._height = height

    def _measure(self, width: float) -> float:
        del width
        return self._height

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        pass


class Rule(Block):
    """A line across the column."""

    def __init__(self, colour: str, thickness: float) -> None:
        super().__init__()
        self._colour, self._thickness = colour, thickness

    def _measure(self, width: float) -> float:
        del width
        return self._thickness

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rule(x, top, width, self._colour, self._thickness)


class WritingLine(Block):
    """A line to write or sign on, under some room for the hand, over its label."""

    def __init__(self, label: Block, room: float, colour: str = theme.INK) -> None:
        super().__init__()
        self._label, self._room, self._colour = label, room, colour

    def _measure(self, width: float) -> float:
        return self._room + self._label.height(width) + 2

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rule(x, top - self._room, width, self._colour)
        self._label.draw(pen, x, top - self._room - 2, width)


class Stack(Block):
    """Blocks one under the other, as one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)

    def _measure(self, width: float) -> float:
        gaps = sum(block.gap for block in self._blocks[1:])
        return gaps + sum(block.height(width) for block in self._blocks)

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = 0.0
        for i, block in enumerate(self._blocks):
            used += block.gap if i else 0.0
            height = block.height(width)
            if used + height > room:
                parts = block.split(width, room - used)
                if parts:
                    parts[0].spaced(block.gap)
                head = self._blocks[:i] + (parts[:1] if parts else ())
                tail = (parts[1:] if parts else (block,)) + self._blocks[i + 1 :]
                loose = parts is None and (i == 0 or self._blocks[i - 1].keep_next)
                return None if loose or not head else (Stack(head), Stack(tail))
            used += height
        return None

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        for i, block in enumerate(self._blocks):
            top -= block.gap if i else 0.0
            block.draw(pen, x, top, width)
            top -= block.height(width)


class Box(Block):
    """A tinted ground with rounded corners around a block."""

    def __init__(self, inner: Block, colour: str, padding: float = 10.5) -> None:
        super().__init__()
        self._inner, self._colour, self._padding = inner, colour, padding

    def _measure(self, width: float) -> float:
        return self._inner.height(width - 2 * self._padding) + 2 * self._padding

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self._inner.split(width - 2 * self._padding, room - 2 * self._padding)
        if parts is None:
            return None
        return (
            Box(parts[0], self._colour, self._padding),
            Box(parts[1], self._colour, self._padding),
        )

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.ground(x, top, width, self.height(width), self._colour, radius=4.5)
        pad = self._padding
        self._inner.draw(pen, x + pad, top - pad, width - 2 * pad)


@dataclass(frozen=True)
class Frame:
    """How a row is set: the padding above and below, the line under it, its least height."""

    above: float = theme.PADDING
    below: float = theme.PADDING
    rule: str | None = theme.LINE
    thickness: float = theme.HAIRLINE
    least: float = 0.0
    centred: bool = False


PLAIN = Frame(above=0, below=0, rule=None)


class Row(Block):
    """Cells side by side. `shares` are relative widths; a gutter lies between two cells.

    `again` stands for the first cell on the next page where the row goes on there.
    """

    def __init__(
        self,
        cells: Sequence[Block],
        shares: Sequence[float],
        frame: Frame = PLAIN,
        gutter: float = theme.GUTTER,
        again: Block | None = None,
    ) -> None:
        super().__init__()
        self._cells, self._shares, self._frame = tuple(cells), tuple(shares), frame
        self._gutter, self._again = gutter, again

    def _places(self, width: float) -> list[tuple[Block, float, float]]:
        """Each cell with its offset and its width."""
        unit, x, places = (width + self._gutter) / sum(self._shares), 0.0, []
        for cell, share in zip(self._cells, self._shares, strict=True):
            places.append((cell, x, share * unit - self._gutter))
            x += share * unit
        return places

    def _content(self, width: float) -> float:
        return max(cell.height(inner) for cell, _, inner in self._places(width))

    def _measure(self, width: float) -> float:
        frame = self._frame
        return max(frame.least, self._content(width) + frame.above + frame.below)

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        if self.height(width) < _KEEP_WHOLE:
            return None
        heads: list[Block] = []
        tails: list[Block] = []
        inside = room - self._frame.above - self._frame.below
        for cell, _, inner in self._places(width):
            fits = cell.height(inner) <= inside
            parts = (cell, Space()) if fits else cell.split(inner, inside)
            if parts is None:
                return None
            heads.append(parts[0])
            tails.append(parts[1])
        if self._again is not None and isinstance(tails[0], Space):
            tails[0] = self._again
        # No line under a row that goes on: its end is on the next page.
        open_frame = replace(self._frame, rule=None, least=0.0)
        return (
            Row(heads, self._shares, open_frame, self._gutter),
            Row(tails, self._shares, replace(self._frame, least=0.0), self._gutter, self._again),
        )

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        frame, height = self._frame, self.height(width)
        slack = (height - self._content(width)) / 2
        inset = slack if frame.centred else frame.above
        for cell, offset, inner in self._places(width):
            shift = (self._content(width) - cell.height(inner)) / 2 if frame.centred else 0.0
            cell.draw(pen, x + offset, top - inset - shift, inner)
        if frame.rule:
            pen.rule(x, top - height + frame.thickness, width, frame.rule, frame.thickness)


class Table(Block):
    """Rows under a header that is repeated on every page the table reaches."""

    def __init__(self, header: Block, rows: Sequence[Block]) -> None:
        super().__init__()
        self._header, self._rows = header, tuple(rows)

    def _measure(self, width: float) -> float:
        return self._header.height(width) + sum(row.height(width) for row in self._rows)

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        if self.height(width) < _KEEP_WHOLE:
            return None
        used = self._header.height(width)
        for i, row in enumerate(self._rows):
            height = row.height(width)
            if used + height > room:
                parts = row.split(width, room - used)
                head = self._rows[:i] + (parts[:1] if parts else ())
                tail = (parts[1:] if parts else (row,)) + self._rows[i + 1 :]
                return (Table(self._header, head), Table(self._header, tail)) if head else None
            used += height
        return None

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        for block in (self._header, *self._rows):
            block.draw(pen, x, top, width)
            top -= block.height(width)
