# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.naming import find_person, name_key


@dataclass(frozen=True)
class _Person:
    last: str
    first: str = ""


AUBRY = _Person("Aubry", "Nadia")
DA_COSTA = _Person("Da Costa", "Inês")
HOSTIS = _Person("L'Hostis", "Gwenn")
NGUYEN = _Person("Fournier-Nguyen", "Claire")
ZOE, PAUL = _Person("Martin", "Zoé"), _Person("Martin", "Paul")
TEAM = (AUBRY, DA_COSTA, HOSTIS, NGUYEN, ZOE, PAUL)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Aubry", AUBRY),
        (" AUBRY ", AUBRY),
        ("aubry nadia", AUBRY),
        ("Nadia Aubry", AUBRY),
        ("Da Costa", DA_COSTA),
        ("da costa ines", DA_COSTA),
        ("Inês Da Costa", DA_COSTA),
        ("L’Hostis", HOSTIS),
        ("lhostis", HOSTIS),
        ("L' Hostis Gwenn", HOSTIS),
        ("Fournier Nguyen", NGUYEN),
        ("Fournier‑Nguyen", NGUYEN),
        ("Martin Zoé", ZOE),
        ("zoe MARTIN", ZOE),
    ],
)
def test_a_name_is_understood_however_it_is_written(name: str, person: _Person) -> None:
    match = find_person(name, TEAM)
    assert match.person is person
    assert match.sentence == ""


def test_a_shared_last_name_asks_for_the_first_one() -> None:
    match = find_person("Martin", TEAM)
    assert match.ambiguous
    assert match.people == (ZOE, PAUL)
    assert "Martin Zoé et Martin Paul" in match.sentence


def test_perfect_homonyms_are_both_offered() -> None:
    twin = _Person("Martin", "Zoé")
    assert find_person("Martin Zoé", (*TEAM, twin)).people == (ZOE, twin)


@pytest.mark.parametrize("name", ["", " ", "'", "Nadia", "Costa", "Dupont", "<b>Aubry</b>"])
def test_a_name_that_is_nobodys_is_unknown(name: str) -> None:
    match = find_person(name, TEAM)
    assert match.unknown
    assert match.person is None
    assert "annuaire" in match.sentence


def test_names_of_other_scripts_are_compared_too() -> None:
    people = (_Person("حداد", "سميرة"), _Person("😀"), _Person("李", "娜"))
    assert [find_person(p.last, people).person for p in people] == list(people)


def test_homonyms_share_a_key_whatever_their_spelling() -> None:
    assert name_key(_Person("ÉVRARD", "Loig")) == name_key(_Person("Evrard", "Loïg"))
    assert name_key(ZOE) != name_key(PAUL)


@given(st.text(), st.lists(st.builds(_Person, st.text(), st.text())))
def test_no_name_breaks_the_search(name: str, people: list[_Person]) -> None:
    assert set(find_person(name, people).people) <= set(people)
