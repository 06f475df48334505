# SPDX-License-Identifier: EUPL-1.2
"""Two tables: what must be said to give somebody away, and the French that must be left alone."""

import pytest

from app.domain.case import Identity
from app.domain.reidentification import Clue, united, warnings
from app.services.contact_names import contact_words
from app.services.name_filter import filter_of
from app.services.words_beside_names import BesideNames

WORDS = BesideNames.shipped()

GIVES_AWAY = {
    Clue.ADDRESS: [
        "12 Rue des Lilas", "3 Place de la Mairie", "12 RUE DES LILAS", "12 av Foch",
        "12 Bd. Victor Hugo", "12 r. des Lilas", "12 bis rue des Lilas", "5 Allée des Acacias",
        "8 impasse du Moulin", "2 Grande Rue", "14 chemin de la Fontaine", "1 Cité des Fleurs",
        "25 boulevard Saint-Michel", "7 quai de la Loire", "12 rue du 11-Novembre",
        "3 ter avenue de la République", "9 square Carpeaux", "5 montée des Vignes",
        "12, rue Pasteur 59000 Lille", "12 de la rue des Lilas", "lieu-dit La Croix",
        "4 esplanade De Gaulle", "6 rue d’Alsace",
    ],
    Clue.NAME: [
        "mme dupont", "M Dupont", "M.Dupont", "Mme  Dupont", "Mme N'Diaye", "Mme N’Diaye",
        "Mme LE GOFF", "MME DUPONT", "Mr Dupont", "monsieur Dupont", "Mlle Rose", "mme. Dupont",
        "M. L'Hostis", "Mme d'Artagnan", "M. Đặng", "Mme Ó Súilleabháin", "Mme Ba", "M. El Amrani",
        "Mme Noe\u0308lle", "madame lefebvre", "Maître Dupont", "Professeur Tournesol",
        "Mme Marie-Claude Le Dantec", "M. Wilson",
    ],
    Clue.PHONE: [
        "06/12/34/56/78", "06  12  34  56  78", "(+33) 6 12 34 56 78", "+32 475 12 34 56",
        "+262 692 12 34 56", "+33612345678", "0033 6 12 34 56 78", "06.12.34.56.78",
        "06-12-34-56-78", "06 12 345 678", "0612 345678", "06\u202f12\u202f34\u202f56\u202f78",
        "+41 79 123 45 67", "06_12_34_56_78",
    ],
    Clue.SOCIAL_SECURITY: [
        "2 41 03 29 123 456", "2410329123456", "2 41 03 29 123 456 12", "1 41 03 2A 004 123 45",
        "2.41.03.29.123.456.91",
    ],
    Clue.EMAIL: ["jean.petit @ free.fr", "j-p+n@mail.example.org"],
    Clue.BIRTH: [
        "02.03.41", "12 mai 2012", "02/03/41", "le 02 / 03 / 1941", "1er mars 1941", "1941-03-02",
        "3 févr. 1938",
    ],
}  # fmt: skip

LEFT_ALONE = [
    "2 chemin de vie", "M. Alzheimer", "M. de Parkinson", "Mme Est en colère", "M. Va bien",
    "mme refuse", "mme très fatiguée", "Mme n'est pas venue", "Madame souhaite rester",
    "Monsieur ne veut pas", "M. et Mme", "Mme D. et M. L. restent", "M. BPCO sévère",
    "Mme HTA connue", "100 m de marche", "10 m Est", "3 m plus loin", "2 rue", "1 avenue",
    "impasse thérapeutique, 1 impasse évitée", "3 passages par jour", "2 places en EHPAD",
    "10 place assise", "1 cours de natation", "2 voies aériennes", "12 av. J.-C.",
    "revue le 03/02/2005 pour fracture", "opérée le 12/05/2003", "bilan du 05/06/07",
    "Visite le 02.03.2026 10 h", "RDV 02/03/2026 10 h 30", "le 02/03/26 10 h",
    "Humalog 8-6-10", "TA 12/8/70", "MMS 12/30, GDS 02/15", "CIP 3400930000001",
    "SIRET 123 456 789 00012", "RPPS 10999999997", "FINESS 590012345", "dossier 0612345678901",
    "1 à 2 comprimés 3 fois, 10 20 30 40", "code postal 59000", "+4 kg en 3 mois", "06 12 34 56 7",
    "réunion du 12 mai 2026", "depuis le 12 mars 2004", "Dr a dit", "PR normal", "Pr 12",
    "le docteur passera", "Monsieur Tout-le-Monde", "Mme, vue ce jour", "me dit aller bien",
    "prise @ 8 h", "M. Lundi à 9 h", "vit 3 étages plus haut", "Tél. 15",
    "3 comprimés de 500 mg le matin", "poids 52,4 kg le 12/11", "GIR 4, 2e étage",
]  # fmt: skip


@pytest.mark.parametrize(
    ("clue", "found"), [(clue, found) for clue, texts in GIVES_AWAY.items() for found in texts]
)
def test_its_form_gives_somebody_away_alone_and_in_a_sentence(clue: Clue, found: str) -> None:
    for text in (found, f"Note : {found}, puis retour.", f"({found})"):
        assert [(each.clue, each.found) for each in warnings(text)] == [(clue, found)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_this_french_is_left_alone(text: str) -> None:
    assert warnings(text) == ()
    assert warnings(f"Vu hier. {text}.") == ()


@pytest.mark.parametrize("text", ["née le 2 mars 41", "né(e) le 02.03.41", "DDN 2-3-41"])
def test_a_word_of_birth_makes_a_short_date_one(text: str) -> None:
    assert [each.clue for each in warnings(text)] == [Clue.BIRTH]


def test_of_a_couple_each_is_found() -> None:
    assert [each.found for each in warnings("Monsieur Roux et Madame Le Roux, Dr Tanguy")] == [
        "Monsieur Roux",
        "Madame Le Roux",
        "Dr Tanguy",
    ]


# --- names that are known --------------------------------------------------------------------


def known(last: str, text: str, first: str = "", contact: str = "") -> list[str]:
    names = filter_of([Identity(last, first, None, contact)], WORDS)
    return [each.found for each in united(text, names.hits(text))]


@pytest.mark.parametrize(
    ("last", "first", "text", "found"),
    [
        ("Verdier", "", "chez les Verdiers", "Verdiers"),
        ("Benslimane", "", "vu Ben Slimane", "Ben Slimane"),
        ("Benslimane", "", "vu ben slimane", "ben slimane"),
        ("Le Goff", "", "appeler Legoff", "Legoff"),
        ("Le Goff", "", "appeler LE-GOFF", "LE-GOFF"),
        ("N'Diaye", "", "appeler Ndiaye", "Ndiaye"),
        ("N’Diaye", "", "appeler N Diaye", "N Diaye"),
        ("De La Tour", "", "appeler Delatour", "Delatour"),
        ("", "Jean-Noël", "voir JeanNoel", "JeanNoel"),
        ("", "Noël", "voir Noe\u0308l ce soir", "Noe\u0308l"),
        ("Verdier", "", "voir Ver\u00addier", "Ver\u00addier"),
        ("Đặng", "Łukasz", "voir Lukasz Dang", "Lukasz Dang"),
        ("O'Brien", "", "voir OBrien", "OBrien"),
        ("Petit", "", "Mme petit va mieux", "Mme petit"),
        ("Petit", "", "vu M. petit", "M. petit"),
        ("Petit", "", "Petit va mieux", "Petit"),
        ("Petit", "", "voir Petit demain", "Petit"),
        ("Petit", "", "PETIT, suite", "PETIT"),
        ("Petit", "Jean", "Petit Jean, suite", "Petit Jean"),
        ("Martin", "", "Refus. Mr Martin préfère attendre", "Mr Martin"),
        ("Roux", "", "la fille de Roux", "Roux"),
        ("Rose", "", "appeler madame rose", "madame rose"),
        ("Le Roux", "", "voir Le Roux", "Le Roux"),
        ("Delarue", "", "voir De la Rue", "De la Rue"),
        ("", "Rose", "Rose dort mal", "Rose"),
        ("Alzheimer", "", "M. Alzheimer", "M. Alzheimer"),
        ("Verdier", "", "VERDIER", "VERDIER"),
        ("Verdier", "", "dossier Verdier-Lefort", "Verdier-Lefort"),
        ("Œuvrard", "", "oeuvrard", "oeuvrard"),
        ("Verdier", "", "M.Verdier", "M.Verdier"),
    ],
)
def test_a_known_name_is_found_however_it_is_written(
    last: str, first: str, text: str, found: str
) -> None:
    assert known(last, text, first) == [found]


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("Petit", "Petit déjeuner pris"),
        ("Petit", "Petit-déjeuner pris seul"),
        ("Petit", "un petit appartement"),
        ("Petit", "Vu. Petit appétit"),
        ("Blanc", "Blanc de poulet le midi"),
        ("Blanc", "- Blanc, sec"),
        ("Noir", "Noir complet la nuit"),
        ("Roux", "Roux à la farine"),
        ("Chat", "Chat à nourrir, un chat"),
        ("Martin", "« Martin pêcheur vu au parc »"),
        ("Grand", "Grand âge"),
        ("Le Roux", "le roux de la sauce"),
        ("Delarue", "au coin de la rue"),
        ("Lecoq", "il entend le coq"),
        ("Poids", "Poids 52 kg\nPoids stable"),
        ("Sommeil", "Sommeil haché"),
        ("Legrand", "le grand âge"),
        ("Verdier", "le verger, la verdure"),
        ("Li", "il lit au lit"),
    ],
)
def test_a_word_that_is_a_name_too_is_left_alone_where_it_is_a_word(last: str, text: str) -> None:
    assert known(last, text) == []


def test_the_room_is_spared_the_doubt() -> None:
    names = filter_of([Identity("Petit")], WORDS)
    assert [each.found for each in names.hits("Petit, suite. un petit mot", wary=True)] == ["Petit"]


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("fille : Sophie Martin 06 12 34 56 78, Lyon, infirmière au CHU, voisine Mme Dupuis",
         {"sophie", "martin", "dupuis"}),
        ("Sa Fille Aînée habite Toulouse, Elle travaille à l'Hôpital", set()),
        ("Médecin traitant Dr Aubry, Tél. le matin. Urgence: Samu", {"aubry"}),
        ("CHU de Lyon, service de Mme Bertin", {"bertin"}),
        ("EHPAD Les Lilas à Saint Malo", set()),
        ("Fils Paul, 29000 Quimper", {"paul"}),
        ("la fille de Jeanne Roze", {"jeanne", "roze"}),
        ("Chat à nourrir, code 1234, clé chez Mme Le Bihan", {"bihan"}),
        ("Anne Roze (nièce) - Brest - soir", {"anne", "roze"}),
        ("sophie (fille)", {"sophie"}),
        ("Marie Lyon, voisine", {"marie", "lyon"}),
        ("Samu, CHU, Lyon", set()),
    ],
)  # fmt: skip
def test_of_a_contact_only_people_are_names(contact: str, words: set[str]) -> None:
    assert contact_words(WORDS, contact) == words
