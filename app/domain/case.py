# SPDX-License-Identifier: EUPL-1.2
"""A patient's complex situation, known by a code; who the patient is lives in `Identity`."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.ids import CaseId, ProfessionalId

EARLIEST_BIRTH = 1880
"""The first year of birth that a situation holds; an older one is a slip of an older vault."""
ERASED = "Effacée "
"""Begins the code of a situation whose person was erased."""


class ComplexityReason(StrEnum):
    """Why a situation is brought to the team (practice rule, domain brief §0)."""

    BLOCKED = "blocked"
    EXPERTISE = "expertise"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _REASONS[self]


_REASONS = {
    ComplexityReason.BLOCKED: "Blocage dans le parcours",
    ComplexityReason.EXPERTISE: "Besoin d’une autre expertise",
}


class CaseStatus(StrEnum):
    """The life of a situation; more states come with its full life."""

    NEW = "new"
    TO_PRESENT = "to_present"
    FOLLOWED = "followed"
    TO_REVIEW = "to_review"
    CLOSED = "closed"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _STATUSES[self]


_STATUSES = {
    CaseStatus.NEW: "nouvelle",
    CaseStatus.TO_PRESENT: "à présenter",
    CaseStatus.FOLLOWED: "suivie",
    CaseStatus.TO_REVIEW: "à réévaluer",
    CaseStatus.CLOSED: "close",
    CaseStatus.ARCHIVED: "archivée",
}


class Protection(StrEnum):
    """Who else has a say in what is decided for the person (Code civil, art. 425 s. and 371-1)."""

    NONE = "none"
    MINOR = "minor"
    CURATORSHIP = "curatorship"
    GUARDIANSHIP = "guardianship"
    FAMILY = "family"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _PROTECTIONS[self]


_PROTECTIONS = {
    Protection.NONE: "Majeure, sans mesure de protection",
    Protection.MINOR: "Mineure",
    Protection.CURATORSHIP: "Sous curatelle",
    Protection.GUARDIANSHIP: "Sous tutelle",
    Protection.FAMILY: "Habilitation familiale",
}


@dataclass(frozen=True)
class Eligibility:
    """The flags the ACI counts: 75 and over, ALD, treating doctor in the SISA (domain brief §4)."""

    over_75: bool = False
    ald: bool = False
    treating_doctor_in_sisa: bool = False


@dataclass(frozen=True)
class Case:
    """A situation as the team knows it: no identity, no birth date.

    `title` is the short motif shown beside the code. `organic`, `psychic` and `social` are what is
    known before a meeting; what is said in a meeting belongs to its agenda item.
    `review_on` is the date at which the team wants to see the situation again. `priority` is what
    the person calls their first problem: n° 1 of the plan (HAS PPS 2014). `referent_id` or
    `referent_name` is the professional who guarantees the follow-up. `parents_kept_out`: a minor
    asked for secrecy from the parents (art. L1111-5 CSP). `follows` is the episode before this one;
    `merged_into` the file that took this one over; `binned_at` (UTC) is set while it is in the bin.
    """

    id: CaseId
    code: str
    title: str = ""
    requester_id: ProfessionalId | None = None
    requester_name: str = ""
    reason: ComplexityReason = ComplexityReason.BLOCKED
    question: str = ""
    wishes: str = ""
    organic: str = ""
    psychic: str = ""
    social: str = ""
    eligibility: Eligibility = Eligibility()
    status: CaseStatus = CaseStatus.NEW
    review_on: date | None = None
    created_at: datetime | None = None
    referent_id: ProfessionalId | None = None
    referent_name: str = ""
    priority: str = ""
    tried: str = ""
    carer: str = ""
    protection: Protection = Protection.NONE
    parents_kept_out: bool = False
    birth_year: int | None = None
    follows: CaseId | None = None
    merged_into: CaseId | None = None
    binned_at: datetime | None = None

    @property
    def erased(self) -> bool:
        """Its person asked to be erased: nothing of them may be written again."""
        return self.code.startswith(ERASED)


@dataclass(frozen=True)
class Identity:
    """Who the patient is: sealed under its own key, never shown in meeting mode.

    What follows `contact` is the nominative part of the recto of a plan (HAS PPS 2014): `carer`,
    `trusted` (personne de confiance) and `relatives` name people and how to reach them.
    """

    last: str
    first: str = ""
    born: date | None = None
    contact: str = ""
    sex: str = ""
    address: str = ""
    phone: str = ""
    mail: str = ""
    carer: str = ""
    trusted: str = ""
    relatives: str = ""
    pension_fund: str = ""
    insurance: str = ""

    @property
    def full_name(self) -> str:
        """First and last name, for a nominative document."""
        return f"{self.first} {self.last}".strip()


_CODE = re.compile(r"S(\d{2})-(\d{3,})")


def next_code(year: int, existing: tuple[str, ...]) -> str:
    """The next free code of the year, such as `S26-014`; never derived from the identity."""
    prefix = f"{year % 100:02d}"
    numbers = [
        int(match[2])
        for match in map(_CODE.fullmatch, existing)
        if match is not None and match[1] == prefix
    ]
    return f"S{prefix}-{max(numbers, default=0) + 1:03d}"


def next_erased_code(existing: tuple[str, ...]) -> str:
    """The code of the next situation whose person is erased: it says nothing of them."""
    number = len(existing) + 1
    while f"{ERASED}{number}" in existing:
        number += 1
    return f"{ERASED}{number}"


def plan_number(code: str) -> str:
    """The number of the care plan of a situation: `PPS-2026-014` for `S26-014`."""
    match = _CODE.fullmatch(code)
    return f"PPS-20{match[1]}-{match[2]}" if match else f"PPS-{code}"
