# SPDX-License-Identifier: EUPL-1.2
"""The end of an inclusion: the person left, or completed it; when, and why."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.inclusion import InclusionState
from ui.screens.case.day_and_why import DayAndWhy
from ui.theme import Space
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, bind_key

_TITLES = {
    InclusionState.LEFT: "Sortie de",
    InclusionState.COMPLETED: "Fin de",
}
_CONFIRM = {
    InclusionState.LEFT: "Noter la sortie",
    InclusionState.COMPLETED: "Noter comme terminée",
}
_WHY = {
    InclusionState.LEFT: "Pourquoi elle en sort",
    InclusionState.COMPLETED: "Un mot de bilan, facultatif",
}


class EndForm(QFrame):
    """`confirmed` when the end shall be noted as it stands; `left` when nobody wants it."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.inclusion_id = ""
        self.state = InclusionState.LEFT
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.when = DayAndWhy("Pourquoi", today)
        self.confirm = Button("", small=True, key="Ctrl Entrée")
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET, key="Échap")
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.heading)
        column.addWidget(self.when)
        column.addLayout(buttons)
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.left)
        bind_key(self, "Ctrl+Return", self.confirmed.emit)

    def begin(self, inclusion_id: str, title: str, state: InclusionState) -> None:
        """Ask for the end of one inclusion."""
        self.inclusion_id, self.state = inclusion_id, state
        heading = f"{_TITLES[state]} «\u202f{title}\u202f»"
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.when.why.label.setText(_WHY[state])
        self.when.why.edit.setAccessibleName(_WHY[state])
        self.confirm.set_caption(_CONFIRM[state])
        self.when.begin()
        self.show()
        self.when.why.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def begun(self) -> dict[str, str]:
        """What stands there now."""
        return {"of": self.inclusion_id, "end": self.state.value, **self.when.begun()}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, in the form, which is open."""
        self.when.show_begun(texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
