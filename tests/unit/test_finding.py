# SPDX-License-Identifier: EUPL-1.2
"""A few letters find what they mean, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding import Finder
from app.domain.text import fold

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


def finds(letters: str, words: str) -> bool:
    return Finder([words], str).best(letters, 8) == (words,)


def test_nothing_answers_to_letters_that_are_not_there() -> None:
    assert Finder(CASES, str).best("zzz", 8) == ()
    assert finds("zz", "pizza azul")  # two letters side by side are inside the word
    assert not finds("sortie", "S26-015 Nourrisson qui grossit peu, mère isolée")
    assert not finds("ab", "a and b")  # two letters apart mean nothing


def test_without_letters_everything_keeps_its_order() -> None:
    assert Finder(CASES, str).best("", 2) == CASES[:2]


def likeness(wanted: str, text: str) -> int:
    """How well a few letters mean some words: 0 not at all, 100 they begin with them."""
    if not wanted:
        return 1
    if text.startswith(wanted):
        return 100
    parts = words_of(text)
    if any(part.startswith(wanted) for part in parts) or f" {wanted}" in text:
        return 90
    if all(any(part.startswith(each) for part in parts) for each in words_of(wanted)):
        return 80
    if wanted in text:
        return 60
    skipping = len(wanted) >= 3 and any(in_order(wanted, part) for part in parts)
    return 20 if skipping else 0


def words_of(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def in_order(letters: str, text: str) -> bool:
    """The letters follow one another in the word, from its first one."""
    place = 0
    if text[:1] != letters[:1]:
        return False
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def by_the_book(letters: str, words: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Each thing judged by itself, without a short cut."""
    ranked = [(likeness(fold(letters).strip(), fold(text)), text) for text in words]
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
