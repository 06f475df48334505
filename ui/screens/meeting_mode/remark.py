# SPDX-License-Identifier: EUPL-1.2
"""One quiet line above the dock: it asks, it never takes the focus, Escape takes it away."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.screens.meeting_mode.run_text import Run, RunText
from ui.theme import IconName, Space
from ui.widgets import Glyph, KeyCap


class Remark(QFrame):
    """A sentence in amber and the keys that answer it."""

    def __init__(self, *keys: str) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self.words = RunText()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.SNUG, Space.HALF, Space.SNUG, Space.HALF)
        row.setSpacing(Space.RELATED)
        row.addWidget(Glyph(IconName.CLOCK, "warn", 16))
        row.addWidget(self.words, 1)
        for key in keys:
            row.addWidget(KeyCap(key))
        self.hide()

    def ask(self, sentence: str) -> None:
        """Show the sentence."""
        if sentence == self.words.text and not self.isHidden():
            return
        self.words.set_runs([Run(sentence, "warn")])
        self.setAccessibleName(sentence)
        self.show()
