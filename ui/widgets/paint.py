# SPDX-License-Identifier: EUPL-1.2
"""The few shapes that everything is drawn with: box, focus ring, chip, key cap, hairline."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.theme import Radius, TextSize, Tokens, Tone, font

CHIP_HEIGHT = 24
_BETWEEN = " \u00a0·,"
CHIP_PADDING = 10
CAP_HEIGHT = 20
CAP_PADDING = 6
RING = 2.0
"""Width of the focus ring, in pixels."""


def draw_box(
    painter: QPainter,
    box: QRectF,
    *,
    fill: str | None = None,
    border: str | None = None,
    width: float = 1.0,
    radius: float = Radius.CARD,
) -> None:
    """A rounded rectangle whose border lies wholly inside `box`, so that hairlines stay crisp."""
    inset = width / 2 if border else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(border), width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def draw_left_bar(
    painter: QPainter, box: QRectF, colour: str, width: float, radius: float = Radius.CARD
) -> None:
    """The thick left edge of a current card or entry, following its rounded corners."""
    whole = QPainterPath()
    whole.addRoundedRect(box, radius, radius)
    rest = QPainterPath()
    rest.addRoundedRect(box.adjusted(width, 0, width, 0), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(
        whole.subtracted(rest).intersected(_left_strip(box, width + radius)), QColor(colour)
    )


def _left_strip(box: QRectF, width: float) -> QPainterPath:
    strip = QPainterPath()
    strip.addRect(QRectF(box.left(), box.top(), width, box.height()))
    return strip


def draw_ring(painter: QPainter, box: QRectF, tokens: Tokens, radius: float = Radius.CARD) -> None:
    """The focus ring, 2 px of the accent colour."""
    draw_box(painter, box, border=tokens.accent, width=RING, radius=radius)


def draw_hairline(painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
    """A line one pixel thick, from left to right or downward.

    Filled on whole pixels of the screen: at 125 or 150 %, half of a pen's line falls outside of a
    widget that begins between two of them, and every second line is not seen.
    """
    ratio = painter.device().devicePixelRatio()
    thin = max(1, int(ratio)) / ratio
    size = QSizeF(max(end.x() - start.x(), thin), max(end.y() - start.y(), thin))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(QRectF(start, size), QColor(colour))


def elided(text: str, type_: QFont, width: float) -> str:
    """One line cut to a width in pixels with an ellipsis, and before a mark between two parts."""
    shown = QFontMetricsF(type_).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return shown if shown == text else f"{shown.rstrip(f'{_BETWEEN}…')}…"


def draw_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    *,
    colour: str,
    type_: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> bool:
    """One line of text, centred in height and cut with an ellipsis; True when it was cut."""
    line = " ".join(text.split("\n"))
    shown = elided(line, type_, box.width())
    painter.setFont(type_)
    painter.setPen(QColor(colour))
    flags = Qt.TextFlag.TextSingleLine.value | Qt.AlignmentFlag.AlignVCenter.value | align.value
    painter.drawText(box, flags, shown)
    return shown != line


def text_width(text: str, type_: QFont) -> float:
    """Width of one line of text in pixels, rounded up so that it is never cut."""
    return float(int(QFontMetricsF(type_).horizontalAdvance(text)) + 1)


def chip_width(text: str) -> float:
    """Width of a chip around `text`, in pixels."""
    return text_width(text, font(TextSize.SECONDARY)) + 2 * CHIP_PADDING


def draw_chip(painter: QPainter, box: QRectF, text: str, tone: Tone, tokens: Tokens) -> None:
    """A state with its word, in the middle of `box`'s height."""
    ink, soft = tokens.pair(tone)
    chip = QRectF(box.left(), box.center().y() - CHIP_HEIGHT / 2, box.width(), CHIP_HEIGHT)
    # A neutral chip lies hardly apart from a dark card: its hairline shows where it ends.
    edge = tokens.line if tone is Tone.NEUTRAL else None
    draw_box(painter, chip, fill=soft, border=edge, radius=CHIP_HEIGHT / 2)
    inner = chip.adjusted(CHIP_PADDING, 0, -CHIP_PADDING + 1, 0)
    draw_text(painter, inner, text, colour=ink, type_=font(TextSize.SECONDARY))


def cap_width(text: str) -> float:
    """Width of a key cap around `text`, in pixels."""
    return text_width(text, font(TextSize.KEY_CAP)) + 2 * CAP_PADDING


def draw_key_cap(painter: QPainter, box: QRectF, text: str, tokens: Tokens) -> None:
    """A small key, in the middle of `box`'s height."""
    cap = QRectF(box.left(), round(box.center().y() - CAP_HEIGHT / 2), box.width(), CAP_HEIGHT)
    draw_box(painter, cap, fill=tokens.line, radius=4)
    draw_box(painter, cap.adjusted(0, 0, 0, -1), fill=tokens.surface, border=tokens.line, radius=3)
    draw_text(
        painter,
        cap.adjusted(0, 0, 0, -1),
        text,
        colour=tokens.muted,
        type_=font(TextSize.KEY_CAP),
        align=Qt.AlignmentFlag.AlignHCenter,
    )
