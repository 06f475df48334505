# SPDX-License-Identifier: EUPL-1.2
"""The clock of a file: five years, then fifteen; a minor's not before 28 (domain brief §5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus
from app.domain.retention import Retention, retention_of, years_later
from app.services.retention import shipped_rules

LAST = date(2026, 11, 26)


def clock(last: date = LAST, *, born: int | None = None, minor: bool = False) -> Retention:
    return retention_of(shipped_rules(), last, birth_year=born, minor=minor)


def test_five_years_in_use_then_fifteen_in_the_archive() -> None:
    found = clock()
    assert found.archive_on == date(2031, 11, 26)
    assert found.over_on == date(2046, 11, 26)
    assert not found.for_minor


def test_a_leap_day_goes_on_with_the_day_after() -> None:
    assert years_later(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(st.dates(), st.integers(1, 100))
def test_no_day_of_the_calendar_breaks_it(last: date, years: int) -> None:
    assert years_later(last, years) >= last


def test_a_small_child_s_file_lasts_until_the_year_of_the_birthday_is_over() -> None:
    found = clock(born=2024, minor=True)
    assert found.over_on == date(2052, 12, 31)
    assert found.for_minor


def test_an_adolescent_s_file_lasts_as_long_as_an_adult_s() -> None:
    assert clock(born=2012, minor=True) == clock()


def test_a_minor_without_a_year_of_birth_is_never_over() -> None:
    found = clock(date(1990, 1, 1), minor=True)
    assert found.birth_unknown
    assert not found.is_over(LAST)
    assert clock(date(1990, 1, 1)).is_over(LAST)


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (CaseStatus.CLOSED, date(2031, 11, 26), True),
        (CaseStatus.CLOSED, date(2031, 11, 25), False),
        (CaseStatus.FOLLOWED, date(2031, 11, 26), False),
        (CaseStatus.ARCHIVED, date(2031, 11, 26), False),
    ],
)
def test_only_a_closed_file_is_archived_and_not_before_its_day(
    status: CaseStatus, today: date, expected: bool
) -> None:
    assert clock().to_archive(status, today) is expected
