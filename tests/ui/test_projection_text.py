# SPDX-License-Identifier: EUPL-1.2
"""Wherever the caret stands and whatever is half typed, the room reads nobody's name or number."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.case import Identity
from app.domain.reidentification import MASK, Finding, masked, united, warnings
from app.domain.text import fold
from app.services.name_filter import filter_of
from app.services.words_beside_names import BesideNames
from ui.screens.meeting_mode.edited_places import EditedPlaces
from ui.screens.meeting_mode.projection_text import (
    MOST_LETTERS,
    UNFINISHED,
    Touched,
    held_back,
    moved,
    room_text,
)

NAMES = filter_of(
    [Identity("Verdier", "Marguerite"), Identity("Le Bihan", "Jean-Noël")], BesideNames.shipped()
)
SECRETS = (
    "Verdier",
    "Mme Verdier",
    "Marguerite Verdier",
    "Jean-Noël Le Bihan",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "0612345678",
    "+33 6 12 34 56 78",
    "jean.dupont@free.fr",
    "marguerite.lefort@orange.fr",
    "02/03/1941",
    "2 mars 1941",
    "02.03.1941",
    "2 41 03 29 123 456 91",
)
BEFORE = ("", "Vu ", "Deux bols. ", "Joint : ", "(", "Née le ", "Un fait\n", "l’")
AFTER = ("", " lundi", ". Bon", ", à pied", ")\nFin", " ")


def find(text: str) -> Sequence[Finding]:
    return united(text, [*NAMES.hits(text), *warnings(text)])


def typing(place: int) -> Touched:
    """The caret where the last key was pressed."""
    return Touched(place, (place,))


def given_away(shown: str, secret: str) -> bool:
    """Whether three letters of its words or four digits of its numbers are read in a row."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]{3,}", secret)]
    if secret.startswith("Mme"):
        words = words[1:]
    said = fold(shown)
    pieces = {word[n : n + 3] for word in words for n in range(len(word) - 2)}
    digits, told = (re.sub(r"\D", "", text) for text in (secret, shown))
    return any(piece in said for piece in pieces) or any(
        digits[n : n + 4] in told for n in range(len(digits) - 3)
    )


@given(
    before=st.sampled_from(BEFORE),
    secret=st.sampled_from(SECRETS),
    after=st.sampled_from(AFTER),
    place=st.integers(0, 60),
)
@example(before="Vu ", secret="Verdier", after="", place=9)
@example(before="", secret="Mme Verdier", after=" vient", place=5)
def test_nothing_is_read_wherever_the_caret_goes(
    before: str, secret: str, after: str, place: int
) -> None:
    text = f"{before}{secret}{after}"
    assert not given_away(room_text(text, typing(min(place, len(text))), find), secret)


@given(
    before=st.sampled_from(BEFORE),
    secret=st.sampled_from(SECRETS),
    after=st.sampled_from(("", "\nFin", ", à pied")),
    typed=st.integers(0, 40),
)
@example(before="", secret="06 12 34 56 78", after="", typed=12)
@example(before="Née le ", secret="02/03/1941", after="", typed=6)
@example(before="", secret="2 mars 1941", after="", typed=7)
@example(before="", secret="jean.dupont@free.fr", after="", typed=17)
def test_nothing_is_read_while_it_is_typed(
    before: str, secret: str, after: str, typed: int
) -> None:
    text = f"{before}{secret[:typed]}"
    for caret in (len(text), None):  # None: the keys went elsewhere in mid-word
        shown = room_text(text + after, Touched(caret, (len(text),)), find)
        assert not given_away(shown, secret)


def test_the_measure_of_these_tests_sees_what_is_given_away() -> None:
    assert given_away("vu …dier", "Verdier")
    assert given_away("06 12 34 …", "06 12 34 56 78")
    assert not given_away("Vu … lundi, TA 12/8", "Verdier")


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("", 0, ""),
        ("Vu ", 3, "Vu "),
        ("Verd", 4, UNFINISHED),
        ("l’Her", 5, UNFINISHED),
        ("Vu Verdier hier", 7, f"Vu {MASK} hier"),
        ("Vu Verdier hier", 15, f"Vu {MASK} {UNFINISHED}"),
        ("Mme Verdier vient", 5, f"{MASK} vient"),
        ("Deux chutes. ", 13, "Deux chutes. "),
        ("Deux chutes en mai", 2, f"{UNFINISHED} chutes en mai"),
        ("TA 12/8 et 3 chutes", 19, f"TA 12/8 et 3 {UNFINISHED}"),
        ("06 12 34 ", 9, f"{UNFINISHED} "),
        ("né le 2 ma", 10, f"né le {UNFINISHED}"),
        ("né le 2 mars ", 13, f"né le {UNFINISHED} "),
        ("écrire à jean.dupont@free.", 26, f"écrire à {MASK}"),
        ("marguerite.lef", 14, MASK),
        ("12\n34", 2, f"{UNFINISHED}\n34"),
    ],
)
def test_what_touches_the_caret_is_held_back(text: str, place: int, shown: str) -> None:
    assert room_text(text, typing(place), find) == shown


@pytest.mark.parametrize(
    ("text", "edited", "shown"),
    [
        ("vu Verdie", 9, f"vu {UNFINISHED}"),
        ("vu Verdie hier", 9, f"vu {UNFINISHED} hier"),
        ("vu Verdie. ", 9, f"vu {UNFINISHED} "),
        ("tel 06 12 34 ", 13, f"tel {UNFINISHED} "),
        ("né le 02/03/194", 15, f"né le {UNFINISHED}"),
        ("nadia.dup", 9, UNFINISHED),
        ("suivie par V.", 13, f"suivie par {UNFINISHED}"),
        ("Deux chutes", 11, f"Deux {UNFINISHED}"),
        ("Deux chutes ", 12, "Deux chutes "),
        ("Deux chutes.", 12, "Deux chutes."),
        ("Va bien (deux chutes).", 22, "Va bien (deux chutes)."),
        ("née le 02/03/1941. ", 19, f"née {MASK}. "),
    ],
)
def test_what_was_typed_last_is_read_once_it_was_ended(text: str, edited: int, shown: str) -> None:
    assert room_text(text, Touched(None, (edited,)), find) == shown


def test_without_a_caret_nothing_is_held_back() -> None:
    assert held_back("Vu ", 3) is None
    assert room_text("Vu hier", None, find) == "Vu hier"


def test_of_a_long_text_the_end_is_shown_and_the_cut_unmasks_nobody() -> None:
    # « Mme Dupont » is known by its form alone: cut between its words, it would be read.
    for length in range(MOST_LETTERS - 12, MOST_LETTERS + 2):
        text = "mot " * 2000 + "Mme Dupont " + "x" * length
        shown = room_text(text, None, find)
        assert len(shown) <= MOST_LETTERS
        assert "Dupont" not in shown
        assert shown.endswith("x" * 100)
    assert masked("Mme Dupont", find("Mme Dupont")) == MASK  # control


@pytest.mark.parametrize(
    ("before", "places", "now", "after"),
    [
        ("", (), "V", (1,)),
        ("V", (1,), "Ve", (2,)),
        ("vu Verdie", (9,), "Bon. vu Verdie", (14, 5)),  # what is typed elsewhere keeps the place
        ("vu Verdie", (9,), "vu Verdier", (10,)),
        ("vu Verdie hier", (9,), "vu Verdi hier", (8,)),
        ("vu Verdie", (9,), "", (0,)),
        ("aa", (2,), "aaa", (3,)),
    ],
)
def test_the_place_of_an_unended_word_follows_it(
    before: str, places: tuple[int, ...], now: str, after: tuple[int, ...]
) -> None:
    assert moved(places, before, now) == after


@given(st.text("ab ", max_size=9), st.text("ab ", max_size=9), st.integers(0, 9))
def test_a_place_lies_in_its_text(before: str, now: str, place: int) -> None:
    assert all(0 <= at <= len(now) for at in moved((min(place, len(before)),), before, now))


def test_a_text_that_comes_back_brings_its_places_back() -> None:
    places = EditedPlaces()
    assert places.follow("x", "vu Verdie hier", (9,)) == (9,)
    assert places.follow("x", "", ()) == (0,)
    assert places.follow("x", "vu Verdie hier", ()) == (9,)  # undone and redone
    places.end("x", "vu Verdie hier")
    assert places.follow("x", "vu Verdie hier", ()) == ()
    assert places.is_known("x", "")
    assert not places.is_known("y", "")
