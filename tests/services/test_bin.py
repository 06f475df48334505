# SPDX-License-Identifier: EUPL-1.2
"""The bin: what is taken out can be put back as it was for thirty days, then it goes for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.action import Action, ActionState
from app.domain.binned import KEPT
from app.domain.care_plan import LineState, PlanLine, PlanPart, PlanStatus
from app.domain.case import CaseStatus, Identity
from app.domain.changes import Kind, content_of
from app.domain.circle import CircleMember
from app.domain.consent import ConsentState
from app.domain.decision import Decision
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import (
    ActionId,
    BinnedId,
    CarePlanId,
    CaseId,
    CircleMemberId,
    DecisionId,
    InclusionId,
    ItemId,
    PlanLineId,
    ProfessionalId,
    ProtocolId,
    UnmetNeedId,
)
from app.domain.inclusion import Criterion, Inclusion, InclusionState
from app.domain.unmet_need import UnmetCause, UnmetNeed
from app.services.bin import BinService, put_in_bin, record_from
from app.services.meetings import ActionDraft
from tests.services.office import Office

DAY = date(2026, 12, 3)


def service(office: Office) -> BinService:
    return office.desk.person.bin


def texts(office: Office) -> list[str]:
    return [one.text for one in service(office).all()]


def decisions(office: Office, item: ItemId) -> list[str]:
    return [one.text for one in office.store.rows.decisions.of(item)]


@pytest.mark.parametrize(
    "record",
    [
        Decision(DecisionId("d"), ItemId("i"), 2, "« Revoir » le traitement"),
        Action(
            ActionId("a"),
            ItemId("i"),
            0,
            "Appeler",
            case_id=CaseId("c"),
            who_id=ProfessionalId("p"),
            due=DAY,
            state=ActionState.POSTPONED,
        ),
        PlanLine(
            PlanLineId("l"),
            CarePlanId("p"),
            1,
            part=PlanPart.AID,
            state=LineState.REFUSED,
            due=DAY,
            education=True,
        ),
        CircleMember(CircleMemberId("m"), CaseId("c"), 0, name="ADMR", care_team=False),
        UnmetNeed(UnmetNeedId("n"), CaseId("c"), DAY, "Répit", cause=UnmetCause.DELAY, met_on=DAY),
        Inclusion(
            InclusionId("i"),
            ProtocolId("p"),
            CaseId("c"),
            2,
            InclusionState.LEFT,
            DAY,
            ended_on=DAY,
            criteria=(Criterion("Plus de 75 ans", excludes=False, met=True),),
        ),
    ],
    ids=lambda record: type(record).__name__,
)
def test_a_record_reads_back_as_it_was(record: object) -> None:
    assert record_from(type(record), content_of(record)) == record


def test_a_decision_taken_back_in_a_meeting_can_be_put_back(office: Office) -> None:
    _, (item,) = office.running(office.case("S26-001"))
    decision, _ = office.desk.meetings.decide(item, "Revoir le traitement")
    office.desk.meetings.drop_decision(item, decision)
    (binned,) = service(office).all()
    assert (binned.what, binned.text, binned.code) == (
        "Décision",
        "Revoir le traitement",
        "S26-001",
    )
    service(office).put_back(binned.id)
    assert decisions(office, item) == ["Revoir le traitement"]
    assert service(office).all() == ()


def test_an_undo_takes_it_out_of_the_bin_too(office: Office) -> None:
    _, (item,) = office.running(office.case())
    action, _ = office.desk.meetings.act(item, ActionDraft("Appeler", who_name="Une voisine"))
    (line,) = office.store.rows.actions.of(item)
    office.desk.meetings.drop_action(item, action)
    assert texts(office) == ["Appeler"]
    office.desk.meetings.exchange(item, (), (line,))
    assert texts(office) == []


def test_what_is_taken_out_again_is_in_the_bin_again(office: Office) -> None:
    _, (item,) = office.running(office.case())
    office.desk.meetings.decide(item, "Revoir le traitement")
    (line,) = office.store.rows.decisions.of(item)
    office.desk.meetings.exchange(item, (line,), ())
    assert texts(office) == [], "it was not taken out, but undone"
    office.desk.meetings.exchange(item, (), (line,))
    office.desk.meetings.exchange(item, (line,), (), binned=True)
    assert texts(office) == ["Revoir le traitement"]


def test_once_the_meeting_is_sealed_nothing_comes_back_into_it(office: Office) -> None:
    meeting, (item,) = office.running(office.case())
    decision, _ = office.desk.meetings.decide(item, "Revoir")
    office.desk.meetings.drop_decision(item, decision)
    office.desk.meetings.enter(item)
    office.desk.minutes.close(meeting)
    (binned,) = service(office).all()
    with pytest.raises(UserError) as caught:
        service(office).put_back(binned.id)
    assert "close" in caught.value.text
    assert decisions(office, item) == []
    assert service(office).all() == (binned,)


def test_a_person_who_withdraws_is_not_put_back(office: Office) -> None:
    case_id = office.case()
    other = office.case()
    _, (item, beside) = office.running(case_id, other)
    for each, text in ((item, "d’elle"), (beside, "d’une autre")):
        decision, _ = office.desk.meetings.decide(each, text)
        office.desk.meetings.drop_decision(each, decision)
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert texts(office) == ["d’une autre"]
    assert office.where("d’elle") == set()


@pytest.mark.parametrize(("late", "left"), [(-1, 1), (1, 0)])
def test_after_thirty_days_it_is_gone_for_good(office: Office, late: int, left: int) -> None:
    _, (item,) = office.running(office.case())
    decision, _ = office.desk.meetings.decide(item, "Revoir le traitement")
    office.desk.meetings.drop_decision(item, decision)
    office.clock.advance(KEPT + timedelta(hours=late))
    service(office).sweep()
    assert len(service(office).all()) == left
    assert ("binned" in office.where("Revoir le traitement")) is bool(left)


def test_what_is_gone_is_said_so(office: Office) -> None:
    with pytest.raises(NotFoundError):
        service(office).put_back(BinnedId("none"))


def test_a_line_whose_plan_is_gone_is_refused(office: Office) -> None:
    line = PlanLine(PlanLineId("l"), CarePlanId("gone"), 0, action="Peser")
    with office.store.write() as work:
        put_in_bin(work, Kind.PLAN_LINE, line.id, line, None)
    with pytest.raises(UserError):
        service(office).put_back(service(office).all()[0].id)


def test_a_line_comes_back_without_the_action_it_came_from_once_that_is_gone(
    office: Office,
) -> None:
    case_id = office.case()
    line_id, _ = office.desk.care_plans.add_line(case_id, PlanPart.CARE)
    line = office.store.rows.care_plans.line(line_id)
    assert line is not None
    with office.store.write() as work:
        lost = replace(line, action="Peser", source_action=ActionId("gone"))
        put_in_bin(work, Kind.PLAN_LINE, line.id, lost, case_id)
        work.rows.care_plans.remove_line(line.id)
    service(office).put_back(service(office).all()[0].id)
    back = office.store.rows.care_plans.line(line.id)
    assert back is not None
    assert (back.action, back.source_action) == ("Peser", None)


def test_somebody_taken_out_of_a_circle_comes_back_where_they_were(office: Office) -> None:
    circles, case_id = office.desk.lives.circles, office.case()
    nurse = office.person("Cissé", "Aminata")
    circles.add(case_id, nurse)
    (before,) = office.store.rows.circles.of(case_id)
    member, _ = circles.remove(before.id)
    assert texts(office) == ["Aminata Cissé"]
    circles.put_back(member)
    assert texts(office) == []
    circles.remove(before.id)
    service(office).put_back(service(office).all()[0].id)
    assert office.store.rows.circles.of(case_id) == (before,)


# --- situations -----------------------------------------------------------------------------------


def codes(office: Office) -> list[str]:
    return [one.code for one in office.desk.cases.all()]


def test_a_situation_opened_by_mistake_leaves_every_list_and_comes_back_as_it_was(
    office: Office,
) -> None:
    case_id = office.case("S26-001")
    office.desk.cases.set_status(case_id, CaseStatus.FOLLOWED)
    before = office.desk.cases.file(case_id).case
    service(office).put_case(case_id)
    assert codes(office) == []
    assert office.store.rows.cases.waiting() == ()
    (binned,) = service(office).all()
    assert (binned.what, binned.code) == ("Situation", "S26-001")
    service(office).put_back(binned.id)
    assert codes(office) == ["S26-001"]
    assert office.desk.cases.file(case_id).case == before


def sealed(office: Office, case_id: CaseId) -> None:
    office.held(case_id)


def prepared(office: Office, case_id: CaseId) -> None:
    office.meeting(case_id)


@pytest.mark.parametrize(("before", "said"), [(sealed, "présentée"), (prepared, "ordre du jour")])
def test_one_that_the_team_spoke_of_or_is_about_to_is_refused(
    office: Office, before: Callable[[Office, CaseId], None], said: str
) -> None:
    case_id = office.case("S26-001")
    before(office, case_id)
    with pytest.raises(UserError) as caught:
        service(office).put_case(case_id)
    assert said in caught.value.text
    assert caught.value.remedy
    assert codes(office) == ["S26-001"]


def test_after_thirty_days_a_situation_is_erased_with_all_that_was_of_it(office: Office) -> None:
    case_id = office.case("S26-001", question="marqueur-question")
    office.desk.cases.save_identity(case_id, Identity("Marqueur"))
    service(office).put_case(case_id)
    office.clock.advance(KEPT + timedelta(hours=1))
    assert service(office).sweep()
    assert office.where("marqueur-question") == set()
    assert office.desk.cases.file(case_id).case.erased
    assert office.store.rows.erasure.owed
    assert service(office).sweep() == service(office).sweep()


def test_what_cannot_be_read_hides_nothing_else_and_is_put_back_nowhere(office: Office) -> None:
    case_id = office.case()
    for name in ("Une voisine", "Un ami", "Une nièce"):
        member, _ = office.desk.lives.circles.add(case_id, None, name)
        assert member is not None
        office.desk.lives.circles.remove(member)
        office.clock.advance(timedelta(seconds=1))
    newest, middle, _ = (str(one.id) for one in service(office).all())
    office.sealed("UPDATE binned SET kind = 'later' WHERE id = ?", newest)
    office.sealed("UPDATE binned SET record = '[]' WHERE id = ?", middle)
    assert [one.what for one in service(office).all()][:2] == ["Élément", "Élément"]
    assert texts(office)[2] == "Une voisine"
    for id_ in (newest, middle):
        with pytest.raises(UserError, match="relire"):
            service(office).put_back(BinnedId(id_))
    office.clock.advance(KEPT)
    service(office).sweep()
    assert service(office).all() == ()


def test_a_line_put_back_into_a_validated_plan_begins_its_next_version(office: Office) -> None:
    case_id, plans = office.case(), office.desk.care_plans
    ids = [plans.add_line(case_id, PlanPart.CARE)[0] for _ in range(2)]
    for id_ in ids:
        line = office.store.rows.care_plans.line(id_)
        assert line is not None
        plans.save_line(replace(line, action="Peser"))
    plans.remove_line(ids[1])
    plans.set_status(case_id, PlanStatus.VALIDATED)
    service(office).put_back(service(office).all()[0].id)
    plan = office.store.rows.care_plans.of_case(case_id)
    assert plan is not None
    assert (plan.status, plan.version) == (PlanStatus.CURRENT, 2)
