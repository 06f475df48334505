# SPDX-License-Identifier: EUPL-1.2
"""What a write touched: the shell broadcasts it, and each screen reloads only what it shows."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of record that a change, a log entry or a journal entry speaks of."""

    PRACTICE = "practice"
    PROFESSIONAL = "professional"
    CASE = "case"
    IDENTITY = "identity"
    CONSENT = "consent"
    FEEDBACK = "feedback"
    MEETING = "meeting"
    ITEM = "item"
    DECISION = "decision"
    ACTION = "action"
    CARE_PLAN = "care_plan"
    PLAN_LINE = "plan_line"
    MINUTES = "minutes"
    VAULT = "vault"


@dataclass(frozen=True)
class Changes:
    """The records that one service call created, changed or removed."""

    touched: frozenset[tuple[Kind, str]] = field(default_factory=frozenset)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched)

    def __bool__(self) -> bool:
        return bool(self.touched)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds touched, for a screen that shows lists."""
        return frozenset(kind for kind, _ in self.touched)

    def of(self, kind: Kind) -> frozenset[str]:
        """The ids of one kind that were touched."""
        return frozenset(id_ for touched_kind, id_ in self.touched if touched_kind is kind)
