# SPDX-License-Identifier: EUPL-1.2
"""What ends the plan: if things worsen, what could not be met, and where the plan stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import PlanStatus
from ui.screens.case.plan_presenter import PlanState
from ui.theme import Space
from ui.widgets import FieldPane, LabelKind, PlainLabel, SegmentedField

_PANE_HEIGHT = 124


class PlanEnding(QWidget):
    """`edited` with every change, `committed` when it should be kept at once."""

    edited = Signal()
    committed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.alert = FieldPane("En cas d’aggravation", placeholder="Signes, qui appeler, quand")
        self.unmet = FieldPane(
            "Objectifs non couverts", placeholder="Ce qu’on voulait et que personne ne peut faire"
        )
        self.choice = SegmentedField("Statut du plan", [(s.value, s.label) for s in PlanStatus])
        self.dated = PlainLabel("", LabelKind.SECONDARY)
        panes = QHBoxLayout()
        panes.setSpacing(Space.GROUP)
        for pane in (self.alert, self.unmet):
            pane.setFixedHeight(_PANE_HEIGHT)
            panes.addWidget(pane, 1)
            pane.text.edited.connect(self.edited)
            pane.text.committed.connect(self.committed)
        foot = QHBoxLayout()
        foot.addWidget(self.choice)
        foot.addStretch(1)
        foot.addWidget(self.dated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addLayout(panes)
        column.addLayout(foot)
        self.choice.chosen.connect(self._on_status)

    def typed(self) -> tuple[str, str, PlanStatus]:
        """What to do if things worsen, what could not be met, and the status."""
        return self.alert.text.text(), self.unmet.text.text(), self.status()

    def status(self) -> PlanStatus:
        """The status chosen."""
        return PlanStatus(self.choice.value())

    def show_state(self, state: PlanState, *, keep_typed: bool) -> None:
        """Show the plan's end; what is being typed is left alone with `keep_typed`."""
        self.dated.setText(state.dated)
        if not keep_typed:
            self.alert.text.set_text(state.alert)
            self.unmet.text.set_text(state.unmet)
            self.choice.set_value(state.status.value)

    def _on_status(self) -> None:
        self.edited.emit()
        self.committed.emit()
