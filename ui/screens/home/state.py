# SPDX-License-Identifier: EUPL-1.2
"""What the home screen says, in words; the view only sets it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.ids import MeetingId


class Level(StrEnum):
    """How a mark is meant; the values are the tones of the theme."""

    PLAIN = "neutral"
    OK = "ok"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True)
class MarkWords:
    """A chip: its word and how it is meant."""

    text: str
    level: Level


@dataclass(frozen=True)
class AgendaRow:
    """One item of the next agenda; `case_id` is empty for a point, maybe about a protocol."""

    case_id: str
    code: str
    text: str
    consent: MarkWords | None
    protocol_id: str = ""

    @property
    def opens(self) -> tuple[str, str]:
        """The screen that shows more of it, and its record; both empty where there is none."""
        if self.protocol_id:
            return "protocol", self.protocol_id
        return ("case", self.case_id) if self.case_id else ("", "")


@dataclass(frozen=True)
class NextMeeting:
    """The meeting that is running or prepared; `crowded` says that the agenda is too long."""

    id: MeetingId
    label: str
    when: str
    facts: str
    crowded: str
    agenda: tuple[AgendaRow, ...]
    start: str
    running: bool


@dataclass(frozen=True)
class Reminder:
    """A number that opens its list: the screen and its filter."""

    screen: str
    choice: str
    mark: MarkWords
    text: str


@dataclass(frozen=True)
class MinutesRow:
    """One item of the last minutes, and what came out of it."""

    case_id: str
    code: str
    text: str
    yield_: str


@dataclass(frozen=True)
class LastMinutes:
    """The minutes of the last closed meeting."""

    id: str
    meeting_id: MeetingId
    when: str
    facts: str
    rows: tuple[MinutesRow, ...]


@dataclass(frozen=True)
class FirstStep:
    """One of the three steps of a new practice, and the screen that does it."""

    title: str
    text: str
    action: str
    screen: str
    choice: str
    done: bool


@dataclass(frozen=True)
class HomeState:
    """The whole screen. `first_steps` is empty once a meeting exists."""

    today: str
    meeting: NextMeeting | None
    suggestion: str
    reminders: tuple[Reminder, ...]
    minutes: LastMinutes | None
    first_steps: tuple[FirstStep, ...]
