# SPDX-License-Identifier: EUPL-1.2
"""A shared objective that could not be met (PPCS part 4, HAS 2019), counted by year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import CaseId, UnmetNeedId


class UnmetCause(StrEnum):
    """Why it could not be met; empty while nobody said."""

    UNSAID = ""
    NO_OFFER = "no_offer"
    DELAY = "delay"
    COST = "cost"
    DISTANCE = "distance"
    REFUSAL = "refusal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _CAUSES[self]


_CAUSES = {
    UnmetCause.UNSAID: "Cause non précisée",
    UnmetCause.NO_OFFER: "Pas d’offre sur le territoire",
    UnmetCause.DELAY: "Délai trop long",
    UnmetCause.COST: "Coût pour la personne",
    UnmetCause.DISTANCE: "Trop loin, sans transport",
    UnmetCause.REFUSAL: "Refus de la personne",
    UnmetCause.OTHER: "Autre cause",
}


@dataclass(frozen=True)
class UnmetNeed:
    """One need of one situation; `met_on` is set once it was met after all.

    `problem_code` is a code of the HAS problem list, empty where none fits.
    """

    id: UnmetNeedId
    case_id: CaseId
    noted_on: date
    need: str
    problem_code: str = ""
    cause: UnmetCause = UnmetCause.UNSAID
    note: str = ""
    met_on: date | None = None
