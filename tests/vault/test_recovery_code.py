# SPDX-License-Identifier: EUPL-1.2
"""The written form of a recovery secret, and what a hand may do to it without harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vault.recovery_code import (
    GROUP_LENGTH,
    GROUPS,
    RecoveryCodeIncomplete,
    RecoveryCodeWrong,
    groups_of,
    read_code,
    split_code,
    state_of_group,
)

SECRET = bytes(range(40, 60))


@given(st.binary(min_size=20, max_size=20))
def test_what_is_printed_reads_back_as_it_was_drawn(secret: bytes) -> None:
    groups = groups_of(secret)
    assert len(groups) == GROUPS
    assert {len(group) for group in groups} == {GROUP_LENGTH}
    assert not set("".join(groups)) & set("OIL")
    assert read_code(groups) == read_code(" ".join(groups)) == read_code("".join(groups)) == secret


@given(st.binary(min_size=20, max_size=20))
def test_case_hyphens_spaces_and_look_alikes_do_no_harm(secret: bytes) -> None:
    typed = "-".join(groups_of(secret)).lower().replace("0", "o").replace("1", "l")
    assert read_code(f"  {typed}\n") == secret
    assert read_code(typed.replace("l", "i").replace("-", " – ")) == secret


def test_the_form_of_a_code_is_pinned_since_sheets_are_on_paper() -> None:
    assert " ".join(groups_of(bytes(20))) == "00007 0000E 0000N 0000W 0000= 00005 0000C 0000K"
    assert " ".join(groups_of(SECRET)).split()[0] == "50MJS"


@pytest.mark.parametrize("text", ["", "   ", "A", "00007 0000E", "00007 " * 9])
def test_what_cannot_be_cut_in_eight_groups_says_what_a_code_is(text: str) -> None:
    with pytest.raises(RecoveryCodeIncomplete) as refused:
        read_code(text)
    assert "8 groupes" in refused.value.text


def test_one_wrong_group_is_named_with_what_to_do() -> None:
    groups = [*groups_of(SECRET)]
    groups[2] = "ZZZZZ"
    with pytest.raises(RecoveryCodeWrong) as refused:
        read_code(groups)
    assert refused.value.groups == (3,)
    assert refused.value.text.startswith("Le groupe 3 ")
    assert "Relisez-le " in refused.value.remedy


def test_a_group_is_judged_while_it_is_typed() -> None:
    group = groups_of(SECRET)[0]
    states = [state_of_group(0, group[:n].lower()) for n in range(GROUP_LENGTH + 1)]
    assert [state.wrong for state in states] == [False] * 6
    assert [state.good for state in states] == [False] * 5 + [True]
    assert state_of_group(0, "5é").wrong
    assert state_of_group(1, group).wrong
    assert state_of_group(0, group + "0").wrong


def test_a_whole_code_pasted_in_one_field_is_cut_in_its_groups() -> None:
    groups = groups_of(SECRET)
    assert split_code("  " + "-".join(groups).lower()) == groups
    assert split_code(groups[0]) is None


def test_a_secret_of_another_length_has_no_written_form() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        groups_of(b"short")
