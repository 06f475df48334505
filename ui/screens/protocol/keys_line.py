# SPDX-License-Identifier: EUPL-1.2
"""Which keys there are here: caps and words, in as many lines as the width asks for."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import TextSize, current_tokens, font
from ui.widgets import shown_keys
from ui.widgets.paint import cap_width, draw_key_cap, draw_text, text_width

_LINE, _NEAR, _APART = 26, 6, 16
_LEAST = 180


class KeysLine(QWidget):
    """`keys` are chords as Qt writes them, with what they do."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = [(shown_keys(chord), deed) for chord, deed in keys]
        self.setAccessibleName(", ".join(f"{cap} {deed}" for cap, deed in self._keys))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_LEAST)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(line for _, _, line, _ in self._places(width)) * _LINE + _LINE

    def sizeHint(self) -> QSize:
        wide = max(self.width(), _LEAST)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        for cap, deed, line, left in self._places(self.width()):
            wide = cap_width(cap)
            draw_key_cap(painter, QRectF(left, line * _LINE, wide, _LINE), cap, tokens)
            type_ = font(TextSize.SECONDARY)
            spot = QRectF(left + wide + _NEAR, line * _LINE, text_width(deed, type_) + 1, _LINE)
            draw_text(painter, spot, deed, colour=tokens.muted, type_=type_)
        painter.end()

    def _places(self, width: int) -> Iterator[tuple[str, str, int, float]]:
        """Each key with its line, and where it begins in it."""
        line, left = 0, 0.0
        for cap, deed in self._keys:
            wide = cap_width(cap) + _NEAR + text_width(deed, font(TextSize.SECONDARY)) + 1
            if left and left + wide > width:
                line, left = line + 1, 0.0
            yield cap, deed, line, left
            left += wide + _APART
