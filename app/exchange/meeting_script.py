# SPDX-License-Identifier: EUPL-1.2
"""What a meeting file says, in order: the records that a reader makes and a player plays.

People are names as written; `app.domain.naming` says whom they stand for.
"""

from dataclasses import dataclass, field
from datetime import date, time

from app.domain.case import ComplexityReason, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.directory_preview import DirectoryPreview
from app.domain.field import Field
from app.domain.meeting import Role
from app.domain.practice import Practice


@dataclass(frozen=True)
class ScriptMeeting:
    """The head of the meeting; `on` is None where the file gives no possible date.

    An end at or before the start is on the following day.
    """

    on: date | None
    start: time
    end: time
    roles: dict[Role, tuple[str, ...]] = field(default_factory=dict)
    invited: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScriptConsent:
    """Where the person's consent stood when the meeting was prepared."""

    state: ConsentState
    on: date | None = None
    by: str = ""
    scope: str = ""


@dataclass(frozen=True)
class NoteSaid:
    """A text in one of the three fields."""

    field: Field
    text: str


@dataclass(frozen=True)
class DecisionSaid:
    """A decision."""

    text: str


@dataclass(frozen=True)
class ActionSaid:
    """An action; `who` may be nobody of the directory, or empty; `due` None where none is given."""

    text: str
    who: str = ""
    due: date | None = None


Event = NoteSaid | DecisionSaid | ActionSaid


@dataclass(frozen=True)
class ScriptItem:
    """One situation. `code` is kept as given, empty where the program has to give one.

    `consent` is None where the file's state cannot be understood: the situation must then not be
    presented. `planned` is in minutes.
    """

    code: str
    consent: ScriptConsent | None
    planned: int = 20
    identity: Identity | None = None
    requester: str = ""
    reason: ComplexityReason = ComplexityReason.BLOCKED
    eligibility: Eligibility = field(default_factory=Eligibility)
    question: str = ""
    wishes: str = ""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class MeetingScript:
    """A whole file. `problems` are French sentences about what was refused; the rest is here.

    `professionals` is None where the file names no directory or it cannot be read.
    """

    practice: Practice
    meeting: ScriptMeeting
    items: tuple[ScriptItem, ...]
    professionals: DirectoryPreview | None = None
    problems: tuple[str, ...] = ()
