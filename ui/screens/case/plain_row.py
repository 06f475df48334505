# SPDX-License-Identifier: EUPL-1.2
"""Under a line of the plan: its words for the person, and what of them is words of the trade."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import PlanLine
from app.domain.lengths import length_fault
from app.domain.plain_words import Jargon
from app.domain.text import typeset
from ui.half_typed import TypedField, typed_in
from ui.theme import Space
from ui.widgets import Field, LabelKind, PlainLabel, TextPane, show_if

_CELL_HEIGHT = 72
_MOST_REMARKS = 3


class CellText(TextPane):
    """A cell of several lines: Enter ends the line of the plan, Maj+Entrée begins a new one."""

    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.ended.emit()
        else:
            super().keyPressEvent(event)


def cell_text(text: str, height: int = _CELL_HEIGHT) -> CellText:
    """A cell that shows a text; Ctrl+Z in it is the page's."""
    pane = CellText("", own_undo=False)
    pane.set_text(text)
    pane.setFixedHeight(height)
    return pane


class PlainWordsRow(QWidget):
    """« Pour la personne, en mots simples » and whether the line is therapeutic education."""

    def __init__(self, line: PlanLine, jargon: Callable[[str], tuple[Jargon, ...]]) -> None:
        super().__init__()
        self._jargon = jargon
        self.objective = cell_text(line.plain_objective, 50)
        self.action = cell_text(line.plain_action, 50)
        self.education = QCheckBox("Éducation thérapeutique (ETP)")
        self.education.setChecked(line.education)
        self.message = PlainLabel("", LabelKind.WARN, wrap=True)
        self.message.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.GROUP)
        said = "Pour la personne, en mots simples\u00a0: "
        self._objective = Field(f"{said}l’objectif", self.objective)
        self._action = Field(f"{said}l’action", self.action)
        for field in (self._objective, self._action):
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self.education)

    @property
    def fields(self) -> dict[str, TypedField]:
        """The texts by the names that they have in a line."""
        return {"plain_objective": self.objective, "plain_action": self.action}

    def begun(self) -> dict[str, str]:
        """Texts that are too long to be kept."""
        texts = typed_in(self.fields)
        return {name: text for name, text in texts.items() if length_fault(name, text)}

    def judge(self, line: PlanLine) -> None:
        """Say which words of what the person will read are words of the trade."""
        printed = (line.plain_objective or line.objective, line.plain_action or line.action)
        found = [remark.sentence for text in printed for remark in self._jargon(text)]
        told = list(dict.fromkeys(found))[:_MOST_REMARKS]
        self._objective.set_error(length_fault("plain_objective", line.plain_objective))
        self._action.set_error(length_fault("plain_action", line.plain_action))
        self.message.setText(
            typeset(f"Sur la version patient, {' ; '.join(told)}.") if told else ""
        )
        show_if(self.message, bool(told))
