# SPDX-License-Identifier: EUPL-1.2
"""Where the plan stands: its number and version, its status, and the person's own first problem."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import PlanStatus
from app.domain.text import typeset
from ui.screens.case.plan_state import PlanState
from ui.theme import IconName, Space
from ui.widgets import Button, Glyph, LabelKind, PlainLabel, SegmentedField, show_if


class PlanStanding(QWidget):
    """`chosen` with another status; `first_asked` to make the person's own problem line 1."""

    chosen = Signal(str)
    first_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.remark = PlainLabel("", LabelKind.WARN, wrap=True)
        self.choice = SegmentedField(
            "Statut du plan", [(each.value, each.label) for each in PlanStatus]
        )
        self.choice.label.hide()  # three words that say it themselves
        self.priority = PlainLabel("", wrap=True)
        self.make_first = Button("En faire la ligne 1", small=True, key="Alt L")
        self._own = QWidget()
        self._lay_out()
        self.choice.chosen.connect(self.chosen)
        self.make_first.clicked.connect(self.first_asked)

    def show_state(self, state: PlanState) -> None:
        """Show where a plan stands."""
        self.number.setText(state.standing)
        self.remark.setText(state.remark)
        show_if(self.remark, state.remark)
        self.choice.set_value(state.status.value)
        show_if(self._own, state.priority)
        self.priority.setText(f"N° 1 de la personne\u00a0: {typeset(state.priority)}")
        show_if(self.make_first, state.priority_missing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.GROUP)
        head.addWidget(self.number, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.choice)
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(Space.RELATED)
        own.addWidget(Glyph(IconName.PERSON, "accent"))
        own.addWidget(self.priority, 1)
        own.addWidget(self.make_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        column.addLayout(head)
        column.addWidget(self.remark)
        column.addWidget(self._own)
        for part in (self.remark, self._own, self.make_first):
            part.hide()
