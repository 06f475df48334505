# SPDX-License-Identifier: EUPL-1.2
"""What meeting mode shows, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from app.domain.dates import clock, numeric_date
from app.domain.field import Field
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import AttendanceState, ItemState
from app.domain.text import NO_BREAK, plural
from app.services.closing import ClosingLine
from app.services.meetings import LiveItem

NEAR = 0.8
"""The share of the planned time from which the timer turns amber."""


@dataclass(frozen=True)
class RailLine:
    """One item of the agenda at the left; `spent` is in seconds, `planned` in minutes."""

    item_id: ItemId
    title: str
    detail: str
    state: ItemState
    spent: int
    planned: int
    current: bool
    of_case: bool

    @property
    def said(self) -> str:
        """Where it stands, in a word."""
        return self.state.label if self.of_case else self.state.of_point

    @property
    def minutes(self) -> str:
        """Minutes used and planned, `8/20`; only those planned before the item begins."""
        used = self.spent // 60
        begun = self.state is not ItemState.TO_COME and (used or self.current)
        return f"{used}/{self.planned}" if begun else str(self.planned)

    @property
    def spoken(self) -> str:
        """The line as a sentence: the mark in words, not only as a sign."""
        parts = (self.title, self.detail, self.said, f"{self.minutes} minutes")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class ReserveLine:
    """A situation that could still be taken."""

    case_id: CaseId
    code: str
    title: str


@dataclass(frozen=True)
class Headcount:
    """How many of the invited people are there."""

    present: int
    total: int
    excused: int


@dataclass(frozen=True)
class MeetingModeState:
    """The whole screen but the texts being typed and the timer."""

    meeting_id: MeetingId
    heading: str
    rail: tuple[RailLine, ...]
    reserve: tuple[ReserveLine, ...]
    headcount: Headcount
    item: LiveItem | None


class TimerLevel(StrEnum):
    """How pressing the timer is."""

    QUIET = "quiet"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True)
class Timing:
    """The timer of the current item, in seconds, and the predicted end of the meeting.

    `late_by` is how many minutes after its planned end the meeting would finish, 0 when in time.
    """

    spent: int
    planned: int
    ends_at: str
    late_by: int = 0

    @property
    def level(self) -> TimerLevel:
        """Quiet, near the end, or over."""
        if self.spent > self.planned:
            return TimerLevel.OVER
        return TimerLevel.NEAR if self.spent >= NEAR * self.planned else TimerLevel.QUIET

    @property
    def share(self) -> float:
        """What is used of the planned time."""
        return self.spent / self.planned if self.planned else 1.0

    @property
    def words(self) -> str:
        """What the colour says, in words; empty while there is time."""
        if self.level is TimerLevel.OVER:
            return f"dépassé de {minutes_seconds(self.spent - self.planned)}"
        if self.level is TimerLevel.NEAR:
            return f"reste {minutes_seconds(self.planned - self.spent)}"
        return ""


def minutes_seconds(seconds: int) -> str:
    """Return ``"08:12"``; more than an hour counts on in minutes."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


@dataclass(frozen=True)
class PersonChoice:
    """Somebody who may be given an action: of the directory, or outside it (`who_id` is None)."""

    who_id: ProfessionalId | None
    name: str
    detail: str = ""


@dataclass(frozen=True)
class DockDraft:
    """A decision and an action begun and not added yet, kept while another item is shown."""

    decision: str = ""
    action: str = ""
    who: PersonChoice | None = None
    letters: str = ""
    due: date | None = None
    wrong_due: str = ""
    """What was typed for the date and is none."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What would be lost if nobody spoke of it."""
        who = self.who.name if self.who else self.letters
        due = self.wrong_due or (numeric_date(self.due) if self.due else "")
        action = self.action if self.action.strip() else " ".join(filter(None, (who, due)))
        return tuple(text for text in (self.decision, action) if text.strip())


class Passage(StrEnum):
    """Coming in, or leaving before the end."""

    ARRIVED = "arrived"
    DEPARTED = "departed"


@dataclass(frozen=True)
class AttendanceLine:
    """One invited person and where they are; the times are local, None where nobody noted them."""

    person: ProfessionalId
    name: str
    profession: str
    state: AttendanceState
    field: Field = Field.OTHER
    arrived: time | None = None
    departed: time | None = None

    @property
    def detail(self) -> str:
        """The profession, and when they came and left."""
        came = f"arrivée {clock(self.arrived)}" if self.arrived else ""
        left = f"départ {clock(self.departed)}" if self.departed else ""
        return " · ".join(part for part in (self.profession, came, left) if part)


def by_field(lines: Sequence[AttendanceLine]) -> str:
    """Return ``"7 présents sur 10 : 3 organique, 2 psychique, 2 social"``."""
    here = [line for line in lines if line.state.attends]
    counts = [(field, sum(line.field is field for line in here)) for field in Field]
    parts = ", ".join(f"{count} {field.label.lower()}" for field, count in counts if count)
    total = f"{plural(len(here), 'présent')} sur {len(lines)}"
    return f"{total}{NO_BREAK}: {parts}" if parts else total


@dataclass(frozen=True)
class Closing:
    """What is said before the minutes are sealed: the items' fates, and what needs an eye."""

    lines: tuple[ClosingLine, ...]
    warnings: tuple[str, ...]
