# SPDX-License-Identifier: EUPL-1.2
"""An action: one text, one named person, one due date, one state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import ActionId, CaseId, ItemId, ProfessionalId


class ActionState(StrEnum):
    """Whether it was carried out; the next meeting asks."""

    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not_done"
    POSTPONED = "postponed"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self in (ActionState.OPEN, ActionState.POSTPONED)


_LABELS = {
    ActionState.OPEN: "à faire",
    ActionState.DONE: "exécutée",
    ActionState.NOT_DONE: "non exécutée",
    ActionState.POSTPONED: "reportée",
}


@dataclass(frozen=True)
class Action:
    """What somebody does after the meeting.

    The responsible person is one of the directory (`who_id`) or an outside person known by name
    only (`who_name`). `due` is None only for an action that came from a file without a valid date.
    `note` says why it was not carried out or was postponed.
    """

    id: ActionId
    item_id: ItemId
    position: int
    text: str
    case_id: CaseId | None = None
    who_id: ProfessionalId | None = None
    who_name: str = ""
    due: date | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""

    def overdue(self, today: date) -> bool:
        """Open although its date has passed."""
        return self.state.is_open and self.due is not None and self.due < today
