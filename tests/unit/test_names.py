# SPDX-License-Identifier: EUPL-1.2
"""Which names can be kept, and in which form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.names import LONGEST_NAME, forced_name, kept_name, name_fault, name_of

INVISIBLE = {
    "a control": "Cl\x07aire",
    "a terminal's escape": "\x1b[2JClaire",
    "a bidi override": "Claire \u202eruessaV",
    "a zero width space": "Cl\u200baire",
    "a joiner": "Cl\u200daire",
    "a soft hyphen": "Va\u00adsseur",
    "a mark of byte order": "\ufeffClaire",
    "a private sign": "Claire\ue000",
    "a variation selector": "Claire\ufe0f",
    "a filler": "Claire \u3164",
    "a joiner of marks": "Cla\u034fire",
    "no sign at all": "Claire\uffff",
}


@pytest.mark.parametrize("name", ["Claire Vasseur", "N’Diaye", "Đặng Thị Hương", "李 明", "O'Neil"])
def test_the_names_of_people_can_be_kept(name: str) -> None:
    assert name_fault(name) == ""
    assert kept_name(name) == name


@pytest.mark.parametrize("name", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_a_sign_that_is_not_seen_is_refused(name: str) -> None:
    assert "invisible" in name_fault(name)
    with pytest.raises(UserError):
        kept_name(name)


def test_a_name_has_a_letter_or_a_digit() -> None:
    for blank in ("\u3164", "\u2800", "…", "-"):
        assert name_fault(blank) != ""
    assert name_fault("") == ""
    assert name_fault("e" + "\u0323" * 70) != ""


def test_a_name_has_80_characters_at_most() -> None:
    assert name_fault("é" * LONGEST_NAME) == ""
    assert "81" in name_fault("é" * 81)
    with pytest.raises(UserError):
        kept_name("x" * 1_100_000)


def test_blanks_and_decomposed_letters_are_settled_and_no_fault() -> None:
    assert name_of("  Claire\t\u00a0 Vasse\u0301  \n") == "Claire Vassé"
    assert name_fault("e\u0301" * LONGEST_NAME) == ""


def test_the_name_of_an_older_vault_is_not_judged_while_it_stays() -> None:
    old = "x" * 300
    assert kept_name(old, old) == old
    with pytest.raises(UserError):
        kept_name(f"{old}y", old)


@given(st.text())
def test_whatever_is_typed_has_a_nearest_name_that_can_be_kept(typed: str) -> None:
    forced = forced_name(typed)
    assert name_fault(forced) == ""
    assert name_of(forced) == forced == unicodedata.normalize("NFC", forced)
    if not name_fault(typed):
        assert forced == name_of(typed)
