# SPDX-License-Identifier: EUPL-1.2
"""The person's consent in words, and what noting another one will do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.consent import Consent, ConsentState
from app.domain.dates import medium_date
from app.domain.ids import ProfessionalId
from app.services.cases import CaseFile
from app.services.consents import ConsentDraft

Presented = Callable[[ProfessionalId | None, str], str]
"""« Aminata Cissé, infirmière » of an id or a free name (`People.presented`)."""

NOT_NOTED = (
    "Aucun accord n’est noté. D’ici là, la présentation reste strictement anonyme : "
    "aucun document ne porte l’identité."
)
OUTSIDE_TOO = "personnes extérieures à l’équipe comprises"
_STRICT = "Accord non demandé : la présentation est strictement anonyme, le code seul paraît."
_SENTENCES = {
    ConsentState.OBTAINED: "Accord obtenu",
    ConsentState.REFUSED: "Présentation refusée",
    ConsentState.WITHDRAWN: "Accord retiré",
}
_CONSEQUENCES = (
    "La situation quitte tous les ordres du jour préparés.",
    "Dans une réunion en cours, tout ce qui a été noté d’elle est effacé.",
    "Les comptes rendus déjà scellés restent, mais son point ne s’y lit plus sans un motif.",
    "Son plan ne s’imprime plus.",
)


@dataclass(frozen=True)
class ConsentLine:
    """One statement: its state, a sentence, and its scope."""

    state: ConsentState
    sentence: str
    scope: str


def consent_line(consent: Consent, presented: Presented) -> ConsentLine:
    """A statement in words."""
    if consent.state is ConsentState.NOT_ASKED:
        return ConsentLine(consent.state, _STRICT, consent.scope)
    on = f" le {medium_date(consent.on)}" if consent.on else ""
    by = presented(consent.collected_by, consent.collected_by_name)
    verb = "recueilli" if consent.state is ConsentState.OBTAINED else "dit"
    told = f", {verb} {'par' if verb == 'recueilli' else 'à'} {by}" if by else ""
    sentence = f"{_SENTENCES[consent.state]}{on}{told}."
    reach = OUTSIDE_TOO if consent.outside_team else ""
    return ConsentLine(
        consent.state, sentence, " · ".join(part for part in (consent.scope, reach) if part)
    )


def consequences(state: ConsentState) -> tuple[str, ...]:
    """What will happen when this state is confirmed; nothing for one that lets it be presented."""
    return () if state.allows_presentation else _CONSEQUENCES


def suggested(file: CaseFile, today: date) -> ConsentDraft:
    """What the form begins with: today, asked by the requester, within the scope known."""
    return ConsentDraft(
        state=ConsentState.OBTAINED,
        on=today,
        collected_by=file.case.requester_id,
        collected_by_name=file.case.requester_name,
        scope=file.consent.scope if file.consent else "",
        outside_team=file.consent is not None and file.consent.outside_team,
    )


def settled(draft: ConsentDraft) -> ConsentDraft:
    """The statement to note; what was not asked has neither date nor collector."""
    if draft.state is ConsentState.NOT_ASKED:
        return ConsentDraft(ConsentState.NOT_ASKED, scope=draft.scope)
    return draft
