# SPDX-License-Identifier: EUPL-1.2
"""The date of an action: its year is seen where it is not this one, and no odd date passes."""

from datetime import date

import pytest

from app.domain.dates import parse_date
from app.domain.due import due_fault, due_text

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("j+7", date(2026, 12, 3)),
        ("J + 14", date(2026, 12, 10)),
        ("dans 2 sem", date(2026, 12, 10)),
        ("ds 2 sem", date(2026, 12, 10)),
        ("mi-décembre", date(2026, 12, 15)),
        ("mi novembre", date(2027, 11, 15)),
        ("fin décembre", date(2026, 12, 31)),
        ("1512", date(2026, 12, 15)),
        ("151227", date(2027, 12, 15)),
        ("15122027", date(2027, 12, 15)),
        ("3213", None),
        ("25/11", date(2027, 11, 25)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, meant: date | None) -> None:
    assert parse_date(typed, TODAY) == meant


def test_a_year_that_is_not_this_one_is_always_written() -> None:
    assert due_text(date(2026, 12, 3), TODAY) == "jeu. 3 déc."
    assert due_text(date(2027, 11, 25), TODAY) == "jeu. 25 nov. 2027"


@pytest.mark.parametrize(
    ("due", "said", "may_stay"),
    [
        (date(1899, 12, 15), "passé", False),
        (date(2026, 11, 25), "passé", False),
        (date(2026, 11, 27), "avant la réunion", False),
        (date(2029, 11, 26), "plus de deux ans", True),
        (date(2032, 1, 1), "plus de cinq ans", False),
        (date(9999, 12, 31), "plus de cinq ans", False),
    ],
)
def test_a_date_that_is_none_of_an_action_says_why(due: date, said: str, may_stay: bool) -> None:
    fault = due_fault(due, TODAY, meeting=date(2026, 11, 28))
    assert fault is not None
    assert said in fault.sentence
    assert fault.may_stay is may_stay


@pytest.mark.parametrize("due", [date(2026, 11, 28), date(2026, 12, 3), date(2028, 11, 26)])
def test_a_date_of_the_next_two_years_is_kept_without_a_word(due: date) -> None:
    assert due_fault(due, TODAY, meeting=date(2026, 11, 28)) is None


@pytest.mark.parametrize(
    ("due", "said"),
    [(date(2026, 11, 4), "avant la réunion"), (date(2026, 11, 5), "Entrée à nouveau")],
)
def test_minutes_written_anew_hold_what_was_due_since_their_meeting(due: date, said: str) -> None:
    fault = due_fault(due, TODAY, meeting=date(2026, 11, 5))
    assert fault is not None
    assert said in fault.sentence
    assert due_fault(TODAY, TODAY, meeting=date(2026, 11, 5)) is None


def test_where_the_calendar_ends_nothing_is_too_far() -> None:
    assert due_fault(date.max, date(9998, 1, 1), date(9998, 1, 1)) is None
