# SPDX-License-Identifier: EUPL-1.2
"""A few letters find what they mean, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding import Finder, likeness

CASES = ("S26-014 Chutes à répétition", "S26-021 Lombalgie", "S26-030 Isolement, chute")


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("s26-021", "S26-021 Lombalgie"),
        ("021", "S26-021 Lombalgie"),
        ("CHUTES", "S26-014 Chutes à répétition"),
        ("rép chu", "S26-014 Chutes à répétition"),
        ("lbg", "S26-021 Lombalgie"),
        ("isol", "S26-030 Isolement, chute"),
    ],
)
def test_the_likeliest_comes_first(letters: str, found: str) -> None:
    assert Finder(CASES, str).best(letters, 8)[0] == found


def test_nothing_answers_to_letters_that_are_not_there() -> None:
    assert Finder(CASES, str).best("zzz", 8) == ()
    assert likeness("zz", "pizza azul") > 0  # two letters side by side are inside the word
    assert likeness("sortie", "S26-015 Nourrisson qui grossit peu, mère isolée") == 0
    assert likeness("ab", "a and b") == 0  # two letters apart mean nothing


def test_without_letters_everything_keeps_its_order() -> None:
    assert Finder(CASES, str).best("", 2) == CASES[:2]


def by_the_book(letters: str, words: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Each thing judged by itself, without a short cut."""
    ranked = [(likeness(letters, text), text) for text in words]
    kept = sorted((pair for pair in ranked if pair[0]), key=lambda pair: -pair[0])
    return tuple(text for _, text in kept[:limit])


TEXTS = st.text(alphabet="abcé -'2’", min_size=1, max_size=14)


@given(st.lists(TEXTS, max_size=12, unique=True), st.text(alphabet="abcé -'2’", max_size=5))
def test_the_short_cuts_find_what_judging_each_thing_finds(words: list[str], letters: str) -> None:
    assert Finder(words, str).best(letters, 6) == by_the_book(letters, tuple(words), 6)


def test_what_is_added_comes_after_what_was_there() -> None:
    finder = Finder(CASES[:1], str)
    finder.add(CASES[1:])
    assert finder.best("", 9) == CASES
    assert finder.best("lbg", 9) == CASES[1:2]
