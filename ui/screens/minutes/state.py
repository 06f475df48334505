# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes in words, as the reading pane shows them."""

from dataclasses import dataclass, field
from datetime import date

from app.domain.ids import MeetingId, MinutesId


@dataclass(frozen=True)
class ListedMinutes:
    """One sealed version in the list.

    `number` is the meeting's rank in its year; `replaced_by` the version that took this one's
    place, or 0.
    """

    id: MinutesId
    on: date
    version: int
    mark: str
    number: int
    replaced_by: int = 0


@dataclass(frozen=True)
class ReadAction:
    """What, who, and for when."""

    text: str
    who: str
    due: str


@dataclass(frozen=True)
class ReadItem:
    """One item. `closed` is the sentence shown in place of its content.

    `may_open` says that a reason opens it; `opened` that one did, for the screen alone. `notes`
    are (field, label, text), the field being the name of its colour.
    """

    position: int
    case_id: str
    heading: str
    title: str = ""
    facts: str = ""
    question: str = ""
    wishes: str = ""
    notes: tuple[tuple[str, str, str], ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[ReadAction, ...] = ()
    outcome: str = ""
    closed: str = ""
    may_open: bool = False
    opened: bool = False


@dataclass(frozen=True)
class Reading:
    """One sealed version, opened."""

    id: MinutesId
    meeting_id: MeetingId
    title: str
    facts: str
    sealed: str
    reason: str
    replaced_by: int
    people: tuple[str, ...]
    items: tuple[ReadItem, ...]


@dataclass(frozen=True)
class MinutesState:
    """The list and what is read."""

    lines: tuple[ListedMinutes, ...] = ()
    reading: Reading | None = field(default=None)

    @property
    def summary(self) -> str:
        """How many there are."""
        count = len(self.lines)
        if not count:
            return ""
        return f"{count} versions scellées" if count > 1 else "1 version scellée"
