# SPDX-License-Identifier: EUPL-1.2
"""Who answers for a person, what a year of birth says, and days that cannot be."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import Case, Protection
from app.domain.consent import (
    Consent,
    ConsentState,
    GivenBy,
    day_fault,
    renewal_fault,
    usual_giver,
)
from app.domain.ids import CaseId, ConsentId
from app.domain.protection import birth_year, likely, with_secrecy, year_fault

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("protection", "kept_out", "giver"),
    [
        (Protection.NONE, False, GivenBy.PERSON),
        (Protection.MINOR, False, GivenBy.PARENTS),
        (Protection.MINOR, True, GivenBy.PERSON),
        (Protection.CURATORSHIP, False, GivenBy.ASSISTED),
        (Protection.GUARDIANSHIP, True, GivenBy.GUARDIAN),
        (Protection.FAMILY, False, GivenBy.GUARDIAN),
    ],
)
def test_who_usually_consents(protection: Protection, kept_out: bool, giver: GivenBy) -> None:
    assert usual_giver(protection, parents_kept_out=kept_out) is giver


@pytest.mark.parametrize(
    ("noted", "year", "proposed"),
    [
        (Protection.NONE, 2009, Protection.MINOR),
        (Protection.NONE, 2008, None),
        (Protection.MINOR, 2008, None),
        (Protection.MINOR, 2007, Protection.NONE),
        (Protection.GUARDIANSHIP, 2012, None),
        (Protection.NONE, None, None),
    ],
)
def test_a_year_of_birth_proposes_only_what_it_proves(
    noted: Protection, year: int | None, proposed: Protection | None
) -> None:
    assert likely(noted, year, TODAY) is proposed


def test_a_typed_year_is_read_or_refused_with_a_sentence() -> None:
    assert birth_year("1941") == 1941
    assert birth_year("") is birth_year("41") is birth_year("19410") is None
    assert year_fault("", TODAY) == year_fault("2026", TODAY) == year_fault("1906", TODAY) == ""
    assert "quatre chiffres" in year_fault("41", TODAY)
    assert "avenir" in year_fault("2027", TODAY)
    assert "120" in year_fault("1905", TODAY)


def test_an_answer_is_neither_of_tomorrow_nor_of_before_the_birth() -> None:
    assert "avenir" in day_fault(date(2026, 11, 27), TODAY, None)
    assert "2020" in day_fault(date(2019, 12, 31), TODAY, 2020)
    assert day_fault(date(2020, 1, 1), TODAY, 2020) == day_fault(None, TODAY, 2020) == ""
    assert renewal_fault(TODAY, TODAY)
    assert renewal_fault(date(2026, 11, 27), TODAY) == renewal_fault(None, TODAY) == ""


@pytest.mark.parametrize(
    ("state", "on", "due"),
    [
        (ConsentState.OBTAINED, date(2026, 12, 26), True),
        (ConsentState.OBTAINED, date(2026, 12, 27), False),
        (ConsentState.OBTAINED, date(2025, 1, 1), True),
        (ConsentState.OBTAINED, None, False),
        (ConsentState.WITHDRAWN, date(2026, 11, 1), False),
    ],
)
def test_the_practice_is_reminded_thirty_days_before_it_asks_again(
    state: ConsentState,
    on: date | None,
    due: bool,
) -> None:
    assert Consent(ConsentId("1"), CaseId("1"), state, renew_on=on).to_renew(TODAY) is due


def test_what_is_printed_of_a_minor_who_asked_for_secrecy_says_so() -> None:
    case = Case(CaseId("1"), "A", protection=Protection.MINOR)
    assert with_secrecy(case, "code seul") == "code seul"
    kept_out = replace(case, parents_kept_out=True)
    assert with_secrecy(kept_out, "code seul") == (
        "code seul, secret demandé : rien n’est adressé aux parents"
    )
