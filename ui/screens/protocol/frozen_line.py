# SPDX-License-Identifier: EUPL-1.2
"""Why the text of a protocol does not change, and the button that goes on from it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.protocol_life import move_label
from ui.screens.protocol.page import Edited
from ui.screens.protocol.services import ProtocolServices
from ui.theme import IconName, Space
from ui.widgets import Button, Glyph, PlainLabel, show_if


class FrozenLine(QWidget):
    """Shown over a text that is validated or archived; the steps show one as well."""

    def __init__(self, services: ProtocolServices, edited: Edited) -> None:
        super().__init__()
        self._texts, self._life = services.protocols.texts, services.protocols.life
        self._edited = edited
        self._protocol: Protocol | None = None
        self.sentence = PlainLabel("", wrap=True)
        self.button = Button("", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(Glyph(IconName.LOCK, "muted", 16))
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._go_on)

    def show_protocol(self, protocol: Protocol) -> None:
        """Say why, or hide where the text may be changed."""
        self._protocol = protocol
        frozen, reader = not protocol.may_be_edited, self._texts.reads_only
        self.sentence.setText(_why(protocol) if frozen else reader)
        self.button.set_caption(move_label(protocol, ProtocolStatus.DRAFT))
        show_if(self.button, not reader)
        show_if(self, frozen or reader)

    def _go_on(self) -> None:
        if self._protocol is not None:
            self._edited(self._life.move(self._protocol.id, ProtocolStatus.DRAFT))


def _why(protocol: Protocol) -> str:
    if protocol.status is ProtocolStatus.ARCHIVED:
        return "Ce protocole est archivé : son texte ne change plus."
    return (
        f"La version {protocol.version} est validée : son texte ne change plus. "
        "La version suivante s’écrit à côté ; celle-ci reste appliquée."
    )
