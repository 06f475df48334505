# SPDX-License-Identifier: EUPL-1.2
"""A step of another protocol, to tick."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.domain.protocol import ProtocolStep
from app.domain.text import ellipsis, one_line, typeset
from ui.screens.protocol.step_row import UNSAID
from ui.theme import Space
from ui.widgets import LabelKind, PlainLabel

_MOST = 160
"""Characters of what a step says in the list."""


class StepTick(QWidget):
    """One step to tick, said in full where there is room for it."""

    toggled = Signal()

    def __init__(self, step: ProtocolStep) -> None:
        super().__init__()
        self.step = step
        who, what = one_line(step.who) or UNSAID, one_line(step.what) or UNSAID
        said = typeset(f"{who} : {ellipsis(what, _MOST)}")
        self.tick = QCheckBox()
        self.tick.setAccessibleName(f"{step.moment.label}, {said}")
        self.tick.toggled.connect(self.toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        moment = PlainLabel(step.moment.label, LabelKind.SECONDARY)
        moment.setFixedWidth(80)
        row.addWidget(moment, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(said, wrap=True), 1)
