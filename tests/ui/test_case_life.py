# SPDX-License-Identifier: EUPL-1.2
"""A situation is moved along its life on its own page."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import CaseStatus, Identity
from app.domain.case_step import StepReason
from app.domain.ids import CaseId
from app.services.feedbacks import Told
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.life_card import LifeCard
from ui.screens.feedback import FeedbackScreen


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def card_of(stage: CaseStage, case_id: CaseId) -> LifeCard:
    stage.go("case", case_id)
    return stage.case.summary.life


def status(stage: CaseStage, case_id: CaseId) -> CaseStatus:
    return stage.office.desk.cases.file(case_id).case.status


def told(stage: CaseStage) -> None:
    for owed in stage.office.desk.feedbacks.owed():
        stage.office.desk.feedbacks.record(owed.feedback.id, date(2026, 11, 26), None, Told())


def ask_to_close(card: LifeCard, reason: StepReason) -> None:
    card.move_button.click()
    card.choice_buttons[CaseStatus.CLOSED].click()
    card.reason.set_value(reason.value)
    card.reason.chosen.emit(reason.value)


def test_a_situation_moves_on_by_the_keyboard_and_the_toast_takes_it_back(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    card = card_of(stage, case_id)
    assert card.chip.text == "nouvelle"
    assert card.choices.isHidden()
    card.move_button.setFocus()
    press(card.move_button, "Space")
    assert card.choice_buttons[CaseStatus.TO_PRESENT].hasFocus()
    press(card.choice_buttons[CaseStatus.TO_PRESENT], "Return")
    assert status(stage, case_id) is CaseStatus.TO_PRESENT
    assert card.chip.text == "à présenter"
    assert card.choices.isHidden()
    assert card.move_button.hasFocus()
    assert "à présenter" in stage.toast.label.text()
    stage.toast.button.click()
    assert status(stage, case_id) is CaseStatus.NEW
    assert card.chip.text == "nouvelle"


def test_a_closing_asks_why_and_says_it_afterwards(stage: CaseStage) -> None:
    case_id = stage.situation()
    card = card_of(stage, case_id)
    card.move_button.click()
    card.choice_buttons[CaseStatus.CLOSED].click()
    assert card.reason.combo.hasFocus()
    card.confirm.click()
    assert card.reason.message.text() == "Choisissez une raison."
    assert status(stage, case_id) is CaseStatus.NEW
    card.reason.set_value(StepReason.MOVED_AWAY.value)
    type_text(card.note.edit, "à Rennes, en juin")
    card.confirm.click()
    assert status(stage, case_id) is CaseStatus.CLOSED
    assert card.form.isHidden()
    assert "déménagement (à Rennes, en juin)" in card.sentence.text()
    assert list(card.choice_buttons) == [CaseStatus.TO_PRESENT, CaseStatus.ARCHIVED]
    assert "revient" in card.choice_buttons[CaseStatus.TO_PRESENT].text()


def test_what_is_owed_holds_up_the_closing_is_named_and_led_to(stage: CaseStage) -> None:
    case_id = stage.discussed()
    card = card_of(stage, case_id)
    ask_to_close(card, StepReason.OBJECTIVES_MET)
    assert "3 actions restent ouvertes" in card.actions_line.text()
    assert "retour par A.\u00a0Cissé, séance du" in card.owed_line.text()
    card.confirm.click()
    assert card.message.text().startswith("Un retour est dû à la personne")
    assert status(stage, case_id) is CaseStatus.FOLLOWED
    assert not card.owed_button.isHidden()
    owed = stage.office.desk.feedbacks.owed()[0].feedback.id
    card.owed_button.click()
    reports = stage.window.screen_of("feedback")
    assert isinstance(reports, FeedbackScreen)
    assert reports.table.current_key() == owed
    told(stage)
    stage.go("case", case_id)
    assert card.owed_line.isHidden()


def test_a_death_closes_it_and_says_that_nothing_is_owed_any_more(stage: CaseStage) -> None:
    case_id = stage.discussed()
    card = card_of(stage, case_id)
    ask_to_close(card, StepReason.DEATH)
    assert card.owed_line.text().startswith("Ne sera plus dû")
    assert card.owed_button.isHidden()
    card.confirm.click()
    assert status(stage, case_id) is CaseStatus.CLOSED
    assert stage.office.desk.feedbacks.owed() == ()


def test_a_closing_that_is_half_said_stays_when_others_change_the_situation(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    card = card_of(stage, case_id)
    ask_to_close(card, StepReason.OTHER)
    type_text(card.note.edit, "parce que")
    stage.window.changes.publish(stage.office.desk.cases.set_status(case_id, CaseStatus.FOLLOWED))
    assert card.chip.text == "suivie"
    assert card.note.text() == "parce que"
    assert not card.form.isHidden()
    other = stage.situation("Autre")
    stage.go("case", other)
    assert card.form.isHidden()
    assert card.note.text() == ""


def test_a_note_that_is_too_long_is_said_at_once_and_refused(stage: CaseStage) -> None:
    case_id = stage.situation()
    card = card_of(stage, case_id)
    ask_to_close(card, StepReason.OTHER)
    card.note.edit.setText("x" * 1001)
    card.note.edit.textEdited.emit("x" * 1001)
    assert "1\u202f001 caractères" in card.note.message.text()
    card.confirm.click()
    assert "1\u202f000 au plus" in card.message.text()
    assert status(stage, case_id) is CaseStatus.NEW


def test_a_new_situation_that_is_typed_has_no_life_yet(stage: CaseStage) -> None:
    stage.go("case", choice="new")
    assert stage.case.summary.life.isHidden()


# --- two files of one person ------------------------------------------------------------------


def test_another_file_is_found_by_its_code_and_joined_once_its_effects_are_said(
    stage: CaseStage,
) -> None:
    kept, joined = stage.situation("Chutes"), stage.discussed()
    card = card_of(stage, kept)
    card.move_button.click()
    card.join_button.click()
    assert card.join.line.hasFocus()
    assert not card.join.confirm.isEnabled()
    type_text(card.join.line, "002")
    press(card.join.line, "Return")
    assert "3 actions ouvertes" in card.join.effects.text()
    assert "S26-002 est archivée" in card.join.effects.text()
    assert card.join.whose.isHidden()
    card.join.confirm.click()
    assert stage.office.desk.cases.file(joined).case.merged_into == kept
    assert card.join.isHidden()
    assert len(stage.case.summary.open_actions.list.rows) == 3
    stage.go("case", joined)
    assert card.chip.text == "archivée"
    assert "réunie avec S26-001" in card.sentence.text()
    assert card.move_button.isHidden()
    summary = stage.case.summary
    assert "réuni avec un autre" in stage.case.banner.label.text()
    assert summary.demand.title_field.edit.isReadOnly()
    assert summary.demand.requester.placeholderText() == "", "no example among what is kept"
    assert not summary.consent.note_button.isEnabled()
    assert not stage.case.plan.standing.isEnabled()
    assert stage.case.plan.versions.isEnabled()  # they stayed there, and are read
    card.kept_button.click()
    assert stage.here().record == kept
    assert stage.case.banner.isHidden()
    assert not summary.demand.title_field.edit.isReadOnly()
    assert summary.demand.requester.placeholderText()
    assert summary.consent.note_button.isEnabled()


def test_two_identities_that_differ_are_chosen_from_by_their_names(stage: CaseStage) -> None:
    kept, joined = stage.situation(), stage.situation()
    stage.office.desk.cases.save_identity(kept, Identity("Verdier", "Jeanne"))
    stage.office.desk.cases.save_identity(joined, Identity("Verdié", "Jeanne"))
    card = card_of(stage, kept)
    card.move_button.click()
    card.join_button.click()
    type_text(card.join.line, "S26-002")
    press(card.join.line, "Return")
    assert not card.join.whose.isHidden()
    card.join.confirm.click()
    assert "Choisissez celle qui est juste" in card.join.message.text()
    card.join.whose.set_value("joined")
    card.join.confirm.click()
    assert stage.office.desk.cases.identity(kept) == Identity("Verdié", "Jeanne")
    assert card.join.whose.combo.count() == 1, "no name stays on a page that is left"


def test_a_file_of_which_a_meeting_speaks_now_is_refused_in_place(stage: CaseStage) -> None:
    kept, joined = stage.situation(), stage.situation()
    stage.office.running(joined)
    card = card_of(stage, kept)
    card.move_button.click()
    card.join_button.click()
    type_text(card.join.line, "S26-002")
    press(card.join.line, "Return")
    assert "réunion en cours" in card.join.message.text()
    assert not card.join.confirm.isEnabled()
    card.join.cancel.click()
    assert card.join.isHidden()
    assert not card.move_button.isHidden()


def test_a_new_episode_begins_from_a_closed_one_and_asks_for_the_consent(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    stage.office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)
    card = card_of(stage, case_id)
    card.move_button.click()
    assert card.join_button.isHidden()
    card.episode_button.click()
    assert stage.here().record != case_id
    assert stage.case.summary.demand.title_field.text() == "Chutes répétées"
    assert not stage.case.summary.consent.form.isHidden()
    assert card.chip.text == "nouvelle"
