# SPDX-License-Identifier: EUPL-1.2
"""What the prints of a plan are made from, and how confidential that makes them."""

from dataclasses import dataclass
from datetime import date

from app.documents.views import Confidentiality
from app.domain.care_plan import CarePlan, PlanLine, PlanPart
from app.domain.case import Case, Identity, plan_number
from app.domain.circle import CircleMember
from app.domain.consent import Consent
from app.domain.dates import age_text, long_date
from app.domain.protection import with_secrecy

_STRICTLY = "présentation strictement anonyme, code seul"


@dataclass(frozen=True)
class PlanSource:
    """What one print is made from; `identity` is None where it may not or cannot appear.

    A print that is `nameless` says nothing that leads back to the person: no name, no date of
    birth, no code. `around` holds the names to hide in one without `identity`; `unread`: this
    session cannot read them, and the print says so.
    """

    case: Case
    consent: Consent | None
    identity: Identity | None
    plan: CarePlan | None
    only: PlanPart | None
    on: date
    circle: tuple[CircleMember, ...] = ()
    nameless: bool = False
    around: Identity | None = None
    unread: bool = False

    @property
    def confidentiality(self) -> Confidentiality:
        """The word on the band; where names could not be looked for it is never « anonyme »."""
        if self.identity is not None:
            return Confidentiality.NOMINATIVE
        if self.unread:
            return Confidentiality.PSEUDONYMISED
        if self.nameless or self._strict:
            return Confidentiality.ANONYMOUS
        return Confidentiality.PSEUDONYMISED

    @property
    def band_note(self) -> str:
        """What follows that word."""
        unread = ", identités verrouillées\u00a0: relisez les textes" if self.unread else ""
        if self.nameless and unread:
            return f"sans date de naissance ni code{unread}"
        if self.nameless:
            return "sans nom, ni date de naissance, ni code"
        if self.identity is not None:
            return self.noted("à remettre à la personne et aux intervenants nommés")
        return self.noted((_STRICTLY if self._strict else "code seul") + unread)

    @property
    def _strict(self) -> bool:
        """Nobody agreed to be named."""
        return self.consent is None or self.consent.strictly_anonymous

    def noted(self, note: str) -> str:
        """A note for the band, with the secrecy that a minor asked for."""
        return with_secrecy(self.case, note)

    @property
    def person(self) -> str:
        """Who it is, as a document may say it."""
        if self.identity is not None:
            aged = f", {age_text(self.identity.born, self.on)}" if self.identity.born else ""
            return f"{self.identity.full_name}{aged}"
        if self.nameless:
            years = self.on.year - self.case.birth_year if self.case.birth_year else 0
            return f"une personne d’environ {years} ans" if years > 0 else "une personne"
        return "désignée par son code"

    @property
    def number(self) -> str:
        """The number of the plan."""
        return plan_number(self.case.code)

    @property
    def parts(self) -> tuple[PlanPart, ...]:
        """The parts that are printed."""
        return (self.only,) if self.only else tuple(PlanPart)

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """The lines that are on the page: accepted ones, of the parts that are printed."""
        if self.plan is None:
            return ()
        return tuple(line for part in self.parts for line in self.plan.part(part))

    @property
    def review(self) -> str:
        """The day in words on which the plan is looked at again, empty where nobody said."""
        reviews = [line.review_on for line in self.lines if line.review_on]
        review = self.case.review_on or min(reviews, default=None)
        return long_date(review) if review else ""

    @property
    def since(self) -> date:
        """The day of the plan as it stands; of the print where there is none."""
        return self.plan.on if self.plan and self.plan.on else self.on
