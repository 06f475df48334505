# SPDX-License-Identifier: EUPL-1.2
"""The person's consent to a presentation.

Asking before every presentation is this practice's rule; the law asks for prior consent outside
the care team (art. L1110-4 CSP). Nothing here is ever printed as law.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import ConsentError
from app.domain.ids import CaseId, ConsentId, ProfessionalId


class ConsentState(StrEnum):
    """Where the person's consent stands."""

    OBTAINED = "obtained"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _LABELS[self]

    @property
    def allows_presentation(self) -> bool:
        """Whether the situation may be on an agenda (anonymously when nothing was asked)."""
        return self in (ConsentState.OBTAINED, ConsentState.NOT_ASKED)


_LABELS = {
    ConsentState.OBTAINED: "obtenu",
    ConsentState.NOT_ASKED: "non demandé",
    ConsentState.REFUSED: "refusé",
    ConsentState.WITHDRAWN: "retiré",
}


class GivenBy(StrEnum):
    """Who consents: the person, or who has that say for them (art. L1111-4 CSP)."""

    PERSON = "person"
    ASSISTED = "assisted"
    PARENTS = "parents"
    GUARDIAN = "guardian"
    TRUSTED = "trusted"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _GIVEN_BY[self]


_GIVEN_BY = {
    GivenBy.PERSON: "La personne",
    GivenBy.ASSISTED: "La personne, assistée",
    GivenBy.PARENTS: "Les titulaires de l’autorité parentale",
    GivenBy.GUARDIAN: "La personne chargée de la protection",
    GivenBy.TRUSTED: "La personne de confiance",
}


class ConsentMode(StrEnum):
    """How it was given; empty where nobody noted it."""

    UNSAID = ""
    ORAL = "oral"
    WRITTEN = "written"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _MODES[self]


_MODES = {ConsentMode.UNSAID: "", ConsentMode.ORAL: "Oral", ConsentMode.WRITTEN: "Écrit"}


@dataclass(frozen=True)
class Consent:
    """One dated statement; the latest of a situation is the one in force.

    `collected_by` is the professional who asked; `outside_name` is used when that person is not
    in the directory. `scope` is free text: who may know. `outside_team` says that it covers people
    from outside of the care team, which the law asks for before they hear of it (L1110-4 CSP);
    `structures` names those outside structures, one a line. `informed` says who else was told
    (parents, guardian); `sheet_given` that the information sheet was handed over; at `renew_on` the
    practice asks again.
    """

    id: ConsentId
    case_id: CaseId
    state: ConsentState
    on: date | None = None
    collected_by: ProfessionalId | None = None
    collected_by_name: str = ""
    scope: str = ""
    outside_team: bool = False
    structures: str = ""
    given_by: GivenBy = GivenBy.PERSON
    informed: str = ""
    mode: ConsentMode = ConsentMode.UNSAID
    sheet_given: bool = False
    renew_on: date | None = None

    @property
    def strictly_anonymous(self) -> bool:
        """Nothing was asked, so no identity may appear on any document."""
        return self.state is ConsentState.NOT_ASKED


def require_presentable(code: str, state: ConsentState) -> None:
    """Let a situation onto an agenda or into minutes.

    Raises `ConsentError` when the person refused or withdrew their consent.
    """
    if state.allows_presentation:
        return
    verb = "a refusé" if state is ConsentState.REFUSED else "a retiré son accord à"
    raise ConsentError(
        f"La situation {code} ne peut pas être présentée : "
        f"la personne {verb} la présentation à l’équipe.",
        "Reparlez-en avec elle, puis notez un nouvel accord dans la situation.",
    )


class OutsideTeamError(ConsentError):
    """A guest from outside of the care team whom the consent does not cover.

    `extendable`: the person said yes to the team, and may be asked for the guest too.
    """

    def __init__(self, text: str, remedy: str, *, extendable: bool) -> None:
        super().__init__(text, remedy)
        self.extendable = extendable


def require_covers_outside(code: str, consent: Consent | None, guest: str) -> None:
    """Let somebody from outside of the care team hear of a situation (art. L1110-4 CSP).

    Raises `OutsideTeamError` when the person did not agree to that, or was not asked.
    """
    if consent is not None and consent.state is ConsentState.OBTAINED:
        if consent.outside_team:
            return
        raise OutsideTeamError(
            f"{guest} n’est pas de l’équipe, et l’accord de la personne ({code}) "
            "ne couvre que l’équipe.",
            "Demandez-lui, puis notez que son accord couvre aussi les personnes extérieures.",
            extendable=True,
        )
    raise OutsideTeamError(
        f"{guest} n’est pas de l’équipe, et aucun accord de la personne ({code}) n’est noté.",
        "Notez d’abord son accord dans la situation.",
        extendable=False,
    )
