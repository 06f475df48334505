# SPDX-License-Identifier: EUPL-1.2
"""The picture of a protocol's steps on the screen, from the description that the paper draws too.

Same places and same look as `app.documents.flow_chart`: bands of who, heads of when, boxes with
their number, and alerts apart in the colour of what is late. It takes the width that there is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.flow_picture import FlowBox, FlowLane, FlowPicture, FlowPoint, flow_picture
from app.domain.protocol import Moment, ProtocolStep
from app.domain.text import typeset
from ui.theme import Radius, TextSize, Tokens, current_tokens, font
from ui.widgets.paint import draw_box, draw_hairline, draw_ring, draw_text, text_width
from ui.widgets.wrapping import draw_lines, wrapped

_EASY_NAME, _MOST_NAME = 110, 160
_LEAST_BOX, _MOST_BOX = 92, 260
_GUTTER, _TRACK, _LAST = 14, 6, 8
_PAD, _GAP = 6, 14
_HEAD, _UNDER_HEAD = 26, 6
_LINE = 17
_MOST = 24  # lines of a box: the description has 140 characters at most
_WORDS = re.compile(r"\s+|(?<=-)")
_WAIT_MS = 150
_LEAST_HEIGHT = 48
NOTHING = "Le schéma se dessine avec la première étape."


@dataclass(frozen=True)
class _Drawn:
    """Where everything is in one width, in pixels; `texts` and `whens` are in lines."""

    box: float
    starts: tuple[float, ...]
    gutters: tuple[float, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    texts: tuple[tuple[str, ...], ...]
    whens: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.starts[-1] + self.box

    def at(self, point: FlowPoint) -> QPointF:
        """A point of an arrow."""
        across, beyond = min(point.across, 1.0), max(point.across - 1.0, 0.0)
        x = self.starts[point.column] + across * self.box + beyond * self.gutters[point.column]
        return QPointF(x, self.tops[point.row] + _GAP / 2 + point.down * self.heights[point.row])


class FlowView(QWidget):
    """The picture; `show_steps` while one types is drawn once the hand rests a little."""

    resized = Signal()
    """What is drawn asks for another height."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = FlowPicture()
        self._laid: dict[int, _Drawn] = {}
        self._next: tuple[ProtocolStep, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(lambda: self.show_steps(self._next))
        self.setAccessibleName("Schéma du protocole")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_steps(())

    @property
    def picture(self) -> FlowPicture:
        """What is drawn."""
        return self._picture

    def show_steps(self, steps: Iterable[ProtocolStep]) -> None:
        """Draw other steps, in the order of `ProtocolContent.ordered`, at once."""
        self._timer.stop()
        picture = flow_picture(steps)
        if picture != self._picture:
            self._laid = {}
        self._picture = picture
        said = "\n".join(typeset(line) for line in picture.spoken)
        self.setAccessibleDescription(said or NOTHING)
        self.setMinimumWidth(self._least())
        self.updateGeometry()
        self.update()
        self.resized.emit()

    def show_soon(self, steps: Iterable[ProtocolStep]) -> None:
        """Draw other steps after a moment without another call: nothing waits for a picture."""
        self._next = tuple(steps)
        self._timer.start()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._picture.columns:
            return _LEAST_HEIGHT
        return round(self._drawn(width).tops[-1]) + 1

    def sizeHint(self) -> QSize:
        wide = max(self._least(), self.width())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        wide = max(self._least(), self.width())
        return QSize(self._least(), self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        if not self._picture.columns:
            box = QRectF(self.rect())
            draw_text(painter, box, NOTHING, colour=tokens.muted, type_=font())
        else:
            self._paint(painter, self._drawn(self.width()), tokens)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), tokens, Radius.FIELD)
        painter.end()

    # --- where things are --------------------------------------------------------------------

    def _least(self) -> int:
        gutters = self._gutters()
        return ceil(self._name + sum(gutters) + _LEAST_BOX * len(gutters)) if gutters else 0

    @property
    def _name(self) -> float:
        """As wide as the longest word of who, and as a short profession: neither is broken."""
        names = [lane.who for lane in self._picture.lanes]
        words = (word for name in names for word in _WORDS.split(name))
        word = max((text_width(each, _bold()) for each in words), default=0.0)
        whole = max((text_width(each, _bold()) for each in names), default=0.0)
        wide = max(word, min(whole, float(_EASY_NAME))) + 2 * _PAD
        return min(wide, float(_MOST_NAME))

    def _gutters(self) -> tuple[float, ...]:
        tracks = self._picture.gutters
        last = len(tracks) - 1
        return tuple(
            float(_LAST if number == last and not count else _GUTTER + _TRACK * count)
            for number, count in enumerate(tracks)
        )

    def _drawn(self, width: int) -> _Drawn:
        if width not in self._laid:
            self._laid = {width: self._lay_out(width)}
        return self._laid[width]

    def _lay_out(self, width: int) -> _Drawn:
        gutters, room = self._gutters(), self._name
        free = (width - room - sum(gutters)) / len(gutters)
        box = max(min(free, float(_MOST_BOX)), float(_LEAST_BOX))
        starts = tuple(accumulate((box + gutter for gutter in gutters[:-1]), initial=room))
        set_ = partial(wrapped, width=box - 2 * _PAD, most=_MOST)
        texts = tuple(set_(_said(each), _type()) for each in self._picture.boxes)
        whens = tuple(
            set_(typeset(each.when), _small()) if each.when else () for each in self._picture.boxes
        )
        names = tuple(
            wrapped(typeset(lane.who), _bold(), room - 2 * _PAD, _MOST)
            for lane in self._picture.lanes
        )
        heights = self._heights(texts, whens, names)
        tops = tuple(accumulate((each + _GAP for each in heights), initial=_HEAD + _UNDER_HEAD))
        return _Drawn(box, starts, gutters, tops, heights, texts, whens, names)

    def _heights(
        self,
        texts: tuple[tuple[str, ...], ...],
        whens: tuple[tuple[str, ...], ...],
        names: tuple[tuple[str, ...], ...],
    ) -> tuple[float, ...]:
        """What the highest box of each row needs; a lane is as high as its name."""
        heights = [float(_LINE + 2 * _PAD)] * self._picture.rows
        for each, text, when in zip(self._picture.boxes, texts, whens, strict=True):
            need = (len(text) + len(when)) * _LINE + 2 * _PAD
            heights[each.row] = max(heights[each.row], need)
        for lane, name in zip(self._picture.lanes, names, strict=True):
            rows = range(lane.top, lane.top + lane.rows)
            missing = len(name) * _LINE + _GAP - sum(heights[row] + _GAP for row in rows)
            heights[rows[-1]] += max(missing, 0.0)
        return tuple(heights)

    # --- painting ----------------------------------------------------------------------------

    def _paint(self, painter: QPainter, drawn: _Drawn, tokens: Tokens) -> None:
        for number, lane in enumerate(self._picture.lanes):
            self._paint_lane(painter, drawn, tokens, number, lane)
        for head in self._picture.heads:
            left = drawn.starts[head.first]
            right = drawn.starts[head.first + head.columns - 1] + drawn.box
            spot = QRectF(left, 0, right - left, _HEAD)
            draw_box(painter, spot, fill=_colour(head.moment, tokens), radius=4)
            draw_text(
                painter,
                spot,
                head.moment.label,
                colour=tokens.accent_ink if head.moment is not Moment.ALERT else tokens.surface,
                type_=_bold(),
                align=Qt.AlignmentFlag.AlignHCenter,
            )
        for arrow in self._picture.arrows:
            _paint_arrow(painter, [drawn.at(point) for point in arrow.points], tokens.muted)
        moments = [head.moment for head in self._picture.heads for _ in range(head.columns)]
        for number, box in enumerate(self._picture.boxes):
            self._paint_box(painter, drawn, tokens, number, moments[box.column])

    def _paint_lane(
        self, painter: QPainter, drawn: _Drawn, tokens: Tokens, number: int, lane: FlowLane
    ) -> None:
        top, bottom = drawn.tops[lane.top], drawn.tops[lane.top + lane.rows]
        if number % 2 == 0:
            painter.fillRect(QRectF(0, top, self.width(), bottom - top), tokens.sunk)
        end = QPointF(self.width(), bottom)
        draw_hairline(painter, QPointF(0, bottom), end, tokens.line)
        lines = drawn.names[number]
        spot = QPointF(_PAD, (top + bottom - len(lines) * _LINE) / 2)
        draw_lines(painter, spot, drawn.starts[0] - 2 * _PAD, lines, tokens.ink, _bold(), _LINE)

    def _paint_box(
        self, painter: QPainter, drawn: _Drawn, tokens: Tokens, number: int, moment: Moment
    ) -> None:
        box, colour = self._picture.boxes[number], _colour(moment, tokens)
        height, left = drawn.heights[box.row], drawn.starts[box.column]
        spot = QRectF(left, drawn.tops[box.row] + _GAP / 2, drawn.box, height)
        draw_box(painter, spot, fill=tokens.surface, border=colour, radius=4)
        text, when = drawn.texts[number], drawn.whens[number]
        used, wide = (len(text) + len(when)) * _LINE, drawn.box - 2 * _PAD
        at = QPointF(left + _PAD, spot.top() + max((height - used) / 2, _PAD))
        draw_lines(painter, at, wide, text, tokens.ink, _type(), _LINE)
        digits = f"{box.number}"
        own = QRectF(at.x(), at.y(), text_width(digits, _type()) + 1, _LINE)
        painter.fillRect(own, tokens.surface)
        draw_lines(painter, at, wide, (digits,), colour, _type(), _LINE)
        below = QPointF(at.x(), at.y() + len(text) * _LINE)
        draw_lines(painter, below, wide, when, tokens.muted, _small(), _LINE)


def _said(box: FlowBox) -> str:
    return typeset(f"{box.number}\u2002{box.text}")


def _type() -> QFont:
    return font(TextSize.SECONDARY)


def _small() -> QFont:
    return font(TextSize.KEY_CAP)


def _bold() -> QFont:
    return font(TextSize.SECONDARY, strong=True)


def _colour(moment: Moment, tokens: Tokens) -> str:
    return tokens.late if moment is Moment.ALERT else tokens.accent


def _paint_arrow(painter: QPainter, points: list[QPointF], colour: str) -> None:
    before, tip = points[-2], points[-1]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    along = QPointF(_sign(tip.x() - before.x()), _sign(tip.y() - before.y()))
    aside = QPointF(-along.y(), along.x())
    back = tip - along * 6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([tip, back + aside * 3.5, back - aside * 3.5]))


def _sign(value: float) -> float:
    return (value > 0) - (value < 0) if abs(value) > 1e-6 else 0.0
