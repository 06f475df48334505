# SPDX-License-Identifier: EUPL-1.2
"""The steps of a protocol, chosen one by one before they are proposed to the plan."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.domain.care_plan import LineState
from app.domain.text import one_line, plural, typeset
from app.services.protocol_lines import StepLine
from ui.screens.case.ask_frame import AskFrame
from ui.screens.case.ticks import Tick, TickList
from ui.widgets import LabelKind, PlainLabel

_KNOWN = {
    LineState.PROPOSED: "déjà proposée au plan",
    LineState.ACCEPTED: "déjà au plan",
    LineState.REFUSED: "proposée et refusée",
}


class StepsForm(AskFrame):
    """`confirmed` when the ticked steps shall be proposed; `left` when nobody wants them now."""

    def __init__(self) -> None:
        super().__init__()
        self.protocol_id = ""
        self.heading = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.remark = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.ticks = TickList()
        self.hold(self.heading, self.remark, self.ticks)
        self.ticks.changed.connect(self._count)

    def begin(self, protocol_id: str, title: str, steps: Sequence[StepLine]) -> None:
        """Show the steps, each ticked that the plan has not."""
        self.protocol_id = protocol_id
        heading = f"Les étapes de «\u202f{title}\u202f» dans le plan"
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        free = any(each.state is None for each in steps)
        self.remark.setText(
            "Chacune sera proposée au plan\u00a0: rien n’y entre sans vous."
            if free
            else "Le plan les connaît toutes."
            if steps
            else "La version en vigueur n’a pas d’étape."
        )
        self.cancel.set_caption("Plus tard" if free else "Fermer")
        self.ticks.set_ticks((("", [_tick(each) for each in steps]),))
        self._count()
        self.show()
        first = self.ticks.rows[0].box if self.ticks.rows else self.cancel
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _count(self) -> None:
        count = len(self.ticks.ticked())
        self.confirm.set_caption(f"Proposer {plural(count, 'ligne')} au plan")
        self.confirm.setVisible(bool(self.ticks.rows))
        self.confirm.setEnabled(count > 0)


def _tick(each: StepLine) -> Tick:
    words = typeset(f"{each.step.moment.label}\u00a0: {one_line(each.line.action)}")
    who = each.who or "qui\u00a0: à dire"
    part = each.line.part.label.lower()
    return Tick(
        key=each.step.id,
        words=words,
        details=f"{typeset(who)} · {part}",
        on=True,
        fixed="" if each.state is None else _KNOWN[each.state],
    )
