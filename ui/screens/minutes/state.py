# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes in words, as the reading pane shows them."""

from dataclasses import dataclass, field
from datetime import date

from app.domain.ids import MeetingId, MinutesId
from app.domain.text import plural


@dataclass(frozen=True)
class ListedMinutes:
    """One sealed version in the list.

    `number` is the meeting's rank in its year; `replaced_by` the version that took this one's
    place, or 0; `approved` says when the team approved it; `short` that it is a concertation of
    two or three, numbered apart.
    """

    id: MinutesId
    on: date
    version: int
    mark: str
    number: int
    replaced_by: int = 0
    approved: str = ""
    short: bool = False


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
    text: str = ""
    fate: str = ""
    answers: tuple[str, ...] = ()


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
    approved: str
    people: tuple[str, ...]
    items: tuple[ReadItem, ...]


@dataclass(frozen=True)
class MinutesState:
    """The list and what is read."""

    lines: tuple[ListedMinutes, ...] = ()
    reading: Reading | None = field(default=None)

    @property
    def summary(self) -> str:
        """How many were held, the short ones apart: whether they count is for others to say."""
        held = [line for line in self.lines if not line.replaced_by]
        short = sum(line.short for line in held)
        parts = [plural(len(held) - short, "réunion")] if len(held) > short else []
        if short:
            parts.append(f"{plural(short, 'concertation')} à deux ou trois")
        return ", ".join(parts)
