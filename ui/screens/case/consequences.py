# SPDX-License-Identifier: EUPL-1.2
"""What a refusal or a withdrawal will do, shown before it is confirmed."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Glyph, PlainLabel, announce


class Consequences(QWidget):
    """What will happen, one sentence a line, before it is confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.label = PlainLabel("", wrap=True)
        self._said: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        glyph = Glyph(IconName.WARNING, "late")
        column = QVBoxLayout()
        column.addWidget(glyph)
        column.addStretch(1)
        row.addLayout(column)
        row.addWidget(self.label, 1)
        self.hide()

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show and say them; none hides the whole."""
        self.setVisible(bool(sentences))
        if not sentences:
            self.label.setText("")
        elif sentences != self._said:
            lines = "\n".join(f"– {sentence}" for sentence in sentences)
            self.label.setText(f"Voici ce qui se passera\u00a0:\n{lines}")
            announce(self, self.label.text())
        self._said = sentences
