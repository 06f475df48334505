# SPDX-License-Identifier: EUPL-1.2
"""The end of an inclusion: the person left, or completed it; when, and why."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt

from app.domain.inclusion import InclusionState
from ui.screens.case.ask_frame import AskFrame
from ui.screens.case.day_and_why import DayAndWhy
from ui.widgets import LabelKind, PlainLabel

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


class EndForm(AskFrame):
    """`confirmed` when the end shall be noted as it stands; `left` when nobody wants it."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.inclusion_id = ""
        self.state = InclusionState.LEFT
        self.heading = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.when = DayAndWhy("Pourquoi", today)
        self.hold(self.heading, self.when)

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
