# SPDX-License-Identifier: EUPL-1.2
"""Ordinary sentences of a concertation that must be left alone, and others that give away.

The sentences are data (`tests/data/notes_*.txt`), all invented; ⟦ ⟧ stands around each finding.
"""

import re
from pathlib import Path

import pytest

from app.domain.case import Identity
from app.domain.reidentification import Finding, united, warnings
from app.domain.whole_names import whole
from app.services.name_filter import filter_of
from app.services.words_beside_names import BesideNames

DATA = Path(__file__).parent.parent / "data"
LEFT_ALONE = (DATA / "notes_left_alone.txt").read_text("utf-8").splitlines()
GIVES_AWAY = (DATA / "notes_that_give_away.txt").read_text("utf-8").splitlines()
NAMES = filter_of(
    [
        Identity("Verdier", "Marguerite", None, "voisin : Karim, Le Havre"),
        Identity("Petit", "Jean-Noël"),
        Identity("Martin", "Rose"),
        Identity("Grand"),
        Identity("Blanc"),
        Identity("Noir"),
    ],
    BesideNames.shipped(),
)
FREE = re.compile("[⟦⟧]")


def found(text: str, *, wary: bool = False) -> tuple[Finding, ...]:
    hits = (whole(text, hit, wary=wary) for hit in NAMES.hits(text, wary=wary))
    return united(text, [*hits, *warnings(text)])


def marked(text: str) -> str:
    for each in reversed(found(text)):
        text = f"{text[: each.start]}⟦{each.found}⟧{text[each.end :]}"
    return text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_an_ordinary_sentence_is_left_alone(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize("text", GIVES_AWAY)
def test_a_sentence_that_gives_somebody_away_is_marked_just_there(text: str) -> None:
    assert marked(FREE.sub("", text)) == text


@pytest.mark.parametrize("text", GIVES_AWAY)
def test_the_room_is_spared_at_least_as_much(text: str) -> None:
    plain = FREE.sub("", text)
    hidden = {at for each in found(plain, wary=True) for at in range(each.start, each.end)}
    assert all(set(range(each.start, each.end)) <= hidden for each in found(plain))


def test_the_corpora_are_as_large_as_is_said() -> None:
    assert len(set(LEFT_ALONE)) >= 150  # docs/anonymity.md
    assert len(set(GIVES_AWAY)) >= 100
