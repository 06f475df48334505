# SPDX-License-Identifier: EUPL-1.2
"""What asks for something within a card: set apart, Ctrl+Enter says yes and Escape leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets import Button, ButtonKind, bind_key


class AskFrame(QFrame):
    """`confirmed` when it shall be done as it stands; `left` when nobody wants it."""

    confirmed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.confirm = Button("", small=True, key="Ctrl Entrée")
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET, key="Échap")
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.left)
        bind_key(self, "Ctrl+Return", self._on_key)

    def hold(self, *widgets: QWidget, beside: tuple[Button, ...] = ()) -> None:
        """Put what is asked above its buttons; `beside` stand between yes and no."""
        buttons = QHBoxLayout()
        for button in (self.confirm, *beside, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        for widget in widgets:
            column.addWidget(widget)
        column.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_key(self) -> None:
        if self.confirm.isEnabled() and not self.confirm.isHidden():
            self.confirmed.emit()
