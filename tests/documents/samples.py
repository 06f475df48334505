# SPDX-License-Identifier: EUPL-1.2
"""Views with the fictional content of an ordinary meeting, and with what people should not type."""

from dataclasses import replace

from app.documents.views import (
    ActionLine,
    AttendanceView,
    CarePlanView,
    Confidentiality,
    Fact,
    Letterhead,
    MinutesItemView,
    MinutesView,
    PersonLine,
    PlanLineView,
    PlanPartView,
    SignatureLine,
    UnmetView,
)

LETTERHEAD = Letterhead("Maison de santé des Tilleuls", ("Salle de réunion, rez-de-chaussée",))
ORIGIN = "Réunion du 26 novembre 2026 · compte rendu n° 31"

PEOPLE = (
    ("Nadia Aubry", "médecin généraliste", "Organique", "Présents"),
    ("Aminata Cissé", "infirmière", "Organique", "Présents"),
    ("Inês Da Costa", "infirmière en pratique avancée", "Organique", "Présents"),
    ("Loïg Évrard", "masseur-kinésithérapeute", "Organique", "Présents"),
    ("Mélanie Jacquet", "diététicienne", "Organique", "Présents"),
    ("Paul Garrigues", "psychologue", "Psychique", "Présents"),
    ("Jeanne Imbert", "assistante sociale", "Social", "Présents"),
    ("Émile Marchand", "coordinateur", "Autre", "Présents"),
    ("Hugo Bellanger", "médecin généraliste", "Organique", "Excusé"),
    ("Tomasz Kowalski", "psychiatre", "Psychique", "Absent"),
)

FALLS = MinutesItemView(
    heading="S26-014",
    requester="Aminata Cissé, infirmière",
    reason="Blocage dans le parcours",
    consent="Accord du 20 nov. 2026, recueilli par A. Cissé",
    question="Comment éviter une troisième hospitalisation pour chute en six mois ?",
    wishes="Rester chez elle avec son chat ; ne veut pas de lit médicalisé dans le salon.",
    notes=(
        (
            "Organique",
            (
                "Deux chutes en quatre mois, dont une avec fracture du poignet."
                " Insuffisance cardiaque"
                " stable, poids 52 kg (−4 kg en un an). Sept médicaments dont un"
                " hypnotique et un"
                " antihypertenseur pris le soir ; vertiges au lever. Marche sans aide dans"
                " l'appartement, refuse le déambulateur."
            ),
        ),
        (
            "Psychique",
            (
                "Peur de tomber, sort de moins en moins. Deuil du mari il y a deux ans,"
                " jamais évoqué."
                " Pas d'idées noires, sommeil haché. Mini-GDS à 2."
            ),
        ),
        (
            "Social",
            (
                "Fille à 300 km, voisine présente et fatiguée. Aide à domicile deux"
                " heures par semaine,"
                " dossier APA de 2023 jamais révisé (GIR 5). Salle de bain avec baignoire."
            ),
        ),
    ),
    answers=(
        "Joindre la CPAM (Mme Durand) : exécutée",
        "Séances d'équilibre au cabinet (Lucie Évrard) : non exécutée, parce qu'elle ne sort plus",
        "Évaluation du domicile (Jeanne Imbert) : reportée au jeu. 3 déc. 2026",
    ),
    decisions=(
        (
            "Réviser l'ordonnance : arrêt progressif de l'hypnotique, antihypertenseur"
            " déplacé au matin."
        ),
        "Demander la révision de l'APA avec un plan d'aide à quatre heures par semaine.",
    ),
    actions=(
        ActionLine("Révision de l'ordonnance et schéma de décroissance", "N. Aubry", "jeu. 3 déc."),
        ActionLine(
            "Bilan d'équilibre à domicile et choix d'une aide technique acceptée",
            "L. Évrard",
            "jeu. 10 déc.",
        ),
        ActionLine(
            "Dossier de révision APA et devis de douche de plain-pied",
            "J. Imbert",
            "jeu. 17 déc.",
        ),
    ),
)

TEENAGER = MinutesItemView(
    heading="S26-019",
    requester="Mélanie Jacquet, diététicienne",
    reason="Blocage dans le parcours",
    consent="Accord non demandé : présentation strictement anonyme",
    question="Adolescente, perte de poids et absences scolaires : par où commencer ?",
    wishes="Voir quelqu'un, mais pas avec ses parents dans la pièce.",
    notes=(
        (
            "Organique",
            (
                "IMC 17,1 (19,4 en mars). Aménorrhée de trois mois, bilan sans anomalie,"
                " tension basse."
            ),
        ),
        (
            "Psychique",
            (
                "Restriction alimentaire progressive, course à pied quotidienne, retrait"
                " des amies. Pas"
                " de vomissements rapportés. Demande d'aide claire."
            ),
        ),
        (
            "Social",
            (
                "Parents d'accord pour un suivi, inquiets et en désaccord entre eux. Vingt"
                " demi-journées d'absence au lycée depuis septembre ; infirmière scolaire"
                " disponible."
            ),
        ),
    ),
    decisions=(
        (
            "Suivi coordonné médecin, diététicienne, psychologue, un rendez-vous par"
            " semaine pendant"
            " six semaines."
        ),
        (
            "Critères d'alerte écrits : IMC < 16,5, malaise, pouls < 45 → avis"
            " hospitalier le jour"
            " même."
        ),
    ),
    actions=(
        ActionLine(
            "Premier rendez-vous seule avec l'adolescente, puis temps familial",
            "P. Garrigues",
            "mer. 2 déc.",
        ),
        ActionLine("Carnet alimentaire sans calories et point hebdomadaire", "M. Jacquet", ""),
    ),
)

MINUTES = MinutesView(
    letterhead=LETTERHEAD,
    title="Compte rendu de réunion",
    subtitle="Réunion de coordination et de concertation pluriprofessionnelle · n° 31 de 2026",
    facts=(
        Fact("Date", "jeudi 26 novembre 2026"),
        Fact("Horaires", "12 h 30 – 14 h (tenue de 12 h 34 à 13 h 58)"),
        Fact("Lieu", "Salle de réunion, rez-de-chaussée"),
        Fact("Animation, référence", "Nadia Aubry"),
        Fact("Rédaction", "Émile Marchand"),
        Fact("Maître du temps", "Loïg Évrard"),
    ),
    people=tuple(PersonLine(*person) for person in PEOPLE),
    items=(
        FALLS,
        TEENAGER,
        replace(FALLS, heading="S26-021", outcome="Reviendra le 17 décembre : bilan attendu."),
        MinutesItemView("S26-030", withheld="Contenu retiré : l’accord a été retiré depuis."),
        replace(TEENAGER, heading="S26-009", title="Retour d’hospitalisation après AVC"),
    ),
    seal=(
        Fact("Scellé le", "jeu. 26 nov. 2026, 13 h 59"),
        Fact("Par", "Émile Marchand"),
        Fact("Version", "1"),
        Fact("Empreinte", "7F3K-9QXM"),
    ),
    origin=ORIGIN,
    fingerprint="7F3K-9QXM",
)

CARE_PLAN = CarePlanView(
    letterhead=Letterhead(
        "Maison de santé des Tilleuls",
        ("Référente : Aminata Cissé, infirmière", "01 99 00 10 03"),
    ),
    confidentiality=Confidentiality.NOMINATIVE,
    band_note="à remettre à la personne et aux intervenants nommés",
    title="Plan personnalisé de santé",
    subtitle="Plan de soins et plan d'aides · version 3 du jeudi 26 novembre 2026",
    facts=(
        Fact("Personne", "Marguerite Verdier, 85 ans"),
        Fact("N° du plan · situation", "PPS-2026-014 · S26-014"),
        Fact("ALD", "Oui (1)"),
        Fact("Médecin traitant", "Nadia Aubry"),
        Fact("Personne de confiance", "Sa fille"),
        Fact("Réévaluation", "jeudi 14 janvier 2027"),
    ),
    wishes="« Rester chez moi avec mon chat ; pas de lit médicalisé dans le salon. »",
    wishes_label="Ce que je souhaite",
    parts=(
        PlanPartView(
            "Plan de soins",
            (
                PlanLineView(
                    "Mobilité, chutes",
                    "Ne plus tomber et ressortir faire ses courses",
                    "Bilan d'équilibre à domicile, choix d'une aide technique acceptée",
                    "L. Évrard",
                    "10 déc.",
                    "Aucune chute en 3 mois",
                    "14 janv.",
                ),
                PlanLineView(
                    "Médicaments",
                    "Dormir sans risque, plus de vertige au lever",
                    "Arrêt progressif de l'hypnotique ; antihypertenseur déplacé au matin",
                    "N. Aubry",
                    "3 déc.",
                    "TA debout ≥ 11, sommeil acceptable",
                    "17 déc.",
                ),
                PlanLineView(action="Repas enrichis, pesée chaque semaine", who="M. Jacquet"),
            ),
        ),
        PlanPartView(
            "Plan d’aides",
            (
                PlanLineView(
                    "Gestes quotidiens",
                    "Se laver en sécurité",
                    "Révision de l'APA, devis de douche de plain-pied",
                    "J. Imbert",
                    "17 déc.",
                    "Quatre heures d'aide par semaine",
                    "14 janv.",
                ),
                PlanLineView(
                    "Isolement",
                    "Sortir une fois par semaine",
                    "Voisine relayée, atelier équilibre de la commune",
                    "F. N'Diaye",
                    "7 janv.",
                    "Une sortie par semaine",
                    "14 janv.",
                ),
            ),
        ),
    ),
    alert="Chute, malaise ou refus de s'alimenter deux jours : appeler la référente"
    " (01 99 00 10 03), le soir et le week-end le 15.",
    unmet_needs=(
        UnmetView(
            "Répit pour la voisine aidante",
            "Pas d’offre sur le territoire",
            "Signalé au DAC le 26 novembre",
        ),
    ),
    signatures=("La personne (accord sur ce plan), date", "La référente, date"),
    origin="Issu de la réunion du 26 novembre 2026 · compte rendu n° 31",
    fingerprint="7F3K-9QXM",
)

ATTENDANCE = AttendanceView(
    letterhead=LETTERHEAD,
    title="Feuille d’émargement",
    subtitle="Réunion de coordination et de concertation pluriprofessionnelle · n° 31 de 2026",
    facts=(
        Fact("Date", "jeudi 26 novembre 2026"),
        Fact("Horaires prévus", "12 h 30 – 14 h"),
        Fact("Lieu", "Salle de réunion, rez-de-chaussée"),
        Fact("Animation", "Nadia Aubry"),
        Fact("FINESS"),
    ),
    people=tuple(
        SignatureLine(name, job, status, note="excusé" if state == "Excusé" else "")
        for (name, job, _, state), status in zip(
            PEOPLE,
            ("associée", "MSP", "MSP", "salarié", "MSP", "MSP", "hors MSP") * 2,
            strict=False,
        )
    ),
    spare_lines=3,
    codes=("S26-014", "S26-021", "S26-019", "S26-009"),
    totals=(Fact("Présents"), Fact("Professions"), Fact("Dossiers", "4"), Fact("Durée")),
    foot=("Excusé : Hugo Bellanger. Absent : Tomasz Kowalski.",),
    origin=ORIGIN,
)

NASTY = (
    '<b>gras</b> & <para> non fermé <img src="/etc/passwd"/> &eacute; &#233;\n'
    "=1+1 @nom -x +y \u202erenversé  espaces   multiples\ttabulation\n\n"
    "😀 🐈 ☐ ☑ ≤ → 中文 e\u0301te\u0301 \u0007fin ¿?"
)
RIGHT_TO_LEFT = "שלום مرحبا"
LONG = "Une phrase ordinaire qui se répète, avec une virgule ; et la suite. " * 90
UNBREAKABLE = "x" * 199 + "Z"
