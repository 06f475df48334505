# SPDX-License-Identifier: EUPL-1.2
"""Two files that were joined are of one person: what they answer and ask for holds for both."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.documents.access_view import AccessDossierView
from app.domain.action import ActionState
from app.domain.care_plan import CarePlan, PlanPart, PlanStatus
from app.domain.case import CaseStatus, Identity, Protection
from app.domain.case_step import StepReason
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CarePlanId, CaseId, ItemId, MeetingId, MinutesId
from app.domain.meeting import Fate, ItemState
from app.services.consents import ConsentDraft
from app.services.joining import WhoseIdentity
from app.services.withdrawal import Deed
from tests.services.office import THURSDAY, Office, words


@pytest.fixture
def held(office: Office) -> tuple[CaseId, CaseId, MeetingId, MinutesId, ItemId]:
    """Never presented, but for the other file that was joined to it."""
    kept, joined = office.case("A"), office.case("zèbre")
    meeting, minutes, (item,) = office.held(joined)
    office.desk.lives.joining.join(kept, joined)
    return kept, joined, meeting, minutes, item


Held = tuple[CaseId, CaseId, MeetingId, MinutesId, ItemId]


def test_a_withdrawal_holds_for_what_was_sealed_of_the_other_file(
    office: Office, held: Held
) -> None:
    kept, joined, meeting, minutes, item = held
    said = {effect.deed for effect in office.desk.consents.withdrawal_preview(kept)}
    assert said == {Deed.RESTRICTED, Deed.EXTRACT}
    office.consent(kept, ConsentState.WITHDRAWN)
    assert "decision zèbre" not in words(office.desk.minutes.get(minutes))
    assert office.store.rows.search.places([item])[item].restricted
    assert office.store.rows.filings.owed() == ()
    lines = words(office.desk.lives.timeline.of(joined))
    assert "decision zèbre" not in lines
    assert [line.consent for line in office.desk.cases.some([joined])] == [ConsentState.WITHDRAWN]
    office.desk.minutes.reopen(meeting, "Une faute")
    after = office.store.rows.agenda.get(item)
    assert after is not None
    assert (after.state, after.question) == (ItemState.WITHDRAWN, "")


def test_minutes_written_anew_owe_one_report_and_propose_to_the_plan_that_goes_on(
    office: Office, held: Held
) -> None:
    kept, joined, meeting, _, item = held
    office.desk.minutes.reopen(meeting, "Une faute")
    office.desk.meetings.decide(item, "Peser chaque semaine")
    office.desk.minutes.close(meeting)
    rows = office.store.rows
    assert len(rows.feedbacks.of_case(kept)) == 1
    assert rows.feedbacks.of_case(joined) == ()
    plan, other = rows.care_plans.of_case(kept), rows.care_plans.of_case(joined)
    assert plan is not None
    assert "Peser chaque semaine" in {line.action for line in plan.lines}
    assert other is None or other.lines == ()


def test_a_file_joined_to_one_that_is_joined_in_turn_leads_to_the_last(office: Office) -> None:
    first, second, last = office.case("A"), office.case("B"), office.case("C")
    office.held(first)
    office.desk.lives.joining.join(second, first)
    office.desk.lives.joining.join(last, second)
    assert office.desk.cases.file(first).case.merged_into == last
    assert "decision A" in words(office.desk.lives.timeline.of(last))


def test_the_answer_to_the_person_holds_every_file_and_every_episode(
    office: Office, held: Held
) -> None:
    kept = held[0]
    office.desk.lives.life.move(kept, CaseStatus.CLOSED, StepReason.REFUSAL)
    episode, _ = office.desk.lives.joining.new_episode(kept)
    office.desk.cases.save_identity(kept, Identity("Verdier"))
    for asked in (kept, episode):
        assert office.desk.person.access.needs_identity(asked)
        answer = office.desk.person.access.answer(asked)
        content = json.loads(answer.json)
        assert len(content["other_files"]) == 2
        for text in (words(answer.printable.view), answer.json.decode()):
            assert "decision zèbre" in text
            assert "Verdier" in text


def test_what_somebody_begins_for_the_whole_meeting_is_in_no_answer_to_a_person(
    office: Office,
) -> None:
    case_id = office.case()
    _, (item,) = office.running(case_id)
    office.desk.meetings.keep_draft(item, "unplanned:", "lynx")
    office.desk.meetings.keep_draft(item, "decision:", "zèbre")
    answer = office.desk.person.access.answer(case_id)
    for text in (words(answer.printable.view), answer.json.decode()):
        assert "zèbre" in text
        assert "lynx" not in text


def test_what_was_sealed_of_the_other_file_keeps_both(office: Office, held: Held) -> None:
    kept, joined, *_ = held
    retention = office.desk.person.retention
    assert not retention.may_erase(kept).allowed
    with pytest.raises(UserError, match="présentée"):
        office.desk.person.bin.put_case(kept)
    office.clock.advance(timedelta(days=400))
    office.held(kept, on=office.clock.today())
    assert retention.of(joined).last == retention.of(kept).last == office.clock.today()
    assert retention.others(kept) == (("zèbre",), ())


def test_care_in_a_later_episode_keeps_the_earlier_one(office: Office) -> None:
    first = office.case("A")
    office.held(first)
    office.desk.lives.life.move(first, CaseStatus.CLOSED, StepReason.REFUSAL)
    office.clock.advance(timedelta(days=6 * 366))
    assert [one.code for one in office.desk.person.retention.proposals()] == ["A"]
    later, _ = office.desk.lives.joining.new_episode(first)
    assert office.desk.person.retention.proposals() == ()
    assert office.desk.person.retention.may_erase(later).allowed, "the earlier one stays"
    assert office.desk.person.retention.others(later) == ((), ("A",))


def test_two_files_that_nobody_spoke_of_leave_the_bin_together(office: Office) -> None:
    kept, joined = office.case("A"), office.case("B", question="marqueur")
    office.desk.lives.joining.join(kept, joined)
    with pytest.raises(UserError, match="réunie avec A"):
        office.desk.person.bin.put_case(joined)
    office.desk.person.bin.put_case(kept)
    office.clock.advance(timedelta(days=31))
    office.desk.person.bin.sweep()
    assert office.desk.cases.file(joined).case.erased
    assert office.where("marqueur") == set()


def _joined(office: Office, case_id: CaseId) -> None:
    office.desk.lives.joining.join(office.case("autre"), case_id)


def _erased(office: Office, case_id: CaseId) -> None:
    with office.store.write() as work:
        work.rows.erasure.erase(case_id, "Effacée 1", THURSDAY)


def _binned(office: Office, case_id: CaseId) -> None:
    office.desk.person.bin.put_case(case_id)


@pytest.mark.parametrize("over", [_joined, _erased, _binned])
def test_nothing_is_written_in_a_file_that_is_joined_erased_or_in_the_bin(
    office: Office, over: Callable[[Office, CaseId], None]
) -> None:
    case_id, desk = office.case("A"), office.desk
    desk.lives.circles.add(case_id, None, "Une voisine")
    (member,) = office.store.rows.circles.of(case_id)
    meeting, _ = office.meeting(office.case("B"))
    moved, _ = desk.lives.life.move(case_id, CaseStatus.FOLLOWED)
    plans = desk.care_plans
    plans.add_line(case_id, PlanPart.CARE)
    plans.needs.add(case_id, "Répit")
    facts = plans.facts(case_id)
    (line,), (need,) = facts.lines, facts.needs
    over(office, case_id)
    case = desk.cases.file(case_id).case
    writings: tuple[Callable[[], object], ...] = (
        lambda: desk.cases.save(replace(case, title="x")),
        lambda: desk.cases.save_identity(case_id, Identity("x")),
        lambda: desk.lives.life.move(case_id, CaseStatus.TO_PRESENT),
        lambda: desk.lives.circles.add(case_id, None, "x"),
        lambda: desk.lives.circles.put_back(member),
        lambda: desk.agendas.add_case(meeting, case_id),
        lambda: plans.save_line(replace(line, action="x")),
        lambda: plans.add_line(case_id, PlanPart.AID),
        lambda: plans.restore_line(line),
        lambda: plans.save_page(case_id, replace(facts.page, alert="x")),
        lambda: plans.set_status(case_id, PlanStatus.VALIDATED),
        lambda: plans.exchange(case_id, plans.facts(case_id), facts),
        lambda: plans.needs.add(case_id, "x"),
        lambda: plans.needs.remove(need),
        lambda: desk.lives.joining.new_episode(case_id),
    )
    for write in writings:
        with pytest.raises(UserError):
            write()
    assert desk.lives.life.view(case_id).choices == ()
    if over is _binned:  # which leaves no step of its own
        with pytest.raises(UserError, match="corbeille"):
            desk.lives.life.take_back(moved)


def test_an_answer_that_comes_late_is_noted_in_the_file_that_goes_on(
    office: Office, held: Held
) -> None:
    kept, joined, *_ = held
    office.desk.consents.record(joined, ConsentDraft(ConsentState.WITHDRAWN))
    consent = office.store.rows.consents.current(kept)
    assert consent is not None
    assert (consent.case_id, consent.state) == (kept, ConsentState.WITHDRAWN)


def test_the_plan_the_secrecy_and_who_follows_come_with_the_file_that_is_joined(
    office: Office,
) -> None:
    nurse = office.person("Cissé", "Aminata")
    kept, joined = office.case("A", question=""), office.case("B", requester=nurse)
    minor = replace(
        office.desk.cases.file(joined).case,
        protection=Protection.MINOR,
        parents_kept_out=True,
        birth_year=2012,
        referent_id=nurse,
    )
    office.desk.cases.save(minor)
    plan = CarePlan(CarePlanId("p"), joined, alert="Appeler le 15", alert_name="Dr Ami", ald=2)
    with office.store.write() as work:
        work.rows.care_plans.save(plan)
    office.desk.lives.joining.join(kept, joined)
    after, page = office.desk.cases.file(kept).case, office.store.rows.care_plans.of_case(kept)
    assert (after.protection, after.parents_kept_out) == (Protection.MINOR, True)
    assert (after.birth_year, after.referent_id, after.requester_id) == (2012, nurse, nurse)
    assert page is not None
    assert (page.alert, page.alert_name, page.ald) == ("Appeler le 15", "Dr Ami", 2)


def test_a_plan_that_was_validated_is_no_more_once_another_one_is_joined_to_it(
    office: Office,
) -> None:
    kept, joined = office.case("A"), office.case("B")
    for case_id in (kept, joined):
        line_id, _ = office.desk.care_plans.add_line(case_id, PlanPart.CARE)
        line = office.store.rows.care_plans.line(line_id)
        assert line is not None
        office.desk.care_plans.save_line(replace(line, action="Peser"))
    office.desk.care_plans.set_status(kept, PlanStatus.VALIDATED)
    office.desk.lives.joining.join(kept, joined)
    plan = office.store.rows.care_plans.of_case(kept)
    assert plan is not None
    assert (plan.status, plan.version, len(plan.lines)) == (PlanStatus.CURRENT, 2, 2)


def test_the_year_of_birth_is_that_of_the_identity_that_is_right(office: Office) -> None:
    kept, joined = office.case("A"), office.case("B")
    for case_id, year in ((kept, 1950), (joined, 1940)):
        office.desk.cases.save_identity(case_id, Identity("Verdier", born=date(year, 1, 2)))
    office.desk.lives.joining.join(kept, joined, WhoseIdentity.JOINED)
    assert office.desk.cases.file(kept).case.birth_year == 1940


def test_a_new_episode_keeps_the_secrecy_and_is_the_only_one_that_goes_on(office: Office) -> None:
    first = office.case("A")
    minor = replace(
        office.desk.cases.file(first).case,
        protection=Protection.MINOR,
        parents_kept_out=True,
        birth_year=2012,
    )
    office.desk.cases.save(minor)
    office.desk.lives.life.move(first, CaseStatus.CLOSED, StepReason.MOVED_AWAY)
    case = office.desk.cases.file(office.desk.lives.joining.new_episode(first)[0]).case
    assert (case.protection, case.parents_kept_out) == (Protection.MINOR, True)
    assert case.birth_year == 2012
    with pytest.raises(UserError, match=f"{case.code} est déjà en cours"):
        office.desk.lives.joining.new_episode(first)


def test_a_refusal_in_the_other_file_says_before_what_it_takes_away(office: Office) -> None:
    kept = office.case("A")
    meeting, _ = office.meeting(kept)
    joined = office.case("B", ConsentState.REFUSED)
    said = office.desk.lives.joining.preview(kept, joined)
    assert said.state is ConsentState.REFUSED
    assert [effect.deed for effect in said.effects] == [Deed.OFF_AGENDA]
    office.desk.lives.joining.join(kept, joined)
    assert office.store.rows.agenda.of(meeting) == ()


def test_papers_about_what_was_sealed_of_the_other_file_are_of_the_person_that_goes_on(
    office: Office,
) -> None:
    kept, joined = office.case("A"), office.case("B", requester=office.person("Cissé", "Aminata"))
    office.desk.cases.save_identity(kept, Identity("Verdier"))
    office.desk.cases.save_identity(joined, Identity("Kervella"))
    meeting, *_ = office.held(joined)
    office.desk.lives.joining.join(kept, joined, WhoseIdentity.KEPT)
    case = office.desk.cases.file(kept).case
    office.desk.cases.save(replace(case, protection=Protection.MINOR, parents_kept_out=True))
    extract = words(office.desk.papers.extract(meeting, joined, named=True).view)
    assert "Verdier" in extract
    assert "Kervella" not in extract
    assert "Retour à la personne par Aminata Cissé" in extract
    for paper in (
        extract,
        words(office.desk.documents.consent_form(joined).view),
        words(office.desk.documents.care_plan(joined).view),
        words(office.desk.person.access.answer(joined).printable.view),
    ):
        assert "secret demandé" in paper
    answer = office.desk.person.access.answer(joined).printable.view
    assert isinstance(answer, AccessDossierView)
    assert answer.facts[0].value == "Verdier"


def test_minutes_written_anew_ask_what_is_open_and_give_the_review_in_the_file_that_goes_on(
    office: Office,
) -> None:
    kept, joined = office.case("A"), office.case("B")
    office.held(joined, on=THURSDAY - timedelta(days=7))
    meeting, _, (item,) = office.held(joined)
    office.desk.lives.joining.join(kept, joined)
    office.desk.minutes.reopen(meeting, "Une faute")
    (asked,) = office.desk.meetings.item(item).earlier
    office.desk.actions.mark(asked.action.id, ActionState.DONE)
    assert office.desk.meetings.item(item).earlier[0].answered
    office.desk.closing.say(item, Fate(returns=True, on=date(2027, 1, 7), why="revoir"))
    minutes, _ = office.desk.minutes.close(meeting)
    record = office.desk.minutes.get(minutes).items[0].record
    assert record is not None
    assert [answer.action for answer in record.answers] == [asked.action.id]
    assert office.desk.cases.file(kept).case.review_on == date(2027, 1, 7)
    assert office.desk.cases.file(joined).case.review_on is None


def test_joining_says_before_what_it_takes_off_agendas_and_what_it_opens_again(
    office: Office,
) -> None:
    guest = office.person("Dupont", "Jean", member=False)
    kept, joined = office.case("A"), office.case("B", ConsentState.WITHDRAWN)
    wide = ConsentDraft(ConsentState.OBTAINED, outside_team=True, structures="Jean Dupont")
    office.desk.consents.record(kept, wide)
    meeting, (item,) = office.meeting(kept)
    office.desk.guests.invite(item, guest)
    preview = office.desk.lives.joining.preview
    assert any("B se lit de nouveau" in said for said in preview(kept, joined).stays)
    office.consent(joined, ConsentState.OBTAINED)
    office.desk.agendas.add_case(meeting, joined)
    said = "\n".join(preview(kept, joined).stays)
    assert "se lit de nouveau" not in said
    assert "B quitte l’ordre du jour où A est déjà." in said
    assert "Jean Dupont ne vient plus le" in said
    office.desk.lives.joining.join(kept, joined)
    assert office.store.rows.agenda.guests(item) == ()
    assert len(office.store.rows.agenda.of(meeting)) == 1


def test_a_withdrawal_names_the_other_episodes_that_it_leaves_as_they_are(office: Office) -> None:
    first = office.case("A")
    office.desk.lives.life.move(first, CaseStatus.CLOSED, StepReason.MOVED_AWAY)
    later, _ = office.desk.lives.joining.new_episode(first)
    assert office.desk.consents.elsewhere(later) == ("A",)
    office.consent(first, ConsentState.WITHDRAWN)
    assert office.desk.consents.elsewhere(later) == ()
