# SPDX-License-Identifier: EUPL-1.2
"""What the preparation of a meeting shows, as plain data."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId, ProtocolId
from app.domain.meeting import ProtocolAsked, Role
from app.domain.text import NO_BREAK, listing, plural


class Level(StrEnum):
    """How a word is meant; the values are the tones of the theme."""

    NEUTRAL = "neutral"
    OK = "ok"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True)
class Badge:
    """A word about the consent or the topic, and how it is meant."""

    text: str
    level: Level


@dataclass(frozen=True)
class Person:
    """Somebody of the directory as the screen names them; `away`: excused already."""

    id: ProfessionalId
    name: str
    profession: str = ""
    away: bool = False


@dataclass(frozen=True)
class AgendaRowState:
    """One item of the agenda. `planned` is in minutes.

    A point that is no situation has no code; its badge is its topic. `reason` says why it is there.
    """

    item_id: ItemId
    code: str
    title: str
    requester: str
    badge: Badge | None
    planned: int
    reason: str = ""
    guests: tuple[Person, ...] = ()

    @property
    def note(self) -> str:
        """What stands beside the badge."""
        guests = listing([guest.name for guest in self.guests])
        parts = (f"avec {guests}" if guests else "", self.requester, self.reason)
        return " · ".join(part for part in parts if part)

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        badge = self.badge.text if self.badge else ""
        parts = (self.code, self.title, self.note, badge, f"{self.planned} minutes")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class CandidateState:
    """What may come, why, and what keeps it away if anything does.

    A point of an earlier meeting has no situation: `item_id` names it there. Nor has a protocol,
    of which something is `asked`.
    """

    case_id: CaseId | None
    code: str
    title: str
    reason: str
    badge: Badge
    obstacle: str = ""
    item_id: ItemId | None = None
    requester: str = ""
    protocol_id: ProtocolId | None = None
    asked: ProtocolAsked = ProtocolAsked.NOTHING

    @property
    def key(self) -> str:
        """What names it on the screen."""
        return self.case_id or self.item_id or self.protocol_id or ""


@dataclass(frozen=True)
class RoleState:
    """A role and who holds it."""

    role: Role
    holders: tuple[Person, ...]


@dataclass(frozen=True)
class PrepareState:
    """The whole screen. `planned` and `room` are in minutes; `waiting` counts every candidate.

    `differs` says what is unusual about the day, and which days before it have no meeting.
    """

    meeting_id: MeetingId
    heading: str
    place: str
    running: bool
    rows: tuple[AgendaRowState, ...]
    planned: int
    room: int
    candidates: tuple[CandidateState, ...]
    waiting: int
    roles: tuple[RoleState, ...]
    invited: tuple[Person, ...]
    differs: tuple[str, ...] = ()

    @property
    def people_words(self) -> str:
        """How many are invited, and how many of them are excused already."""
        words = f"Personnes invitées{NO_BREAK}: {len(self.invited)}"
        away = sum(person.away for person in self.invited)
        return f"{words}, dont {plural(away, 'excusée')}" if away else words

    @property
    def too_long(self) -> bool:
        """The items do not fit in the slot."""
        return self.planned > self.room

    @property
    def sum_words(self) -> str:
        """The sum in words: what is planned, what there is, and what is too much."""
        words = f"{self.planned}{NO_BREAK}min sur {self.room}"
        if not self.too_long:
            return words
        return f"{words}{NO_BREAK}: {self.planned - self.room}{NO_BREAK}min de trop"
