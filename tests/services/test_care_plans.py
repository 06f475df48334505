# SPDX-License-Identifier: EUPL-1.2
"""The care plan: proposals answered one by one, lines typed, moved, taken out and put back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.care_plan import LineState, PlanLine, PlanPart
from app.domain.changes import Changes
from app.domain.errors import NotFoundError, UserError
from app.domain.field import Field
from app.domain.ids import CaseId, PlanLineId
from app.services.feedbacks import Told
from app.services.meetings import ActionDraft
from tests.services.office import Office

NASTY = "<b>&</b> é\u00a0👵 مريض"


def lines(office: Office, case_id: CaseId) -> tuple[PlanLine, ...]:
    plan = office.desk.care_plans.view(case_id).plan
    return plan.lines if plan else ()


def texts(office: Office, case_id: CaseId, part: PlanPart = PlanPart.CARE) -> list[str]:
    plan = office.desk.care_plans.view(case_id).plan
    return [line.action for line in plan.part(part)] if plan else []


def typed(office: Office, case_id: CaseId, *actions: str) -> list[PlanLine]:
    """Accepted lines of the care part."""
    made = []
    for action in actions:
        line_id, _ = office.desk.care_plans.add_line(case_id, PlanPart.CARE)
        line = next(line for line in lines(office, case_id) if line.id == line_id)
        office.desk.care_plans.save_line(replace(line, action=action))
        made.append(replace(line, action=action))
    return made


# --- proposals ------------------------------------------------------------------------------------


def test_each_action_of_a_closed_meeting_is_proposed_and_nothing_enters_by_itself(
    office: Office,
) -> None:
    social = office.person("Imbert", "Jeanne", Field.SOCIAL)
    doctor = office.person("Aubry", "Nadia", Field.ORGANIC)
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    for who in (social, doctor):
        office.desk.meetings.act(item_id, ActionDraft(f"pour {who}", who, due=date(2026, 12, 1)))
    office.desk.meetings.act(item_id, ActionDraft("pour la nièce", who_name="La nièce"))
    assert lines(office, case_id) == ()
    office.desk.minutes.close(meeting_id)
    proposed = lines(office, case_id)
    assert {line.state for line in proposed} == {LineState.PROPOSED}
    assert [line.part for line in proposed] == [PlanPart.AID, PlanPart.CARE, PlanPart.CARE]
    assert [line.position for line in proposed] == [0, 1, 2]
    assert (proposed[0].due, proposed[0].who_id) == (date(2026, 12, 1), social)
    assert [line.problem + line.objective + line.criterion for line in proposed] == ["", "", ""]
    assert texts(office, case_id) == texts(office, case_id, PlanPart.AID) == []
    view = office.desk.care_plans.view(case_id)
    assert [view.who(line) for line in proposed] == ["J. Imbert", "N. Aubry", "La nièce"]


def test_each_decision_is_proposed_before_the_actions_and_goes_with_it(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    live = office.desk.meetings
    kept, _ = live.decide(item_id, "Relais à domicile")
    dropped, _ = live.decide(item_id, "Pas d’hospitalisation")
    live.act(item_id, ActionDraft("Appeler la voisine", who_name="X"))
    office.desk.minutes.close(meeting_id)
    proposed = lines(office, case_id)
    assert [line.action for line in proposed] == [
        "Relais à domicile",
        "Pas d’hospitalisation",
        "Appeler la voisine",
    ]
    assert [line.source_decision for line in proposed] == [kept, dropped, None]
    assert {line.state for line in proposed} == {LineState.PROPOSED}
    assert texts(office, case_id) == []
    office.desk.care_plans.answer(proposed[0].id, LineState.ACCEPTED)
    office.desk.minutes.reopen(meeting_id, "Une erreur")
    live.drop_decision(item_id, dropped)
    live.drop_decision(item_id, kept)
    assert [(line.action, line.state) for line in lines(office, case_id)] == [
        ("Relais à domicile", LineState.ACCEPTED),
        ("Appeler la voisine", LineState.PROPOSED),
    ]


def test_an_item_without_action_proposes_nothing_and_begins_no_plan(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _ = office.running(case_id)
    office.desk.minutes.close(meeting_id)
    assert office.desk.care_plans.view(case_id).plan is None
    assert office.desk.care_plans.accept_all(case_id) == Changes()


def test_lines_are_accepted_refused_and_all_at_once(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    for text in ("un", "deux", "trois"):
        office.desk.meetings.act(item_id, ActionDraft(text, who_name="X"))
    office.desk.minutes.close(meeting_id)
    first, second, _ = lines(office, case_id)
    office.desk.care_plans.answer(second.id, LineState.REFUSED)
    office.desk.care_plans.answer(first.id, LineState.ACCEPTED)
    assert texts(office, case_id) == ["un"]
    office.desk.care_plans.accept_all(case_id)
    assert texts(office, case_id) == ["un", "trois"]
    plan = office.desk.care_plans.view(case_id).plan
    assert plan is not None
    assert (plan.on, plan.proposed) == (office.clock.today(), ())


def test_a_new_version_of_the_minutes_proposes_only_what_differs(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    ids = {
        text: office.desk.meetings.act(item_id, ActionDraft(text, who_name="X"))[0]
        for text in ("même", "changée", "refusée", "en attente", "retirée")
    }
    office.desk.minutes.close(meeting_id)
    for line in lines(office, case_id):
        if line.action in ("même", "changée"):
            office.desk.care_plans.answer(line.id, LineState.ACCEPTED)
        if line.action == "refusée":
            office.desk.care_plans.answer(line.id, LineState.REFUSED)
    office.desk.minutes.reopen(meeting_id, "Des corrections")
    live = office.desk.meetings
    live.act(item_id, ActionDraft("changée en mieux", who_name="X"), ids["changée"])
    live.act(item_id, ActionDraft("en attente encore", who_name="X"), ids["en attente"])
    live.drop_action(item_id, ids["retirée"])
    live.act(item_id, ActionDraft("nouvelle", who_name="X"))
    office.desk.minutes.close(meeting_id)
    found = {(line.action, line.state) for line in lines(office, case_id)}
    assert found == {
        ("même", LineState.ACCEPTED),
        ("changée", LineState.ACCEPTED),  # what was accepted is never rewritten silently
        ("changée en mieux", LineState.PROPOSED),
        ("refusée", LineState.REFUSED),
        ("en attente encore", LineState.PROPOSED),
        ("nouvelle", LineState.PROPOSED),
    }
    places = [line.position for line in lines(office, case_id)]
    assert len(set(places)) == len(places)
    office.desk.minutes.reopen(meeting_id, "Rien de plus")
    office.desk.minutes.close(meeting_id)
    assert {(line.action, line.state) for line in lines(office, case_id)} == found


def test_minutes_written_anew_take_no_word_of_a_proposal_and_propose_no_answer_again(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    live, plans = office.desk.meetings, office.desk.care_plans
    moved, _ = live.act(item_id, ActionDraft("Bilan", who_name="X"))
    live.act(item_id, ActionDraft("Pesée", who_name="X"))
    live.decide(item_id, "Relais")
    office.desk.minutes.close(meeting_id)
    relay, check, weight = lines(office, case_id)
    typed = replace(check, problem="Mobilité", action="Bilan à domicile")  # left by Échap
    plans.save_line(typed)
    plans.save_line(replace(weight, state=LineState.ACCEPTED, action="Pesée du lundi"))
    plans.save_line(replace(relay, state=LineState.REFUSED, action="Relais, le soir"))
    before = lines(office, case_id)
    office.desk.minutes.reopen(meeting_id, "Une faute de frappe")
    office.desk.minutes.close(meeting_id)
    assert lines(office, case_id) == before
    office.desk.minutes.reopen(meeting_id, "Une date")
    live.act(item_id, ActionDraft("Bilan d’équilibre", who_name="X"), moved)
    office.desk.minutes.close(meeting_id)
    after = lines(office, case_id)
    assert after[:-1] == before
    assert (after[-1].action, after[-1].state) == ("Bilan d’équilibre", LineState.PROPOSED)


def test_an_item_that_corrected_minutes_put_off_owes_no_report_and_proposes_nothing(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    for text in ("Bilan", "Pesée", "Relais"):
        office.desk.meetings.act(item_id, ActionDraft(text, who_name="X"))
    office.desk.minutes.close(meeting_id)
    check, weight, _ = lines(office, case_id)
    office.desk.care_plans.answer(check.id, LineState.ACCEPTED)
    office.desk.care_plans.save_line(replace(weight, objective="Manger à sa faim"))
    assert len(office.desk.feedbacks.owed()) == 1
    office.desk.minutes.reopen(meeting_id, "Elle n’a pas été vue")
    office.desk.meetings.postpone(item_id, "Faute de temps")
    office.desk.minutes.close(meeting_id)
    assert office.desk.feedbacks.owed() == ()
    assert [line.action for line in lines(office, case_id)] == ["Bilan", "Pesée"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_report_stays_owed_of_a_file_that_was_joined_and_seen(office: Office, place: int) -> None:
    kept, joined = office.case("A"), office.case("B")
    meeting_id, _, items = office.held(kept, joined)
    office.desk.lives.joining.join(kept, joined)
    office.desk.minutes.reopen(meeting_id, "L’une n’a pas été vue")
    office.desk.meetings.postpone(items[place], "Faute de temps")
    office.desk.minutes.close(meeting_id)
    assert len(office.desk.feedbacks.owed()) >= 1
    office.desk.minutes.reopen(meeting_id, "L’autre non plus")
    office.desk.meetings.postpone(items[1 - place], "Faute de temps")
    office.desk.minutes.close(meeting_id)
    assert office.desk.feedbacks.owed() == ()


def test_a_report_that_somebody_began_to_note_is_kept_when_its_item_is_put_off(
    office: Office,
) -> None:
    meeting_id, _, (item_id,) = office.held(office.case("A"))
    (owed,) = office.desk.feedbacks.owed()
    office.desk.feedbacks.keep(owed.feedback.id, Told(reaction="Elle préfère attendre"))
    office.desk.minutes.reopen(meeting_id, "Elle n’a pas été vue")
    office.desk.meetings.postpone(item_id, "Faute de temps")
    office.desk.minutes.close(meeting_id)
    assert office.desk.feedbacks.get(owed.feedback.id).reaction == "Elle préfère attendre"


def test_a_line_accepted_stays_when_its_action_is_taken_back(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _, (item_id,) = office.held(case_id)
    office.desk.care_plans.accept_all(case_id)
    office.desk.minutes.reopen(meeting_id, "Une erreur")
    (action,) = office.desk.meetings.actions_of(item_id)
    office.desk.meetings.drop_action(item_id, action.id)
    office.desk.minutes.close(meeting_id)
    decided, line = lines(office, case_id)
    assert (line.action, line.source_action) == ("action A", None)
    assert decided.source_decision is not None


# --- typing ---------------------------------------------------------------------------------------


def test_a_line_is_kept_as_typed_in_every_column(office: Office) -> None:
    case_id = office.case("A")
    line_id, _ = office.desk.care_plans.add_line(case_id, PlanPart.AID)
    (empty,) = lines(office, case_id)
    assert (empty.state, empty.part) == (LineState.ACCEPTED, PlanPart.AID)
    full = replace(
        empty,
        problem=NASTY + "\r\n",
        objective=NASTY,
        action=NASTY,
        criterion=NASTY,
        who_name=f" {NASTY} ",
        due=date(2028, 2, 29),
        review_on=date(2028, 3, 1),
    )
    assert office.desk.care_plans.save_line(full)
    (kept,) = lines(office, case_id)
    assert kept == replace(full, problem=NASTY + "\n", who_name=NASTY)
    assert not office.desk.care_plans.save_line(full)  # nothing new
    assert kept.id == line_id


def test_a_person_of_the_directory_takes_the_place_of_a_typed_name(office: Office) -> None:
    case_id = office.case("A")
    (line,) = typed(office, case_id, "Appeler")
    person = office.person("Imbert", "Jeanne")
    office.desk.care_plans.save_line(replace(line, who_id=person, who_name="quelqu’un"))
    (kept,) = lines(office, case_id)
    assert (kept.who_id, kept.who_name) == (person, "")


def test_lines_move_within_their_part_even_after_one_was_taken_out(office: Office) -> None:
    case_id = office.case("A")
    first, _, third = typed(office, case_id, "un", "deux", "trois")
    office.desk.care_plans.remove_line(first.id)
    typed(office, case_id, "quatre")
    assert texts(office, case_id) == ["deux", "trois", "quatre"]
    last = lines(office, case_id)[-1]
    office.desk.care_plans.add_line(case_id, PlanPart.AID)
    for line_id, step, expected in (
        (third.id, 1, ["deux", "quatre", "trois"]),
        (third.id, -9, ["trois", "deux", "quatre"]),
        (last.id, -1, ["trois", "quatre", "deux"]),
        (last.id, 9, ["trois", "deux", "quatre"]),
    ):
        office.desk.care_plans.move_line(line_id, step)
        assert texts(office, case_id) == expected
    assert texts(office, case_id, PlanPart.AID) == [""]


def test_a_line_taken_out_comes_back_where_it_was(office: Office) -> None:
    case_id = office.case("A")
    _, second, _ = typed(office, case_id, "un", "deux", "trois")
    office.desk.care_plans.remove_line(second.id)
    assert texts(office, case_id) == ["un", "trois"]
    office.desk.care_plans.restore_line(second)
    assert texts(office, case_id) == ["un", "deux", "trois"]
    assert lines(office, case_id)[1] == second


def test_a_line_comes_back_even_if_its_action_has_gone_in_between(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _, (item_id,) = office.held(case_id)
    office.desk.care_plans.accept_all(case_id)
    decided, line = lines(office, case_id)
    for each in (decided, line):
        office.desk.care_plans.remove_line(each.id)
    office.desk.minutes.reopen(meeting_id, "Une erreur")
    (action,) = office.desk.meetings.actions_of(item_id)
    (decision,) = office.store.rows.decisions.of(item_id)
    office.desk.meetings.drop_action(item_id, action.id)
    office.desk.meetings.drop_decision(item_id, decision.id)
    for each in (decided, line):
        office.desk.care_plans.restore_line(each)
    assert lines(office, case_id) == (
        replace(decided, source_decision=None),
        replace(line, source_action=None),
    )


def test_the_page_is_kept_and_saying_the_same_again_changes_nothing(office: Office) -> None:
    case_id, plans = office.case("A"), office.desk.care_plans
    page = replace(plans.facts(case_id).page, alert="Appeler le 15\r\n", gir=4, directives=False)
    assert plans.save_page(case_id, page)
    plan = plans.view(case_id).plan
    assert plan is not None
    assert (plan.alert, plan.gir, plan.directives) == ("Appeler le 15\n", 4, False)
    assert not plans.save_page(case_id, page)
    with pytest.raises(UserError, match="caractères"):
        plans.save_page(case_id, replace(page, alert_nights="x" * 121))
    with pytest.raises(UserError, match="caractères"):
        plans.save_line(replace(typed(office, case_id, "A")[0], plain_action="x" * 10_001))


def test_a_situation_has_one_plan_however_many_meetings(office: Office) -> None:
    case_id = office.case("A")
    office.held(case_id)
    office.held(case_id, on=date(2026, 12, 3))
    row = office.connection.execute("SELECT COUNT(*) AS n FROM care_plan").fetchone()
    assert row is not None
    assert row.integer("n") == 1
    assert len(lines(office, case_id)) == 4


def test_the_day_of_the_plan_is_the_day_it_last_changed(office: Office) -> None:
    case_id = office.case("A")
    (line,) = typed(office, case_id, "un")
    office.clock.advance(timedelta(days=3))
    office.desk.care_plans.save_line(replace(line, action="un bis"))
    plan = office.desk.care_plans.view(case_id).plan
    assert plan is not None
    assert plan.on == date(2026, 11, 29)


def test_a_line_that_is_gone_is_refused_with_a_sentence(office: Office) -> None:
    gone = PlanLineId("nothing")
    asked: tuple[Callable[[], Changes], ...] = (
        lambda: office.desk.care_plans.answer(gone, LineState.ACCEPTED),
        lambda: office.desk.care_plans.remove_line(gone),
        lambda: office.desk.care_plans.move_line(gone, 1),
    )
    for ask in asked:
        with pytest.raises(NotFoundError, match="ligne"):
            ask()
