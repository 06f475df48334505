# SPDX-License-Identifier: EUPL-1.2
"""The person's consent to a presentation.

Asking before every presentation is this practice's rule; the law asks for prior consent outside
the care team (art. L1110-4 CSP). Nothing here is ever printed as law.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.case import Protection
from app.domain.dates import moved
from app.domain.errors import ConsentError
from app.domain.ids import CaseId, ConsentId, ProfessionalId
from app.domain.text import fold, listing, one_line

RENEWED_AHEAD = 30
"""Days before the day on which the practice asks again, from which it is reminded."""


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


_CONSENTS = {
    Protection.MINOR: GivenBy.PARENTS,
    Protection.CURATORSHIP: GivenBy.ASSISTED,
    Protection.GUARDIANSHIP: GivenBy.GUARDIAN,
    Protection.FAMILY: GivenBy.GUARDIAN,
}


def usual_giver(protection: Protection, *, parents_kept_out: bool = False) -> GivenBy:
    """Who usually consents; a proposal, since each measure of protection has its own terms.

    A minor who asked for secrecy from the parents consents alone (art. L1111-5 CSP).
    """
    if protection is Protection.MINOR and parents_kept_out:
        return GivenBy.PERSON
    return _CONSENTS.get(protection, GivenBy.PERSON)


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

    def to_renew(self, today: date) -> bool:
        """Whether the practice is to ask again, or was: from thirty days before."""
        if self.state is not ConsentState.OBTAINED or self.renew_on is None:
            return False
        return self.renew_on <= moved(today, RENEWED_AHEAD)

    def covers(self, structure: str, name: str) -> bool:
        """Whether somebody from outside of the team, of that structure, may hear of the situation.

        Whole names are compared, case and accents aside: « CCAS » is not « CCAS de Brest ». What
        was noted before structures were named covers everybody outside.
        """
        if self.state is not ConsentState.OBTAINED or not self.outside_team:
            return False
        names = {_bare(each) for each in named_structures(self.structures)}
        return not names or bool(names & ({_bare(structure), _bare(name)} - {""}))


def named_structures(text: str) -> tuple[str, ...]:
    """The structures that a statement names, one a line."""
    return tuple(name for line in text.splitlines() if (name := one_line(line)))


def reach_words(consent: Consent) -> str:
    """Whom from outside of the team a statement covers, in words; empty for nobody."""
    if not consent.outside_team:
        return ""
    names = named_structures(consent.structures)
    return f"y compris {listing(names)}" if names else "personnes extérieures à l’équipe comprises"


def _bare(name: str) -> str:
    return fold(one_line(name)).strip(" .,;")


def day_fault(on: date | None, today: date, birth_year: int | None) -> str:
    """Why a person cannot have answered that day; empty when they can."""
    if on is not None and on > today:
        return "Cette date est dans l’avenir."
    if on is not None and birth_year is not None and on.year < birth_year:
        return f"Cette date précède l’année de naissance, {birth_year}."
    return ""


def renewal_fault(renew_on: date | None, today: date) -> str:
    """Why a day cannot be the one at which the practice asks again."""
    if renew_on is not None and renew_on <= today:
        return "Cette date est passée. Notez un jour à venir, ou laissez vide."
    return ""


def structures_fault(structures: str, *, outside: bool) -> str:
    """Why a statement cannot say that it covers people from outside of the team."""
    if outside and not named_structures(structures):
        return "Nommez au moins une structure, ou choisissez « L’équipe »."
    return ""


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
    """A guest from outside of the care team whose structure the consent does not name.

    `extendable`: the person said yes to the team, and may be asked for `asked` too: the guest's
    structure, or the guest where there is none.
    """

    def __init__(self, text: str, remedy: str, *, asked: str, extendable: bool) -> None:
        super().__init__(text, remedy)
        self.asked, self.extendable = asked, extendable


def require_covers_outside(
    code: str, consent: Consent | None, guest: str, structure: str = ""
) -> None:
    """Let somebody from outside of the care team hear of a situation (art. L1110-4 CSP).

    Raises `OutsideTeamError` when the person did not agree to that structure, or was not asked.
    """
    if consent is not None and consent.covers(structure, guest):
        return
    of = one_line(structure)
    who = f"{guest} ({of})" if of else guest
    if consent is not None and consent.state is ConsentState.OBTAINED:
        known = named_structures(consent.structures) if consent.outside_team else ()
        reach = (
            f"couvre l’équipe et {listing(known)} seulement" if known else "ne couvre que l’équipe"
        )
        raise OutsideTeamError(
            f"{who} n’est pas de l’équipe, et l’accord de la personne ({code}) {reach}.",
            f"Demandez-lui, puis notez que son accord couvre aussi {of or guest}.",
            asked=of or guest,
            extendable=True,
        )
    raise OutsideTeamError(
        f"{who} n’est pas de l’équipe, et aucun accord de la personne ({code}) n’est noté.",
        "Notez d’abord son accord dans la situation.",
        asked=of or guest,
        extendable=False,
    )
