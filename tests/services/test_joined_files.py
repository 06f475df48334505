# SPDX-License-Identifier: EUPL-1.2
"""Two files that were joined are of one person: what they answer and ask for holds for both."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case import CaseStatus, Identity
from app.domain.case_step import StepReason
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId
from app.domain.meeting import ItemState
from app.services.consents import ConsentDraft
from app.services.withdrawal import Deed
from tests.services.office import Office, words


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


def test_care_in_a_later_episode_keeps_the_earlier_one(office: Office) -> None:
    first = office.case("A")
    office.held(first)
    office.desk.lives.life.move(first, CaseStatus.CLOSED, StepReason.REFUSAL)
    office.clock.advance(timedelta(days=6 * 366))
    assert [one.code for one in office.desk.person.retention.proposals()] == ["A"]
    later, _ = office.desk.lives.joining.new_episode(first)
    assert office.desk.person.retention.proposals() == ()
    assert office.desk.person.retention.may_erase(later).allowed, "the earlier one stays"


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
        work.rows.erasure.erase(case_id, "Effacée 1")


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
    over(office, case_id)
    case = desk.cases.file(case_id).case
    writings: tuple[Callable[[], object], ...] = (
        lambda: desk.cases.save(replace(case, title="x")),
        lambda: desk.cases.save_identity(case_id, Identity("x")),
        lambda: desk.lives.life.move(case_id, CaseStatus.TO_PRESENT),
        lambda: desk.lives.circles.add(case_id, None, "x"),
        lambda: desk.lives.circles.put_back(member),
        lambda: desk.agendas.add_case(meeting, case_id),
    )
    for write in writings:
        with pytest.raises(UserError):
            write()
    assert desk.lives.life.view(case_id).choices == ()


def test_an_answer_that_comes_late_is_noted_in_the_file_that_goes_on(
    office: Office, held: Held
) -> None:
    kept, joined, *_ = held
    office.desk.consents.record(joined, ConsentDraft(ConsentState.WITHDRAWN))
    consent = office.store.rows.consents.current(kept)
    assert consent is not None
    assert (consent.case_id, consent.state) == (kept, ConsentState.WITHDRAWN)
