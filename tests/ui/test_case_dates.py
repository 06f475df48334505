# SPDX-License-Identifier: EUPL-1.2
"""Dates that lie behind us, as people type them, and what is said of an impossible one."""

from datetime import date

import pytest

from ui.screens.case.typed_dates import (
    birth_date,
    birth_fault,
    past_warning,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("02/03/1941", date(1941, 3, 2)),
        ("2/3/41", date(1941, 3, 2)),
        ("02031941", date(1941, 3, 2)),
        ("2 mars 1941", date(1941, 3, 2)),
        ("2 mars 41", date(1941, 3, 2)),
        ("1941-03-02", date(1941, 3, 2)),
        ("3/5/24", date(2024, 5, 3)),
        ("29/02/1940", date(1940, 2, 29)),
        ("29/02/1941", None),
        ("31/04/1950", None),
        ("2 mars", None),  # a birth needs its year
        ("2/3", None),
        ("demain", None),
        ("dans 2 mois", None),
    ],
)
def test_a_birth_needs_its_year_and_two_figures_are_of_the_past(
    typed: str, read: date | None
) -> None:
    assert birth_date(typed, TODAY) == read


def test_a_birth_that_cannot_be_says_why() -> None:
    assert "dans l’avenir" in birth_fault(date(2027, 1, 1), TODAY)
    assert "146" in birth_fault(date(1880, 1, 1), TODAY)
    assert "après son accord" in birth_fault(date(2026, 11, 25), TODAY, date(2026, 11, 20))
    assert birth_fault(date(1941, 3, 2), TODAY, date(2026, 11, 20)) == ""


def test_a_past_day_is_odd_for_a_due_date() -> None:
    assert past_warning(date(2026, 11, 25), TODAY)
    assert past_warning(TODAY, TODAY) == ""
