# SPDX-License-Identifier: EUPL-1.2
"""A sentence in the middle of the first window while something slow is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Glyph, LabelKind, PlainLabel, announce


class WaitPage(QWidget):
    """Says what is being made; it is replaced when that is done."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.label = PlainLabel(sentence, LabelKind.CARD_TITLE)
        column = QVBoxLayout(self)
        column.setSpacing(Space.GROUP)
        column.addWidget(Glyph(IconName.CLOCK, "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.label, 0, Qt.AlignmentFlag.AlignHCenter)
        announce(self, sentence)
