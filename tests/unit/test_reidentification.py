# SPDX-License-Identifier: EUPL-1.2
"""What gives a person away is found by its form; the French of a medical note is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reidentification import MASK, Clue, masked, warnings

NIR = "2 41 03 29 123 456 91"


def clues(text: str) -> list[tuple[Clue, str]]:
    return [(each.clue, each.found) for each in warnings(text)]


def corrected(text: str) -> str:
    for each in reversed(warnings(text)):
        text = text[: each.start] + each.instead + text[each.end :]
    return text


@pytest.mark.parametrize(
    ("text", "clue", "found", "after"),
    [
        ("Née le 12/03/1941 à Brest", Clue.BIRTH, "le 12/03/1941", "Née en 1941 à Brest"),
        ("née 12.3.1941", Clue.BIRTH, "12.3.1941", "née 1941"),
        ("DDN : 12/03/41", Clue.BIRTH, "12/03/41", "DDN : 41"),
        ("né le 02031941", Clue.BIRTH, "le 02031941", "né en 1941"),
        ("Né le 1er mars 1941.", Clue.BIRTH, "le 1er mars 1941", "Né en 1941."),
        ("date de naissance 1941-03-12", Clue.BIRTH, "1941-03-12", "date de naissance 1941"),
        ("elle est du 12 août 1938", Clue.BIRTH, "12 août 1938", "elle est du 1938"),
        ("né le 4/5/2019", Clue.BIRTH, "le 4/5/2019", "né en 2019"),
        ("Tél 06 12 34 56 78", Clue.PHONE, "06 12 34 56 78", "Tél [téléphone retiré]"),
        ("joindre au 0298123456.", Clue.PHONE, "0298123456", "joindre au [téléphone retiré]."),
        ("+33 6 12 34 56 78", Clue.PHONE, "+33 6 12 34 56 78", "[téléphone retiré]"),
        ("02.98.12.34.56 le soir", Clue.PHONE, "02.98.12.34.56", "[téléphone retiré] le soir"),
        (f"NIR {NIR}", Clue.SOCIAL_SECURITY, NIR, "NIR [numéro retiré]"),
        ("écrire à a.b-c@mail.example.fr", Clue.EMAIL, "a.b-c@mail.example.fr",
         "écrire à [adresse retirée]"),
        ("vit 12 rue des Lilas", Clue.ADDRESS, "12 rue des Lilas", "vit [adresse retirée]"),
        ("3 bis, avenue du Général Leclerc", Clue.ADDRESS, "3 bis, avenue du Général Leclerc",
         "[adresse retirée]"),
        ("7 place de l’Église, 29200 Brest", Clue.ADDRESS, "7 place de l’Église, 29200 Brest",
         "[adresse retirée]"),
        ("Mme Kervella tombe", Clue.NAME, "Mme Kervella", "la personne tombe"),
        ("Monsieur Le Goff", Clue.NAME, "Monsieur Le Goff", "la personne"),
        ("M. de La Tour refuse", Clue.NAME, "M. de La Tour", "la personne refuse"),
        ("Mme KERVELLA-ROZE", Clue.NAME, "Mme KERVELLA-ROZE", "la personne"),
        ("vu par le Dr Tanguy", Clue.NAME, "le Dr Tanguy", "vu par un médecin"),
        ("lettre du docteur Tanguy", Clue.NAME, "du docteur Tanguy", "lettre d’un médecin"),
    ],
)  # fmt: skip
def test_what_gives_a_person_away_is_found_and_can_be_corrected(
    text: str, clue: Clue, found: str, after: str
) -> None:
    assert clues(text) == [(clue, found)]
    assert corrected(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "TA 12/8, pouls 72, SpO2 96 %",
        "TA 13/08/10 h, puis 12/7",
        "1-0-1 matin midi soir, 3 fois par jour",
        "GIR 5, MMS 24/30, GDS 4/15",
        "Visite le 12/11/2026, revoir le 03/12/2026",
        "Bilan du 4 novembre 2026, contrôle dans 2 semaines",
        "HbA1c 7,2 % ; DFG 45 ; poids 52 kg (−4 kg en un an)",
        "Paracétamol 1 g x 3, Levothyrox 75 µg, Eliquis 2,5 mg",
        "Deux chutes en 2009, opéré en 1998",
        "RPPS 10101010101, FINESS 290012345",
        "Madame est fatiguée, Monsieur refuse l’aide",
        "Mme D. et M. L. restent à domicile",
        "maladie de Parkinson, syndrome de Korsakoff, score de Rockwood 6",
        "3 cours de gym par semaine, 2 places en accueil de jour",
        "10 passages par mois, 4 quai par quai",
        "12 h 30 – 14 h, 20 min à pied, à 300 km",
        "Tension 12 à 14, EVA 6/10, 2 cp le soir",
        "dossier 2026-0341, code S26-014, plan PPS-2026-014",
        "APA 1 234,50 €, dossier MDPH n° 4512",
        "1 23 45 67 890 123 45",  # fifteen digits that are no number of the security
        "",
    ],
)
def test_the_french_of_a_note_is_left_alone(text: str) -> None:
    assert warnings(text) == ()


def test_a_professional_of_the_directory_is_no_patient() -> None:
    text = "Le Dr Aubry rappelle Mme Le Goff et Mme Kervella."
    known = frozenset({"aubry", "le goff"})
    assert [each.found for each in warnings(text, known)] == ["Mme Kervella"]


def test_a_number_without_its_key_or_with_a_wrong_one_gives_as_much_away() -> None:
    for number in (NIR[:-2] + "92", NIR[:-3], "2410329123456", "1 55 02 2A 004 123 23"):
        assert clues(number) == [(Clue.SOCIAL_SECURITY, number)]
    for number in ("2 41 63 29 123 456 91", "3400930000001", "12345678901234"):
        assert clues(number) == []  # no month, a medicine's code, a company's number


def test_masking_hides_all_and_says_nothing_of_the_length() -> None:
    text = "Mme Kervella, 06 12 34 56 78, chez Mme Bo."
    assert masked(text, warnings(text)) == f"{MASK}, {MASK}, chez {MASK}."


@given(st.text(alphabet="Mme .DrNnée0123456789/-@rueAa \n", max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = warnings(text)
    assert all(text[each.start : each.end] == each.found != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "hard",
    [
        *("1 " * 2000, "a" * 4000, "né " * 1300, "M. A" * 1000, "0" * 4000, "M " * 2000),
        *("rue de la " * 400, "vit au " * 600, "jean at " * 500, "12/05/2003 " * 360, "a.b" * 1300),
    ],
)
def test_no_text_keeps_it_busy_for_ever(hard: str) -> None:
    """Longer than any field may be: what would backtrack does not end in time."""
    assert len(warnings(hard * 4)) >= len(warnings(hard))
