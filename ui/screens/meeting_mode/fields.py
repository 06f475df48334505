# SPDX-License-Identifier: EUPL-1.2
"""The centre: demand and wish on one line each, then the three fields side by side."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.meetings import ItemText
from ui.screens.meeting_mode.keymap import Command, Keymap
from ui.theme import IconName, Space, Tone
from ui.widgets import BoxedLine, FieldPane, set_plain_tooltip, shown_keys

PANES = (
    (ItemText.ORGANIC, "Organique", Tone.ORGANIC, IconName.ORGANIC, Command.ORGANIC),
    (ItemText.PSYCHIC, "Psychique", Tone.PSYCHIC, IconName.PSYCHIC, Command.PSYCHIC),
    (ItemText.SOCIAL, "Social", Tone.SOCIAL, IconName.SOCIAL, Command.SOCIAL),
)
LINES = (
    (ItemText.QUESTION, "Demande", "Qu’attend-on de l’équipe ?"),
    (ItemText.WISHES, "Ce que la personne souhaite", "Avec ses mots, si possible"),
)


class FieldsArea(QWidget):
    """`typed` at each key, `left` when the focus leaves a text that was changed."""

    typed = Signal(ItemText, str)
    left = Signal(ItemText)

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {
            name: BoxedLine(label, placeholder=placeholder) for name, label, placeholder in LINES
        }
        self.panes = {
            name: FieldPane(title, tone=tone, icon=icon, key=shown_keys(keymap.shown(command)))
            for name, title, tone, icon, command in PANES
        }
        for name, line in self.lines.items():
            # The signal carries the text verbatim; the widget's own text() is for one-line values.
            line.edit.textEdited.connect(lambda text, name=name: self.typed.emit(name, text))
            line.edit.editingFinished.connect(lambda name=name: self.left.emit(name))
        for name, pane in self.panes.items():
            pane.setMinimumHeight(76)
            pane.text.edited.connect(lambda text, name=name: self.typed.emit(name, text))
            pane.text.committed.connect(lambda _text, name=name: self.left.emit(name))
        top = QHBoxLayout()
        top.setSpacing(Space.SNUG)
        for line in self.lines.values():
            top.addWidget(line)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(Space.SNUG)
        for pane in self.panes.values():
            self._beside.addWidget(pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(top)
        column.addLayout(self._beside, 1)

    def set_stacked(self, *, stacked: bool) -> None:
        """Put the three fields under one another, for a narrow window."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(down if stacked else right)

    def show_text(self, name: ItemText, text: str) -> None:
        """Show a text of another item; nothing is said to be typed."""
        if name in self.panes:
            self.panes[name].text.set_text(text)
            return
        edit = self.lines[name].edit
        if QLineEdit.text(edit) != text:
            edit.setText(text)
            edit.setCursorPosition(0)
        set_plain_tooltip(edit, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in self.lines.values():
            if not line.edit.hasFocus():
                line.edit.setCursorPosition(0)

    def commit(self) -> None:
        """Say what was typed in the field that has the focus."""
        for pane in self.panes.values():
            pane.text.commit()
