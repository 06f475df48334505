# SPDX-License-Identifier: EUPL-1.2
"""The head of a situation: which one it is, whether it is saved, and what can be printed."""

from PySide6.QtCore import Signal

from ui.screens.case.consent_card import TONES, chip_words
from ui.screens.case.presenter import CaseState
from ui.screens.case.printing import PAPERS, CasePaper
from ui.theme import IconName, Tone
from ui.widgets import Button, ButtonKind, ChoiceField, RecordHeader


class CaseHeader(RecordHeader):
    """Title at the left, the word that says it is saved and the buttons at the right."""

    opened = Signal()
    dropped = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Toutes les situations")
        self.papers = ChoiceField("", PAPERS)
        self.papers.combo.setAccessibleName("Ce qui s’imprime")
        self.print_button = Button("Imprimer", icon=IconName.PRINT, key="Ctrl P")
        self.drop_button = Button("Abandonner", kind=ButtonKind.QUIET)
        self.open_button = Button("Ouvrir la situation", kind=ButtonKind.PRIMARY, key="Ctrl S")
        for deed in (self.papers, self.print_button, self.drop_button, self.open_button):
            self.add_deed(deed)
        for widget in (self.saved, self.chip, self.papers, self.print_button):
            widget.hide()  # a situation that is being written needs the room for its title
        self.open_button.clicked.connect(self.opened)
        self.drop_button.clicked.connect(self.dropped)
        self.print_button.clicked.connect(self.print_asked)

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
