# SPDX-License-Identifier: EUPL-1.2
"""Two texts word by word: what is removed, what is added, and nothing lost in between."""

import random
from itertools import pairwise

import pytest

from app.domain.word_diff import Mark, Piece, changed, spoken, word_diff


def marks(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.mark.value, piece.text) for piece in word_diff(before, after)]


def test_words_that_changed_are_marked_and_the_others_stay() -> None:
    assert marks("Sort seule, le mardi.", "Sort accompagnée, le mardi.") == [
        ("same", "Sort "),
        ("removed", "seule"),
        ("added", "accompagnée"),
        ("same", ", le mardi."),
    ]


def test_a_sentence_says_the_changes() -> None:
    pieces = word_diff("Poids ≥ 54 kg", "Poids ≥ 56 kg")
    assert spoken(pieces) == "retiré « 54 », ajouté « 56 »"
    assert changed(pieces)


@pytest.mark.parametrize(("before", "after"), [("", ""), ("même texte", "même  texte"), ("a", "a")])
def test_nothing_changed_where_words_are_the_same(before: str, after: str) -> None:
    assert not changed(word_diff(before, after))
    assert spoken(word_diff(before, after)) == ""


@pytest.mark.timeout(20)  # word against word, it took minutes
def test_a_long_text_that_is_the_same_is_held_against_itself_at_once() -> None:
    text = "mot " * 20_000
    assert word_diff(text, text) == (Piece(Mark.SAME, text),)


def test_a_whole_text_may_come_or_go() -> None:
    assert word_diff("", "Tout neuf") == (Piece(Mark.ADDED, "Tout neuf"),)
    assert word_diff("Tout neuf", "") == (Piece(Mark.REMOVED, "Tout neuf"),)


@pytest.mark.parametrize("seed", range(60))
def test_what_stays_and_what_is_added_is_the_later_text_letter_by_letter(seed: int) -> None:
    draw = random.Random(seed)
    words = ["chute", "l’aide", " ", "\n", "; ", "≥", "11", "été", "👵🏽", "« vu »", "-"]
    before, after = ("".join(draw.choices(words, k=draw.randrange(40))) for _ in range(2))
    pieces = word_diff(before, after)
    later = "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED)
    earlier = "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED)
    assert later == after
    assert "".join(earlier.split()) == "".join(before.split())
    assert all(a.mark is not b.mark for a, b in pairwise(pieces))
