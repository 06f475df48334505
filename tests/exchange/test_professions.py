# SPDX-License-Identifier: EUPL-1.2
import pytest

from app.domain.field import Field
from app.domain.text import fold
from app.exchange.professions import load_professions, match_profession

PROFESSIONS = load_professions()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Médecin généraliste", "Médecin généraliste"),
        ("MEDECIN", "Médecin généraliste"),
        ("Dr, médecin psychiatre", "Psychiatre"),
        ("Infirmière libérale (remplaçante)", "Infirmier"),
        ("Infirmière en pratique avancée", "Infirmier en pratique avancée"),
        ("kiné", "Masseur-kinésithérapeute"),
        ("Masseur kinésithérapeute", "Masseur-kinésithérapeute"),
        ("Assistante sociale", "Assistant de service social"),
        ("Aide à domicile (responsable de secteur)", "Aide à domicile"),
        ("sage femme", "Sage-femme"),
    ],
)
def test_a_profession_is_recognised_in_what_people_write(text: str, label: str) -> None:
    found = match_profession(text, PROFESSIONS)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize("text", ["", "Facteur", "kinésiologue", "<b>", "😀"])
def test_another_word_is_no_profession(text: str) -> None:
    assert match_profession(text, PROFESSIONS) is None


def test_no_spelling_stands_for_two_professions() -> None:
    owners: dict[str, str] = {}
    for profession in PROFESSIONS:
        for spelling in profession.spellings:
            assert owners.setdefault(fold(spelling), profession.label) == profession.label


def test_every_spelling_is_recognised_as_its_profession() -> None:
    for profession in PROFESSIONS:
        for spelling in profession.spellings:
            assert match_profession(spelling, PROFESSIONS) == profession


def test_the_four_fields_have_professions() -> None:
    assert {profession.field for profession in PROFESSIONS} == set(Field)
