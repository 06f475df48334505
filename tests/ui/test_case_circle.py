# SPDX-License-Identifier: EUPL-1.2
"""Who is around a person is noted, ordered and taken out with the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.circle import CircleMember
from app.domain.ids import CaseId
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.circle_card import CircleCard


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def members(stage: CaseStage, case_id: CaseId) -> tuple[CircleMember, ...]:
    return stage.office.store.rows.circles.of(case_id)


def with_two(stage: CaseStage) -> tuple[CaseId, CircleCard]:
    """A nurse of the directory and a neighbour by name."""
    case_id = stage.situation()
    stage.go("case", case_id)
    card = stage.case.summary.circle
    for letters in ("cis", "Une voisine"):
        type_text(card.line, letters)
        press(card.line, "Return")
    return case_id, card


def test_three_letters_add_somebody_and_other_words_an_outside_person(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    nurse, neighbour = members(stage, case_id)
    assert (nurse.professional_id, nurse.role, nurse.care_team) == (stage.cisse, "Infirmière", True)
    assert (neighbour.name, neighbour.care_team) == ("Une voisine", False)
    assert card.line.text() == ""
    assert card.line.hasFocus()
    type_text(card.line, "cis")
    press(card.line, "Return")
    assert len(members(stage, case_id)) == 2
    assert "déjà" in stage.toast.label.text()


def test_a_role_is_proposed_or_typed_and_kept_when_the_line_is_left(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    type_text(card.rows[1].role, "aide")
    press(card.rows[1].role, "Return")
    assert members(stage, case_id)[1].role == "Aide à domicile"
    card.rows[0].role.setFocus()
    card.rows[0].role.setText("Coordonne les soins")
    stage.go("cases")
    assert members(stage, case_id)[0].role == "Coordonne les soins"


def test_the_team_is_changed_in_place_and_the_focus_stays(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    card.rows[1].team.setFocus()
    press(card.rows[1].team, "Space")
    assert members(stage, case_id)[1].care_team
    assert card.rows[1].team.hasFocus()
    assert "équipe de soins" in card.rows[1].team.accessibleName()
    press(card.rows[1].team, "Space")
    assert not members(stage, case_id)[1].care_team


def test_alt_and_an_arrow_move_somebody_who_keeps_the_focus(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    card.rows[1].role.setFocus()
    press(card.rows[1].role, "Alt+Up")
    assert [member.name for member in members(stage, case_id)] == ["Une voisine", ""]
    assert card.rows[0].line.name == "Une voisine"
    assert card.rows[0].role.hasFocus()


def test_a_removal_is_taken_back_by_the_toast(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    card.rows[0].remove.click()
    assert [row.line.name for row in card.rows] == ["Une voisine"]
    assert "Aminata Cissé" in stage.toast.label.text()
    stage.toast.button.click()
    assert [row.line.name for row in card.rows] == ["Aminata Cissé", "Une voisine"]
    assert len(members(stage, case_id)) == 2


def test_a_role_that_is_too_long_is_said_at_once_and_not_kept(stage: CaseStage) -> None:
    case_id, card = with_two(stage)
    card.rows[1].role.setText("x" * 121)
    assert "120 au plus" in card.rows[1].fault.text()
    stage.case.commit_drafts()
    assert members(stage, case_id)[1].role == ""
    assert card.faults_left() == {f"role {members(stage, case_id)[1].id}": "x" * 121}
    card.rows[1].role.setText("")
