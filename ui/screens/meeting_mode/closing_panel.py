# SPDX-License-Identifier: EUPL-1.2
"""Before the minutes are sealed: what becomes of each item, and what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import typeset
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.state import Closing
from ui.theme import IconName, Space, TextSize
from ui.widgets import Button, ButtonKind, Glyph, Hairline


class ClosingPanel(Panel):
    """What becomes of each item, and why; then Enter seals the minutes."""

    sealed = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Clore la réunion",
            "Le compte rendu sera scellé : il ne changera plus que par une nouvelle version.",
        )
        self.seal_button = Button("Sceller le compte rendu", kind=ButtonKind.PRIMARY, key="Entrée")
        self.seal_button.clicked.connect(self.sealed)
        self.buttons.addWidget(self.seal_button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.setFocusProxy(self.seal_button)

    def show_closing(self, closing: Closing) -> None:
        """Say the fate of each item."""
        self.say("")
        while (taken := self._lines.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for warning in closing.warnings:
            self._lines.addWidget(_warning(warning))
        for line in closing.lines:
            self._lines.addWidget(Hairline())
            runs = [Run(line.heading, bold=True), Run(f"   {typeset(line.fate)}")]
            if line.missing:
                runs.append(Run(f"\nÀ compléter : {line.missing}", "warn", TextSize.SECONDARY))
            words = RunText(runs)
            words.setContentsMargins(0, 0, 0, 0)
            self._lines.addSpacing(Space.RELATED)
            self._lines.addWidget(words)
            self._lines.addSpacing(Space.RELATED)


def _warning(sentence: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, Space.RELATED)
    row.setSpacing(Space.RELATED)
    row.addWidget(Glyph(IconName.WARNING, "warn", 16))
    row.addWidget(RunText([Run(typeset(sentence), "warn")]), 1)
    return line
