# SPDX-License-Identifier: EUPL-1.2
"""What is proposed of files that were kept long enough, and when a person may be erased."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.case import CaseStatus, Protection
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.retention import RetentionName
from app.services.feedbacks import Told
from app.services.retention import ErasureVerdict, Proposal, RetentionService
from tests.services.office import THURSDAY, Office

YEAR = timedelta(days=366)


def service(office: Office) -> RetentionService:
    return office.desk.person.retention


def proposed(office: Office) -> dict[str, Proposal]:
    return {one.code: one.what for one in service(office).proposals()}


def verdict(office: Office, case_id: CaseId) -> ErasureVerdict:
    return service(office).may_erase(case_id)


def presented(office: Office, code: str = "S26-001") -> CaseId:
    """A situation that the team spoke of, then closed."""
    case_id = office.case(code)
    office.held(case_id)
    office.desk.cases.set_status(case_id, CaseStatus.CLOSED)
    return case_id


def test_the_last_care_is_the_latest_of_what_the_team_did(office: Office) -> None:
    case_id = presented(office)
    assert service(office).of(case_id).last == THURSDAY
    office.clock.advance(timedelta(days=40))
    (feedback,) = office.desk.cases.file(case_id).feedbacks
    office.desk.feedbacks.record(feedback.id, office.clock.today(), None, Told(""))
    assert service(office).of(case_id).last == THURSDAY + timedelta(days=40)


def test_a_prepared_meeting_is_no_care(office: Office) -> None:
    case_id = office.case()
    office.meeting(case_id, on=THURSDAY + timedelta(days=7))
    assert service(office).of(case_id).last == THURSDAY


def test_nothing_is_proposed_before_its_time_nor_of_a_file_in_use(office: Office) -> None:
    presented(office)
    office.case("S26-002")
    office.clock.advance(4 * YEAR)
    assert proposed(office) == {}
    office.clock.advance(1.1 * YEAR)
    assert proposed(office) == {"S26-001": Proposal.ARCHIVE}
    assert office.desk.cases.file(service(office).proposals()[0].id).case.status is (
        CaseStatus.CLOSED
    )


def test_an_archived_file_is_proposed_again_once_nothing_keeps_it(office: Office) -> None:
    case_id = presented(office)
    office.desk.cases.set_status(case_id, CaseStatus.ARCHIVED)
    office.clock.advance(19 * YEAR)
    assert proposed(office) == {}
    office.clock.advance(1.2 * YEAR)
    assert proposed(office) == {"S26-001": Proposal.ERASE}


def test_a_person_who_was_presented_is_kept_and_the_reason_has_a_date(office: Office) -> None:
    case_id = presented(office)
    found = verdict(office, case_id)
    assert not found.allowed
    assert found.until == date(2046, 11, 26)
    assert "26 novembre 2046" in found.why
    assert "présentée à l’équipe" in found.why


def test_a_person_who_was_never_presented_may_be_erased_at_once(office: Office) -> None:
    assert verdict(office, office.case()).allowed


def test_a_minor_of_unknown_birth_is_kept_and_the_reason_says_so(office: Office) -> None:
    case_id = presented(office)
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, protection=Protection.MINOR))
    office.clock.advance(50 * YEAR)
    found = verdict(office, case_id)
    assert not found.allowed
    assert "année de naissance" in found.why


def test_the_practice_changes_a_rule_and_says_where_it_comes_from(office: Office) -> None:
    case_id = presented(office)
    service(office).save_rule(RetentionName.ACTIVE, 1, "décision du 3 mai")
    assert service(office).of(case_id).archive_on == date(2027, 11, 26)
    assert service(office).rules()[RetentionName.ACTIVE].source == "décision du 3 mai"


@pytest.mark.parametrize(("years", "source"), [(0, "x"), (101, "x"), (-3, "x"), (5, "  ")])
def test_a_rule_that_is_none_is_refused_in_french(office: Office, years: int, source: str) -> None:
    before = service(office).rules()
    with pytest.raises(UserError) as caught:
        service(office).save_rule(RetentionName.ACTIVE, years, source)
    assert caught.value.remedy
    assert service(office).rules() == before
