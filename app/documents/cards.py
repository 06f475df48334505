# SPDX-License-Identifier: EUPL-1.2
"""Blocks that only some documents use: cards with a coloured side, boxes to tick, lines to fill."""

from app.documents import theme
from app.documents.flow import PLAIN, Block, Row, Space, Text
from app.documents.pen import Pen

_BAR = 3.5
_PAD = 11.5
_ABOVE = 9.0
_LABEL_GAP = 5.0


class Card(Block):
    """A block in a rounded frame, its left side a bar of the accent colour."""

    def __init__(self, inner: Block) -> None:
        super().__init__()
        self._inner = inner

    def _room(self, width: float) -> float:
        return width - _BAR - 2 * _PAD

    def _measure(self, width: float) -> float:
        return self._inner.height(self._room(width)) + 2 * _ABOVE

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self._inner.split(self._room(width), room - 2 * _ABOVE)
        return (Card(parts[0]), Card(parts[1])) if parts else None

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.card(x, top, width, self.height(width), theme.ACCENT, _BAR)
        self._inner.draw(pen, x + _BAR + _PAD, top - _ABOVE, self._room(width))


class TickBox(Block):
    """A square to tick before a text or a line: a shape, so that no font is asked for it."""

    def __init__(self, inner: Block, *, ticked: bool = False, side: float = 8.5) -> None:
        super().__init__()
        self._inner, self._ticked, self._side = inner, ticked, side

    @property
    def _indent(self) -> float:
        return self._side + _LABEL_GAP

    def _measure(self, width: float) -> float:
        return self._inner.height(width - self._indent)

    def _cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = self._inner.split(width - self._indent, room)
        if parts is None:
            return None
        rest = Row((Space(), parts[1]), (self._indent, width - self._indent), PLAIN, gutter=0)
        return TickBox(parts[0], ticked=self._ticked, side=self._side), rest

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        room = width - self._indent
        if isinstance(self._inner, Text):
            down = (self._inner.lines(room)[0].leading - self._side) / 2
        else:
            down = self._inner.height(room) - self._side - _LABEL_GAP / 2
        pen.tick_box(x, top - down, self._side, ticked=self._ticked)
        self._inner.draw(pen, x + self._indent, top, room)


class FilledLine(Block):
    """A label, then a line to write on up to the end of the column.

    A label that leaves no room for the hand has its line under it.
    """

    def __init__(self, label: Text, least: float = 90.0, room: float = 19.0) -> None:
        super().__init__()
        self._label, self._least, self._room = label, least, room

    def _beside(self, width: float) -> bool:
        return self._label.natural_width + self._least <= width

    def _measure(self, width: float) -> float:
        under = 0.0 if self._beside(width) else self._room
        return max(self._label.height(width), self._room) + under

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        beside = self._beside(width)
        height, own = self.height(width), self._label.height(width)
        self._label.draw(pen, x, top - (height - own if beside else 0), width)
        start = self._label.natural_width + _LABEL_GAP if beside and own else 0.0
        pen.rule(x + start, top - height + 2.5, width - start, theme.FIELD_BORDER)
