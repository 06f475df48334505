# SPDX-License-Identifier: EUPL-1.2
"""What surrounds the lines of a plan: recto, first problem, plain words, needs, versions."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.care_plan import CarePlan, LineState, PlanPart, PlanStatus
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.unmet_need import UnmetCause
from app.services.plan_versions import VersionLine
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.test_case_plan import actions, editor, lines, page, states, with_lines
from tests.ui.typing import focused, press, type_text
from ui.screens.case.plan_row import PlanLineRow


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def plan(stage: CaseStage, case_id: CaseId) -> CarePlan:
    found = stage.office.desk.care_plans.view(case_id).plan
    assert found is not None
    return found


def validate(stage: CaseStage) -> None:
    page(stage).standing.choice._group.button(1).click()


# --- recto -----------------------------------------------------------------------------------


def test_the_recto_is_typed_kept_and_folded_once_it_is_complete(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    recto = page(stage).recto
    assert [recto.folded] == [False], "it is to be completed"
    assert recto.summary.text().startswith("à compléter")
    recto.coordinator.setFocus()
    type_text(None, "cis")
    press(None, "Tab")
    for field, value in ((recto.ald, "2"), (recto.gir, "4"), (recto.directives, "1")):
        field.set_value(value)
        field.chosen.emit(value)
    recto.agreed_on.setFocus()
    type_text(None, "hier")
    press(None, "Tab")
    recto.took_part.click()
    kept = plan(stage, case_id)
    assert (kept.coordinator_id, kept.ald, kept.gir) == (stage.cisse, 2, 4)
    assert (kept.directives, kept.took_part) == (True, True)
    assert kept.agreed_on == date(2026, 11, 25)
    stage.go("cases")
    stage.go("case", stage.situation("Autre"), "plan")
    assert not page(stage).recto.folded
    stage.go("case", case_id, "plan")
    assert recto.folded
    assert "coordonné par A.\u00a0Cissé" in recto.summary.text()
    assert recto.button.caption == "Modifier"


def test_an_agreement_before_the_person_was_born_is_refused_at_once(stage: CaseStage) -> None:
    case_id = stage.situation()
    cases = stage.office.desk.cases
    cases.save(replace(cases.file(case_id).case, birth_year=1941))
    stage.go("case", case_id, "plan")
    agreed = page(stage).recto.agreed_on
    agreed.setFocus()
    type_text(None, "01/02/1940")
    assert agreed.message.text() == "La personne est née en 1941. Vérifiez l’année."
    agreed.date_edit.selectAll()
    type_text(None, "01/02/2026")
    assert agreed.message.isHidden()


def test_an_agreement_to_come_or_a_name_too_long_is_said_at_once(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    recto, ending = page(stage).recto, page(stage).ending
    recto.agreed_on.setFocus()
    type_text(None, "01/01/2030")
    assert "dans l’avenir" in recto.agreed_on.message.text()
    ending.nights.setFocus()
    type_text(None, "x" * 121)
    assert "121 caractères" in ending.nights.message.text()
    ending.alert.setFocus()
    type_text(None, "Chute : le 15")
    stage.case.plan._page.flush()
    assert (plan(stage, case_id).alert, plan(stage, case_id).alert_nights) == ("Chute : le 15", "")
    assert plan(stage, case_id).agreed_on is None
    ending.nights.set_text("")
    stage.case.plan._page.touch()


def test_what_is_too_long_is_there_again_and_the_rest_was_kept(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    page(stage).ending.nights.setFocus()
    type_text(None, "x" * 121)
    page(stage)._lines.edit(lines(stage, case_id)[0].id, 1)
    type_text(None, "Ne plus tomber")
    editor(stage).plain.action.set_text("y" * 10_001)
    editor(stage).plain.action.edited.emit("y" * 10_001)
    case = stage.case
    with suppress(UserError):
        case.commit_drafts()
    assert lines(stage, case_id)[0].objective == "Ne plus tomber"
    for pane in (editor(stage).action, page(stage).ending.alert.text):
        pane.set_text("z" * 10_001)
        pane.edited.emit("z" * 10_001)
    assert "10 001 caractères" in editor(stage).message.text()
    with suppress(UserError):
        case.commit_drafts()
    begun = page(stage).begun()
    case._show(stage.situation("Autre"))
    case._show(case_id)
    assert page(stage).ending.nights.text() == ""
    page(stage).show_begun(begun)
    assert page(stage).ending.nights.text() == "x" * 121
    assert "121 caractères" in page(stage).ending.nights.message.text()
    assert editor(stage).plain.action.text() == "y" * 10_001
    for pane in (editor(stage).action, page(stage).ending.alert.text):
        assert pane.text() == "z" * 10_001
        pane.set_text("bref")
        pane.edited.emit("bref")
    editor(stage).plain.action.set_text("court")
    editor(stage).plain.action.edited.emit("court")
    page(stage).ending.nights.set_text("")
    page(stage)._page.touch()
    case.commit_drafts()
    assert (lines(stage, case_id)[0].plain_action, lines(stage, case_id)[0].action) == (
        "court",
        "bref",
    )


# --- the person's own first problem ----------------------------------------------------------


def test_the_persons_own_problem_becomes_line_one_by_one_key(stage: CaseStage) -> None:
    case_id = with_lines(stage, "autre chose")
    cases = stage.office.desk.cases
    cases.save(replace(cases.file(case_id).case, priority="Garder mon chat"))
    stage.go("case", case_id, "plan")
    standing = page(stage).standing
    assert standing.priority.text() == "N° 1 de la personne\u00a0: Garder mon chat"
    press(page(stage), "Alt+L")
    type_text(None, "Le voir chaque jour")
    press(None, "Return")
    first = lines(stage, case_id)[0]
    assert (first.problem, first.objective) == ("Garder mon chat", "Le voir chaque jour")
    assert page(stage).tables[PlanPart.CARE].rows[0].line.id == first.id
    assert standing.make_first.isHidden()
    press(page(stage), "Alt+L")
    assert len(lines(stage, case_id)) == 2, "it is there already"


def test_without_a_problem_of_their_own_nothing_is_asked(stage: CaseStage) -> None:
    stage.go("case", with_lines(stage, "un"), "plan")
    assert page(stage).standing._own.isHidden()


# --- lines -----------------------------------------------------------------------------------


def test_a_line_takes_plain_words_and_says_the_words_of_the_trade(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Prévenir l’HTA")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    plain = editor(stage).plain
    assert "HTA" in plain.message.text()
    plain.action.setFocus()
    type_text(None, "Garder une tension normale")
    assert plain.message.isHidden(), "what will be printed is plain"
    plain.education.click()
    plain.action.setFocus()
    press(None, "Return")
    line = lines(stage, case_id)[0]
    assert (line.plain_action, line.education) == ("Garder une tension normale", True)
    row = focused()
    assert isinstance(row, PlanLineRow)
    assert row.cells()[2][0] == "Prévenir l’HTA (ETP)"


def test_odd_dates_and_a_person_without_a_date_are_said_and_kept(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    typing = editor(stage)
    typing.who.setFocus()
    type_text(None, "cis")
    press(None, "Tab")
    assert typing.message.text() == "Qui est dit, mais pas pour quand."
    type_text(None, "20/12/2026")
    assert typing.message.text() == ""
    typing.review.setFocus()
    type_text(None, "10/12/2026")
    assert typing.message.text() == "Le bilan d’étape est prévu avant l’échéance."
    typing.review.selectAll()
    type_text(None, "01/02/2026")
    assert typing.message.text() == "Bilan d’étape\u00a0: cette date est déjà passée."
    press(None, "Return")
    assert lines(stage, case_id)[0].review_on == date(2026, 2, 1)


def test_a_line_whose_problem_is_of_the_list_leaves_nothing_begun(stage: CaseStage) -> None:
    stage.go("case", with_lines(stage, "un"), "plan")
    press(None, "Return")
    type_text(None, "mob")
    press(None, "Tab")
    assert editor(stage).problem.choice() is not None, "control: it was taken from the list"
    assert page(stage).begun() == {}


def test_a_problem_of_the_list_takes_its_code_and_other_words_lose_it(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Bilan")
    stage.go("case", case_id, "plan")
    press(None, "Return")
    type_text(None, "mobi")
    press(None, "Tab")
    press(None, "Escape")
    assert lines(stage, case_id)[0].problem_code == "MED-057"
    page(stage)._lines.edit(lines(stage, case_id)[0].id, 0)
    press(None, "End")
    type_text(None, ", chutes")
    press(None, "Escape")
    assert (lines(stage, case_id)[0].problem, lines(stage, case_id)[0].problem_code) == (
        "Mobilité, chutes",
        "",
    )


def test_a_refused_line_is_seen_again_and_taken_back(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id, "plan")
    assert not page(stage).refused.isVisible()
    press(None, "R")
    card = page(stage).refused
    assert card.isVisible()
    assert card.folded
    card.button.click()
    (row,) = card.rows
    assert "séance du jeu. 26 nov." in row.accessibleName()
    row.setFocus()
    press(None, "R")
    assert set(states(stage, case_id)) == {LineState.PROPOSED}
    assert not card.isVisible()


# --- needs -----------------------------------------------------------------------------------


def test_a_need_is_noted_met_rewritten_and_taken_out(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "plan")
    card, register = page(stage).needs, stage.office.desk.care_plans.needs
    card.add_button.click()
    form = card.form
    assert form is not None
    press(None, "Ctrl+Return")
    assert "quel besoin" in form.message.text()
    type_text(form.need, "Répit pour la voisine")
    form.problem.set_value("MED-058")
    form.cause.set_value(UnmetCause.NO_OFFER.value)
    press(None, "Ctrl+Return")
    (need,) = register.of_case(case_id)
    assert (need.need, need.problem_code) == ("Répit pour la voisine", "MED-058")
    assert (need.cause, need.noted_on) == (UnmetCause.NO_OFFER, date(2026, 11, 26))
    card.focus_line(0)
    press(None, "C")
    assert register.of_case(case_id)[0].met_on == date(2026, 11, 26)
    stage.toast.button.click()
    assert register.of_case(case_id) == (need,)
    card.focus_line(0)
    press(None, "Return")
    again = card.form
    assert again is not None
    type_text(again.note.edit, "DAC prévenu")
    press(None, "Ctrl+Return")
    assert register.of_case(case_id)[0].note == "DAC prévenu"
    card.focus_line(0)
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert register.of_case(case_id) == ()
    stage.toast.button.click()
    assert register.of_case(case_id)[0].note == "DAC prévenu"


def test_days_of_a_need_that_cannot_be_are_said_at_once(stage: CaseStage) -> None:
    stage.go("case", stage.situation(), "plan")
    card = page(stage).needs
    card.add_button.click()
    form = card.form
    assert form is not None
    type_text(form.need, "Répit")
    form.met_on.setFocus()
    type_text(None, "01/02/2026")
    assert "avant d’avoir été noté" in form.met_on.message.text()
    form.noted_on.setFocus()
    type_text(None, "01/01/2030")
    assert "dans l’avenir" in form.noted_on.message.text()
    press(None, "Ctrl+Return")
    assert card.form is form
    press(None, "Escape")
    assert card.form is None


# --- status and versions ---------------------------------------------------------------------


def test_validating_makes_a_version_and_an_edit_says_that_it_is_in_progress(
    stage: CaseStage,
) -> None:
    case_id = with_lines(stage, "Bilan d’équilibre")
    stage.go("case", case_id, "plan")
    assert not page(stage).versions.isVisible()
    validate(stage)
    assert plan(stage, case_id).status is PlanStatus.VALIDATED
    assert page(stage).standing.remark.isHidden()
    page(stage)._lines.edit(lines(stage, case_id)[0].id, 1)
    type_text(None, "Marcher")
    press(None, "Return")
    assert plan(stage, case_id).status is PlanStatus.CURRENT
    assert page(stage).standing.number.text().startswith("PPS-2026-001 · version 2")
    assert "Modifié depuis la version 1" in page(stage).standing.remark.text()
    validate(stage)
    stage.toast.button.click()
    assert [one.number for one in plan_versions(stage, case_id)] == [1]
    assert plan(stage, case_id).status is PlanStatus.CURRENT


def plan_versions(stage: CaseStage, case_id: CaseId) -> tuple[VersionLine, ...]:
    return stage.office.desk.care_plans.versions.of_case(case_id)


def test_versions_are_read_and_compared_with_signs_beside_the_colours(stage: CaseStage) -> None:
    case_id = with_lines(stage, "Sort seule le mardi")
    stage.go("case", case_id, "plan")
    validate(stage)
    plans = stage.office.desk.care_plans
    plans.save_line(replace(lines(stage, case_id)[0], action="Sort accompagnée le mardi"))
    page(stage).reload()
    card = page(stage).versions
    assert card.summary.text() == "1 version"
    card.button.click()
    card.list.opened.emit("1")
    assert "Sort seule le mardi" in card.texts
    card.compare.click()
    assert card.texts == ["Sort −seule +accompagnée le mardi"]
    assert card.shown.text() == "De la version 1 au plan actuel"
    spoken = [held.accessibleName() for held in card.parts.findChildren(QWidget)]
    assert "Action : retiré « seule », ajouté « accompagnée »" in spoken
    assert not stage.window.grab().isNull()


# --- eighty lines ----------------------------------------------------------------------------


def test_a_plan_of_eighty_lines_is_worked_on_without_making_its_rows_anew(
    stage: CaseStage,
) -> None:
    case_id = with_lines(stage, *(f"action {number} " * 12 for number in range(80)))
    stage.go("case", case_id, "plan")
    table = page(stage).tables[PlanPart.CARE]
    before = list(table._rows)
    start = perf_counter()
    press(None, "Alt+Down")
    took = perf_counter() - start
    assert [row.number for row in table.rows] == list(range(1, 81))
    assert set(table._rows) == set(before), "the same rows, in another order"
    assert actions(stage, PlanPart.CARE)[1].startswith("action 0")
    assert took < 2.0, "a laptop in use"
    press(None, "Return")
    type_text(None, "Chutes")
    stage.case.plan.commit()
    assert set(table._rows) == set(before)
