# SPDX-License-Identifier: EUPL-1.2
"""A card that folds to one line: its title, what it holds in short, and what opens it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.labels import LabelKind, PlainLabel, show_if
from ui.widgets.surfaces import Card


class FoldCard(Card):
    """What belongs to it is put into `inside`; `opened` with each unfolding by hand."""

    opened = Signal()

    def __init__(self, title: str, open_words: str = "Ouvrir") -> None:
        super().__init__("")
        self._open_words = open_words
        self.setAccessibleName(title)
        self.summary = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.button = Button(open_words, kind=ButtonKind.QUIET, small=True)
        head = QHBoxLayout()
        head.setSpacing(Space.SNUG)
        head.addWidget(PlainLabel(title, LabelKind.CARD_TITLE))
        head.addWidget(self.summary, 1)
        head.addWidget(self.button)
        self.body.addLayout(head)
        self.content = QWidget()
        self.inside = QVBoxLayout(self.content)
        self.inside.setContentsMargins(0, Space.RELATED, 0, 0)
        self.inside.setSpacing(Space.SNUG)
        self.add(self.content)
        self.button.clicked.connect(self._toggle)
        self.content.hide()
        self._title = title
        self.set_folded(folded=True)

    @property
    def folded(self) -> bool:
        """Whether only the line is shown."""
        return self.content.isHidden()

    def set_folded(self, *, folded: bool) -> None:
        """Show the line alone, or everything."""
        show_if(self.content, not folded)
        caption = self._open_words if folded else "Replier"
        self.button.set_caption(caption)
        self.button.setAccessibleName(f"{self._title}, {caption.lower()}")

    def set_open_words(self, words: str) -> None:
        """Change what the button says while the card is folded."""
        self._open_words = words
        self.set_folded(folded=self.folded)

    def _toggle(self) -> None:
        self.set_folded(folded=not self.folded)
        if not self.folded:
            self.opened.emit()
