# SPDX-License-Identifier: EUPL-1.2
"""Two files that were joined are of one person: what they answer and ask for holds for both."""

import pytest

from app.domain.consent import ConsentState
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId
from app.domain.meeting import ItemState
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
