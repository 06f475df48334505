# SPDX-License-Identifier: EUPL-1.2
"""Ctrl+Z on a plan: one edit at a time, whatever it was, wherever one is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.care_plan import LineState, PlanPart, PlanStatus
from app.domain.case import next_erased_code
from app.domain.ids import CaseId
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.test_case_plan import add, lines, page, states, with_lines
from tests.ui.typing import focused, press, type_text
from ui.screens.case.plan_row import PlanLineRow


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def shown(stage: CaseStage) -> CaseId:
    """A plan with two lines, of which the first has the focus."""
    case_id = with_lines(stage, "un", "deux")
    stage.go("case", case_id, "plan")
    return case_id


def undo(stage: CaseStage) -> None:
    press(page(stage), "Ctrl+Z")


def redo(stage: CaseStage) -> None:
    press(page(stage), "Ctrl+Shift+Z")


def close(stage: CaseStage) -> None:
    page(stage).standing.choice._group.button(2).click()


def write_need(stage: CaseStage) -> None:
    page(stage).needs.add_button.click()
    type_text(None, "Répit")
    press(None, "Ctrl+Return")


def tick(stage: CaseStage) -> None:
    page(stage).recto.housing.setChecked(True)


DEEDS: dict[str, Callable[[CaseStage], object]] = {
    "order": lambda _: press(None, "Alt+Down"),
    "part": lambda _: press(None, "P"),
    "removal": lambda _: QTest.keyClick(focused(), Qt.Key.Key_Delete),
    "status": close,
    "recto": tick,
    "need": write_need,
}


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_is_undone_and_done_again(stage: CaseStage, name: str) -> None:
    case_id = shown(stage)
    plans = stage.office.desk.care_plans
    before = plans.facts(case_id)
    DEEDS[name](stage)
    after = plans.facts(case_id)
    assert after != before
    undo(stage)
    assert plans.facts(case_id) == before
    redo(stage)
    assert plans.facts(case_id) == after


def test_words_are_undone_in_their_cell_which_stays_open(stage: CaseStage) -> None:
    case_id = shown(stage)
    press(None, "Return")
    editor = page(stage).editor
    assert editor is not None
    editor.objective.setFocus()
    type_text(None, "Ne plus tomber")
    undo(stage)  # before the pause that saves
    assert lines(stage, case_id)[0].objective == ""
    again = page(stage).editor
    assert again is not None
    assert focused() is again.objective
    assert again.objective.text() == ""
    redo(stage)
    assert lines(stage, case_id)[0].objective == "Ne plus tomber"


def test_edits_are_undone_one_by_one_the_last_one_first(stage: CaseStage) -> None:
    case_id = shown(stage)
    press(None, "P")
    press(None, "Up")
    page(stage).tables[PlanPart.CARE].focus_line(lines(stage, case_id)[1].id)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert [line.action for line in lines(stage, case_id)] == ["un"]
    undo(stage)
    assert [line.part for line in lines(stage, case_id)] == [PlanPart.AID, PlanPart.CARE]
    assert isinstance(focused(), PlanLineRow)
    undo(stage)
    assert [line.part for line in lines(stage, case_id)] == [PlanPart.CARE] * 2
    undo(stage)
    assert stage.toast.label.text() == "Rien à annuler"


def test_a_blank_line_that_was_left_is_nothing_to_undo(stage: CaseStage) -> None:
    case_id = shown(stage)
    press(None, "P")
    page(stage).add_buttons[PlanPart.CARE].click()
    press(None, "Escape")
    undo(stage)
    assert [line.part for line in lines(stage, case_id)] == [PlanPart.CARE] * 2


def test_an_answer_is_undone_after_its_message_has_gone(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "R")
    undo(stage)
    assert set(states(stage, case_id)) == {LineState.PROPOSED}
    page(stage).proposals.accept_all.click()
    undo(stage)
    assert set(states(stage, case_id)) == {LineState.PROPOSED}


def test_a_proposal_accepted_with_its_edits_is_one_step(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    press(None, "Return")
    type_text(None, "Chutes")
    press(None, "Return")
    assert lines(stage, case_id)[0].state is LineState.ACCEPTED
    undo(stage)
    line = lines(stage, case_id)[0]
    assert (line.state, line.problem) == (LineState.PROPOSED, "")


def test_the_message_takes_back_its_own_deed_not_the_last_one(stage: CaseStage) -> None:
    case_id = shown(stage)
    plans = stage.office.desk.care_plans
    plans.set_status(case_id, PlanStatus.VALIDATED)
    page(stage).reload()
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    take_back = stage.toast.button
    page(stage).tables[PlanPart.CARE].focus_line(lines(stage, case_id)[0].id)
    press(None, "P")
    take_back.click()
    found = sorted((line.action, line.part) for line in lines(stage, case_id))
    assert found == [("deux", PlanPart.AID), ("un", PlanPart.CARE)]
    plan = plans.view(case_id).plan
    assert plan is not None
    assert (plan.status, plan.version) == (PlanStatus.CURRENT, 2), "another line changed"


def test_what_somebody_changed_elsewhere_is_left_and_said(stage: CaseStage) -> None:
    case_id = shown(stage)
    press(None, "P")
    moved = lines(stage, case_id)[0]
    stage.office.desk.care_plans.remove_line(moved.id)
    undo(stage)
    assert "a changé depuis" in stage.toast.label.text()
    assert [line.action for line in lines(stage, case_id)] == ["deux"]


def test_each_plan_has_its_own_history_until_the_person_is_erased(stage: CaseStage) -> None:
    first = shown(stage)
    press(None, "P")
    second = stage.situation("Autre")
    add(stage, second, "ailleurs")
    stage.go("case", second, "plan")
    undo(stage)
    assert stage.toast.label.text() == "Rien à annuler"
    stage.go("case", first, "plan")
    undo(stage)
    assert [line.part for line in lines(stage, first)] == [PlanPart.CARE] * 2
    history = page(stage)._presenter.history
    assert history._undone
    with stage.office.store.write() as work:
        work.rows.erasure.erase(first, next_erased_code(()), stage.office.desk.clock.today())
    stage.go("case", second, "plan")
    assert not history._undone
    assert not history._done
