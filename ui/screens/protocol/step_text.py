# SPDX-License-Identifier: EUPL-1.2
"""A cell of a step: what its keys do beyond typing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.widgets import TextPane

_LINE = 20
_AROUND = 22
_LEAST, _MOST = 2, 12
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MODIFIED = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
)


class StepText(TextPane):
    """A cell of text as high as what it says; Maj+Entrée begins a line.

    `tabbed` comes instead of a move of the focus where the cell `ends` the step.
    """

    entered = Signal()
    walked = Signal(int)
    tabbed = Signal(int)
    grown = Signal()

    def __init__(self, name: str, *, ends: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=name, own_undo=False, parent=parent)
        self._ends = ends
        self.leads_on = False
        """Whether there is a step after this one for Tab to go to."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.grown.emit()
        )

    def needed_height(self) -> int:
        """How high it would be to say all, in pixels, up to what scrolls."""
        lines = round(self.document().documentLayout().documentSize().height())
        return max(_LEAST, min(lines, _MOST)) * _LINE + _AROUND

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & MODIFIED
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if key in ENTERS and not held:
            self.entered.emit()
        elif step is not None and not held and self._at_edge(step):
            self.walked.emit(step)
        elif step is not None and held == Qt.KeyboardModifier.AltModifier:
            event.ignore()  # the step's, not the text's
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        if forward and self._ends and self.leads_on:
            self.tabbed.emit(1)
            return True
        return super().focusNextPrevChild(forward)

    def _at_edge(self, step: int) -> bool:
        """Whether there is no line of the text above the caret, or below it."""
        cursor = QTextCursor(self.textCursor())
        move = QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(move)
