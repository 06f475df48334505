# SPDX-License-Identifier: EUPL-1.2
"""Small marks: a state with its word, a key to press, a thin gauge."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Tone, current_tokens
from ui.widgets.labels import show_if
from ui.widgets.paint import (
    CAP_HEIGHT,
    CHIP_HEIGHT,
    cap_width,
    chip_width,
    draw_box,
    draw_chip,
    draw_key_cap,
)


class Chip(QWidget):
    """A state as a word on a soft background."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone = "", tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(text, tone)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def tone(self) -> Tone:
        """What it means."""
        return self._tone

    def set_chip(self, text: str, tone: Tone) -> None:
        """Show another state; an empty word hides the chip."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        show_if(self, text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(chip_width(self._text)), CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, QRectF(self.rect()), self._text, self._tone, current_tokens())
        painter.end()


class KeyCap(QWidget):
    """The key that does it, where the hand needs it: "Alt O"."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(f"touche {key}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def key(self) -> str:
        """What is written on it."""
        return self._key

    def sizeHint(self) -> QSize:
        return QSize(int(cap_width(self._key)), CAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_key_cap(painter, QRectF(self.rect()), self._key, current_tokens())
        painter.end()


class Gauge(QWidget):
    """A thin bar for a share of something; the figure stands beside it, never only the bar."""

    def __init__(
        self, share: float = 0.0, *, spoken: str = "", parent: QWidget | None = None
    ) -> None:
        """`share` is 0 to 1; `spoken` says the figure in words."""
        super().__init__(parent)
        self._share, self._colour = 0.0, "accent"
        self.setFixedHeight(8)
        self.setMinimumWidth(64)
        self.set_share(share, spoken=spoken)

    @property
    def share(self) -> float:
        """What is filled, 0 to 1."""
        return self._share

    def set_share(self, share: float, *, spoken: str = "", colour: str = "accent") -> None:
        """Fill `share` (cut to 0–1) in the colour of a token."""
        self._share, self._colour = min(max(share, 0.0), 1.0), colour
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=tokens.line, radius=4)
        painter.setClipRect(QRectF(0, 0, box.width() * self._share, box.height()))
        draw_box(painter, box, fill=tokens.colour(self._colour), radius=4)
        painter.end()
