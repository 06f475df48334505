# SPDX-License-Identifier: EUPL-1.2
"""The moves of a situation along its life, each with the reason that was given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.case import CaseStatus
from app.domain.ids import CaseId, CaseStepId


class StepReason(StrEnum):
    """Why a situation was closed or archived; empty for a move that needs none."""

    NONE = ""
    OBJECTIVES_MET = "objectives_met"
    REFUSAL = "refusal"
    MOVED_AWAY = "moved_away"
    DEATH = "death"
    MERGED = "merged"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _REASONS[self]


_REASONS = {
    StepReason.NONE: "",
    StepReason.OBJECTIVES_MET: "Objectifs atteints",
    StepReason.REFUSAL: "Refus de la personne",
    StepReason.MOVED_AWAY: "Déménagement",
    StepReason.DEATH: "Décès",
    StepReason.MERGED: "Réunie avec une autre situation",
    StepReason.OTHER: "Autre raison",
}


@dataclass(frozen=True)
class CaseStep:
    """One move, at an instant in UTC; `note` says more in words of one's own."""

    id: CaseStepId
    case_id: CaseId
    at: datetime
    status: CaseStatus
    reason: StepReason = StepReason.NONE
    note: str = ""
