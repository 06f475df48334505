# SPDX-License-Identifier: EUPL-1.2
"""Who is around the person: the circle of one situation, each with a role."""

from dataclasses import dataclass

from app.domain.ids import CaseId, CircleMemberId, ProfessionalId


@dataclass(frozen=True)
class CircleMember:
    """Somebody of the directory (`professional_id`) or known by name only (`name`).

    `care_team` says whether this one is of the care team of this patient (art. L1110-12 CSP): what
    others may hear needs the person's consent first. `role` is what they are here for.
    """

    id: CircleMemberId
    case_id: CaseId
    position: int
    professional_id: ProfessionalId | None = None
    name: str = ""
    role: str = ""
    care_team: bool = True


ROLES = (
    "Médecin traitant",
    "Infirmière",
    "Kinésithérapeute",
    "Pharmacien",
    "Aide à domicile",
    "Assistante sociale",
    "Psychologue",
    "Médecin spécialiste",
    "Mandataire judiciaire",
    "Coordination de parcours",
    "Orthophoniste",
    "Ergothérapeute",
)
"""What is offered where a role is typed; any other word may be typed."""
