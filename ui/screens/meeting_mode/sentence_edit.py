# SPDX-License-Identifier: EUPL-1.2
"""A sentence that grows with its text: Enter adds it, Shift+Enter breaks the line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import GrowingText

MOST_LINES = 6


class SentenceEdit(GrowingText):
    """One decision or the text of one action.

    `entered` comes with Enter; `stepped` with Up on the first line (-1) or Down on the last (1);
    `focused` says whether the focus came or went.
    """

    entered = Signal()
    stepped = Signal(int)
    focused = Signal(bool)

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        bare: bool = True,
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            placeholder=placeholder,
            bare=bare,
            own_undo=own_undo,
            least=1,
            most=MOST_LINES,
            parent=parent,
        )

    def clear_text(self) -> None:
        """Empty the line without saying that it was edited."""
        self.set_text("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and not shifted and self._on_edge(first=True):
            self.stepped.emit(-1)
        elif event.key() == Qt.Key.Key_Down and not shifted and self._on_edge(first=False):
            self.stepped.emit(1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)  # noqa: FBT003  a signal has no keywords

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)  # noqa: FBT003  a signal has no keywords

    def _on_edge(self, *, first: bool) -> bool:
        """The cursor stands on the first (or last) line as it is shown."""
        cursor = self.textCursor()
        block, line = cursor.block(), cursor.block().layout()
        place = line.lineForTextPosition(cursor.positionInBlock()).lineNumber()
        if first:
            return not block.previous().isValid() and place <= 0
        return not block.next().isValid() and place >= line.lineCount() - 1
