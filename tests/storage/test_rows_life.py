# SPDX-License-Identifier: EUPL-1.2
"""Every field of the records of a situation's life comes back from the file as it went in."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.binned import Binned
from app.domain.care_plan import CarePlan, PlanLine, PlanStatus, PlanVersion
from app.domain.case import Case, CaseStatus, ComplexityReason, Eligibility, Protection
from app.domain.case_step import CaseStep, StepReason
from app.domain.changes import Kind
from app.domain.circle import CircleMember
from app.domain.consent import Consent, ConsentMode, ConsentState, GivenBy
from app.domain.directory import Professional
from app.domain.feedback import Agreement, PatientFeedback
from app.domain.ids import (
    BinnedId,
    CarePlanId,
    CaseId,
    CaseStepId,
    CircleMemberId,
    ConsentId,
    FeedbackId,
    MeetingId,
    PlanLineId,
    PlanVersionId,
    ProfessionalId,
    UnmetNeedId,
)
from app.domain.meeting import Meeting
from app.domain.retention import RetentionName, RetentionRule
from app.domain.unmet_need import UnmetCause, UnmetNeed
from app.storage.driver import open_database
from app.storage.errors import StorageError
from app.storage.migrator import migrate
from app.storage.unit_of_work import Rows

DAY = date(2026, 11, 26)
THEN = datetime(2026, 11, 26, 11, 30, tzinfo=UTC)
CASE, WHO, PLAN = CaseId("case"), ProfessionalId("who"), CarePlanId("plan")

WHOLE_CASE = Case(
    CASE,
    "S26-001",
    title="t",
    requester_id=WHO,
    requester_name="n",
    reason=ComplexityReason.EXPERTISE,
    question="q",
    wishes="w",
    organic="o",
    psychic="p",
    social="s",
    eligibility=Eligibility(over_75=True, ald=True, treating_doctor_in_sisa=True),
    status=CaseStatus.FOLLOWED,
    review_on=DAY,
    created_at=THEN,
    referent_id=WHO,
    referent_name="r",
    priority="rester chez elle",
    tried="kiné",
    carer="sa voisine",
    protection=Protection.MINOR,
    parents_kept_out=True,
    birth_year=2012,
    follows=CaseId("before"),
    merged_into=CaseId("before"),
    binned_at=THEN,
)
"""No field is left as it is by default, so that a column that nobody writes is seen."""


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    """A situation and somebody, on which all else hangs."""
    connection = open_database(tmp_path / "data.db", bytes(range(48)), create=True)
    migrate(connection)
    rows = Rows(connection)
    rows.professionals.save(Professional(WHO, "Roy", "Inès"))
    rows.cases.save(Case(CaseId("before"), "S25-009", created_at=THEN))
    rows.cases.save(WHOLE_CASE)
    rows.meetings.save(Meeting(MeetingId("met"), DAY, THEN.time(), THEN.time()))
    rows.care_plans.save(CarePlan(PLAN, CASE))
    yield rows
    connection.close()


def defaults_left(record: object) -> set[str]:
    """The fields of a record that say no more than their default."""
    return {each.name for each in fields(record) if getattr(record, each.name) == each.default}  # type: ignore[arg-type]  # any record


def test_a_whole_situation(rows: Rows) -> None:
    assert defaults_left(WHOLE_CASE) == set()
    assert rows.cases.get(CASE) == WHOLE_CASE


def test_its_steps_the_latest_first(rows: Rows) -> None:
    first = CaseStep(CaseStepId("1"), CASE, THEN, CaseStatus.FOLLOWED)
    last = CaseStep(CaseStepId("2"), CASE, THEN, CaseStatus.CLOSED, StepReason.DEATH, "le 3 mai")
    for step in (first, last):
        rows.steps.save(step)
    assert rows.steps.of(CASE) == (last, first)


def test_its_circle_in_its_order(rows: Rows) -> None:
    late = CircleMember(CircleMemberId("1"), CASE, 2, professional_id=WHO, role="infirmière")
    early = CircleMember(CircleMemberId("2"), CASE, 1, name="ADMR", care_team=False)
    for member in (late, early):
        rows.circles.save(member)
    assert rows.circles.of(CASE) == (early, late)
    rows.circles.remove(early.id)
    assert rows.circles.get(early.id) is None


def test_a_statement_of_consent(rows: Rows) -> None:
    consent = Consent(
        ConsentId("1"),
        CaseId("before"),
        ConsentState.OBTAINED,
        on=DAY,
        collected_by=WHO,
        collected_by_name="n",
        scope="équipe",
        outside_team=True,
        structures="CCAS\nDAC",
        given_by=GivenBy.PARENTS,
        informed="la mère",
        mode=ConsentMode.WRITTEN,
        sheet_given=True,
        renew_on=DAY,
    )
    assert defaults_left(consent) == set()
    rows.consents.add(consent)
    assert rows.consents.current(CaseId("before")) == consent
    assert rows.consents.current(CASE) == consent, "the file that took this one over"


def test_a_report_to_the_person(rows: Rows) -> None:
    feedback = PatientFeedback(
        FeedbackId("1"),
        CASE,
        MeetingId("met"),
        owed_by=WHO,
        owed_by_name="n",
        done_on=DAY,
        done_by=WHO,
        reaction="soulagée",
        due=DAY,
        agreement=Agreement.PARTLY,
        refused="le lit médicalisé",
        departure="préfère attendre",
    )
    assert defaults_left(feedback) == set()
    rows.feedbacks.save(feedback)
    assert rows.feedbacks.get(feedback.id) == feedback


@pytest.mark.parametrize("directives", [True, False, None])
def test_a_plan_and_its_line(rows: Rows, directives: bool | None) -> None:
    plan = CarePlan(
        PLAN,
        CASE,
        version=3,
        on=DAY,
        status=PlanStatus.VALIDATED,
        alert="a",
        coordinator_id=WHO,
        coordinator_name="n",
        took_part=True,
        agreed_on=DAY,
        ald=2,
        gir=4,
        directives=directives,
        housing=True,
        alert_id=WHO,
        alert_name="n",
        alert_nights="le 15",
    )
    line = PlanLine(
        PlanLineId("1"),
        PLAN,
        0,
        problem_code="MED-057",
        education=True,
        plain_objective="Ne plus tomber",
        plain_action="faire vérifier mon équilibre",
    )
    rows.care_plans.save(plan)
    rows.care_plans.save_line(line)
    assert rows.care_plans.get(PLAN) == replace(plan, lines=(line,))


def test_versions_of_a_plan_are_never_rewritten(rows: Rows) -> None:
    first = PlanVersion(PlanVersionId("1"), PLAN, 1, THEN, "account", '{"alert":"a"}')
    second = replace(first, id=PlanVersionId("2"), number=2)
    for version in (first, second):
        rows.care_plans.add_version(version)
    assert rows.care_plans.versions(PLAN) == (second, first)
    with pytest.raises(StorageError):
        rows.care_plans.add_version(replace(first, record="{}"))


def test_needs_that_were_not_met_by_situation_and_by_year(rows: Rows) -> None:
    need = UnmetNeed(
        UnmetNeedId("1"), CASE, DAY, "Répit", "ORG-011", UnmetCause.NO_OFFER, "depuis mai", DAY
    )
    rows.unmet_needs.save(need)
    assert rows.unmet_needs.of_case(CASE) == (need,)
    assert rows.unmet_needs.between(DAY, DAY) == ()  # its situation is in the bin
    rows.cases.save(replace(WHOLE_CASE, binned_at=None))
    assert rows.unmet_needs.between(DAY, DAY) == (need,)
    assert rows.unmet_needs.between(date(2027, 1, 1), date(2027, 12, 31)) == ()
    rows.unmet_needs.remove(need.id)
    assert rows.unmet_needs.get(need.id) is None


def test_the_bin_gives_back_what_was_put_there_and_tells_what_is_old(rows: Rows) -> None:
    old = Binned(BinnedId("1"), Kind.CIRCLE, "c", CASE, THEN, "account", '{"name":"ADMR"}')
    new = replace(old, id=BinnedId("2"), record_id="d", case_id=None, at=THEN.replace(day=27))
    for one in (old, new):
        rows.bin.add(one)
    assert rows.bin.all() == (new, old)
    assert rows.bin.before(new.at) == (old,)
    rows.bin.remove(old.id)
    assert rows.bin.get(old.id) is None


def test_a_rule_of_the_practice_is_rewritten(rows: Rows) -> None:
    rule = RetentionRule(RetentionName.ACTIVE, 6, "décision de l’équipe")
    rows.retention.save(replace(rule, years=5))
    rows.retention.save(rule)
    assert rows.retention.all() == {RetentionName.ACTIVE: rule}
