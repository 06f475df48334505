# SPDX-License-Identifier: EUPL-1.2
"""The fictional practice holds together: every name, number and date of it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from app.demo.content import load_content
from app.demo.reading import Node
from app.demo.records import DemoContent, Discussion, PlannedAction, Situation, day_of
from app.domain.action import ActionState
from app.domain.consent import ConsentState
from app.domain.meeting import AttendanceState, Role

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NEXT = date(2026, 11, 26)
CANNOT_BE_PRESENTED = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
HAS_PROBLEMS = {
    "Médicaments",
    "Mobilité",
    "Isolement",
    "Précarité",
    "Incapacité dans les actes de la vie quotidienne",
    "Nutrition",
    "Prendre soin de soi",
    "Humeur",
    "Organisation du suivi",
    "Autre",
}


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return load_content()


@pytest.fixture(scope="module")
def names(content: DemoContent) -> set[str]:
    return {person.last for person in content.people}


def discussions(content: DemoContent) -> list[tuple[Situation, Discussion]]:
    return [(case, said) for case in content.situations for said in case.discussions]


def actions(content: DemoContent) -> list[tuple[Situation, Discussion, PlannedAction]]:
    return [(case, said, each) for case, said in discussions(content) for each in said.actions]


def due_on(said: Discussion, action: PlannedAction) -> date:
    moved = action.outcome and action.outcome.new_due_days
    return day_of(NEXT, said.week, moved or action.due_days)


def age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def test_it_has_fourteen_people_twenty_four_situations_and_twelve_past_meetings(
    content: DemoContent,
) -> None:
    assert len(content.people) == 14
    assert [case.number for case in content.situations] == list(range(1, 25))
    assert [meeting.week for meeting in content.meetings] == list(range(-12, 0))
    assert content.next_meeting.week == 0
    assert content.reference_date == NEXT
    assert content.practice.slot.next_on_or_after(NEXT) == NEXT


def test_last_names_of_the_directory_are_unique_and_phones_are_fictional(
    content: DemoContent, names: set[str]
) -> None:
    assert len(names) == 14
    assert all(re.fullmatch(r"01 99 00 \d\d \d\d", person.phone) for person in content.people)
    assert all(person.mail.endswith(".example") for person in content.people)
    assert re.fullmatch(r"01 99 00 \d\d \d\d", content.practice.phone)


def test_every_person_named_is_in_the_directory(content: DemoContent, names: set[str]) -> None:
    named = {case.requester for case in content.situations}
    named |= {each.by for case in content.situations for each in case.consents if each.by}
    named |= {said.feedback.by for _, said in discussions(content) if said.feedback}
    named |= {action.who for _, _, action in actions(content)}
    named |= {row.who for case in content.situations if case.plan for row in case.plan.rows}
    for meeting in (*content.meetings, content.next_meeting):
        named |= {name for name, _ in meeting.attendance}
        named |= {name for holders in meeting.roles.values() for name in holders}
    assert named <= names
    assert all(name in named for name in names), "somebody of the directory never takes part"


def test_meetings_and_discussions_tell_the_same_story(content: DemoContent) -> None:
    planned = [
        (meeting.week, line.case)
        for meeting in (*content.meetings, content.next_meeting)
        for line in meeting.agenda
    ]
    told = [(said.week, case.number) for case, said in discussions(content)]
    assert len(planned) == len(set(planned))
    assert set(planned) == set(told)
    assert len(told) == len(set(told))
    assert any(len(case.discussions) > 1 for case in content.situations)


def test_each_meeting_fits_its_slot_and_sees_two_to_four_situations(content: DemoContent) -> None:
    for meeting in content.meetings:
        assert 2 <= len(meeting.agenda) <= 4
        assert meeting.planned <= content.practice.slot.minutes
        assert meeting.started is not None
        assert meeting.ended is not None
        held = (meeting.ended.hour - meeting.started.hour) * 60
        held += meeting.ended.minute - meeting.started.minute
        used = meeting.approval_minutes + sum(line.used or 0 for line in meeting.agenda)
        used += meeting.protocol.used if meeting.protocol else 0
        assert all(line.used and line.used >= 10 for line in meeting.agenda)
        assert used <= held <= used + 6, meeting.week


def test_roles_are_held_by_people_who_attend_and_requesters_are_there(
    content: DemoContent,
) -> None:
    for meeting in (*content.meetings, content.next_meeting):
        assert set(meeting.roles) == set(Role)
        invited = [name for name, _ in meeting.attendance]
        assert len(invited) == len(set(invited))
        for role in (Role.CHAIR, Role.SCRIBE, Role.TIMEKEEPER):
            assert meeting.roles[role], role
            assert set(meeting.roles[role]) <= meeting.attending, (meeting.week, role)
    for meeting in content.meetings:
        states = {state for _, state in meeting.attendance}
        assert AttendanceState.INVITED not in states
        for line in meeting.agenda:
            requester = content.situation(line.case).requester
            assert requester in meeting.attending, (meeting.week, line.case)


def test_the_next_meeting_is_the_one_of_the_pictures(content: DemoContent) -> None:
    meeting = content.next_meeting
    assert [line.case for line in meeting.agenda] == [14, 21, 19, 9]
    assert meeting.planned == 82
    assert content.practice.slot.minutes == 90
    assert len(meeting.attendance) == 10
    consents = {line.case: content.situation(line.case).consents[-1] for line in meeting.agenda}
    dates = {
        number: None if consent.days_before is None else NEXT - timedelta(consent.days_before)
        for number, consent in consents.items()
    }
    assert dates == {
        14: date(2026, 11, 20),
        21: date(2026, 11, 18),
        19: None,
        9: date(2026, 11, 12),
    }


def test_every_presentation_is_preceded_by_its_own_consent(content: DemoContent) -> None:
    for case, said in discussions(content):
        before = [each for each in case.consents if each.week == said.week]
        assert [each.state.allows_presentation for each in before] == [True], case.number
        assert case.opened_week <= said.week


def test_a_refusal_or_a_withdrawal_ends_the_presentations(content: DemoContent) -> None:
    ended = [
        (case, each)
        for case in content.situations
        for each in case.consents
        if each.state in CANNOT_BE_PRESENTED
    ]
    assert {each.state for _, each in ended} == set(CANNOT_BE_PRESENTED)
    next_agenda = {line.case for line in content.next_meeting.agenda}
    for case, each in ended:
        assert each is case.consents[-1]
        assert case.number not in next_agenda
        assert all(said.week < each.week for said in case.discussions)
        if each.state is ConsentState.REFUSED:
            assert case.discussions == ()
        else:
            assert case.discussions, "a withdrawal follows a presentation"


def test_nothing_was_asked_exactly_where_there_is_no_identity(content: DemoContent) -> None:
    anonymous = [case for case in content.situations if case.identity is None]
    assert 2 <= len(anonymous) <= 3
    for case in content.situations:
        not_asked = {each.state is ConsentState.NOT_ASKED for each in case.consents}
        assert not_asked == {case.identity is None}, case.number
        for each in case.consents:
            asked = each.state is not ConsentState.NOT_ASKED
            assert (each.days_before is not None) is asked
            assert bool(each.by) is asked


def test_consents_are_dated_in_order_after_the_opening(content: DemoContent) -> None:
    weeks = [case.opened_week for case in content.situations]
    assert weeks == sorted(weeks), "codes are given in the order of opening"
    for case in content.situations:
        days = [day_of(NEXT, each.week, -(each.days_before or 0)) for each in case.consents]
        assert days == sorted(days)
        assert days[0] >= day_of(NEXT, case.opened_week), case.number


def test_ages_are_varied_plausible_and_agree_with_the_eligibility(content: DemoContent) -> None:
    ages: list[int] = []
    for case in content.situations:
        if case.identity is None:
            assert not case.eligible.over_75
            continue
        assert case.identity.born is not None
        years = age(case.identity.born, NEXT)
        ages.append(years)
        assert case.eligible.over_75 is (years >= 75), case.number
    assert min(ages) == 0
    assert max(ages) == 97
    assert len({years // 10 for years in ages}) >= 9


def test_an_age_does_not_depend_on_the_day_the_demo_is_played(content: DemoContent) -> None:
    identity = content.situation(15).identity
    assert identity is not None
    later = date(2031, 5, 8)
    born = content.born(identity, later)
    assert born is not None
    assert identity.born is not None
    assert later - born == NEXT - identity.born
    assert content.born(identity, NEXT) == identity.born


def test_no_identity_is_written_in_what_the_team_reads(content: DemoContent) -> None:
    for case in content.situations:
        if case.identity is None:
            continue
        texts = [case.title, case.question, case.wishes, case.carer]
        for said in case.discussions:
            texts += [said.notes.organic, said.notes.psychic, said.notes.social, *said.decisions]
            texts += [action.text for action in said.actions]
        for text in texts:
            assert case.identity.last not in text, case.number
            assert case.identity.first not in text, case.number


def test_every_discussion_leaves_decisions_and_actions_by_one_named_person(
    content: DemoContent, names: set[str]
) -> None:
    for case, said in discussions(content):
        assert 2 <= len(said.decisions) <= 4, case.number
        assert 2 <= len(said.actions) <= 4, case.number
        for action in said.actions:
            assert action.who in names
            assert 1 <= action.due_days <= 70
            assert 10 <= len(action.text) <= 100


def test_what_happened_lies_between_its_meeting_and_the_last_one(content: DemoContent) -> None:
    last_meeting = day_of(NEXT, -1)
    for case, said in discussions(content):
        told = [action.outcome.after_days for action in said.actions if action.outcome]
        if said.feedback:
            told.append(said.feedback.after_days)
        assert said.week < 0 or not told, case.number
        for days in told:
            assert days >= 0
            assert day_of(NEXT, said.week, days) <= last_meeting, case.number


def test_an_action_not_done_or_postponed_says_why(content: DemoContent) -> None:
    states = set()
    for case, _, action in actions(content):
        outcome = action.outcome
        if outcome is None:
            continue
        states.add(outcome.state)
        assert (outcome.new_due_days is not None) is (outcome.state is ActionState.POSTPONED)
        if outcome.state is not ActionState.DONE:
            assert outcome.note, case.number
        if outcome.new_due_days is not None:
            assert outcome.new_due_days > action.due_days
    assert states == {ActionState.DONE, ActionState.NOT_DONE, ActionState.POSTPONED}


@pytest.mark.parametrize(("days_before", "expected"), [(7, 2), (6, 2), (5, 3), (2, 3), (0, 3)])
def test_home_shows_two_or_three_overdue_actions_whatever_the_day(
    content: DemoContent, days_before: int, expected: int
) -> None:
    today = NEXT - timedelta(days_before)
    overdue = [
        (case.number, due_on(said, action))
        for case, said, action in actions(content)
        if (action.outcome is None or action.outcome.state.is_open) and due_on(said, action) < today
    ]
    assert len(overdue) == expected
    assert (6, NEXT - timedelta(14)) in overdue


def test_two_reports_to_the_patient_are_owed_after_the_last_meeting(content: DemoContent) -> None:
    owed = [
        (case.number, said.week)
        for case, said in discussions(content)
        if said.week < 0 and said.feedback is None
    ]
    assert owed == [(16, -1), (23, -1)]


def test_care_plans_use_the_words_of_the_has_and_both_parts(content: DemoContent) -> None:
    plans = [case.plan for case in content.situations if case.plan]
    assert 8 <= len(plans) <= 10
    rows = [row for plan in plans for row in plan.rows]
    assert {row.problem for row in rows} == HAS_PROBLEMS
    assert len({row.part for row in rows}) == 2
    for row in rows:
        assert row.objective
        assert row.action
        assert row.criterion
        assert 7 <= row.due_days <= row.review_days
    for case in content.situations:
        if case.plan:
            assert case.plan.week in [said.week for said in case.discussions]
            assert case.plan.alert


def test_texts_have_the_length_of_what_is_said_in_a_room(content: DemoContent) -> None:
    for case in content.situations:
        assert 5 <= len(case.title) <= 40, case.title
        assert 20 <= len(case.question) <= 100, case.question
        assert 20 <= len(case.wishes) <= 110, case.wishes
        for notes in (case.notes, *(said.notes for said in case.discussions)):
            for text in (notes.organic, notes.psychic, notes.social):
                assert 40 <= len(text) <= 400, text
                assert 1 <= len(re.findall(r"[.!?»](?: |$)", text)) <= 6, text
    for case, said in discussions(content):
        for decision in said.decisions:
            assert 20 <= len(decision) <= 110, (case.number, decision)


def test_every_file_is_clean_utf8_that_the_shipped_fonts_can_draw() -> None:
    regular = RESOURCES / "fonts" / "NotoSans-Regular.ttf"
    symbols = RESOURCES / "fonts" / "NotoSansMath-Regular.ttf"
    drawn = set(TTFontFile(str(regular)).charToGlyph)
    others = drawn | set(TTFontFile(str(symbols)).charToGlyph)
    files = (each for each in (RESOURCES / "demo").rglob("*") if each.is_file())
    for path in sorted(each for each in files if each.suffix != ".png"):
        raw = path.read_bytes()
        assert b"\r" not in raw, path.name
        assert raw.endswith(b"\n")
        characters = set(raw.decode("utf-8")) - {"\n"}
        # The arrow and the minus of the meeting file come from the second font that we ship.
        assert {char for char in characters if ord(char) not in drawn} <= {"→", "−"}, path.name
        assert all(ord(char) in others for char in characters)


def test_protocols_are_led_and_signed_by_the_directory_and_name_nobody(
    content: DemoContent, names: set[str]
) -> None:
    assert len(content.protocols) == 4
    for protocol in content.protocols:
        assert {protocol.referent, *(n for deed in protocol.deeds for n in deed.who)} <= names
        weeks = [deed.week for deed in protocol.deeds]
        assert weeks == sorted(weeks)
        assert weeks[0] > -52, "older than the journal keeps"
        told = str(replace(protocol, referent="", deeds=()))
        told += " ".join(deed.note for deed in protocol.deeds)
        assert not [name for name in names if name in told], protocol.content.title


def test_a_damaged_file_names_the_wrong_value() -> None:
    node = Node.parse('{"items": [{"case": "three"}]}', "meetings.json")
    with pytest.raises(TypeError, match=r"meetings\.json\.items\[0\]\.case is not int"):
        node.nodes("items")[0].number("case")
