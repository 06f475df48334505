# SPDX-License-Identifier: EUPL-1.2
"""Lines of text: verbatim, and able to show beside the text how it was understood."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import current_tokens, font
from ui.widgets.labels import in_french
from ui.widgets.paint import draw_text, text_width

_TEXT_LEFT = 12
"""Border, padding and Qt's own margin before the first letter, in pixels."""


class UndoLeft(QObject):
    """Lets Ctrl+Z reach the screen's own undo: a filter for the text widget that is its parent.

    Text widgets claim undo and redo through ShortcutOverride; ignoring it there hands the keys to
    the shortcuts of the window. A filter and not an `event` override: under PySide6 6.12, an
    exception in an override that was reached through a Python `event` ends the process.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        if event.matches(undo) or event.matches(redo):
            event.ignore()
            return True
        return False


class LineEdit(QLineEdit):
    """One line; line breaks in a paste become spaces, everything else is kept as typed."""

    def __init__(self, *, own_undo: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not own_undo:
            UndoLeft(self)

    def setPlaceholderText(self, text: str) -> None:
        super().setPlaceholderText(in_french(text))

    def text(self) -> str:
        """What was typed, on one line."""
        return " ".join(super().text().splitlines())


class HintedLineEdit(LineEdit):
    """A line that shows after the text what it will become: `imb → J. Imbert`."""

    def hint(self) -> str:
        """What the text will become, or "" when it says so itself."""
        return ""

    def says_it_whole(self) -> bool:
        """Whether it is read whole elsewhere: then none of it is better than a part."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hint = self.hint()
        if not hint or not self.hasFocus():
            return
        tokens, painter = current_tokens(), QPainter(self)
        left = _TEXT_LEFT + QFontMetricsF(self.font()).horizontalAdvance(self.text())
        arrow = text_width(" → ", font())
        room = self.width() - left - arrow - 8
        whole = text_width(hint, font(bold=True)) <= room
        if room > 0 and (whole or not self.says_it_whole()):
            spot = QRectF(left, 0, arrow, self.height())
            draw_text(painter, spot, " → ", colour=tokens.muted, type_=font())
            rest = QRectF(left + arrow, 0, room, self.height())
            draw_text(painter, rest, hint, colour=tokens.ink, type_=font(bold=True))
        painter.end()
