# SPDX-License-Identifier: EUPL-1.2
"""What the preparation of a meeting shows, as plain data."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import Role
from app.domain.text import NO_BREAK


class Level(StrEnum):
    """How a word is meant; the values are the tones of the theme."""

    OK = "ok"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True)
class Badge:
    """A word about the consent, and how it is meant."""

    text: str
    level: Level


@dataclass(frozen=True)
class AgendaRowState:
    """One item of the agenda; a free point has no code and no badge. `planned` is in minutes."""

    item_id: ItemId
    code: str
    title: str
    requester: str
    badge: Badge | None
    planned: int

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        badge = self.badge.text if self.badge else ""
        parts = (self.code, self.title, self.requester, badge, f"{self.planned} minutes")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class CandidateState:
    """A situation that may come, why, and what keeps it away if anything does."""

    case_id: CaseId
    code: str
    title: str
    reason: str
    badge: Badge
    obstacle: str


@dataclass(frozen=True)
class Person:
    """Somebody of the directory as the screen names them."""

    id: ProfessionalId
    name: str
    profession: str = ""


@dataclass(frozen=True)
class RoleState:
    """A role and who holds it."""

    role: Role
    holders: tuple[Person, ...]


@dataclass(frozen=True)
class PrepareState:
    """The whole screen. `planned` and `room` are in minutes; `waiting` counts every candidate."""

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
