# SPDX-License-Identifier: EUPL-1.2
"""What becomes of each item: proposed, said otherwise, sealed, and kept for the next meeting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.action import ActionState
from app.domain.consent import ConsentState
from app.domain.errors import SealedError, UserError
from app.domain.ids import ItemId, MeetingId, MinutesId
from app.domain.meeting import Fate, ItemState
from app.services.meetings import ActionDraft, ItemText
from app.services.passing import TALKED_SECONDS
from tests.services.office import THURSDAY, Office

LATER = date(2026, 12, 17)


def says(office: Office, meeting_id: MeetingId, place: int = 0) -> str:
    return office.desk.closing.lines(meeting_id)[place].says


def sealed_fate(office: Office, minutes_id: MinutesId, place: int = 0) -> str:
    record = office.desk.minutes.get(minutes_id).items[place].record
    assert record is not None
    return record.fate


def review_of(office: Office, item_id: ItemId) -> date | None:
    item = office.store.rows.agenda.get(item_id)
    assert item is not None
    assert item.case_id is not None
    return office.desk.cases.file(item.case_id).case.review_on


def test_what_is_proposed_follows_actions_reviews_and_what_was_not_reached(office: Office) -> None:
    cases = [office.case(code) for code in "ABCD"]
    planned = office.desk.cases.file(cases[1]).case
    office.desk.cases.save(replace(planned, review_on=LATER))
    meeting_id, items = office.running(*cases)
    live = office.desk.meetings
    for due in (date(2026, 12, 3), date(2026, 12, 10)):
        live.act(items[0], ActionDraft("Appeler", who_name="Une voisine", due=due))
    for item_id in items[1:3]:
        live.enter(item_id)
        live.spend(item_id, TALKED_SECONDS)
    assert [line.says for line in office.desk.closing.lines(meeting_id)] == [
        "Reviendra le jeu. 10 déc. 2026, parce que 2 actions sont à suivre.",
        "Reviendra le jeu. 17 déc. 2026, parce que réévaluation prévue.",
        "Ne reviendra pas, parce que rien n’est à suivre.",
        "Reviendra à la prochaine réunion, parce que non abordée.",
    ]


def test_an_item_that_was_only_passed_by_was_not_discussed(office: Office) -> None:
    cases = [office.case(code) for code in "ABC"]
    meeting_id, items = office.running(*cases)
    live = office.desk.meetings
    for item_id in items:
        live.enter(item_id)
        live.spend(item_id, TALKED_SECONDS - 1)
    lines = office.desk.agendas.view(meeting_id).lines
    assert [line.item.state for line in lines[:2]] == [ItemState.TO_COME] * 2
    again = "Reviendra à la prochaine réunion, parce que non abordée."
    assert [line.says for line in office.desk.closing.lines(meeting_id)] == [again] * 3
    office.desk.minutes.close(meeting_id)
    assert office.desk.feedbacks.owed() == ()
    assert office.desk.filings.owed() == ()
    office.clock.advance(timedelta(days=7))
    later, _ = office.desk.agendas.prepare_next()
    assert [line.code for line in office.desk.agendas.view(later).lines if line.code] == [*"ABC"]


def test_an_item_of_which_only_earlier_actions_were_answered_was_discussed(office: Office) -> None:
    case_id = office.case("A")
    _, (first,) = office.running(case_id, on=THURSDAY - timedelta(days=7))
    action, _ = office.desk.meetings.act(first, ActionDraft("Appeler", who_name="X", due=THURSDAY))
    office.desk.minutes.close(office.desk.agendas.all()[0].id)
    meeting_id, _ = office.running(case_id)
    office.desk.actions.mark(action, ActionState.DONE)  # in the very instant of the beginning
    assert says(office, meeting_id) == "Ne reviendra pas, parce que rien n’est à suivre."


def test_blanks_say_nothing_and_are_kept_as_typed_until_the_seal(office: Office) -> None:
    meeting_id, items = office.running(office.case("A"), office.case("B"))
    live = office.desk.meetings
    live.write_text(items[0], ItemText.ORGANIC, "   ", "visit")
    live.enter(items[0])
    live.write_text(items[1], ItemText.ORGANIC, "   ", "visit")
    live.write_text(items[1], ItemText.SOCIAL, "Vit seule.", "visit")
    live.enter(items[1])
    assert live.item(items[0]).item.notes.organic == "   "
    assert says(office, meeting_id) == "Reviendra à la prochaine réunion, parce que non abordée."
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert len(office.desk.feedbacks.owed()) == len(office.desk.filings.owed()) == 1
    records = [item.record for item in office.desk.minutes.get(minutes_id).items]
    assert [(r.organic, r.social) for r in records if r] == [("", ""), ("", "Vit seule.")]


def test_words_of_somebody_that_end_as_the_program_s_do_bring_it_back(office: Office) -> None:
    meeting_id, (item,) = office.running(office.case("A"))
    office.desk.meetings.decide(item, "Peser chaque semaine")
    office.desk.closing.say(item, Fate(returns=True, why="poids à suivre"))
    office.desk.minutes.close(meeting_id)
    office.clock.advance(timedelta(days=7))
    later, _ = office.desk.agendas.prepare_next()
    assert "A" in [line.code for line in office.desk.agendas.view(later).lines]


def test_actions_of_an_earlier_meeting_bring_the_situation_back(office: Office) -> None:
    case_id = office.case("A")
    _, (first,) = office.running(case_id, on=THURSDAY - timedelta(days=7))
    office.desk.meetings.act(first, ActionDraft("Appeler", who_name="X", due=THURSDAY))
    office.desk.minutes.close(office.desk.agendas.all()[0].id)
    meeting_id, (again,) = office.running(case_id)
    office.desk.meetings.spend(again, TALKED_SECONDS)
    assert says(office, meeting_id) == (
        "Reviendra à la prochaine réunion, parce qu’une action est à suivre."
    )


def test_what_somebody_says_is_sealed_and_becomes_the_review(office: Office) -> None:
    meeting_id, items = office.running(office.case("A"), office.case("B"))
    for item_id in items:
        office.desk.meetings.enter(item_id)
    office.desk.closing.say(items[0], Fate(returns=True, on=LATER, why=" bilan attendu. "))
    office.desk.closing.say(items[1], Fate(returns=False, on=LATER, why="elle a déménagé"))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert sealed_fate(office, minutes_id) == (
        "Reviendra le jeu. 17 déc. 2026, parce que bilan attendu."
    )
    assert sealed_fate(office, minutes_id, 1) == "Ne reviendra pas, parce qu’elle a déménagé."
    assert [review_of(office, item_id) for item_id in items] == [LATER, None]
    item = office.store.rows.agenda.get(items[1])
    assert item is not None
    assert item.fate == Fate(returns=False, why="elle a déménagé")
    assert office.desk.minutes.verify(minutes_id) is None


def test_a_day_that_is_only_proposed_is_no_review_and_one_that_was_due_is_held(
    office: Office,
) -> None:
    case_id = office.case("A")
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, review_on=THURSDAY))
    meeting_id, (item_id,) = office.running(case_id)
    office.desk.meetings.act(item_id, ActionDraft("Appeler", who_name="X", due=LATER))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert "17 déc." in sealed_fate(office, minutes_id)
    assert review_of(office, item_id) is None


@pytest.mark.parametrize("fate", [None, Fate(returns=True, on=THURSDAY, why="bilan attendu")])
def test_older_minutes_that_are_corrected_leave_the_review_that_was_given_since(
    office: Office, fate: Fate | None
) -> None:
    case_id, alone = office.case("A"), office.case("B")
    before = THURSDAY - timedelta(days=7)
    first, (item_id, other) = office.running(case_id, alone, on=before)
    for each in (item_id, other):
        office.discuss(each, "dit")
        if fate is not None:
            office.desk.closing.say(each, fate)
    office.desk.minutes.close(first)
    office.clock.advance(timedelta(days=7))
    second, (again,) = office.running(case_id)
    office.discuss(again, "dit")
    office.desk.closing.say(again, Fate(returns=True, on=LATER, why="reprise"))
    office.desk.minutes.close(second)
    case = office.desk.cases.file(alone).case
    office.desk.cases.save(replace(case, review_on=LATER))
    office.desk.minutes.reopen(first, "une faute")
    office.desk.minutes.close(first)
    assert [review_of(office, each) for each in (item_id, other)] == [LATER, LATER]
    office.desk.minutes.reopen(first, "il ne revient pas")
    for each in (item_id, other):
        office.desk.closing.say(each, Fate(returns=False, why="elle a déménagé"))
    office.desk.minutes.close(first)
    assert [review_of(office, each) for each in (item_id, other)] == [LATER, None]


def test_a_fate_needs_a_reason_and_a_day_after_the_meeting(office: Office) -> None:
    meeting_id, (item_id,) = office.running(office.case("A"))
    for fate, sentence in (
        (Fate(returns=True, on=LATER, why="  "), "raison"),
        (Fate(returns=False, why=""), "raison"),
        (Fate(returns=True, on=THURSDAY, why="mots"), "après la réunion"),
    ):
        with pytest.raises(UserError, match=sentence):
            office.desk.closing.say(item_id, fate)
    proposed = says(office, meeting_id)
    office.desk.closing.say(item_id, Fate(returns=True, on=LATER, why="mots"))
    assert says(office, meeting_id) != proposed
    office.desk.closing.say(item_id, Fate())
    assert says(office, meeting_id) == proposed
    office.desk.minutes.close(meeting_id)
    with pytest.raises(SealedError):
        office.desk.closing.say(item_id, Fate(returns=True, on=LATER, why="mots"))


def test_a_consent_withdrawn_during_the_meeting_leaves_only_that_it_was_withdrawn(
    office: Office,
) -> None:
    gone, stays = office.case("S26-001"), office.case("S26-002")
    meeting_id, items = office.running(gone, stays)
    for item_id in items:
        office.discuss(item_id, "marqueur")
    office.desk.closing.say(items[0], Fate(returns=True, on=LATER, why="marqueur"))
    office.consent(gone, ConsentState.WITHDRAWN)
    (line, _) = office.desk.closing.lines(meeting_id)
    assert line.says == "Ne reviendra pas, parce que l’accord a été retiré."
    assert (line.checks, line.feedback, line.may_change) == ((), "", False)
    with pytest.raises(UserError, match="retiré"):
        office.desk.closing.say(items[0], Fate(returns=True, on=LATER, why="mots"))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    minutes = office.desk.minutes.get(minutes_id).items[0]
    assert minutes.record is not None
    assert "marqueur" not in repr(minutes.record)
    assert minutes.record.withheld.startswith("La personne a retiré son accord")
    assert minutes.record.fate == ""
    other = office.desk.minutes.get(minutes_id).items[1].record
    assert other is not None
    assert "marqueur" in other.organic
    assert office.desk.minutes.verify(minutes_id) is None


def test_a_correction_proposes_again_what_nobody_chose_and_keeps_what_was_said(
    office: Office,
) -> None:
    meeting_id, items = office.running(office.case("A"), office.case("B"), office.case("C"))
    office.desk.meetings.enter(items[1])
    office.desk.closing.say(items[1], Fate(returns=True, on=LATER, why="bilan attendu"))
    office.desk.minutes.close(meeting_id)
    office.desk.minutes.reopen(meeting_id, "Un oubli")
    office.desk.meetings.act(items[0], ActionDraft("Appeler", who_name="X", due=LATER))
    office.desk.meetings.write_text(items[2], ItemText.SOCIAL, "vue après tout", "v")
    lines = office.desk.closing.lines(meeting_id)
    assert [line.says for line in lines] == [
        "Reviendra le jeu. 17 déc. 2026, parce qu’une action est à suivre.",
        "Reviendra le jeu. 17 déc. 2026, parce que bilan attendu.",
        "Ne reviendra pas, parce que rien n’est à suivre.",
    ]


def test_the_nine_checks_say_what_the_record_lacks_and_who_reports_back(office: Office) -> None:
    requester = office.person("Imbert", "Jeanne")
    meeting_id, items = office.running(office.case("A", requester=requester), office.case("B"))
    office.discuss(items[0], "mots")
    first, second = office.desk.closing.lines(meeting_id)
    assert first.missing == ()
    assert first.feedback == "Retour au patient par J. Imbert, d’ici le ven. 11 déc. 2026"
    assert second.checks == ()  # not discussed: nothing is missing from it
    checks = office.desk.closing.checks(items[1])
    assert [check.word for check in checks if check.done] == ["accord tracé", "demande formulée"]
    assert len(checks) == 9
    assert not checks[-1].done


def test_an_action_of_somebody_who_left_is_said_before_sealing(office: Office) -> None:
    person = office.person("Imbert", "Jeanne")
    meeting_id, (item_id,) = office.running(office.case("A"))
    office.desk.meetings.act(item_id, ActionDraft("Appeler", who_id=person))
    assert office.desk.closing.lines(meeting_id)[0].left == ()
    office.desk.directory.save(replace(office.desk.directory.get(person), active=False))
    assert office.desk.closing.lines(meeting_id)[0].left == (
        "1 action de J. Imbert, qui n’est plus dans l’équipe : à confier à quelqu’un",
    )


def test_two_people_of_the_same_name_are_told_apart_in_what_is_sealed(office: Office) -> None:
    one = office.person("Durand", "Marie", profession="Infirmière")
    two = office.person("Durand", "Marie", profession="Psychologue")
    meeting_id, (item_id,) = office.running(office.case("A"))
    for person in (one, two):
        office.desk.meetings.act(item_id, ActionDraft("Appeler", who_id=person, due=LATER))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert [action.who for action in record.actions] == [
        "Marie Durand (infirmière)",
        "Marie Durand (psychologue)",
    ]


def test_sealed_fates_are_under_the_seal(office: Office) -> None:
    meeting_id, (item_id,) = office.running(office.case("A"))
    office.desk.closing.say(item_id, Fate(returns=True, on=LATER, why="bilan attendu"))
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    assert office.desk.minutes.verify(minutes_id) is None
    office.sealed("UPDATE minutes_item SET record = replace(record, 'bilan attendu', 'autre')")
    assert office.desk.minutes.verify(minutes_id) is not None


def test_nothing_is_owed_nor_missing_of_an_item_that_is_current_and_was_only_passed_by(
    office: Office,
) -> None:
    requester = office.person("Imbert", "Jeanne")
    meeting_id, (item_id,) = office.running(office.case("A", requester=requester))
    office.desk.meetings.enter(item_id)
    (line,) = office.desk.closing.lines(meeting_id)
    assert line.says == "Reviendra à la prochaine réunion, parce que non abordée."
    assert (line.checks, line.missing, line.feedback) == ((), (), "")
    office.desk.meetings.spend(item_id, TALKED_SECONDS)
    (line,) = office.desk.closing.lines(meeting_id)
    assert line.missing
    assert line.feedback.startswith("Retour au patient par J. Imbert")
