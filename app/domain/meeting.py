# SPDX-License-Identifier: EUPL-1.2
"""A dated meeting: its agenda, who was there, and what is being written about each item."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.field import NOTE_FIELDS, Field
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId, ProfessionalId, ProtocolId
from app.domain.practice import minutes_between


class MeetingState(StrEnum):
    """A meeting is prepared, held, then closed; closed minutes change only by a new version."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"


class MeetingForm(StrEnum):
    """A meeting of the rhythm, one beside it, or a concertation of two or three professionals.

    Most concertations of primary care are between two (domain brief §1); whether they count for the
    ACI is for the local CPAM to say, so they are counted apart.
    """

    WEEKLY = "weekly"
    EXTRA = "extra"
    SHORT = "short"

    @property
    def label(self) -> str:
        """What it is called on the screen and on paper."""
        return "Concertation" if self is MeetingForm.SHORT else "Réunion"


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
    """One person of one meeting; arrival and departure are local, None where nobody noted them."""

    professional_id: ProfessionalId
    state: AttendanceState = AttendanceState.INVITED
    arrived: time | None = None
    departed: time | None = None


class ItemKind(StrEnum):
    """What an agenda item is about."""

    CASE = "case"
    FREE = "free"


class Topic(StrEnum):
    """What an item is about that is no situation."""

    OTHER = "other"
    PROTOCOL = "protocol"
    TEAM = "team"
    APPROVAL = "approval"

    @property
    def label(self) -> str:
        """The word on the screen and on paper."""
        return _TOPICS[self]


_TOPICS = {
    Topic.OTHER: "Point libre",
    Topic.PROTOCOL: "Protocole",
    Topic.TEAM: "Vie d’équipe",
    Topic.APPROVAL: "Approbation du compte rendu",
}


class ProtocolAsked(StrEnum):
    """What the team is asked about the protocol of an item; nothing where it is only spoken of."""

    NOTHING = ""
    VALIDATE = "validate"
    REVISE = "revise"

    @property
    def label(self) -> str:
        """The words before the title of the protocol."""
        return _ASKED[self]


_ASKED = {
    ProtocolAsked.NOTHING: "Protocole",
    ProtocolAsked.VALIDATE: "Protocole à valider",
    ProtocolAsked.REVISE: "Protocole à réviser",
}


class ItemState(StrEnum):
    """Where an agenda item stands, shown in the rail by a mark and a word."""

    TO_COME = "to_come"
    CURRENT = "current"
    SEEN = "seen"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word on the screen, of a situation."""
        return _ITEM_STATES[self]

    @property
    def of_point(self) -> str:
        """The same of any other point: French gives it another gender."""
        return _POINT_STATES.get(self, self.label)


_ITEM_STATES = {
    ItemState.TO_COME: "à venir",
    ItemState.CURRENT: "en cours",
    ItemState.SEEN: "vue",
    ItemState.POSTPONED: "reportée",
    ItemState.WITHDRAWN: "accord retiré",
}
_POINT_STATES = {ItemState.SEEN: "vu", ItemState.POSTPONED: "reporté"}


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
class Fate:
    """What becomes of an item after the meeting; `returns` is None while nobody has said."""

    returns: bool | None = None
    on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class AgendaItem:
    """One item of an agenda: a situation, or a point on some topic whose notes are one `text`.

    `question` and `wishes` are copied from the situation when the item is made and may be
    rewritten during the meeting. `planned` is in minutes, `spent` in seconds. `minutes_id` names
    what an item of the topic `APPROVAL` approves, `protocol_id` what one of the topic `PROTOCOL`
    is about.
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
    topic: Topic = Topic.OTHER
    text: str = ""
    minutes_id: MinutesId | None = None
    fate: Fate = Fate()
    protocol_id: ProtocolId | None = None
    asked: ProtocolAsked = ProtocolAsked.NOTHING


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
    form: MeetingForm = MeetingForm.WEEKLY
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
