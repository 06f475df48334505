# SPDX-License-Identifier: EUPL-1.2
"""Draws the second screen from its state alone: large for the room, small for the operator."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from app.domain.meeting import ItemState
from ui.screens.meeting_mode.projection_state import ProjectedField, ProjectionState
from ui.screens.meeting_mode.state import TimerLevel
from ui.theme import Tokens, font
from ui.widgets.paint import draw_box, draw_hairline, draw_text

_HEIGHT = 1080
"""The height for which the sizes below are written, in pixels."""
_RAIL, _MARGIN, _TOP, _GAP = 250, 40, 96, 20
_HEADER, _LINE = 44, 34
_DOCK_SHARE = 0.36
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_MARKS = {
    ItemState.TO_COME: "○",
    ItemState.CURRENT: "●",
    ItemState.SEEN: "✓",
    ItemState.POSTPONED: "↷",
    ItemState.WITHDRAWN: "✕",
}
_LEVELS = {TimerLevel.QUIET: "ink", TimerLevel.NEAR: "warn", TimerLevel.OVER: "late"}


class ProjectionPainter:
    """One picture: `size` decides how large everything is."""

    def __init__(self, painter: QPainter, size: QRectF, tokens: Tokens) -> None:
        self._painter, self._box, self._tokens = painter, size, tokens
        self._unit = size.height() / _HEIGHT

    def paint(self, state: ProjectionState) -> None:
        """Draw the whole screen."""
        self._painter.fillRect(self._box, QColor(self._tokens.bg))
        unit, box = self._unit, self._box
        rail = QRectF(box.left(), box.top(), _RAIL * unit, box.height())
        self._painter.fillRect(rail, QColor(self._tokens.sunk))
        self._agenda(rail.adjusted(_GAP * unit, _MARGIN * unit, -_GAP * unit, 0), state)
        work = box.adjusted((_RAIL + _MARGIN) * unit, 0, -_MARGIN * unit, -_MARGIN * unit)
        self._head(QRectF(work.left(), work.top(), work.width(), _TOP * unit), state)
        body = work.adjusted(0, _TOP * unit, 0, 0)
        dock = body.height() * _DOCK_SHARE
        self._fields(body.adjusted(0, 0, 0, -dock - _GAP * unit), state.fields)
        self._dock(QRectF(body.left(), body.bottom() - dock, body.width(), dock), state)

    # --- parts -------------------------------------------------------------------------------

    def _agenda(self, box: QRectF, state: ProjectionState) -> None:
        line = _LINE * self._unit
        heading = QRectF(box.left(), box.top(), box.width(), 2 * line)
        self._words(heading, state.heading, "muted", self._font(18))
        top = heading.bottom() + line / 2
        for each in state.agenda:
            place = QRectF(box.left(), top, box.width(), line)
            colour = "accent" if each.current else "ink"
            type_ = self._font(22, bold=each.current)
            text = f"{_MARKS[each.state]}  {each.code}"
            draw_text(self._painter, place, text, colour=self._colour(colour), type_=type_)
            top += 1.3 * line

    def _head(self, box: QRectF, state: ProjectionState) -> None:
        clock = self._font(36, bold=True)
        wide = QFontMetricsF(clock).horizontalAdvance(state.clock)
        right = QRectF(box.right() - wide, box.top(), wide + 2, box.height())
        colour = self._colour(_LEVELS[state.level])
        draw_text(self._painter, right, state.clock, colour=colour, type_=clock)
        code = self._font(40, bold=True)
        room = box.adjusted(0, 0, -wide - _GAP * self._unit, 0)
        draw_text(self._painter, room, state.code, colour=self._colour("ink"), type_=code)
        left = QFontMetricsF(code).horizontalAdvance(state.code) + _GAP * self._unit
        rest = room.adjusted(left, 0, 0, 0)
        if state.title and rest.width() > 0:
            muted, type_ = self._colour("muted"), self._font(26)
            draw_text(self._painter, rest, state.title, colour=muted, type_=type_)

    def _fields(self, box: QRectF, fields: tuple[ProjectedField, ...]) -> None:
        gap = _GAP * self._unit
        width = (box.width() - gap * (len(fields) - 1)) / max(len(fields), 1)
        for number, field in enumerate(fields):
            place = QRectF(box.left() + number * (width + gap), box.top(), width, box.height())
            inner = self._pane(place, field.title, field.tone)
            self._last_lines(inner, field.text)

    def _dock(self, box: QRectF, state: ProjectionState) -> None:
        gap = _GAP * self._unit
        width = (box.width() - gap) * 0.42
        left = self._pane(QRectF(box.left(), box.top(), width, box.height()), "Décisions", "ink")
        lines = [f"{number} · {text}" for number, text in enumerate(state.decisions, 1)]
        self._last_lines(left, "\n".join(lines))
        rest = box.adjusted(width + gap, 0, 0, 0)
        right = self._pane(rest, "Actions", "ink")
        lines = [
            " — ".join(part for part in (each.text, each.who, each.due) if part)
            for each in state.actions
        ]
        self._last_lines(right, "\n".join(lines))

    def _pane(self, box: QRectF, title: str, tone: str) -> QRectF:
        """A surface with a coloured title; gives the room that is left in it."""
        unit, tokens = self._unit, self._tokens
        draw_box(self._painter, box, fill=tokens.surface, border=tokens.line, radius=10 * unit)
        inner = box.adjusted(_GAP * unit, 0, -_GAP * unit, -_GAP * unit / 2)
        head = QRectF(inner.left(), inner.top(), inner.width(), _HEADER * unit)
        if tone != "ink":
            clip = QPainterPath()
            clip.addRoundedRect(box, 10 * unit, 10 * unit)
            self._painter.save()
            self._painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
            band = QRectF(box.left(), box.top(), box.width(), _HEADER * unit)
            self._painter.fillRect(band, QColor(self._colour(f"{tone}_soft")))
            self._painter.restore()
        type_ = self._font(22, bold=True)
        draw_text(self._painter, head, title, colour=self._colour(tone), type_=type_)
        foot = head.bottom()
        draw_hairline(
            self._painter, QPointF(box.left(), foot), QPointF(box.right(), foot), tokens.line
        )
        return inner.adjusted(0, _HEADER * unit + _GAP * unit / 2, 0, 0)

    # --- words -------------------------------------------------------------------------------

    def _last_lines(self, box: QRectF, text: str) -> None:
        """A paragraph; where it is too long its end is shown, which is being spoken of."""
        type_ = self._font(25)
        self._painter.setFont(type_)
        high = self._painter.boundingRect(QRectF(0, 0, box.width(), 1e6), _WRAP, text).height()
        self._painter.save()
        self._painter.setClipRect(box)
        whole = QRectF(box.left(), min(box.top(), box.bottom() - high), box.width(), high + 2)
        self._words(whole, text, "ink", type_)
        self._painter.restore()

    def _words(self, box: QRectF, text: str, colour: str, type_: QFont) -> None:
        self._painter.setFont(type_)
        self._painter.setPen(QColor(self._colour(colour)))
        self._painter.drawText(box, _WRAP, text)

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        return font(max(1, round(size * self._unit)), bold=bold)

    def _colour(self, name: str) -> str:
        return self._tokens.colour(name)
