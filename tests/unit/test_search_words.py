# SPDX-License-Identifier: EUPL-1.2
"""Words looked for, found at the beginnings of words, marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search import MOST_WORDS, SNIPPET, Excerpt, Query, distinct, words_of


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Query(query).marks(text)]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("chut", "Deux chutes, une CHUTE", ["chutes", "CHUTE"]),
        ("hopital", "L’hôpital d’Épinal", ["hôpital"]),
        ("coeur", "Cœur fragile, écœuré", ["Cœur"]),
        ("sœur", "sa soeur", ["soeur"]),
        ("š", "Škoda", ["Škoda"]),
        ("apa gir", "APA (GIR 5)", ["APA", "GIR"]),
        ("tute", "chute", []),
        ("", "chute", []),
        ("s26-014", "S26-014", ["S26", "014"]),
    ],
)
def test_a_word_is_found_at_the_beginning_of_words(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


def test_every_word_must_be_found() -> None:
    assert Query("chute escalier").score("Chutes répétées", "dans l’escalier") > 0
    assert Query("chute cuisine").score("Chutes répétées", "dans l’escalier") == 0


def test_whole_words_and_titles_come_first() -> None:
    query = Query("chute")
    in_title, beginning = query.score("Chute", ""), query.score("Chutes", "")
    in_body = query.score("", "une chute")
    assert in_title > beginning > in_body > query.score("", "des chutes") > 0


def test_an_excerpt_is_one_line_around_what_was_found() -> None:
    text = "mot " * 100 + "\nvertiges au lever ; tension basse " + "fin " * 100
    excerpt = Query("vertige").excerpt(text)
    assert excerpt.text.startswith("…mot")
    assert excerpt.text.endswith("…")
    assert "vertiges au lever\u202f; tension" in excerpt.text
    assert len(excerpt.text) <= SNIPPET + 2
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["vertiges"]


def test_a_short_text_is_its_own_excerpt() -> None:
    assert Query("rien").excerpt("Une phrase.") == Excerpt("Une phrase.")


@given(st.text(), st.text(max_size=30))
def test_marks_are_words_that_begin_as_one_that_was_typed(text: str, typed: str) -> None:
    query = Query(typed)
    for start, end in query.marks(text):
        found = words_of(text[start:end])
        assert any(each.startswith(word) for each in found for word in query.words)
    excerpt = query.excerpt(text)
    assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.marks)


@given(st.text())
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    for word in distinct((text,))[:MOST_WORDS]:
        assert Query(word).score("", text) > 0


def test_no_more_words_than_anybody_types_are_looked_for() -> None:
    assert len(Query("un " * 50).words) == MOST_WORDS
