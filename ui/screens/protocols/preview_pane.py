# SPDX-License-Identifier: EUPL-1.2
"""What a structure or a file would bring, read whole before it is kept under a title."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.protocol_fields import TITLE, text_fault
from app.domain.text import typeset
from app.services.comparing import ComparedPart
from app.services.protocol_files import ProtocolPreview
from ui.read_parts import ReadParts
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabeledField,
    LabelKind,
    PlainLabel,
    announce,
    bind_key,
    show_if,
)

_NAMES = 12
"""How many passages that seem to name somebody are spelt out."""


class PreviewPane(QWidget):
    """`kept` with the title that stands there; `left` when nobody wants it."""

    kept = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.source = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.title_field = LabeledField("Titre sous lequel il sera gardé")
        self.keep_button = Button("Garder ce protocole", kind=ButtonKind.PRIMARY, key="Ctrl S")
        self.leave_button = Button("Ne pas le garder", kind=ButtonKind.QUIET, key="Échap")
        self.summary = PlainLabel("", wrap=True)
        self.names = PlainLabel("", LabelKind.WARN, wrap=True)
        self.parts = ReadParts()
        self._lay_out()
        self.title_field.edited.connect(lambda _text: self._judge())
        self.title_field.edit.returnPressed.connect(self._keep)
        self.keep_button.clicked.connect(self._keep)
        self.leave_button.clicked.connect(self.left)
        bind_key(self, "Ctrl+S", self._keep)
        bind_key(self, "Esc", self.left.emit)

    def show_preview(self, preview: ProtocolPreview, parts: Sequence[ComparedPart]) -> None:
        """Show what would be kept, and what is to be known before."""
        self.source.setText(f"Vient de : {preview.source}")
        self.title_field.set_text(preview.content.title)
        self._judge()
        said = [f"– {typeset(sentence)}" for sentence in preview.sentences]
        self.summary.setText("\n".join(said))
        told = [f"– {naming.sentence}" for naming in preview.names[:_NAMES]]
        more = len(preview.names) - _NAMES
        if more > 0:
            told.append(f"– {more} de plus")
        self.names.setText("\n".join(told))
        show_if(self.names, told)
        self.parts.show_parts(parts, "Ce fichier ne dit rien.")
        announce(self, self.summary.text())

    def say_of_title(self, sentence: str) -> None:
        """Say why it cannot be kept under this title."""
        self.title_field.set_error(sentence)
        self.title_field.edit.setFocus()

    def _keep(self) -> None:
        if not text_fault(TITLE, self.title_field.text()):
            self.kept.emit(self.title_field.text())

    def _judge(self) -> None:
        self.title_field.set_error(text_fault(TITLE, self.title_field.text()))

    def _lay_out(self) -> None:
        head = Card("Avant de le garder")
        head.body.setSpacing(Space.RELATED)
        head.add(self.source)
        head.add(self.summary)
        head.add(self.names)
        head.add(self.title_field)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        head.body.addLayout(buttons)
        whole = Card("Tout ce qu’il contient")
        whole.add(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(whole)
        column.addStretch(1)
