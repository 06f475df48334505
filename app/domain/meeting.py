# SPDX-License-Identifier: EUPL-1.2
"""A dated meeting: its agenda, who was there, and what is being written about each item."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.field import NOTE_FIELDS, Field
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.practice import minutes_between


class MeetingState(StrEnum):
    """A meeting is prepared, held, then closed; closed minutes change only by a new version."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"


class Role(StrEnum):
    """A role in the meeting; several people may hold one, and one person several."""

    CHAIR = "chair"
    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"
    REFERENT = "referent"

    @property
    def label(self) -> str:
        """The word on the screen and on paper."""
        return _ROLES[self]


_ROLES = {
    Role.CHAIR: "Animateur",
    Role.SCRIBE: "Rédacteur",
    Role.TIMEKEEPER: "Maître du temps",
    Role.REFERENT: "Référent",
}


class AttendanceState(StrEnum):
    """Where an invited person is."""

    INVITED = "invited"
    PRESENT = "present"
    REMOTE = "remote"
    GUEST = "guest"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The word on the screen and on paper."""
        return _ATTENDANCE[self]

    @property
    def attends(self) -> bool:
        """In the room or on the line."""
        return self in (AttendanceState.PRESENT, AttendanceState.REMOTE, AttendanceState.GUEST)


_ATTENDANCE = {
    AttendanceState.INVITED: "attendu·e",
    AttendanceState.PRESENT: "présent·e",
    AttendanceState.REMOTE: "en visio",
    AttendanceState.GUEST: "invité·e",
    AttendanceState.EXCUSED: "excusé·e",
    AttendanceState.ABSENT: "absent·e",
}


@dataclass(frozen=True)
class Attendance:
    """One person of one meeting."""

    professional_id: ProfessionalId
    state: AttendanceState = AttendanceState.INVITED


class ItemKind(StrEnum):
    """What an agenda item is about."""

    CASE = "case"
    FREE = "free"


class ItemState(StrEnum):
    """Where an agenda item stands, shown in the rail by a mark and a word."""

    TO_COME = "to_come"
    CURRENT = "current"
    SEEN = "seen"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _ITEM_STATES[self]


_ITEM_STATES = {
    ItemState.TO_COME: "à venir",
    ItemState.CURRENT: "en cours",
    ItemState.SEEN: "vue",
    ItemState.POSTPONED: "reportée",
    ItemState.WITHDRAWN: "accord retiré",
}


@dataclass(frozen=True)
class Notes:
    """What was said in the three fields."""

    organic: str = ""
    psychic: str = ""
    social: str = ""

    def of(self, field_: Field) -> str:
        """The text of one of the three fields."""
        return {
            Field.ORGANIC: self.organic,
            Field.PSYCHIC: self.psychic,
            Field.SOCIAL: self.social,
        }[field_]

    def with_text(self, field_: Field, text: str) -> "Notes":
        """The same notes with one field rewritten."""
        return replace(self, **{field_.value: text})

    def __bool__(self) -> bool:
        return any(self.of(field_).strip() for field_ in NOTE_FIELDS)


@dataclass(frozen=True)
class AgendaItem:
    """One item of an agenda: a situation or a free point.

    `question` and `wishes` are copied from the situation when the item is made and may be
    rewritten during the meeting. `planned` is in minutes, `spent` in seconds.
    """

    id: ItemId
    meeting_id: MeetingId
    position: int
    kind: ItemKind = ItemKind.CASE
    case_id: CaseId | None = None
    title: str = ""
    planned: int = 20
    spent: int = 0
    state: ItemState = ItemState.TO_COME
    question: str = ""
    wishes: str = ""
    notes: Notes = Notes()
    outcome: str = ""


@dataclass(frozen=True)
class Meeting:
    """One dated occurrence; times are local, `started_at` and `closed_at` are UTC.

    `current_item` is where the scribe was: a meeting that is reopened resumes there. `amendment` is
    the reason of the version being written, empty for the first one.
    """

    id: MeetingId
    on: date
    start: time
    end: time
    place: str = ""
    state: MeetingState = MeetingState.PREPARED
    started_at: datetime | None = None
    closed_at: datetime | None = None
    current_item: ItemId | None = None
    amendment: str = ""
    roles: dict[Role, tuple[ProfessionalId, ...]] = field(default_factory=dict)
    attendance: tuple[Attendance, ...] = ()

    @property
    def minutes(self) -> int:
        """The planned length, in minutes."""
        return minutes_between(self.start, self.end)

    def state_of(self, person: ProfessionalId) -> AttendanceState | None:
        """Where one person is, None when they were not invited."""
        states = {line.professional_id: line.state for line in self.attendance}
        return states.get(person)

    def in_state(self, *states: AttendanceState) -> tuple[ProfessionalId, ...]:
        """The people in one of the states, in the order of the invitation."""
        return tuple(line.professional_id for line in self.attendance if line.state in states)

    @property
    def attending(self) -> tuple[ProfessionalId, ...]:
        """The people who take part."""
        return tuple(line.professional_id for line in self.attendance if line.state.attends)
