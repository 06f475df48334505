# SPDX-License-Identifier: EUPL-1.2
"""The sheet on which a person's answer is noted before a presentation.

What is law and what is this practice's stricter rule are told apart (domain brief §5): prior
consent is the law outside the care team (art. L1110-4 CSP), the practice's rule inside.
"""

from collections.abc import Callable

from app.documents.consent_views import ConsentFormView, TickGroup, TickLine
from app.documents.views import Fact
from app.domain.case import Protection
from app.domain.consent import GivenBy
from app.domain.dates import day_month
from app.domain.text import fold
from app.services.people import People
from app.services.plan_source import PlanSource
from app.services.plan_voice import people_said, voice_of
from app.services.print_minutes import letterhead
from app.storage.unit_of_work import Rows

_INTRO = (
    "Un professionnel me propose de parler de ma situation à une réunion de l’équipe, pour "
    "chercher ensemble ce qui peut m’aider. Ma situation y porte un code : mon nom n’est pas dit."
)
_ANSWERS = TickGroup(
    "Ma réponse",
    (
        TickLine("J’accepte que ma situation soit présentée à l’équipe."),
        TickLine("J’accepte aussi qu’on en parle aux personnes extérieures nommées plus bas."),
        TickLine("Je refuse. Mes soins continuent comme avant."),
        TickLine("J’ai reçu la notice d’information, et on me l’a expliquée."),
    ),
)
_SHARED = TickGroup(
    "Ce qui peut être partagé, seulement si c’est utile",
    (
        TickLine("Ma santé, mes traitements"),
        TickLine("Mon moral, ce que je vis"),
        TickLine("Mon logement, mes aides, mon entourage"),
        TickLine("Sauf :", write=True),
    ),
    columns=2,
)
_TEAM = TickLine("L’équipe de la maison de santé")
_OTHER = TickLine("Autre personne ou structure :", write=True)
_TOLD = (
    "Mon accord vaut jusqu’à ce que je le retire.",
    (
        "Je peux le retirer quand je veux, à l’oral ou par écrit, sans dire pourquoi : mes soins "
        "continuent comme avant. Plus rien de nouveau n’est alors présenté ; ce qui a été noté "
        "avant reste dans les comptes rendus."
    ),
    "Après la réunion, le professionnel qui a présenté ma situation me dit ce qui est proposé.",
)
_LAW = (
    "Ce que dit la loi : dans l’équipe qui me soigne, je suis informé·e et je peux m’opposer ; "
    "hors de cette équipe, mon accord est demandé avant (art. L. 1110-4 du code de la santé "
    "publique). Demander mon accord avant chaque présentation, même dans l’équipe, est la règle de "
    "cette maison de santé, plus stricte que la loi."
)
_TO_FILE = "à verser au dossier de la personne"
_SECRECY = (
    "Je suis mineur·e et je demande que mes parents n’en soient pas informés "
    "(art. L. 1111-5 du code de la santé publique)"
)
_GIVEN = tuple(TickLine(kind.label) for kind in GivenBy)
_INFORMED = TickGroup(
    "Qui d’autre est informé",
    (
        TickLine("Personne d’autre"),
        TickLine("Mes parents"),
        TickLine("Qui est chargé de ma protection"),
        TickLine("Autre :", write=True),
    ),
    columns=2,
)


def consent_form_view(rows: Rows, source: PlanSource) -> ConsentFormView:
    """The form of one situation, what is known filled in; the answers are left to the hand."""
    voice, consent = voice_of(rows, source), source.consent
    names = people_said(rows, voice)
    case, who = source.case, source.identity
    born = f"{day_month(who.born)} {who.born.year}" if who and who.born else ""
    collector = names.presented(case.requester_id, case.requester_name)
    if consent is not None and (consent.collected_by or consent.collected_by_name):
        collector = names.presented(consent.collected_by, consent.collected_by_name)
    protected = case.protection is not Protection.NONE
    return ConsentFormView(
        letterhead=letterhead(rows),
        confidentiality=source.confidentiality,
        band_note=source.noted(_TO_FILE) if who else source.band_note,
        subtitle=f"Présentation de ma situation à l’équipe · situation {case.code}",
        facts=(
            Fact("La personne", who.full_name if who else ""),
            Fact("Date de naissance", born),
            Fact("Professionnel·le qui recueille l’accord", collector),
            Fact("Date"),
        ),
        intro=_INTRO,
        groups=(
            _ANSWERS,
            _SHARED,
            _with_whom(source, names, voice.text),
            *_who_answers(case.protection),
        ),
        told=_TOLD,
        law=_LAW,
        signatures=_signatures(protected=protected),
        origin=f"Recueil de l’accord · situation {case.code}",
    )


def _with_whom(source: PlanSource, names: People, say: Callable[[str], str]) -> TickGroup:
    """The team, each outside structure or person that is known, and room for others."""
    structures = say(source.consent.structures).splitlines() if source.consent else []
    outside = [
        ", ".join(filter(None, (names.presented(m.professional_id, m.name), say(m.role))))
        for m in source.circle
        if not m.care_team
    ]
    known: dict[str, TickLine] = {}
    for text in (line.strip() for line in (*structures, *outside)):
        if text:
            known.setdefault(fold(text), TickLine(text))
    return TickGroup("Avec qui", (_TEAM, *known.values(), _OTHER, _OTHER))


def _who_answers(protection: Protection) -> tuple[TickGroup, ...]:
    """Who says yes, who else is told; a minor may ask that the parents be not."""
    groups = (TickGroup("Qui donne l’accord", _GIVEN, columns=2), _INFORMED)
    if protection is Protection.MINOR:
        return (*groups, TickGroup("Secret demandé", (TickLine(_SECRECY),)))
    return groups


def _signatures(*, protected: bool) -> tuple[str, ...]:
    signers = ["La personne"]
    if protected:
        signers.append("Qui la représente ou l’assiste")
    return tuple(f"{who} : date, signature" for who in (*signers, "Qui recueille l’accord"))
