# SPDX-License-Identifier: EUPL-1.2
"""A question in one line: its words, where it is answered, « Entrée · Échap », what is refused."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets import LabelKind, LineEdit, PlainLabel, QuietLine, show_if


class AskLine(QWidget):
    """Hidden until it is asked; `edit` is where one answers."""

    def __init__(self, words: str, edit: LineEdit, *, read: bool = True) -> None:
        """`read`: what is typed is judged as words, with its quiet line under it."""
        super().__init__()
        self.edit = edit
        edit.setAccessibleName(words)
        self.error = PlainLabel("", LabelKind.LATE, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(PlainLabel(f"{words}\u00a0:"))
        row.addWidget(edit, 2)
        row.addWidget(PlainLabel("Entrée · Échap", LabelKind.SECONDARY))
        row.addStretch(0 if read else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        if read:
            column.addWidget(QuietLine(edit))
        column.addWidget(self.error)
        self.error.hide()
        self.hide()

    def ask(self) -> None:
        """Show the question and go there."""
        self.refuse("")
        show_if(self, wanted=True)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> bool:
        """Take it away; False where it was not there."""
        shown = not self.isHidden()
        self.hide()
        self.refuse("")
        self.edit.clear()
        return shown

    def refuse(self, sentence: str) -> None:
        """Say why the answer was not kept."""
        self.error.setText(sentence)
        show_if(self.error, sentence)
