# SPDX-License-Identifier: EUPL-1.2
"""The timekeeper's view: figures that the end of the table can read, and their meaning in words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.text import NARROW, NO_BREAK
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.state import TimerLevel, Timing, minutes_seconds
from ui.theme import current_tokens, font
from ui.widgets.paint import draw_text, text_width

_COLOURS = {TimerLevel.QUIET: "ink", TimerLevel.NEAR: "warn", TimerLevel.OVER: "late"}
_LEAST, _MOST = 64, 420


class BigTimer(QWidget):
    """Draws the figures as large as there is room, and three lines under them."""

    def __init__(self) -> None:
        super().__init__()
        self._timing: Timing | None = None
        self._name = ""

    @property
    def lines(self) -> tuple[str, str, str]:
        """What stands under the figures: of how much, what that means, the end of the meeting."""
        timing = self._timing
        if timing is None:
            return ("", "", "")
        late = f", {timing.late_by}{NARROW}min après l’heure" if timing.late_by else ""
        return (
            f"sur {minutes_seconds(timing.planned)} · {self._name}",
            timing.words,
            f"fin prévue de la réunion{NO_BREAK}: {timing.ends_at}{late}",
        )

    def show_timing(self, timing: Timing | None, name: str) -> None:
        """Show the time of the item called `name`."""
        self._timing, self._name = timing, name
        spoken = minutes_seconds(timing.spent) if timing else ""
        self.setAccessibleName(", ".join(part for part in (spoken, *self.lines) if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._timing is None:
            return
        tokens, painter = current_tokens(), QPainter(self)
        colour = tokens.colour(_COLOURS[self._timing.level])
        figures = minutes_seconds(self._timing.spent)
        high = int(max(_LEAST, min(_MOST, self.height() * 0.5, self.width() / len(figures) * 1.5)))
        figure_font = font(high, bold=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        width, top = float(self.width()), max(0.0, (self.height() - high * 2.1) / 2)
        box = QRectF(0, top, width, high * 1.2)
        draw_text(painter, box, figures, colour=colour, type_=figure_font, align=middle)
        self._draw_bar(painter, QRectF(0, box.bottom(), width, high / 14), colour, tokens.line)
        top, sizes = box.bottom() + high / 8, (high // 7, high // 5, high // 8)
        colours = (tokens.muted, colour, tokens.muted)
        for line, size, paint in zip(self.lines, sizes, colours, strict=True):
            line_font = font(max(16, size), strong=True)
            row = QRectF(0, top, width, max(16, size) * 1.5)
            draw_text(painter, row, line, colour=paint, type_=line_font, align=middle)
            top = row.bottom() if line else top
        painter.end()

    def _draw_bar(self, painter: QPainter, box: QRectF, colour: str, ground: str) -> None:
        if self._timing is None:
            return
        wide = min(box.width(), text_width("00:00", font(int(box.height() * 14), bold=True)))
        left = (box.width() - wide) / 2
        painter.fillRect(QRectF(left, box.top(), wide, box.height()), QColor(ground))
        used = wide * min(1.0, self._timing.share)
        painter.fillRect(QRectF(left, box.top(), used, box.height()), QColor(colour))


class TimekeeperPanel(Panel):
    """Covers the work while somebody watches the time; Escape returns to it."""

    def __init__(self) -> None:
        super().__init__("Maître du temps")
        self.timer = BigTimer()
        self.timer.setMinimumHeight(220)
        self.body.addWidget(self.timer, 1)
        self.setFocusProxy(self.close_button)
