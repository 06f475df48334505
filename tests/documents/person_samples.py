# SPDX-License-Identifier: EUPL-1.2
"""Views of what is printed for one person, all fictional."""

from dataclasses import replace

from app.documents.access_view import AccessDossierView, AccessEntry, AccessSection
from app.documents.consent_views import (
    ConsentFormView,
    NoticeSection,
    NoticeView,
    TickGroup,
    TickLine,
)
from app.documents.personal_views import (
    BookletView,
    CallView,
    ContactView,
    PatientPlanView,
    StepView,
)
from app.documents.views import Confidentiality, Fact, Letterhead

LETTERHEAD = Letterhead(
    "Maison de santé des Tilleuls", ("3 place des Tilleuls, 99000 Valcourt", "01 99 00 10 00")
)
STEPS = (
    StepView(
        "Ne plus tomber",
        "Loïg Évrard, kinésithérapeute, chez moi",
        "avant le jeudi 10 décembre",
        "vérifier mon équilibre et choisir une aide qui me convient",
    ),
    StepView(
        "Mieux dormir, sans vertige",
        "Docteur Nadia Aubry",
        "le jeudi 3 décembre",
        "arrêter petit à petit le médicament du soir",
    ),
    StepView(
        "Me laver sans risque",
        "Jeanne Imbert, assistante sociale",
        "avant le jeudi 17 décembre",
        "plus d'heures d'aide et une douche à la place de la baignoire",
    ),
    StepView(
        "Reprendre deux kilos",
        "Mélanie Jacquet, diététicienne",
        "le jeudi 17 décembre, puis une pesée par semaine",
    ),
)
CALL = CallView(
    "je tombe, si j’ai un malaise, ou si je ne mange plus depuis deux jours",
    "Aminata Cissé, infirmière",
    "01 99 00 10 03",
    "15",
)
CONTACTS = (
    ContactView("Nadia Aubry", "médecin traitant", "01 99 00 10 01"),
    ContactView("Aminata Cissé", "infirmière, référente", "01 99 00 10 03"),
    ContactView("Loïg Évrard", "kinésithérapeute", "01 99 00 10 05"),
    ContactView("Jeanne Imbert", "assistante sociale du CCAS", "01 99 00 20 02"),
)

PATIENT_PLAN = PatientPlanView(
    letterhead=LETTERHEAD,
    confidentiality=Confidentiality.PERSONAL,
    subtitle="Madame Marguerite Verdier · proposé par mon équipe le jeudi 26 novembre 2026, "
    "à revoir ensemble",
    matters="Rester chez moi avec mon chat. Pas de lit médicalisé dans le salon.",
    steps=STEPS,
    call=CALL,
    review="jeudi 14 janvier 2027",
    origin="Maison de santé des Tilleuls · document personnel",
)

BOOKLET = BookletView(
    letterhead=LETTERHEAD,
    confidentiality=Confidentiality.PERSONAL,
    subtitle="Plan proposé par mon équipe le jeudi 26 novembre 2026, à revoir ensemble",
    plan=replace(
        PATIENT_PLAN,
        watch=("Mes vertiges quand je me lève.", "Mon poids, une fois par semaine."),
        contacts=CONTACTS,
    ),
    person="Madame Marguerite Verdier",
    facts=(Fact("Plan n°", "PPS-2026-014, version 3"), Fact("Référente", "Aminata Cissé")),
    found="Si vous trouvez ce carnet, merci de le rapporter à la maison de santé.",
    origin="Maison de santé des Tilleuls · document personnel",
)

CONSENT_FORM = ConsentFormView(
    letterhead=LETTERHEAD,
    confidentiality=Confidentiality.NOMINATIVE,
    subtitle="Présentation de ma situation à l’équipe · situation S26-014",
    facts=(
        Fact("Personne", "Marguerite Verdier, née le 2 mars 1941"),
        Fact("Professionnel·le qui recueille l’accord", "Aminata Cissé, infirmière"),
    ),
    intro="Ma situation peut être présentée à une réunion de professionnels, pour qu’ils "
    "cherchent ensemble ce qui peut m’aider. Elle y est désignée par un code, sans mon nom.",
    groups=(
        TickGroup(
            "Ma réponse",
            (
                TickLine("J’accepte que ma situation soit présentée."),
                TickLine("Je refuse. Mes soins continuent comme avant."),
            ),
        ),
        TickGroup(
            "Ce qui peut être partagé",
            (
                TickLine("Ma santé, mes traitements", ticked=True),
                TickLine("Mon moral, ce que je vis", ticked=True),
                TickLine("Mon logement, mes aides, mon entourage"),
                TickLine("Sauf :", write=True),
            ),
            columns=2,
        ),
        TickGroup(
            "Avec qui",
            (
                TickLine("L’équipe de la maison de santé", ticked=True),
                TickLine("Le CCAS de Valcourt", ticked=True),
                TickLine("Autre structure ou personne :", write=True),
                TickLine("Autre structure ou personne :", write=True),
            ),
        ),
    ),
    told=("Mon accord vaut jusqu’à ce que je le retire, quand je veux, sans dire pourquoi.",),
    law="Hors de l’équipe de soins, la loi demande l’accord préalable de la personne "
    "(art. L. 1110-4 du code de la santé publique).",
    signatures=("La personne : date, signature", "Qui recueille l’accord : date, signature"),
    origin="Recueil de l’accord · situation S26-014",
)

NOTICE = NoticeView(
    letterhead=LETTERHEAD,
    confidentiality=Confidentiality.ANONYMOUS,
    subtitle="La réunion de concertation de la maison de santé des Tilleuls",
    lead="Un professionnel vous propose de parler de votre situation à son équipe.",
    sections=(
        NoticeSection("Qu’est-ce que cette réunion ?", "Une fois par semaine, des soignants…"),
        NoticeSection("Quels sont vos droits ?", "Vous pouvez :", ("voir", "corriger", "retirer")),
    ),
    foot="Durées appliquées par analogie.",
    origin="Notice d’information",
)

DOSSIER = AccessDossierView(
    letterhead=LETTERHEAD,
    confidentiality=Confidentiality.PERSONAL,
    subtitle="Situation S26-014 · état au jeudi 26 novembre 2026",
    facts=(Fact("Personne", "Marguerite Verdier"), Fact("Situation", "S26-014")),
    lead="Ce document réunit tout ce que la maison de santé garde sur vous dans Tour de table.",
    sections=(
        AccessSection(
            "Votre identité", facts=(Fact("Nom", "Verdier"), Fact("Naissance", "2 mars 1941"))
        ),
        AccessSection(
            "Votre situation",
            paragraphs=(("Ce que vous souhaitez", "Rester chez vous."), ("Social", "")),
        ),
        AccessSection(
            "Réunions",
            note="Seulement ce qui a été noté de vous.",
            entries=(
                AccessEntry(
                    "jeu. 26 nov. 2026",
                    "Réunion de concertation n° 31",
                    "demandé par A. Cissé",
                    (("Organique", "Deux chutes en quatre mois."), ("Psychique", "")),
                ),
            ),
        ),
        AccessSection("Retours qui vous ont été faits"),
    ),
    rights=("Vous pouvez demander la correction de ce qui est faux.",),
    origin="Droit d’accès · situation S26-014",
)
