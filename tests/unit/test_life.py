# SPDX-License-Identifier: EUPL-1.2
"""Which moves a situation may make, and what each needs."""

import pytest

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.errors import UserError
from app.domain.life import OVER, REASONS, move_words, moves_from, needs_reason, require_move


def test_from_every_state_there_is_a_way_on_and_never_to_the_same_state() -> None:
    for status in CaseStatus:
        assert moves_from(status)
        assert status not in moves_from(status)
        assert CaseStatus.NEW not in moves_from(status)


def test_only_what_was_closed_can_be_archived_and_what_is_over_only_comes_back() -> None:
    archivable = [s for s in CaseStatus if CaseStatus.ARCHIVED in moves_from(s)]
    assert archivable == [CaseStatus.CLOSED]
    assert moves_from(CaseStatus.ARCHIVED) == (CaseStatus.TO_PRESENT,)
    assert "revient" in move_words(CaseStatus.CLOSED, CaseStatus.TO_PRESENT)
    assert "revient" not in move_words(CaseStatus.FOLLOWED, CaseStatus.TO_PRESENT)


def test_closing_and_archiving_need_a_reason_that_a_person_may_give() -> None:
    assert {status for status in CaseStatus if needs_reason(status)} == OVER
    for reason in (StepReason.NONE, StepReason.MERGED):
        with pytest.raises(UserError, match="raison"):
            require_move(CaseStatus.FOLLOWED, CaseStatus.CLOSED, reason)
    for reason in REASONS:
        require_move(CaseStatus.FOLLOWED, CaseStatus.CLOSED, reason)


def test_a_move_that_is_none_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UserError, match="suivie ne peut pas devenir archivée") as refusal:
        require_move(CaseStatus.FOLLOWED, CaseStatus.ARCHIVED, StepReason.OTHER)
    assert "close" in refusal.value.remedy
