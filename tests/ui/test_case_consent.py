# SPDX-License-Identifier: EUPL-1.2
"""Consent: said in words, its consequences before it is confirmed, an obstacle afterwards."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.consent_card import ConsentCard


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def card(stage: CaseStage) -> ConsentCard:
    return stage.case.summary.consent


def answer(stage: CaseStage, state: ConsentState) -> None:
    values = [each.value for each in ConsentState]
    button = card(stage).state._group.button(values.index(state.value))
    button.click()


def in_force(stage: CaseStage, case_id: CaseId) -> ConsentState | None:
    consent = stage.office.desk.cases.file(case_id).consent
    return consent.state if consent else None


def test_an_answer_is_noted_with_its_date_its_collector_and_its_scope(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage)
    form.on.setFocus()
    type_text(None, "20/11")
    press(form.on.date_edit, "Tab")
    type_text(form.scope.edit, "équipe et CCAS")
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert (consent.state, consent.on) == (ConsentState.OBTAINED, date(2026, 11, 20))
    assert (consent.collected_by, consent.scope) == (stage.cisse, "équipe et CCAS")
    assert form.sentence.text() == (
        "Accord obtenu le ven. 20 nov. 2026, recueilli par Aminata Cissé, infirmière."
    )
    assert stage.case.header.chip.text == "accord obtenu"


def test_an_answer_says_whether_it_covers_people_from_outside_of_the_team(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage)
    form.reach.set_value("outside")
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert consent.outside_team
    assert "personnes extérieures à l’équipe comprises" in form.scope_line.text()
    form.note_button.click()
    assert form.reach.value() == "outside", "the next answer begins with what is known"
    answer(stage, ConsentState.WITHDRAWN)
    assert not form.reach.isVisible()
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert not consent.outside_team


def test_a_consent_that_was_not_asked_is_strictly_anonymous_in_words(stage: CaseStage) -> None:
    stage.go("case", stage.situation(), "consent")
    answer(stage, ConsentState.NOT_ASKED)
    assert not card(stage).on.isVisible()
    card(stage).confirm.click()
    assert "strictement anonyme" in card(stage).sentence.text()
    assert not stage.case.banner.isVisible()


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_what_a_refusal_does_is_said_before_it_is_confirmed(
    stage: CaseStage, state: ConsentState
) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.OBTAINED)
    meeting_id, _ = stage.office.meeting(case_id)
    stage.go("case", case_id, "consent")
    assert not card(stage).before.isVisible()
    answer(stage, state)
    assert card(stage).before.isVisible()
    assert "ordres du jour" in card(stage).before.label.text()
    assert "scellés" in card(stage).before.label.text()
    assert in_force(stage, case_id) is ConsentState.OBTAINED, "nothing happened yet"
    card(stage).confirm.click()
    assert in_force(stage, case_id) is state
    assert stage.office.desk.agendas.view(meeting_id).lines == ()
    assert stage.case.banner.isVisible()
    assert "n’est à aucun ordre du jour" in stage.case.banner.label.text()


def test_a_refusal_can_be_thought_better_of(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    answer(stage, ConsentState.REFUSED)
    card(stage).cancel.click()
    assert in_force(stage, case_id) is None
    assert not card(stage).form.isVisible()


def test_a_date_to_come_is_refused_under_the_field_and_nothing_is_lost(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    on = card(stage).on
    on.setFocus()
    type_text(None, "01/12/2026")
    assert "dans l’avenir" in on.message.text(), "said at once"
    press(on.date_edit, "Tab")
    assert "dans l’avenir" in on.message.text(), "and still there when the field is left"
    card(stage).confirm.click()
    assert in_force(stage, case_id) is None
    assert card(stage).form.isVisible()
    assert on.value() == date(2026, 12, 1)


def test_what_came_before_stays_in_sight(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.OBTAINED)
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.go("case", case_id)
    assert card(stage).sentence.text().startswith("Accord retiré")
    assert "Auparavant\nAccord obtenu" in card(stage).history.text()


def test_the_plan_of_somebody_who_refused_is_not_printed_and_says_why(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.REFUSED)
    stage.go("case", case_id, "plan")
    press(stage.case.plan, "Ctrl+P")
    assert not stage.tasks.busy
    assert "a refusé" in stage.case.banner.label.text()
