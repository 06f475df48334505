# SPDX-License-Identifier: EUPL-1.2
"""The person's consent in words, and what noting another one will do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.case import Protection
from app.domain.consent import (
    Consent,
    ConsentMode,
    ConsentState,
    GivenBy,
    reach_words,
    usual_giver,
)
from app.domain.dates import add_months, medium_date
from app.domain.ids import ProfessionalId
from app.domain.text import listing, plural
from app.services.cases import CaseFile
from app.services.consents import ConsentDraft
from app.services.uncovered import Uncovered
from app.services.withdrawal import Deed, Effect

Presented = Callable[[ProfessionalId | None, str], str]
"""« Aminata Cissé, infirmière » of an id or a free name (`People.presented`)."""

NOT_NOTED = (
    "Aucun accord n’est noté. D’ici là, la présentation reste strictement anonyme : "
    "aucun document ne porte l’identité."
)
_RENEWED_AFTER = 12
"""Months after which the practice asks again, unless somebody says otherwise."""
_STRICT = "Accord non demandé : la présentation est strictement anonyme, le code seul paraît."
_SENTENCES = {
    ConsentState.OBTAINED: "Accord obtenu",
    ConsentState.REFUSED: "Présentation refusée",
    ConsentState.WITHDRAWN: "Accord retiré",
}
_HOW = {ConsentMode.ORAL: "à l’oral", ConsentMode.WRITTEN: "par écrit"}
_ALWAYS = (
    "Son plan ne s’imprime plus, et rien d’elle ne paraît sur les fiches d’actions et les "
    "comptes rendus imprimés."
)


@dataclass(frozen=True)
class ConsentLine:
    """One statement: its state, a sentence, its scope, and how it was given."""

    state: ConsentState
    sentence: str
    scope: str
    how: str = ""


def consent_line(consent: Consent, presented: Presented) -> ConsentLine:
    """A statement in words."""
    if consent.state is ConsentState.NOT_ASKED:
        return ConsentLine(consent.state, _STRICT, consent.scope)
    on = f" le {medium_date(consent.on)}" if consent.on else ""
    by = presented(consent.collected_by, consent.collected_by_name)
    verb = "recueilli" if consent.state is ConsentState.OBTAINED else "dit"
    told = f", {verb} {'par' if verb == 'recueilli' else 'à'} {by}" if by else ""
    sentence = f"{_SENTENCES[consent.state]}{on}{told}."
    scope = " · ".join(part for part in (consent.scope, reach_words(consent)) if part)
    how = folded_words(ConsentDraft.of(consent), consent.state, scope=False)
    return ConsentLine(consent.state, sentence, scope, how)


def folded_words(draft: ConsentDraft, state: ConsentState, *, scope: bool = True) -> str:
    """What is rarely said of an answer, on one line; empty where nothing differs from the usual."""
    obtained = state is ConsentState.OBTAINED
    who = draft.given_by.label
    parts = (
        f"{who[:1].lower()}{who[1:]}" if draft.given_by is not GivenBy.PERSON else "",
        _HOW.get(draft.mode, ""),
        f"informés\u00a0: {draft.informed}" if draft.informed else "",
        draft.scope if scope and obtained else "",
        "notice remise" if obtained and draft.sheet_given else "",
        f"à redemander le {medium_date(draft.renew_on)}" if obtained and draft.renew_on else "",
    )
    return " · ".join(part for part in parts if part)


def consequences(state: ConsentState, effects: Sequence[Effect]) -> tuple[str, ...]:
    """What will happen when this state is confirmed; nothing for one that lets it be presented."""
    return () if state.allows_presentation else (*_each(effects), _ALWAYS)


def elsewhere(codes: Sequence[str]) -> tuple[str, ...]:
    """What a withdrawal leaves as it is: each episode of a person has its own answer."""
    if not codes:
        return ()
    alone = len(codes) == 1
    what, keeps = ("autre épisode", "garde sa") if alone else ("autres épisodes", "gardent leur")
    said = f"{listing(codes)}, {what} de la même personne, {keeps} propre réponse\u00a0: "
    return (f"{said}notez-y aussi celle-ci, si elle vaut pour tout.",)


def uninvited(guests: Sequence[Uncovered]) -> tuple[str, ...]:
    """Who comes no more for the person, when this answer is confirmed."""
    return tuple(
        f"Ordre du jour du {medium_date(one.on)}\u00a0: {one.name} n’y vient plus pour son point, "
        "que cette réponse ne couvre pas."
        for one in guests
    )


def _each(effects: Sequence[Effect]) -> Iterator[str]:
    for effect in effects:
        day = medium_date(effect.on) if effect.on else ""
        if effect.deed is Deed.OFF_AGENDA:
            yield f"Ordre du jour du {day}\u00a0: son point en est retiré{_lost(effect)}."
        elif effect.deed is Deed.EMPTIED:
            yield (
                f"Réunion en cours du {day}\u00a0: tout ce qui a été noté d’elle est effacé"
                f"{_lost(effect)}."
            )
        elif effect.deed is Deed.PAGE_DROPPED:
            yield f"La concertation commencée du {day} est effacée{_lost(effect)}."
        elif effect.deed is Deed.BINNED:
            yield f"Ce qui avait été repris d’elle quitte la corbeille{_lost(effect)}."
    sealed = [medium_date(e.on) for e in effects if e.on and e.deed is Deed.RESTRICTED]
    if sealed:
        many = "Les comptes rendus scellés" if len(sealed) > 1 else "Le compte rendu scellé"
        stay = "restent" if len(sealed) > 1 else "reste"
        yield (f"{many} ({listing(sealed)}) {stay}, mais son point ne s’y lit plus sans un motif.")
    owed = [medium_date(e.on) for e in effects if e.on and e.deed is Deed.EXTRACT]
    if owed:
        one = len(owed) == 1
        what, no_more = ("L’extrait", "ne l’est") if one else ("Les extraits", "ne le sont")
        yield f"{what} à verser à son dossier ({listing(owed)}) {no_more} plus."


def _lost(effect: Effect) -> str:
    """What goes with an item, in brackets; empty where nothing was written on it."""
    counts = (
        (effect.decisions, "décision effacée", "décisions effacées"),
        (effect.actions, "action effacée", "actions effacées"),
        (effect.lines, "ligne proposée au plan retirée", "lignes proposées au plan retirées"),
        (effect.guests, "personne qui ne vient plus", "personnes qui ne viennent plus"),
    )
    parts = [plural(count, one, several) for count, one, several in counts if count]
    return f" ({listing(parts)})" if parts else ""


def suggested(file: CaseFile, today: date) -> ConsentDraft:
    """What the form begins with: today, asked by the requester, as wide as what is known.

    Who answers follows the protection noted, else the statement before; the practice asks again
    a year later.
    """
    case, known = file.case, file.consent
    before = ConsentDraft.of(known) if known else ConsentDraft(ConsentState.OBTAINED)
    giver = usual_giver(case.protection, parents_kept_out=case.parents_kept_out)
    return ConsentDraft(
        state=ConsentState.OBTAINED,
        on=today,
        collected_by=case.requester_id,
        collected_by_name=case.requester_name,
        scope=before.scope,
        outside_team=before.outside_team,
        structures=before.structures,
        given_by=before.given_by if case.protection is Protection.NONE else giver,
        informed=before.informed,
        renew_on=add_months(today, _RENEWED_AFTER),
    )


def settled(draft: ConsentDraft) -> ConsentDraft:
    """The statement to note; what was not asked has neither date nor collector."""
    if draft.state is ConsentState.NOT_ASKED:
        return ConsentDraft(ConsentState.NOT_ASKED, scope=draft.scope)
    return draft
