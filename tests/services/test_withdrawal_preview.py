# SPDX-License-Identifier: EUPL-1.2
"""What is announced before a refusal or a withdrawal is noted is what it then does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.domain.meeting import AgendaItem, MeetingState
from app.services.withdrawal import Deed
from tests.services.office import THURSDAY, Office

MARK = "PAPILLON"
REFUSING = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


def drafts_of(office: Office, item: AgendaItem) -> Iterator[tuple[tuple[str, str], str]]:
    rows, meeting = office.store.rows, item.meeting_id
    yield ("item", meeting), f"{item.state.value} {item.notes.organic}"
    yield from ((("decision", each.id), meeting) for each in rows.decisions.of(item.id))
    yield from ((("action", each.id), meeting) for each in rows.actions.of(item.id))
    yield from ((("guest", guest), meeting) for guest in rows.agenda.guests(item.id))


def state_of(office: Office, case_id: CaseId) -> dict[tuple[str, str], str]:
    """What a withdrawal may touch, read from the tables and not through the preview."""
    rows = office.store.rows
    found: dict[tuple[str, str], str] = {}
    for item in rows.agenda.of_case(case_id):
        meeting = rows.meetings.heading(item.meeting_id)
        assert meeting is not None
        if meeting.state is not MeetingState.CLOSED:
            found |= dict(drafts_of(office, item))
        if (minutes := rows.minutes.latest_of(meeting.id)) is not None:
            shown = office.desk.minutes.get(minutes.id).items[item.position]
            found["record", meeting.id] = "restricted" if shown.record is None else "readable"
    owed = (each for each in rows.filings.owed() if each.case_id == case_id)
    found |= {("extract", each.meeting_id): each.id for each in owed}
    plan = rows.care_plans.of_case(case_id)
    return found | {("line", line.id): line.state.value for line in (plan.lines if plan else ())}


@pytest.mark.parametrize("state", REFUSING)
def test_what_is_announced_before_a_withdrawal_is_what_it_does(
    office: Office, state: ConsentState
) -> None:
    case_id, other = office.case("A"), office.case("B")
    sealed, _, _ = office.held(case_id, other, on=THURSDAY - timedelta(days=7))
    running, (item_id, _) = office.running(case_id, other)
    office.discuss(item_id, MARK, who="X")
    office.desk.guests.invite(item_id, office.person("Haddad"))
    prepared, (coming, _) = office.meeting(case_id, other, on=THURSDAY + timedelta(days=7))
    office.desk.meetings.decide(coming, MARK)
    before = state_of(office, case_id)
    announced = office.desk.consents.withdrawal_preview(case_id)
    assert state_of(office, case_id) == before, "a preview reads only"

    office.consent(case_id, state)
    after = state_of(office, case_id)
    gone = {key: meeting for key, meeting in before.items() if after.get(key) != meeting}

    def lost(what: str, meeting_id: str | None) -> int:
        return sum(key[0] == what and meeting == meeting_id for key, meeting in gone.items())

    assert [(each.deed, each.meeting_id) for each in announced] == [
        (Deed.RESTRICTED, sealed),
        (Deed.EMPTIED, running),
        (Deed.OFF_AGENDA, prepared),
        (Deed.EXTRACT, sealed),
    ]
    for effect in announced:
        assert effect.decisions == lost("decision", effect.meeting_id)
        assert effect.actions == lost("action", effect.meeting_id)
        assert effect.guests == lost("guest", effect.meeting_id)
    assert {key for key in gone if key[0] in ("item", "record", "extract")} == {
        ("record", sealed),
        ("item", running),
        ("item", prepared),
        ("extract", sealed),
    }
    assert sum(effect.lines for effect in announced) == sum(key[0] == "line" for key in gone)
    assert ("item", prepared) not in after
    assert after["item", running].startswith("withdrawn")
    assert office.desk.consents.withdrawal_preview(case_id) == (), "and nothing is left to do"


def test_a_line_proposed_by_minutes_that_are_open_again_is_announced_and_goes(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, _, _ = office.held(case_id)
    office.desk.minutes.reopen(meeting_id, "Une faute")
    before = office.store.rows.care_plans.of_case(case_id)
    assert before is not None
    proposed = {line.id for line in before.lines}
    assert len(proposed) == 2  # the decision and the action
    drafts = [e for e in office.desk.consents.withdrawal_preview(case_id) if e.item_id]
    assert [(effect.actions, effect.lines) for effect in drafts] == [(1, 2)]
    office.consent(case_id, ConsentState.WITHDRAWN)
    plan = office.store.rows.care_plans.of_case(case_id)
    assert plan is None or not proposed & {line.id for line in plan.lines}


def test_what_was_taken_back_and_waits_in_the_bin_is_announced_and_goes(office: Office) -> None:
    case_id = office.case("A")
    _, (item_id,) = office.running(case_id)
    decision, _ = office.desk.meetings.decide(item_id, MARK)
    office.desk.meetings.drop_decision(item_id, decision)
    assert "binned" in office.where(MARK)
    announced = office.desk.consents.withdrawal_preview(case_id)
    assert [e.decisions for e in announced if e.deed is Deed.BINNED] == [1]
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert office.where(MARK) == set()
