# SPDX-License-Identifier: EUPL-1.2
"""Jargon in a text for a patient is found, and common words are not."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plain_words import JargonTerm, PlainWords
from app.services.plain_words import shipped_plain_words
from app.system.resources import path

WORDS = PlainWords(
    (
        JargonTerm("HTA", "tension trop haute"),
        JargonTerm("TA", "tension", capitals=True),
        JargonTerm("AS", "aide-soignante", capitals=True),
        JargonTerm("dyspnée", "essoufflement"),
        JargonTerm("per os", "par la bouche"),
        JargonTerm("trouble cognitif", "trouble de la mémoire"),
        JargonTerm("cognitif", "de la pensée"),
        JargonTerm("œdème", "gonflement"),
        JargonTerm("PAI", "projet d’accueil"),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Surveiller l'HTA, puis la dyspnée.", ["HTA", "dyspnée"]),
        ("hta et DYSPNEES", ["hta", "DYSPNEES"]),
        ("Prendre ta tension", []),
        ("TA debout ≥ 11", ["TA"]),
        ("Deux AS et une ASs", ["AS", "ASs"]),
        ("tu as", []),
        ("Des troubles\u202fcognitifs", ["troubles\u202fcognitifs"]),
        ("un bilan cognitif", ["cognitif"]),
        ("médicament per-os", ["per-os"]),
        ("oedèmes des jambes", ["oedèmes"]),
        ("la paix", []),
        ("La HTAxy et le persos", []),
        ("", []),
    ],
)
def test_whole_words_are_found_whatever_case_accent_or_plural(text: str, found: list[str]) -> None:
    result = WORDS.find(text)
    assert [jargon.found for jargon in result] == found
    assert all(text[jargon.start : jargon.end] == jargon.found for jargon in result)


def test_the_remark_says_what_to_say_instead() -> None:
    [jargon] = WORDS.find("Son HTA")
    assert jargon.sentence == "« HTA » : dites plutôt « tension trop haute »"


@given(st.text())
def test_no_text_is_too_odd_and_findings_come_in_order(text: str) -> None:
    places = [(jargon.start, jargon.end) for jargon in WORDS.find(text)]
    assert places == sorted(places)
    assert all(end <= after for (_, end), (after, _) in pairwise(places))


def test_every_word_of_the_list_is_found_and_what_is_said_instead_is_no_jargon() -> None:
    words = shipped_plain_words()
    raw = json.loads(path("vocabularies/jargon.json").read_text(encoding="utf-8"))
    entries = raw["entries"]
    assert raw["source"]
    assert len(entries) >= 150
    terms = [entry["term"] for entry in entries]
    assert len(terms) == len(set(terms))
    for entry in entries:
        [jargon] = words.find(f"Le {entry['term']}, demain.")
        assert jargon.found == entry["term"]
        assert words.find(entry["plain"]) == (), entry["term"]
    assert {"HTA", "IDE", "APA", "GIR", "iatrogénie", "dyspnée", "observance"} <= set(terms)
    assert {"titration", "AVQ", "ETP", "CCAS", "SSIAD", "HAD", "CMP"} <= set(terms)


def test_plain_french_is_left_alone() -> None:
    plain = (
        "Rester chez moi avec mon chat. Pas de lit médicalisé dans le salon. Vérifier mon équilibre"
        " et choisir une aide qui me convient. Arrêter petit à petit le médicament du soir. Plus "
        "d’heures d’aide et une douche à la place de la baignoire. J’appelle si je tombe, si j’ai "
        "un malaise, ou si je ne mange plus depuis deux jours. Il faut que l’âme ait la paix. "
        "Eva et Maïa viennent le mardi ; un clic suffit. Tu as ta carte, il est gentil : pas mal !"
    )
    assert [jargon.found for jargon in shipped_plain_words().find(plain)] == []
