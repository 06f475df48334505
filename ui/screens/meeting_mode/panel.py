# SPDX-License-Identifier: EUPL-1.2
"""A panel takes the place of the fields; never a dialog. The list of keys is one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.keymap import INLINE_KEYS, Keymap
from ui.screens.meeting_mode.scrolling import scrolling
from ui.theme import Space
from ui.widgets import Button, ButtonKind, KeyCap, LabelKind, PlainLabel, shown_keys


class Panel(QFrame):
    """A title with its buttons, a body that scrolls; Escape closes it (the screen sees to it)."""

    closed = Signal()

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setAccessibleName(title)
        self.title = PlainLabel(title, LabelKind.PAGE_TITLE)
        self.subtitle = PlainLabel(subtitle, LabelKind.MUTED, wrap=True)
        self.close_button = Button("Revenir", kind=ButtonKind.QUIET, key="Échap")
        self.close_button.clicked.connect(self.closed)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.RELATED)
        self.buttons.addWidget(self.close_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.buttons)
        self.error = PlainLabel(kind=LabelKind.LATE_STRONG, wrap=True)
        self.error.hide()
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, Space.RELATED, 0)
        self.body.setSpacing(Space.RELATED)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.PAGE, 24, Space.PAGE, Space.GROUP)
        column.setSpacing(Space.GROUP)
        column.addLayout(head)
        column.addWidget(self.error)
        column.addWidget(scrolling(content), 1)

    def say(self, sentence: str) -> None:
        """Say why something was refused; an empty sentence takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


class KeysPanel(Panel):
    """F1: the keys that work, from the table that binds them."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__("Touches du mode réunion")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.GROUP)
        grid.setVerticalSpacing(Space.RELATED)
        lines = [(shown_keys(line.keys[0]), line.says) for line in keymap.bindings]
        half = (len(lines) + len(INLINE_KEYS) + 1) // 2
        for index, (key, says) in enumerate([*lines, *INLINE_KEYS]):
            column, row = divmod(index, half)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(KeyCap(key), row, column * 3, right)
            grid.addWidget(PlainLabel(says, wrap=True), row, column * 3 + 1)
        grid.setColumnMinimumWidth(2, Space.PAGE)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
