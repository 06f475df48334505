# SPDX-License-Identifier: EUPL-1.2
"""What a new protocol begins with: a title, a structure of the library, or a file."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.protocol_fields import TITLE, text_fault
from app.domain.text import typeset
from app.services.protocol_files import LibraryEntry
from ui.half_typed import type_again, typed_in
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabeledField,
    LabelKind,
    PlainLabel,
    RowData,
    RowList,
    bind_key,
    show_if,
)


class NewPane(QWidget):
    """`begun` with a title; `structure` with a key of the library; `import_asked`; `left`."""

    begun = Signal(str)
    structure = Signal(str)
    import_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title_field = LabeledField("Titre", placeholder="Chute à domicile")
        self.begin_button = Button("Commencer", kind=ButtonKind.PRIMARY)
        self.leave_button = Button("Revenir aux protocoles", kind=ButtonKind.QUIET, key="Échap")
        self.library = RowList("Structures de la bibliothèque")
        self.import_button = Button("Importer un fichier…", icon=IconName.IMPORT)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self._lay_out()
        self.title_field.edited.connect(lambda _text: self._judge())
        self.title_field.edit.returnPressed.connect(self._begin)
        self.begin_button.clicked.connect(self._begin)
        self.library.opened.connect(self.structure)
        self.import_button.clicked.connect(self.import_asked)
        self.leave_button.clicked.connect(self.left)
        bind_key(self, "Esc", self.left.emit)
        self.say_of_file("")

    def show_library(self, entries: Sequence[LibraryEntry]) -> None:
        """List the structures."""
        self.library.set_rows(
            [
                RowData(
                    key=entry.key,
                    text=typeset(entry.title),
                    note=typeset(entry.sentence),
                    spoken=f"{entry.title}, {entry.theme}, {entry.sentence}",
                )
                for entry in entries
            ]
        )

    def clear(self) -> None:
        """Nothing is begun any more."""
        self.title_field.set_text("")
        self.title_field.set_error("")
        self.say_of_file("")

    def typed(self) -> dict[str, str]:
        """A title that waits."""
        return typed_in({"title": self.title_field}) if self.title_field.text().strip() else {}

    def show_typed(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        type_again({"title": self.title_field}, texts)
        self._judge()

    def say_of_title(self, sentence: str) -> None:
        """Say why the protocol cannot begin under this title."""
        self.title_field.set_error(sentence)
        self.title_field.edit.setFocus()

    def say_of_file(self, sentence: str) -> None:
        """Say why a file cannot be read."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _begin(self) -> None:
        if not text_fault(TITLE, self.title_field.text()):
            self.begun.emit(self.title_field.text())

    def _judge(self) -> None:
        self.title_field.set_error(text_fault(TITLE, self.title_field.text()))

    def _lay_out(self) -> None:
        blank = Card("Feuille blanche")
        line = QHBoxLayout()
        line.setSpacing(Space.SNUG)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.title_field, 1, top)
        beside = QVBoxLayout()
        beside.addSpacing(20)  # under the label of the line
        beside.addWidget(self.begin_button)
        line.addLayout(beside)
        line.setAlignment(beside, top)
        blank.body.addLayout(line)
        shelf = Card("Bibliothèque")
        shelf.add(
            PlainLabel(
                "Des structures à compléter, jamais un avis clinique\u00a0: chaque seuil, "
                "traitement ou délai y est laissé à l’équipe.",
                LabelKind.SECONDARY,
                wrap=True,
            )
        )
        shelf.add(self.library)
        other = Card("Fichier d’une autre équipe")
        row = QHBoxLayout()
        row.addWidget(self.import_button)
        row.addWidget(self.message, 1)
        row.addStretch(0)
        other.body.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        for card in (blank, shelf, other):
            column.addWidget(card)
        column.addLayout(foot)
        column.addStretch(1)
