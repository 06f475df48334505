# SPDX-License-Identifier: EUPL-1.2
"""Putting an item off, in one line above the fields."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.theme import Space
from ui.widgets import LabelKind, LineEdit, PlainLabel, QuietLine


class PostponeLine(QFrame):
    """Asks why the item is put off; `postponed` carries the reason."""

    postponed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self.label = PlainLabel("", LabelKind.STRONG)
        self.edit = LineEdit()
        self.edit.setPlaceholderText("la raison, en un mot")
        self.edit.returnPressed.connect(lambda: self.postponed.emit(self.edit.text()))
        self.error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(self.label)
        row.addWidget(self.edit, 1)
        row.addWidget(PlainLabel("Entrée · Échap", LabelKind.SECONDARY))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.RELATED, Space.SNUG, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        column.addWidget(QuietLine(self.edit))
        column.addWidget(self.error)
        self.setFocusProxy(self.edit)
        self.hide()

    def ask(self, name: str, begun: str = "") -> None:
        """Ask for the reason to put `name` off, from what was begun of it."""
        self.label.setText(f"Reporter {name}, parce que")
        self.edit.setAccessibleName(self.label.text())
        self.edit.setText(begun)
        self.say("")
        self.show()
        self.edit.setFocus()

    def say(self, sentence: str) -> None:
        """Say why it was not put off."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
