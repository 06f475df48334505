# SPDX-License-Identifier: EUPL-1.2
"""A few letters find what they mean, the likeliest first."""

import pytest

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
