# SPDX-License-Identifier: EUPL-1.2
"""What the calendar shows, as plain data."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from app.domain.directory import Absence
from app.domain.ids import MeetingId


class Act(StrEnum):
    """What may be done with a week; the values are the keys that do it."""

    PREPARE = "P"
    SKIP = "S"
    MOVE = "D"
    KEEP = "M"
    FOLLOW = "R"
    DROP = "Suppr"

    @property
    def label(self) -> str:
        """The words on the button."""
        return _ACTS[self]


_ACTS = {
    Act.PREPARE: "Préparer",
    Act.SKIP: "Sauter",
    Act.MOVE: "Déplacer",
    Act.KEEP: "Maintenir",
    Act.FOLLOW: "Remettre au rythme",
    Act.DROP: "Retirer",
}


@dataclass(frozen=True)
class WeekState:
    """One line: `day` is the one the rhythm gives, or that of a meeting beside it.

    `word` is its chip and `tone` the tone of that chip. `acts` are what may be done with it.
    """

    key: str
    day: date
    held_on: date | None
    short: str
    sentence: str
    word: str
    tone: str
    acts: tuple[Act, ...]
    meeting_id: MeetingId | None = None
    extra: bool = False
    hours: tuple[time, time] = (time(), time())


@dataclass(frozen=True)
class AbsenceState:
    """Somebody who is away, in words."""

    absence: Absence
    name: str
    days: str


@dataclass(frozen=True)
class RhythmState:
    """The whole screen."""

    usual: str
    weeks: tuple[WeekState, ...]
    absences: tuple[AbsenceState, ...]
