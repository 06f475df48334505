# SPDX-License-Identifier: EUPL-1.2
"""The head of a protocol: its title, where it stands, what leaves of it."""

from datetime import date

from PySide6.QtCore import Signal

from app.domain.protocol import Protocol
from ui.protocol_words import standing_words, state_of, state_tone
from ui.theme import IconName
from ui.widgets import Button, RecordHeader

_NARROW = 940


class ProtocolHeader(RecordHeader):
    """Title and state at the left, the deeds at the right."""

    print_asked = Signal()
    summary_asked = Signal()
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Tous les protocoles", _NARROW)
        self.print_button = Button("Imprimer", icon=IconName.PRINT, key="Ctrl P")
        self.summary_button = Button("Résumé pour le mur")
        self.export_button = Button("Exporter…")
        for button, asked in (
            (self.print_button, self.print_asked),
            (self.summary_button, self.summary_asked),
            (self.export_button, self.export_asked),
        ):
            self.add_deed(button)
            button.clicked.connect(asked)

    def show_protocol(self, protocol: Protocol, referent: str, today: date) -> None:
        """Show which protocol it is and where it stands today."""
        state = state_of(protocol, today)
        self.title.set_words(protocol.content.title)
        self.subtitle.set_words(standing_words(protocol, referent))
        self.chip.set_chip(state.label, state_tone(state))
