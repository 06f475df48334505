# SPDX-License-Identifier: EUPL-1.2
"""« Qui » of a step, with the professions that the letters may mean."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.text import fold
from ui.screens.protocol.step_text import ENTERS, MODIFIED
from ui.widgets import SuggestEdit, Suggestion


class WhoEdit(SuggestEdit):
    """« Qui »: a profession or a role. What is typed counts; a proposal that begins so is taken."""

    entered = Signal()
    walked = Signal(int)
    tabbed = Signal(int)
    committed = Signal(str)

    leads_back = False
    """Whether there is a step before this one for Maj+Tab to go to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & MODIFIED
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if key in ENTERS and not held:
            if self.candidate() is None:
                self.entered.emit()
            else:
                self.take()
        elif key == Qt.Key.Key_Escape and self.candidate() is not None:
            self.show_letters_as_typed()
        elif step is not None and not held and not self._candidates:
            self.walked.emit(step)
        elif step is not None and held == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_letters_as_typed(self) -> None:
        """Propose nothing any more for what was typed: it is what is meant."""
        text, caret = self.text(), self.cursorPosition()
        self.set_choice(None)
        self.setText(text)
        self.setCursorPosition(caret)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        if not forward and self.leads_back:
            self.tabbed.emit(-1)
            return True
        return super().focusNextPrevChild(forward)

    def _first(self, candidates: Sequence[Suggestion]) -> int:
        """Taken at once: what begins with the letters; « IDE » alone stays « IDE »."""
        letters = self.text()
        begins = bool(candidates) and fold(candidates[0].label).startswith(fold(letters.strip()))
        meant = letters.endswith(" ") or (letters.isupper() and len(letters) > 1)
        return 0 if begins and not meant else -1
