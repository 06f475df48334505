# SPDX-License-Identifier: EUPL-1.2
"""The sentence under the caret, and what stays when it leaves."""

import pytest

from ui.screens.meeting_mode.sentences import added, sentence_at, without

NOTE = "Deux chutes. Demander un bilan ! Revoir le Dr. Aubry avec M. Petit.\n\nSeule ligne\nFin…"


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("Deux", "Deux chutes."),
        ("Deux chutes.", "Deux chutes."),
        ("bilan", "Demander un bilan !"),
        ("Petit.", "Revoir le Dr. Aubry avec M. Petit."),
        ("Seule", "Seule ligne"),
        ("Fin…", "Fin…"),
    ],
)
def test_the_sentence_holds_the_caret_and_no_blank(letters: str, sentence: str) -> None:
    start, end = sentence_at(NOTE, NOTE.index(letters) + len(letters))
    assert NOTE[start:end] == sentence


def test_a_caret_after_the_last_blank_means_the_sentence_before_it() -> None:
    text = "Deux chutes. Un bilan. "
    start, end = sentence_at(text, len(text))
    assert text[start:end] == "Un bilan."


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "Un.\n\nDeux."])
def test_there_is_no_sentence_on_an_empty_line(text: str) -> None:
    caret = 4 if text.startswith("Un") else 1
    start, end = sentence_at(text, caret)
    assert start == end


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("Un. Deux. Trois.", "Deux.", "Un. Trois."),
        ("Un. Deux.", "Deux.", "Un."),
        ("Un. Deux.", "Un.", "Deux."),
        ("Un.\nDeux.\nTrois.", "Deux.", "Un.\nTrois."),
        ("Un.\nDeux. Trois.", "Deux.", "Un.\nTrois."),
        ("Un.\nDeux.", "Un.", "Deux."),
        ("Seul.", "Seul.", ""),
    ],
)
def test_nothing_but_the_sentence_leaves(text: str, gone: str, left: str) -> None:
    start = text.index(gone)
    assert without(text, start, start + len(gone)) == left


def test_a_sentence_comes_back_on_a_line_of_its_own() -> None:
    assert added("Un.", "Deux.") == "Un.\nDeux."
    assert added("  ", "Deux.") == "Deux."
