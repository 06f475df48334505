# SPDX-License-Identifier: EUPL-1.2
"""What the scribe types arrives as typed, once, and survives a crash."""

from datetime import date

import pytest

from app.domain.action import ActionState
from app.domain.changes import Kind
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ActionId, DecisionId, ItemId, MeetingId
from app.domain.meeting import AttendanceState, ItemState, MeetingState, Role
from app.services.meetings import ActionDraft, ItemText
from tests.services.office import Office

NASTY = (
    "<b>gras</b> & <para> jamais fermé",
    "=1+1",
    "@import",
    "  espaces\u00a0insécables\u202fgardées  ",
    "مريض ثمانون سنة \u200fعربي",
    "עברית",
    "👵🏽 va mieux 🎉",
    "e\u0301 décomposé et é composé",
    "x" * 6_000,
    "trois\n\nlignes\n",
    "\ttabulation",
)


@pytest.mark.parametrize("text", NASTY)
def test_every_text_is_stored_as_it_was_typed(office: Office, text: str) -> None:
    meeting_id, (item_id,) = office.running(office.case("A"))
    live = office.desk.meetings
    for name in ItemText:
        live.write_text(item_id, name, text, "visit")
    live.decide(item_id, text)
    live.act(item_id, ActionDraft(text, who_name="Une voisine"))
    live.keep_draft(item_id, "decision", text)
    office.crash_and_reopen()
    seen = office.desk.meetings.item(item_id)
    notes = seen.item.notes
    assert {notes.organic, notes.psychic, notes.social} == {text}
    assert (seen.item.question, seen.item.wishes) == (text, text)
    assert [decision.text for decision in seen.decisions] == [text]
    assert [action.text for action in seen.actions] == [text]
    assert seen.drafts == {"decision": text}
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert (record.organic, record.decisions, record.actions[0].text) == (text, (text,), text)
    assert office.desk.minutes.verify(minutes_id) is None


def test_line_ends_are_one_kind_and_impossible_characters_do_not_break_anything(
    office: Office,
) -> None:
    _, (item_id,) = office.running(office.case("A"))
    office.desk.meetings.write_text(item_id, ItemText.SOCIAL, "a\r\nb\rc\u2028d\0e\ud83d", "v")
    assert office.desk.meetings.item(item_id).item.notes.social == "a\nb\nc\nde\ufffd"


def test_a_decision_or_an_action_retried_with_its_id_stays_one_line(office: Office) -> None:
    _, (item_id,) = office.running(office.case("A"))
    live = office.desk.meetings
    decision_id, action_id = DecisionId("decision-1"), ActionId("action-1")
    for text in ("Appeler", "Appeler", "Appeler le SSIAD"):
        live.decide(item_id, text, decision_id)
        live.act(item_id, ActionDraft(text, who_name="X"), action_id)
    seen = live.item(item_id)
    assert [(line.id, line.text) for line in seen.decisions] == [(decision_id, "Appeler le SSIAD")]
    assert [(line.id, line.text) for line in seen.actions] == [(action_id, "Appeler le SSIAD")]


def test_a_rewritten_line_keeps_its_place_and_a_new_one_comes_last(office: Office) -> None:
    _, (item_id,) = office.running(office.case("A"))
    live = office.desk.meetings
    first, second, third = (live.decide(item_id, text)[0] for text in ("un", "deux", "trois"))
    live.decide(item_id, "un bis", first)
    live.drop_decision(item_id, second)
    live.decide(item_id, "quatre")
    assert [line.text for line in live.item(item_id).decisions] == ["un bis", "trois", "quatre"]
    live.drop_decision(item_id, third)
    with pytest.raises(NotFoundError):
        live.drop_decision(item_id, third)


def test_correcting_an_action_does_not_forget_that_it_was_carried_out(office: Office) -> None:
    meeting_id, _, (item_id,) = office.held(office.case("A"))
    (action,) = office.desk.meetings.actions_of(item_id)
    office.desk.actions.mark(action.id, ActionState.NOT_DONE, "Personne absente")
    office.desk.minutes.reopen(meeting_id, "Une faute de frappe")
    draft = ActionDraft("action corrigée", who_name="Une voisine", due=action.due)
    office.desk.meetings.act(item_id, draft, action.id)
    (after,) = office.desk.meetings.actions_of(item_id)
    assert (after.state, after.note) == (ActionState.NOT_DONE, "Personne absente")


@pytest.mark.parametrize("blank", ["", "  ", "\n\u00a0"])
def test_an_empty_text_is_refused_with_what_to_do(office: Office, blank: str) -> None:
    _, (item_id,) = office.running(office.case("A"))
    live = office.desk.meetings
    for write in (
        lambda: live.decide(item_id, blank),
        lambda: live.act(item_id, ActionDraft(blank, who_name="X")),
        lambda: live.act(item_id, ActionDraft("Appeler", who_name=blank)),
        lambda: live.postpone(item_id, blank),
    ):
        with pytest.raises(UserError) as refusal:
            write()
        assert refusal.value.remedy
    seen = live.item(item_id)
    assert (seen.decisions, seen.actions, seen.item.state) == ((), (), ItemState.CURRENT)


def test_an_action_has_one_person_of_the_directory_or_an_outside_name(office: Office) -> None:
    _, (item_id,) = office.running(office.case("A"))
    person = office.person("Imbert", "Jeanne")
    live = office.desk.meetings
    live.act(item_id, ActionDraft("Appeler", person, who_name="quelqu’un d’autre"))
    live.act(item_id, ActionDraft("Rappeler", who_name="  La nièce "))
    first, second = live.item(item_id).actions
    assert (first.who_id, first.who_name) == (person, "")
    assert (second.who_id, second.who_name) == (None, "La nièce")


def test_going_through_the_agenda_marks_what_was_seen(office: Office) -> None:
    meeting_id, items = office.running(*(office.case(code) for code in "ABC"))
    office.discuss(items[0], "mots")
    office.desk.meetings.enter(items[1])
    states = [line.item.state for line in office.desk.agendas.view(meeting_id).lines]
    assert states == [ItemState.SEEN, ItemState.CURRENT, ItemState.TO_COME]
    changes = office.desk.meetings.enter(items[2])
    assert changes.of(Kind.ITEM) == {items[1], items[2]}
    states = [line.item.state for line in office.desk.agendas.view(meeting_id).lines]
    assert states == [ItemState.SEEN, ItemState.TO_COME, ItemState.CURRENT]


def test_after_a_crash_the_meeting_resumes_on_the_same_item_with_every_text(
    office: Office,
) -> None:
    chair = office.person("Aubry", "Nadia")
    meeting_id, items = office.meeting(
        office.case("A"),
        office.case("B"),
        roles={Role.CHAIR: (chair,)},
        attendance=[(chair, AttendanceState.PRESENT)],
    )
    live = office.desk.meetings
    live.start(meeting_id)
    live.decide(items[0], "Bilan")
    live.enter(items[1])
    live.write_text(items[1], ItemText.PSYCHIC, "Peur de tom", "visit")
    live.keep_draft(items[1], "action", "Télépho")
    live.spend(items[1], 90)
    office.crash_and_reopen()
    resumed = office.desk.agendas.next_meeting()
    assert resumed is not None
    assert (resumed.id, resumed.state) == (meeting_id, MeetingState.RUNNING)
    office.desk.meetings.start(meeting_id)
    meeting = office.desk.meetings.meeting(meeting_id)
    assert meeting.current_item == items[1]
    assert (meeting.roles, meeting.state_of(chair)) == (
        {Role.CHAIR: (chair,)},
        AttendanceState.PRESENT,
    )
    seen = office.desk.meetings.item(items[1])
    assert seen.item.state is ItemState.CURRENT
    assert (seen.item.notes.psychic, seen.item.spent) == ("Peur de tom", 90)
    assert seen.drafts == {"action": "Télépho"}
    states = [line.item.state for line in office.desk.agendas.view(meeting_id).lines]
    assert states == [ItemState.SEEN, ItemState.CURRENT]


def test_the_instant_of_the_start_is_kept_when_the_meeting_resumes(office: Office) -> None:
    meeting_id, _ = office.running(office.case("A"))
    started = office.desk.meetings.meeting(meeting_id).started_at
    office.clock.advance(office.clock.local() - office.clock.local().replace(hour=11))
    office.desk.meetings.start(meeting_id)
    assert office.desk.meetings.meeting(meeting_id).started_at == started
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events.count("meeting.started") == 1


def test_an_item_shows_the_actions_still_open_from_before_and_not_its_own(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    _, (item_id,) = office.running(case_id, on=date(2026, 12, 3))
    office.desk.meetings.act(item_id, ActionDraft("nouvelle", who_name="X"))
    seen = office.desk.meetings.item(item_id)
    assert [each.action.text for each in seen.earlier] == ["action A"]
    assert [action.text for action in seen.actions] == ["nouvelle"]


def test_time_is_added_up_and_a_timer_that_goes_back_is_ignored(office: Office) -> None:
    _, (item_id,) = office.running(office.case("A"))
    for seconds in (40, 0, -5, 20):
        office.desk.meetings.spend(item_id, seconds)
    assert office.desk.meetings.item(item_id).item.spent == 60


def test_a_draft_that_is_emptied_is_forgotten(office: Office) -> None:
    _, (item_id,) = office.running(office.case("A"))
    live = office.desk.meetings
    live.keep_draft(item_id, "decision", "On")
    live.keep_draft(item_id, "decision", "On pourrait")
    live.keep_draft(item_id, "action", "Appeler")
    assert live.item(item_id).drafts == {"decision": "On pourrait", "action": "Appeler"}
    live.keep_draft(item_id, "decision", "")
    assert live.item(item_id).drafts == {"action": "Appeler"}


def test_a_meeting_without_any_item_is_started_and_closed(office: Office) -> None:
    meeting_id, _ = office.running()
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert office.desk.minutes.get(minutes_id).items == ()
    assert office.desk.minutes.verify(minutes_id) is None


def test_what_is_not_there_is_refused_with_a_sentence(office: Office) -> None:
    live = office.desk.meetings
    with pytest.raises(NotFoundError, match="réunion"):
        live.start(MeetingId("nothing"))
    with pytest.raises(NotFoundError, match="point"):
        live.write_text(ItemId("nothing"), ItemText.SOCIAL, "x", "v")


# --- attendance -----------------------------------------------------------------------------------


def test_marking_attendance_never_loses_a_role_or_another_person(office: Office) -> None:
    chair, scribe, late = (office.person(last) for last in ("Aubry", "Marchand", "Kowalski"))
    meeting_id, _ = office.meeting(
        roles={Role.CHAIR: (chair,)},
        attendance=[(chair, AttendanceState.INVITED), (scribe, AttendanceState.EXCUSED)],
    )
    desk = office.desk.attendance
    desk.mark(meeting_id, late, AttendanceState.GUEST)
    desk.all_present(meeting_id)
    desk.hold_role(meeting_id, Role.SCRIBE, (scribe, chair, scribe))
    office.desk.meetings.start(meeting_id)  # writes the heading alone
    meeting = office.desk.meetings.meeting(meeting_id)
    assert meeting.roles == {Role.CHAIR: (chair,), Role.SCRIBE: (scribe, chair)}
    assert [(line.professional_id, line.state) for line in meeting.attendance] == [
        (chair, AttendanceState.PRESENT),
        (scribe, AttendanceState.EXCUSED),
        (late, AttendanceState.GUEST),
    ]
    desk.hold_role(meeting_id, Role.CHAIR, ())
    assert Role.CHAIR not in office.desk.meetings.meeting(meeting_id).roles


def test_changing_who_is_invited_keeps_where_the_others_stand(office: Office) -> None:
    chair, scribe, late = (office.person(last) for last in ("Aubry", "Marchand", "Kowalski"))
    meeting_id, _ = office.meeting(attendance=[(chair, AttendanceState.EXCUSED)])
    office.desk.attendance.invite(meeting_id, (late, chair, late))
    meeting = office.desk.meetings.meeting(meeting_id)
    assert [(line.professional_id, line.state) for line in meeting.attendance] == [
        (late, AttendanceState.INVITED),
        (chair, AttendanceState.EXCUSED),
    ]
    assert meeting.state_of(scribe) is None
