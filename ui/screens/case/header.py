# SPDX-License-Identifier: EUPL-1.2
"""The head of a situation: which one it is, whether it is saved, and what can be printed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.case.consent_card import TONES, chip_words
from ui.screens.case.presenter import CaseState
from ui.screens.case.printing import PAPERS, CasePaper
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    ChoiceField,
    CutLabel,
    IconButton,
    LabelKind,
    SaveWord,
)

_NARROW = 820
"""Under this width, in pixels, what can be printed stands under the title."""


class CaseHeader(QWidget):
    """Title at the left, the word that says it is saved and the buttons at the right."""

    back = Signal()
    opened = Signal()
    dropped = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = CutLabel(LabelKind.PAGE_TITLE)
        self.subtitle = CutLabel(LabelKind.MUTED)
        self.back_button = IconButton(IconName.CHEVRON_LEFT, "Toutes les situations", key="Alt ←")
        self.chip = Chip()
        self.saved = SaveWord()
        self.papers = ChoiceField("", PAPERS)
        self.papers.combo.setAccessibleName("Ce qui s’imprime")
        self.print_button = Button("Imprimer", icon=IconName.PRINT, key="Ctrl P")
        self.drop_button = Button("Abandonner", kind=ButtonKind.QUIET)
        self.open_button = Button("Ouvrir la situation", kind=ButtonKind.PRIMARY, key="Ctrl S")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(Space.RELATED)
        self.setMinimumWidth(1)  # side by side is not the least that it can do: see resizeEvent
        row, deeds = QHBoxLayout(), QHBoxLayout()
        for half in (row, deeds):
            half.setSpacing(Space.RELATED)
            self._halves.addLayout(half, 1 if half is row else 0)
        row.addWidget(self.back_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        deeds.addStretch(1)
        for widget, half in (
            (self.saved, row),
            (self.chip, row),
            (self.papers, deeds),
            (self.print_button, deeds),
        ):
            half.addWidget(widget)
            widget.hide()  # a situation that is being written needs the room for its title
        deeds.addWidget(self.drop_button)
        deeds.addWidget(self.open_button)
        self.back_button.clicked.connect(self.back)
        self.open_button.clicked.connect(self.opened)
        self.drop_button.clicked.connect(self.dropped)
        self.print_button.clicked.connect(self.print_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)
        super().resizeEvent(event)

    def paper(self) -> CasePaper:
        """What is to be printed."""
        return CasePaper(self.papers.value())

    def show_state(self, state: CaseState, *, on_plan: bool) -> None:
        """Show which situation it is; printing is the main deed on the plan's side."""
        exists = state.file is not None
        self.title.set_words(state.heading)
        self.subtitle.set_words(state.subtitle)
        self.drop_button.setVisible(not exists)
        self.open_button.setVisible(not exists)
        self.saved.setVisible(exists)
        self.print_button.setVisible(exists)
        self.print_button.set_kind(ButtonKind.PRIMARY if on_plan else ButtonKind.SECONDARY)
        self.papers.setVisible(exists)
        consent = state.file.consent if state.file else None
        self.chip.set_chip(
            chip_words(consent.state if consent else None) if exists else "",
            TONES[consent.state] if consent else Tone.NEUTRAL,
        )
