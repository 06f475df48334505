# SPDX-License-Identifier: EUPL-1.2
"""The plan by keyboard: proposals answered one by one, lines typed, moved, removed, printed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.care_plan import LineState, PlanLine, PlanPart, PlanStatus
from app.domain.ids import CaseId
from tests.ui.case_stage import NASTY, CaseStage, open_stage
from tests.ui.typing import focused, press, type_text
from ui.screens.case.plan_editor import PlanLineEditor
from ui.screens.case.plan_page import PlanPage
from ui.screens.case.plan_row import BLANK, PlanLineRow
from ui.screens.case.proposals import ProposalRow


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def page(stage: CaseStage) -> PlanPage:
    return stage.case.plan


def lines(stage: CaseStage, case_id: CaseId) -> tuple[PlanLine, ...]:
    plan = stage.office.desk.care_plans.view(case_id).plan
    return plan.lines if plan else ()


def states(stage: CaseStage, case_id: CaseId) -> list[LineState]:
    return [line.state for line in lines(stage, case_id)]


def actions(stage: CaseStage, part: PlanPart) -> list[str]:
    return [row.line.action for row in page(stage).tables[part].rows]


def editor(stage: CaseStage) -> PlanLineEditor:
    found = page(stage).editor
    assert found is not None, "no line is being typed"
    return found


def with_lines(stage: CaseStage, *texts: str, part: PlanPart = PlanPart.CARE) -> CaseId:
    case_id = stage.situation()
    for text in texts:
        add(stage, case_id, text, part)
    return case_id


def add(stage: CaseStage, case_id: CaseId, text: str, part: PlanPart = PlanPart.CARE) -> None:
    plans = stage.office.desk.care_plans
    line_id, _ = plans.add_line(case_id, part)
    line = next(line for line in lines(stage, case_id) if line.id == line_id)
    plans.save_line(PlanLine(line_id, line.plan_id, line.position, part, action=text))


# --- proposals -------------------------------------------------------------------------------


def test_the_lines_of_a_meeting_wait_and_say_where_they_come_from(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    assert page(stage).proposals.heading.text() == (
        "Proposé par la séance du jeu. 26 nov. 2026 · 3 lignes à revoir"
    )
    assert set(states(stage, case_id)) == {LineState.PROPOSED}
    assert isinstance(focused(), ProposalRow)


def test_a_accepts_and_r_refuses_one_line_at_a_time(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "A")
    assert states(stage, case_id) == [LineState.ACCEPTED, LineState.PROPOSED, LineState.PROPOSED]
    press(None, "R")
    press(None, "A")
    assert states(stage, case_id) == [LineState.ACCEPTED, LineState.REFUSED, LineState.ACCEPTED]
    assert not page(stage).proposals.isVisible()
    assert actions(stage, PlanPart.CARE) == ["Revoir l'ordonnance"]
    assert actions(stage, PlanPart.AID) == ["Dossier APA"]
    assert isinstance(focused(), PlanLineRow), "the hand goes on to the plan"


def test_an_answer_can_be_taken_back(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "R")
    stage.toast.button.click()
    assert states(stage, case_id)[0] is LineState.PROPOSED
    press(page(stage), "Alt+E")
    assert set(states(stage, case_id)) == {LineState.ACCEPTED}
    stage.toast.button.click()
    assert set(states(stage, case_id)) == {LineState.PROPOSED}


def test_enter_opens_a_proposal_and_enter_accepts_it_as_typed(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "Return")
    type_text(None, "mobi")
    press(None, "Tab")
    type_text(None, "Ne plus tomber")
    press(None, "Return")
    line = lines(stage, case_id)[0]
    assert (line.state, line.problem) == (LineState.ACCEPTED, "Mobilité")
    assert line.objective == "Ne plus tomber"
    assert line.action == "Revoir l'ordonnance"


def test_escape_keeps_the_words_and_leaves_the_line_a_proposal(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "Return")
    type_text(None, "Chutes")
    press(None, "Escape")
    line = lines(stage, case_id)[0]
    assert (line.state, line.problem) == (LineState.PROPOSED, "Chutes")


# --- lines -----------------------------------------------------------------------------------


def test_a_line_is_typed_cell_by_cell_with_its_person_and_its_dates(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    press(None, "Space")
    for typed in ("medic", "Dormir sans risque", "Revoir l’ordonnance", "cis", "3/12", "TA ≥ 11"):
        type_text(None, typed)
        press(None, "Tab")
    type_text(None, "17/12")
    press(None, "Return")
    (line,) = lines(stage, case_id)
    assert (line.problem, line.objective) == ("Médicaments", "Dormir sans risque")
    assert (line.action, line.who_id) == ("Revoir l’ordonnance", stage.cisse)
    assert (line.due, line.criterion) == (date(2026, 12, 3), "TA ≥ 11")
    assert line.review_on == date(2026, 12, 17)
    assert isinstance(focused(), PlanLineRow)


def test_blank_cells_say_that_they_are_to_be_completed(stage: CaseStage) -> None:
    stage.go("case", with_lines(stage, "Bilan"), "plan")
    row = focused()
    assert isinstance(row, PlanLineRow)
    assert [text for text, blank in row.cells() if blank] == [f"1 · {BLANK}", *[BLANK] * 4]
    assert row.cells()[2] == ("Bilan", False)


def test_a_narrower_window_gives_each_line_the_height_of_its_words(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Tension debout, repérage des moments de vertige " * 3)
    stage.go("case", case_id, "plan")
    (row,) = page(stage).findChildren(PlanLineRow)
    for width in (1900, 1280):
        row.show_row(row.row)  # as an edit does while the window is as wide as it was
        QTest.qWait(1)
        stage.window.resize(width, 720)
        QTest.qWait(1)
        assert row.height() == row.heightForWidth(row.width())


def test_enter_begins_at_the_first_blank_cell(stage: CaseStage) -> None:
    stage.go("case", with_lines(stage, "Bilan"), "plan")
    press(None, "Return")
    assert focused() is editor(stage).problem


def test_a_line_added_and_left_blank_leaves_no_trace(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    page(stage).add_buttons[PlanPart.AID].click()
    press(None, "Escape")
    assert lines(stage, case_id) == ()


def test_what_is_typed_in_a_line_is_saved_when_one_leaves(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    type_text(None, "Isolement social")
    stage.go("cases")
    assert lines(stage, case_id)[0].problem == "Isolement social"


def test_alt_and_an_arrow_move_a_line_over_refused_ones(stage: CaseStage) -> None:
    case_id = with_lines(stage, "un", "refusée", "deux")
    refused = lines(stage, case_id)[1]
    stage.office.desk.care_plans.answer(refused.id, LineState.REFUSED)
    stage.go("case", case_id, "plan")
    press(None, "Alt+Down")
    assert actions(stage, PlanPart.CARE) == ["deux", "un"]
    assert focused().accessibleName().startswith("Ligne 2"), "the focus moves with the line"
    press(None, "Alt+Up")
    press(None, "Alt+Up")
    assert actions(stage, PlanPart.CARE) == ["un", "deux"]


def test_p_moves_a_line_to_the_other_part_and_numbers_go_on(stage: CaseStage) -> None:
    case_id = with_lines(stage, "soins", "aide")
    stage.go("case", case_id, "plan")
    press(None, "Down")
    press(None, "P")
    assert actions(stage, PlanPart.CARE) == ["soins"]
    assert actions(stage, PlanPart.AID) == ["aide"]
    assert page(stage).tables[PlanPart.AID].rows[0].number == 2


def test_a_removed_line_comes_back_with_annuler(stage: CaseStage) -> None:
    case_id = with_lines(stage, "un", "deux")
    before = lines(stage, case_id)
    stage.go("case", case_id, "plan")
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert [line.action for line in lines(stage, case_id)] == ["deux"]
    stage.toast.button.click()
    assert lines(stage, case_id) == before


@pytest.mark.parametrize("text", NASTY, ids=["signs", "long"])
def test_a_cell_takes_any_text_and_shows_it_plainly(stage: CaseStage, text: str) -> None:
    case_id = with_lines(stage, text)
    stage.go("case", case_id, "plan")
    row = focused()
    assert isinstance(row, PlanLineRow)
    assert not stage.window.grab().isNull()
    assert row.height() < 300, "a very long cell does not push the others away"
    press(None, "Return")
    press(None, "Return")
    assert lines(stage, case_id)[0].action == text


def test_a_date_that_is_none_is_said_and_the_last_one_is_kept(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    typing = editor(stage)
    typing.due.setFocus()
    type_text(None, "31/02")
    press(None, "Tab")
    assert "n’est pas une date" in typing.message.text()
    assert typing.due.text() == "31/02"
    typing.due.setFocus()
    type_text(None, "01/02/2020")
    press(None, "Tab")
    assert "déjà passée" in typing.message.text()
    press(None, "Escape")
    assert lines(stage, case_id)[0].due == date(2020, 2, 1)


def test_the_days_of_a_line_and_of_a_review_may_be_the_next_meeting(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    desk = stage.office.desk
    next_one = desk.series.next_after(desk.clock.today())
    for day in (editor(stage).due, editor(stage).review):
        day.setFocus()
        type_text(None, "prochaine réunion")
        press(None, "Tab")
        assert day.value() == next_one
    stage.go("case", case_id, "")
    stage.case.summary.landmarks.review.date_edit.setFocus()
    type_text(None, "proch. réunion")
    press(None, "Tab")
    stage.case.commit_drafts()
    assert desk.cases.file(case_id).case.review_on == next_one


# --- the end of the page ---------------------------------------------------------------------


def test_what_to_do_if_things_worsen_and_the_status_are_kept(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    ending = page(stage).ending
    ending.alert.setFocus()
    type_text(None, "Chute : appeler le 15.")
    press(None, "Tab")
    type_text(None, "cis")
    press(None, "Tab")
    type_text(None, "Le 15")
    page(stage).standing.choice._group.button(1).click()
    plan = stage.office.desk.care_plans.view(case_id).plan
    assert plan is not None
    assert (plan.alert, plan.alert_nights) == ("Chute : appeler le 15.", "Le 15")
    assert plan.alert_id == stage.cisse
    assert plan.status is PlanStatus.VALIDATED


def test_the_tab_says_how_many_lines_wait(stage: CaseStage) -> None:
    stage.go("case", stage.discussed())
    assert stage.case.tabs._tabs["plan"].text() == "Plan · 3 à revoir"
    press(stage.case.summary, "Ctrl+PgDown")
    assert stage.case.tabs.current == "plan"
