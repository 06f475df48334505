# SPDX-License-Identifier: EUPL-1.2
"""Lines of text: verbatim, and able to show beside the text how it was understood."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import current_tokens, font
from ui.widgets.paint import draw_text, text_width

_TEXT_LEFT = 12
"""Border, padding and Qt's own margin before the first letter, in pixels."""


def leave_undo_to_the_screen(event: QEvent) -> bool:
    """Let Ctrl+Z reach the screen's own undo: True when `event` was that shortcut.

    Text widgets claim undo and redo through ShortcutOverride; ignoring it there hands the keys to
    the shortcuts of the window.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        event.ignore()
        return True
    return False


class LineEdit(QLineEdit):
    """One line; line breaks in a paste become spaces, everything else is kept as typed."""

    def __init__(self, *, own_undo: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_undo = own_undo

    def text(self) -> str:
        """What was typed, on one line."""
        return " ".join(super().text().splitlines())

    def event(self, event: QEvent) -> bool:
        if not self._own_undo and leave_undo_to_the_screen(event):
            return True
        return super().event(event)


class HintedLineEdit(LineEdit):
    """A line that shows after the text what it will become: `imb → J. Imbert`."""

    def hint(self) -> str:
        """What the text will become, or "" when it says so itself."""
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hint = self.hint()
        if not hint or not self.hasFocus():
            return
        tokens, painter = current_tokens(), QPainter(self)
        left = _TEXT_LEFT + QFontMetricsF(self.font()).horizontalAdvance(self.text())
        arrow = text_width(" → ", font())
        room = self.width() - left - arrow - 8
        if room > 0:
            spot = QRectF(left, 0, arrow, self.height())
            draw_text(painter, spot, " → ", colour=tokens.muted, type_=font())
            rest = QRectF(left + arrow, 0, room, self.height())
            draw_text(painter, rest, hint, colour=tokens.ink, type_=font(bold=True))
        painter.end()
