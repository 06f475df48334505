# SPDX-License-Identifier: EUPL-1.2
"""Two hands that type and click into real widgets, and count what they do.

Useful text (what the meeting says) is not counted; every other key press is, a modifier as one
press of its own and the letters typed to find somebody included.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.typing import focused, press, type_text


class Hands:
    """`keys` and `clicks` besides the useful text, and `useful` letters."""

    def __init__(self) -> None:
        self.keys = 0
        self.clicks = 0
        self.useful = 0

    def say(self, text: str, *, breaks: str = "Return") -> None:
        """Type what was said where the focus is; `breaks` is the chord that breaks a line."""
        for number, line in enumerate(text.split("\n")):
            if number:
                press(None, breaks)
                self.keys += breaks.count("+")
            self.useful += type_text(None, line) + (number > 0)

    def type(self, letters: str) -> None:
        """Type letters that are no useful text: a search, a date, a few letters of a name."""
        for letter in letters:
            self.keys += 2 if letter.isupper() else 1
        type_text(None, letters)
        QApplication.processEvents()

    def press(self, *chords: str) -> None:
        """Press chords such as "Alt+O", one after the other."""
        for chord in chords:
            self.keys += chord.count("+") + 1
            press(focused(), chord)
            QApplication.processEvents()

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget, as a mouse would."""
        assert widget.isVisible(), widget
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
