# SPDX-License-Identifier: EUPL-1.2
"""The head of one record: which one it is, whether it is saved, what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets.buttons import IconButton
from ui.widgets.chips import Chip
from ui.widgets.cut_label import CutLabel
from ui.widgets.feedback import SaveWord
from ui.widgets.labels import LabelKind

_NARROW = 820


class RecordHeader(QWidget):
    """Title at the left, the word that says it is saved and the deeds at the right."""

    back = Signal()

    def __init__(self, back_words: str, narrow: int = _NARROW) -> None:
        """`back_words` name the list that the arrow leads back to.

        Under `narrow` pixels of width, what can be done stands under the title.
        """
        super().__init__()
        self._narrow = narrow
        self.title = CutLabel(LabelKind.PAGE_TITLE)
        self.subtitle = CutLabel(LabelKind.MUTED)
        self.back_button = IconButton(IconName.CHEVRON_LEFT, back_words, key="Alt ←")
        self.chip = Chip()
        self.saved = SaveWord()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(Space.RELATED)
        self.setMinimumWidth(1)  # side by side is not the least that it can do: see resizeEvent
        row, self._deeds = QHBoxLayout(), QHBoxLayout()
        for half in (row, self._deeds):
            half.setSpacing(Space.RELATED)
            self._halves.addLayout(half, 1 if half is row else 0)
        row.addWidget(self.back_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        row.addWidget(self.saved)
        row.addWidget(self.chip)
        self._deeds.addStretch(1)
        self.back_button.clicked.connect(self.back)

    def add_deed(self, widget: QWidget) -> None:
        """Put a button or a choice at the right."""
        self._deeds.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < self._narrow
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)
        super().resizeEvent(event)
