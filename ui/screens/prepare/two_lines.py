# SPDX-License-Identifier: EUPL-1.2
"""The words of a row on two lines: code and title, then the consent and a remark."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.text import typeset
from ui.screens.prepare.state import Badge
from ui.theme import TextSize, Tokens, Tone, font
from ui.widgets.paint import chip_width, draw_chip, draw_text

HEIGHT = 56
_CODE, _TITLE_TOP, _NOTE_TOP, _LINE, _GAP = 80, 4, 27, 24, 8


@dataclass(frozen=True, slots=True)
class TwoLines:
    """What is written, typeset; `stopped` writes the remark in red: why something cannot be."""

    code: str
    title: str
    badge: Badge | None = None
    note: str = ""
    stopped: bool = False

    def __post_init__(self) -> None:
        for name in ("title", "note"):
            object.__setattr__(self, name, typeset(getattr(self, name)))

    @property
    def two(self) -> bool:
        """There is something on the second line."""
        return self.badge is not None or bool(self.note)


def draw_two_lines(painter: QPainter, box: QRectF, words: TwoLines, tokens: Tokens) -> bool:
    """Write the words in `box`; True when the title was cut."""
    top = box.top() + (_TITLE_TOP if words.two else (box.height() - _LINE) / 2)
    left, right = box.left(), box.right()
    if words.code:
        code = QRectF(left, top, _CODE, _LINE)
        draw_text(painter, code, words.code, colour=tokens.ink, type_=font(bold=True))
        left += _CODE
    title = QRectF(left, top, max(right - left, 0), _LINE)
    cut = draw_text(painter, title, words.title, colour=tokens.ink, type_=font())
    top = box.top() + _NOTE_TOP
    if words.badge is not None and not words.stopped:
        width = chip_width(words.badge.text)
        chip = QRectF(left, top, width, _LINE)
        draw_chip(painter, chip, words.badge.text, Tone(words.badge.level.value), tokens)
        left += width + _GAP
    colour = tokens.late if words.stopped else tokens.muted
    # A sentence that must be read has the whole line.
    left = box.left() if words.stopped else left
    note = QRectF(left, top, max(right - left, 0), _LINE)
    draw_text(painter, note, words.note, colour=colour, type_=font(TextSize.SECONDARY))
    return cut
