# SPDX-License-Identifier: EUPL-1.2
"""The few marks that documents are drawn with, over the library's canvas.

Coordinates are the library's: points from the bottom left corner of the sheet.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from operator import attrgetter

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.lines import Line, Piece
from app.domain.logo import Logo

# Hebrew, Arabic and their presentation forms: words of these go from right to left.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?: +[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
_HALF_CAPITAL = 0.357  # half the height of a capital of Noto Sans, per point of size


class Pen:
    """Draws lines of text, rules and grounds on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._bookmarks = 0
        self._images: dict[Logo, ImageReader] = {}

    def text(self, line: Line, x: float, top: float) -> None:
        """Draw a line of text whose box has its upper left corner at (x, top)."""
        baseline = top - line.leading / 2 - line.size * _HALF_CAPITAL
        for piece in _merged(line.pieces):
            self._canvas.setFillColor(HexColor(piece.style.colour))
            out = self._canvas.beginText(x, baseline)
            out.setFont(piece.font, piece.style.size)
            if piece.style.tracking:
                out.setCharSpace(piece.style.tracking)
            out.textOut(_as_seen(piece.text))
            if piece.style.tracking:
                out.setCharSpace(0)
            self._canvas.drawText(out)
            x += piece.width

    def rule(
        self, x: float, y: float, width: float, colour: str, thickness: float = theme.HAIRLINE
    ) -> None:
        """Draw a horizontal line under the height y."""
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.rect(x, y - thickness, width, thickness, stroke=0, fill=1)

    def ground(
        self, x: float, top: float, width: float, height: float, colour: str, radius: float = 0
    ) -> None:
        """Fill a rectangle whose upper left corner is at (x, top)."""
        self._canvas.setFillColor(HexColor(colour))
        if radius:
            self._canvas.roundRect(x, top - height, width, height, radius, stroke=0, fill=1)
        else:
            self._canvas.rect(x, top - height, width, height, stroke=0, fill=1)

    def card(
        self, x: float, top: float, width: float, height: float, edge: str, bar: float
    ) -> None:
        """Draw a rounded frame under (x, top), its left side a bar of that width and colour."""
        canvas, radius = self._canvas, 4.5
        canvas.saveState()
        canvas.setStrokeColor(HexColor(theme.LINE))
        canvas.setLineWidth(theme.HAIRLINE)
        canvas.roundRect(x, top - height, width, height, radius, stroke=1, fill=0)
        shape = canvas.beginPath()
        shape.roundRect(x, top - height, width, height, radius)
        canvas.clipPath(shape, stroke=0, fill=0)
        canvas.setFillColor(HexColor(edge))
        canvas.rect(x, top - height, bar, height, stroke=0, fill=1)
        canvas.restoreState()

    def tick_box(self, x: float, top: float, side: float, *, ticked: bool) -> None:
        """Draw an empty square to tick by hand, or one that is ticked."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(HexColor(theme.INK))
        canvas.setLineWidth(0.9)
        canvas.roundRect(x, top - side, side, side, 1.2, stroke=1, fill=0)
        if ticked:
            canvas.setLineWidth(1.5)
            canvas.setLineCap(1)
            canvas.line(x + 0.2 * side, top - 0.52 * side, x + 0.42 * side, top - 0.76 * side)
            canvas.line(x + 0.42 * side, top - 0.76 * side, x + 0.82 * side, top - 0.22 * side)
        canvas.restoreState()

    def frame(self, x: float, top: float, width: float, height: float, edge: str) -> None:
        """Draw a white box with a rounded edge, whose upper left corner is at (x, top)."""
        self._canvas.setFillColor(HexColor(theme.WHITE))
        self._canvas.setStrokeColor(HexColor(edge))
        self._canvas.setLineWidth(theme.HAIRLINE)
        self._canvas.roundRect(x, top - height, width, height, 2.5, stroke=1, fill=1)

    def arrow(self, points: Sequence[tuple[float, float]], head: float) -> None:
        """Draw a line through the points, its last end a head of that length."""
        canvas, (x, y), (before_x, before_y) = self._canvas, points[-1], points[-2]
        along = math.hypot(x - before_x, y - before_y) or 1.0
        right, up = (x - before_x) / along * head, (y - before_y) / along * head
        canvas.setStrokeColor(HexColor(theme.MUTED))
        canvas.setFillColor(HexColor(theme.MUTED))
        canvas.setLineWidth(0.8)
        line, tip = canvas.beginPath(), canvas.beginPath()
        line.moveTo(*points[0])
        for point in points[1:-1]:
            line.lineTo(*point)
        line.lineTo(x - right, y - up)
        canvas.drawPath(line, stroke=1, fill=0)
        tip.moveTo(x, y)
        tip.lineTo(x - right - up / 2, y - up + right / 2)
        tip.lineTo(x - right + up / 2, y - up - right / 2)
        tip.close()
        canvas.drawPath(tip, stroke=0, fill=1)

    @contextmanager
    def moved(self, right: float) -> Iterator[None]:
        """What is drawn meanwhile is moved to the right."""
        self._canvas.saveState()
        self._canvas.translate(right, 0)
        yield
        self._canvas.restoreState()

    def squares(
        self, places: Iterable[tuple[int, int, int]], x: float, top: float, side: float
    ) -> None:
        """Fill runs of black squares, (row, column, how many), of a grid begun at (x, top)."""
        self._canvas.setFillColor(HexColor(theme.BLACK))
        path = self._canvas.beginPath()
        for row, column, count in places:
            path.rect(x + column * side, top - (row + 1) * side, count * side, side)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, logo: Logo, x: float, top: float, width: float, height: float) -> None:
        """Draw a logo under (x, top); however often it is drawn, it is in the file once."""
        image = self._images.setdefault(logo, ImageReader(BytesIO(logo.png)))
        self._canvas.drawImage(image, x, top - height, width, height, mask="auto")

    def bookmark(self, title: str, top: float) -> None:
        """Add an entry to the outline of the file, that leads to this height of this page."""
        self._bookmarks += 1
        key = f"part-{self._bookmarks}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(title, key)


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    """Join what one font draws in one style, so that copied text keeps its words whole."""
    for (font, style), group in groupby(pieces, key=attrgetter("font", "style")):
        run = list(group)
        yield Piece("".join(p.text for p in run), font, style, sum(p.width for p in run))


def _as_seen(text: str) -> str:
    """Put right-to-left words in the order of the eye, which is the one readers copy from."""
    return _RIGHT_TO_LEFT.sub(lambda found: found[0][::-1], text)
