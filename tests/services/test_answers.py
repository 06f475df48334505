# SPDX-License-Identifier: EUPL-1.2
"""What a meeting answers of earlier actions is sealed with it, as it was said then."""

from datetime import date, time, timedelta

import pytest

from app.documents.views import ExtractView, MinutesView
from app.domain.action import ActionState
from app.domain.changes import Kind, content_of
from app.domain.consent import ConsentState
from app.domain.ids import ActionId, CaseId, ItemId, MeetingId, MinutesId
from app.domain.minutes import AnswerRecord
from app.services.fates import NOT_REACHED
from app.services.meetings import ActionDraft, ItemText
from app.services.passing import TALKED_SECONDS, noted, passed_by
from app.services.sealed_texts import sealed_texts
from app.services.short_form import ShortDraft
from tests.services.office import THURSDAY, Office

WEEK = timedelta(days=7)
BEFORE = THURSDAY - WEEK
LATER = date(2026, 12, 3)


def agreed(office: Office, case_id: CaseId, *texts: str) -> tuple[MeetingId, list[ActionId]]:
    """A closed meeting of last week at which actions were agreed; the clock stands a week later."""
    meeting_id, (item,) = office.running(case_id, on=BEFORE)
    drafts = [ActionDraft(text, who_name="Une voisine", due=THURSDAY) for text in texts]
    ids = [office.desk.meetings.act(item, draft)[0] for draft in drafts]
    office.desk.minutes.close(meeting_id)
    office.clock.advance(WEEK)
    return meeting_id, ids


def answers(office: Office, minutes_id: MinutesId, place: int = 0) -> tuple[AnswerRecord, ...]:
    record = office.desk.minutes.get(minutes_id).items[place].record
    assert record is not None
    return record.answers


def said(office: Office, minutes_id: MinutesId, place: int = 0) -> list[str]:
    return [answer.sentence for answer in answers(office, minutes_id, place)]


def corrected(office: Office, meeting_id: MeetingId) -> MinutesId:
    office.desk.minutes.reopen(meeting_id, "Une faute de frappe")
    return office.desk.minutes.close(meeting_id)[0]


def test_each_answer_is_sealed_with_its_person_and_why_or_until_when(office: Office) -> None:
    aubry = office.person("Aubry", "Nadia")
    case_id, other = office.case("A"), office.case("B")
    first, (item, far) = office.running(case_id, other, on=BEFORE)
    live, mark = office.desk.meetings, office.desk.actions.mark
    done = live.act(item, ActionDraft("Joindre la CPAM", who_name="Mme X", due=THURSDAY))[0]
    not_done = live.act(item, ActionDraft("Peser", who_id=aubry, due=THURSDAY))[0]
    put_off = live.act(item, ActionDraft("Visiter", who_id=aubry))[0]
    live.act(item, ActionDraft("Attendre", who_id=aubry))
    elsewhere = live.act(far, ActionDraft("Écrire", who_id=aubry))[0]
    office.desk.minutes.close(first)
    mark(elsewhere, ActionState.DONE)
    meeting_id, (again, _) = office.running(case_id, other)
    mark(put_off, ActionState.POSTPONED, due=LATER)
    mark(done, ActionState.DONE)
    mark(not_done, ActionState.NOT_DONE, "Elle a déménagé.")
    own = live.act(again, ActionDraft("Rappeler", who_id=aubry))[0]
    mark(own, ActionState.DONE)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert answers(office, minutes_id) == (
        AnswerRecord(put_off, "Visiter", "Nadia Aubry", "postponed", due="2026-12-03"),
        AnswerRecord(done, "Joindre la CPAM", "Mme X", "done"),
        AnswerRecord(not_done, "Peser", "Nadia Aubry", "not_done", why="Elle a déménagé."),
    )
    assert answers(office, minutes_id, 1) == (), "what was answered before the meeting is not of it"
    lines = [
        "Visiter (Nadia Aubry) : reportée au jeu. 3 déc. 2026",
        "Joindre la CPAM (Mme X) : exécutée",
        "Peser (Nadia Aubry) : non exécutée, parce qu’elle a déménagé",
    ]
    assert said(office, minutes_id) == lines
    assert office.desk.minutes.verify(minutes_id) is None
    printed = office.desk.documents.minutes(minutes_id).view
    assert isinstance(printed, MinutesView)
    assert list(printed.items[0].answers) == lines
    extract = office.desk.papers.extract(meeting_id, case_id, named=False).view
    assert isinstance(extract, ExtractView)
    assert list(extract.item.answers) == lines


def test_a_correction_keeps_what_was_said_in_the_meeting_whatever_came_since(
    office: Office,
) -> None:
    case_id = office.case("A")
    before, (asked, unasked) = agreed(office, case_id, "Appeler", "Écrire")
    meeting_id, _ = office.running(case_id)
    office.desk.actions.mark(asked, ActionState.POSTPONED, due=LATER)
    first, _ = office.desk.minutes.close(meeting_id)
    sealed = answers(office, first)
    office.clock.advance(WEEK)
    for action in (asked, unasked):
        office.desk.actions.mark(action, ActionState.NOT_DONE, "Personne absente")
    assert answers(office, corrected(office, meeting_id)) == sealed
    office.desk.minutes.reopen(before, "Une action de trop")
    office.desk.meetings.drop_action(office.store.rows.agenda.of(before)[0].id, asked)
    office.desk.minutes.close(before)
    third = corrected(office, meeting_id)
    assert answers(office, third) == sealed, "the action itself is gone"
    assert office.desk.minutes.verify(third) is None


def test_an_answer_given_while_the_minutes_are_written_anew_takes_its_place(
    office: Office,
) -> None:
    case_id = office.case("A")
    _, (wrong, right, kept) = agreed(office, case_id, "Appeler", "Écrire", "Peser")
    meeting_id, _ = office.running(case_id)
    mark, restore = office.desk.actions.mark, office.desk.actions.restore
    mark(wrong, ActionState.DONE)
    mark(kept, ActionState.POSTPONED, due=LATER)
    office.desk.minutes.close(meeting_id)
    office.clock.advance(WEEK)
    office.desk.minutes.reopen(meeting_id, "Ce n’était pas la bonne action")
    mark(wrong, ActionState.OPEN)
    mark(right, ActionState.DONE)
    before = office.store.rows.actions.get(kept)
    assert before is not None
    mark(kept, ActionState.DONE)
    restore(before)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert said(office, minutes_id) == [
        "Peser (Une voisine) : reportée au jeu. 3 déc. 2026",
        "Écrire (Une voisine) : exécutée",
    ]


def test_an_answer_that_was_taken_back_is_none_and_one_of_the_same_day_is_one(
    office: Office,
) -> None:
    case_id = office.case("A")
    _, (action, other) = agreed(office, case_id, "Appeler", "Écrire")
    mark, restore = office.desk.actions.mark, office.desk.actions.restore
    for one in (action, other):
        mark(one, ActionState.POSTPONED, due=LATER)
    meeting_id, _ = office.running(case_id)
    for one in (action, other):
        before = office.store.rows.actions.get(one)
        assert before is not None
        mark(one, ActionState.DONE)
        restore(before)
        assert office.store.rows.actions.get(one) == before
    mark(other, ActionState.POSTPONED, due=LATER)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert [answer.action for answer in answers(office, minutes_id)] == [other]


def test_an_undated_action_that_was_postponed_is_undated_again_once_taken_back(
    office: Office,
) -> None:
    _, (item,) = office.running(office.case("A"))
    id_, _ = office.desk.meetings.act(item, ActionDraft("Appeler", who_name="Une voisine"))
    before = office.store.rows.actions.get(id_)
    assert before is not None
    office.desk.actions.mark(id_, ActionState.POSTPONED, due=LATER)
    office.desk.actions.restore(before)
    assert office.store.rows.actions.get(id_) == before


def test_nothing_is_sealed_of_the_answers_of_somebody_who_withdrew(office: Office) -> None:
    case_id = office.case("A")
    _, (action,) = agreed(office, case_id, "Appeler")
    meeting_id, _ = office.running(case_id)
    office.desk.actions.mark(action, ActionState.NOT_DONE, "marque-absente")
    assert "marque-absente" in {each.text for each in sealed_texts(office.store.rows, meeting_id)}
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert "marque-absente" not in {
        each.text for each in sealed_texts(office.store.rows, meeting_id)
    }
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    item = office.store.rows.minutes.get(minutes_id)
    assert item is not None
    assert item.items[0].record is not None
    assert item.items[0].record.withheld
    assert item.items[0].record.answers == ()
    assert "minutes_item" not in office.where("marque-absente")


def test_a_clock_set_back_and_a_crash_during_the_meeting_lose_no_answer(office: Office) -> None:
    case_id = office.case("A")
    _, (one, two) = agreed(office, case_id, "Appeler", "Écrire")
    meeting_id, (item,) = office.running(case_id)
    office.desk.actions.mark(one, ActionState.DONE)
    office.clock.advance(-timedelta(hours=2))
    office.crash_and_reopen()
    office.desk.meetings.start(meeting_id)
    live = office.desk.meetings.item(item)
    assert [(each.action.id, each.action.state, each.answered) for each in live.earlier] == [
        (one, ActionState.DONE, True),
        (two, ActionState.OPEN, False),
    ], "what was answered stays in sight"
    office.desk.actions.mark(two, ActionState.DONE)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert {answer.action for answer in answers(office, minutes_id)} == {one, two}
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert record.outcome == "", f"{item} was discussed: there are answers"


def test_a_short_form_seals_no_answer_of_the_list_of_actions(office: Office) -> None:
    people = office.person("Aubry", "Nadia"), office.person("Imbert", "Jeanne")
    case_id = office.case("A")
    _, (action,) = agreed(office, case_id, "Appeler")
    office.clock.advance(timedelta(minutes=5))
    office.desk.actions.mark(action, ActionState.DONE)
    office.clock.advance(timedelta(minutes=10))
    draft = ShortDraft(
        people, THURSDAY, time(12, 0), 15, case_id, question="Que faire ?", said="Vu"
    )
    assert answers(office, office.desk.short_form.record(draft).minutes_id) == ()


def test_an_item_put_off_after_its_answers_is_owed_to_the_record_and_only_then(
    office: Office,
) -> None:
    cases = office.case("A"), office.case("B")
    _, (answered,) = agreed(office, cases[0], "Appeler")
    _, (later,) = agreed(office, cases[1], "Écrire")
    for filing in office.desk.filings.owed():
        office.desk.filings.file(filing.filing.id)
    meeting_id, items = office.running(*cases, on=THURSDAY + WEEK)
    office.desk.actions.mark(answered, ActionState.DONE)
    for item in items:
        office.desk.meetings.postpone(item, "trop peu de temps")
    assert [bool(line.filed) for line in office.desk.closing.lines(meeting_id)] == [True, False]
    office.desk.minutes.close(meeting_id)
    office.desk.actions.mark(later, ActionState.DONE)
    assert [line.filing.case_id for line in office.desk.filings.owed()] == [cases[0]]
    seen = [noted(office.store.rows, item) for item in office.store.rows.agenda.of(meeting_id)]
    assert seen == [True, False], "the list of actions adds nothing to minutes that are closed"
    corrected(office, meeting_id)
    assert [line.filing.case_id for line in office.desk.filings.owed()] == [cases[0]]


def test_an_action_of_a_later_meeting_is_no_earlier_one(office: Office) -> None:
    case_id = office.case("A")
    before, _ = agreed(office, case_id, "Appeler")
    meeting_id, (item,) = office.running(case_id)
    action, _ = office.desk.meetings.act(item, ActionDraft("Peser", who_name="Une voisine"))
    office.desk.minutes.close(meeting_id)
    office.desk.minutes.reopen(before, "Une faute de frappe")
    office.desk.actions.mark(action, ActionState.DONE)
    assert answers(office, office.desk.minutes.close(before)[0]) == ()


def test_an_action_put_back_as_it_was_during_the_meeting_was_not_answered(office: Office) -> None:
    case_id = office.case("A")
    _, (id_,) = agreed(office, case_id, "Appeler")
    office.desk.actions.mark(id_, ActionState.DONE)
    action = office.store.rows.actions.get(id_)
    meeting_id, _ = office.running(case_id)
    with office.store.write() as work:
        work.changed(Kind.ACTION, id_, content_of(action))
    assert answers(office, office.desk.minutes.close(meeting_id)[0]) == ()


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.OPEN])
def test_an_item_of_which_the_answer_was_taken_back_by_the_list_is_closed_without_it(
    office: Office, state: ActionState
) -> None:
    case_id = office.case("A")
    _, (action,) = agreed(office, case_id, "Appeler")
    meeting_id, (item,) = office.running(case_id)
    office.desk.meetings.write_text(item, ItemText.SOCIAL, "Vit seule", "visit")
    office.desk.meetings.spend(ItemId(item), TALKED_SECONDS)
    office.desk.actions.mark(action, ActionState.DONE)
    office.desk.actions.mark(action, state)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert len(answers(office, minutes_id)) == (state is ActionState.DONE)


def test_an_answer_that_was_taken_back_leaves_the_item_not_discussed(office: Office) -> None:
    case_id = office.case("A")
    _, (id_,) = agreed(office, case_id, "Appeler")
    meeting_id, (item,) = office.running(case_id)
    before = office.store.rows.actions.get(id_)
    assert before is not None
    office.desk.actions.mark(id_, ActionState.DONE)
    now = office.store.rows.agenda.get(item)
    assert now is not None
    assert not passed_by(office.store.rows, now)
    office.desk.actions.restore(before)
    assert passed_by(office.store.rows, now)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert record.outcome == NOT_REACHED


def test_minutes_that_are_written_anew_ask_of_no_action_of_a_later_meeting(office: Office) -> None:
    case_id = office.case("A")
    first, (asked,) = agreed(office, case_id, "Appeler")
    second, (item,) = office.running(case_id)
    later, _ = office.desk.meetings.act(item, ActionDraft("Peser", who_name="Une voisine"))
    office.desk.minutes.close(second)
    for meeting_id, open_ones in ((second, [asked]), (first, [])):
        office.desk.minutes.reopen(meeting_id, "Une faute de frappe")
        live = office.desk.meetings.item(office.store.rows.agenda.of(meeting_id)[0].id)
        assert [each.action.id for each in live.earlier] == open_ones
        office.desk.minutes.close(meeting_id)
    assert office.store.rows.actions.get(later) is not None


def test_a_withdrawal_takes_the_reasons_that_its_meeting_was_told(office: Office) -> None:
    case_id = office.case("A")
    _, (told, before, dated) = agreed(office, case_id, "Appeler", "Écrire", "Peser")
    office.desk.actions.mark(before, ActionState.NOT_DONE, "raison-avant")
    meeting_id, _ = office.running(case_id)
    office.desk.actions.mark(told, ActionState.NOT_DONE, "raison-dite")
    office.desk.actions.mark(dated, ActionState.POSTPONED, due=LATER)
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert office.where("raison-dite") == set()
    assert office.where("raison-avant"), "it is not of this meeting"
    states = [office.store.rows.actions.get(each) for each in (told, dated)]
    assert [(a.state, a.note, a.due) for a in states if a] == [
        (ActionState.NOT_DONE, "", THURSDAY),
        (ActionState.POSTPONED, "", LATER),
    ]
    record = office.desk.minutes.get(office.desk.minutes.close(meeting_id)[0]).items[0].record
    assert record is not None
    assert record.answers == ()


def test_an_answer_says_its_reason_once_and_ends_no_sentence_within(office: Office) -> None:
    case_id = office.case("A")
    _, ids = agreed(office, case_id, "Appeler la fille.", "Écrire", "Peser", "Visiter")
    meeting_id, _ = office.running(case_id)
    reasons = "Il refuse.", "parce qu'elle dort", "Car elle est absente", "car scolaire en panne"
    for id_, why in zip(ids, reasons, strict=True):
        office.desk.actions.mark(id_, ActionState.NOT_DONE, why)
    assert said(office, office.desk.minutes.close(meeting_id)[0]) == [
        "Appeler la fille (Une voisine) : non exécutée, parce qu’il refuse",
        "Écrire (Une voisine) : non exécutée, parce qu’elle dort",
        "Peser (Une voisine) : non exécutée, parce qu’elle est absente",
        "Visiter (Une voisine) : non exécutée, parce que car scolaire en panne",
    ]


def test_what_is_taken_back_after_the_meeting_was_not_said_in_it(office: Office) -> None:
    case_id = office.case("A")
    _, (id_,) = agreed(office, case_id, "Appeler")
    office.desk.actions.mark(id_, ActionState.POSTPONED, due=LATER)
    before = office.store.rows.actions.get(id_)
    assert before is not None
    meeting_id, (item,) = office.running(case_id)
    office.desk.actions.mark(id_, ActionState.NOT_DONE, "absente")
    office.desk.minutes.close(meeting_id)
    office.desk.minutes.reopen(meeting_id, "Une faute de frappe")
    office.desk.actions.restore(before)
    (asked,) = office.desk.meetings.item(item).earlier
    assert not asked.answered
    assert answers(office, office.desk.minutes.close(meeting_id)[0]) == ()


def test_a_reason_that_gives_away_is_named_by_the_line_one_sees(office: Office) -> None:
    case_id = office.case("A")
    _, ids = agreed(office, case_id, "Appeler", "Écrire")
    meeting_id, (item,) = office.running(case_id)
    office.desk.actions.mark(ids[0], ActionState.POSTPONED, due=LATER)
    office.desk.actions.mark(ids[1], ActionState.NOT_DONE, "absente")
    seen = [each.action.id for each in office.desk.meetings.item(item).earlier]
    place = next(
        t.place for t in sealed_texts(office.store.rows, meeting_id) if t.text == "absente"
    )
    assert place.endswith(f"réponse à l’action antérieure {seen.index(ids[1]) + 1}")
    assert place.endswith(" 1")


def test_minutes_that_are_written_anew_let_what_they_settled_be_corrected(office: Office) -> None:
    case_id = office.case("A")
    _, (slip, why, since) = agreed(office, case_id, "Appeler", "Écrire", "Peser")
    meeting_id, (item,) = office.running(case_id)
    mark = office.desk.actions.mark
    mark(slip, ActionState.DONE)
    mark(why, ActionState.NOT_DONE, "Mme Verdier dormait")
    mark(since, ActionState.POSTPONED, due=LATER)
    office.desk.minutes.close(meeting_id)
    mark(since, ActionState.DONE)
    office.desk.minutes.reopen(meeting_id, "Un nom y est écrit")
    asked = office.desk.meetings.item(item).earlier
    assert [(each.action.id, each.answered) for each in asked] == [(slip, True), (why, True)]
    places = {text.text: text.place for text in sealed_texts(office.store.rows, meeting_id)}
    assert places["Mme Verdier dormait"] == "A, réponse à l’action antérieure 2"
    mark(slip, ActionState.OPEN)
    mark(why, ActionState.NOT_DONE, "La personne dormait")
    assert said(office, office.desk.minutes.close(meeting_id)[0]) == [
        "Écrire (Une voisine) : non exécutée, parce que la personne dormait",
        "Peser (Une voisine) : reportée au jeu. 3 déc. 2026",
    ]
