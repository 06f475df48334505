# SPDX-License-Identifier: EUPL-1.2
"""French words are judged with the shipped dictionary and the words of the trade."""

import threading
import time
from pathlib import Path

import pytest

from app.system.resources import path
from app.system.spelling import Lexicon, load_lexicon, words_to_judge


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = load_lexicon()
    assert found is not None
    return found


@pytest.mark.parametrize(
    "word",
    [
        *("maladie", "mangeaient", "l’hôpital", "qu'elle", "aujourd’hui", "peut-être", "œdème"),
        *("passera-t-il", "c’est-à-dire", "jusqu’à", "Noël", "déambulateur", "polymédication"),
        *("pluriprofessionnelle", "téléexpertise", "SSIAD", "apixaban", "psycho-oncologue"),
        *("médico-sociale", "d’APA"),
    ],
)
def test_right_words_are_known(lexicon: Lexicon, word: str) -> None:
    assert lexicon.knows(word)


@pytest.mark.parametrize("word", ["medcin", "l’hopital", "ordonance", "acceuil", "qu’elel", "xqz"])
def test_misspelt_words_are_not(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.knows(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("medcin", "médecin"),
        ("Medcin", "Médecin"),
        ("hopital", "hôpital"),
        ("l’hopital", "l’hôpital"),
        ("ordonance", "ordonnance"),
        ("deambulateur", "déambulateur"),
        ("kinesitherapeute", "kinésithérapeute"),
        ("aujourdhui", "aujourd'hui"),
        ("mangaient", "mangeaient"),
        ("sarcopenique", "sarcopénique"),
        ("reévaluer", "réévaluer"),
    ],
)
def test_what_was_meant_comes_first(lexicon: Lexicon, word: str, meant: str) -> None:
    assert lexicon.suggest(word)[0] == meant
    assert len(lexicon.suggest(word)) <= 5


@pytest.mark.parametrize("word", ["xqzrtplmw", "a", "", "x" * 400])
def test_nothing_is_proposed_for_what_is_like_no_word(lexicon: Lexicon, word: str) -> None:
    assert lexicon.suggest(word) == ()


def test_the_practice_has_words_of_its_own(lexicon: Lexicon) -> None:
    assert not lexicon.knows("Keranguen")
    lexicon.own = frozenset({"keranguen"})
    try:
        assert lexicon.knows("Keranguen")
        assert lexicon.knows("d’Keranguen")
    finally:
        lexicon.own = frozenset()


def test_names_acronyms_and_figures_are_not_judged() -> None:
    text = "Vu hier. Le Dr Aubry et Mme Keranguen, HAD, S26-014, a@b.fr : il va mieux\nPuis sortie"
    assert [word.text for word in words_to_judge(text)] == ["hier", "mieux", "Puis", "sortie"]
    spans = [text[word.start : word.end] for word in words_to_judge(text)]
    assert spans == ["hier", "mieux", "Puis", "sortie"]


def test_suggestions_leave_the_other_threads_their_time(lexicon: Lexicon) -> None:
    """Hunspell's own hold the interpreter for 250 to 800 ms: a key would wait as long."""
    gaps: list[float] = []
    done = threading.Event()

    def watch() -> None:
        last = time.perf_counter()
        while not done.is_set():
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    thread = threading.Thread(target=watch)
    thread.start()
    for word in ("kinesitherapeute", "anticoagulan", "interressant"):
        lexicon.suggest(word)
    done.set()
    thread.join()
    assert sorted(gaps)[-3] < 0.1  # 5 ms each on an idle machine; the bound bears a busy one


def test_the_trade_has_at_least_four_hundred_words() -> None:
    words = path("spelling/metier.txt").read_text(encoding="utf-8").split()
    assert len(words) == len(set(words)) >= 400
    assert {"APA", "GIR", "ALD", "SSIAD", "HAD"} <= set(words)


def test_a_missing_or_broken_dictionary_is_no_error(tmp_path: Path) -> None:
    assert load_lexicon(tmp_path) is None
    (tmp_path / "fr.dic").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "fr.aff").write_bytes(b"SET UTF-8\n")
    assert load_lexicon(tmp_path) is None
