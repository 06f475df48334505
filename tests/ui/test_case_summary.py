# SPDX-License-Identifier: EUPL-1.2
"""A situation is opened, kept as it is typed, and never loses a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import Case, ComplexityReason, Eligibility
from app.domain.consent import ConsentState
from tests.ui.case_stage import NASTY, CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.autosave import DELAY_MS
from ui.shell import Intent


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def stored(stage: CaseStage, case_id: str) -> Case:
    case = stage.office.store.rows.cases.get(case_id)  # type: ignore[arg-type]  # ids are text
    assert case is not None
    return case


def only(stage: CaseStage) -> Case:
    lines = stage.office.store.rows.cases.lines()
    assert len(lines) == 1
    return stored(stage, lines[0].id)


def test_a_situation_is_opened_by_keyboard_and_asks_at_once_for_the_consent(
    stage: CaseStage,
) -> None:
    stage.go("case", choice="new")
    assert "S26-001" in stage.case.header.subtitle.text()
    type_text(None, "Chutes répétées")
    press(None, "Tab")
    type_text(None, "cis")
    press(None, "Tab")
    page = stage.case.summary
    page.demand.reason.chosen.emit("blocked")
    type_text(page.demand.question, "Comment éviter une chute ?")
    type_text(page.fields[list(page.fields)[1]].text, "Peur de tomber.")
    page.landmarks.ald.click()
    press(None, "Ctrl+S")
    case = only(stage)
    assert (case.code, case.title) == ("S26-001", "Chutes répétées")
    assert case.requester_id == stage.cisse
    assert case.question == "Comment éviter une chute ?"
    assert case.psychic == "Peur de tomber."
    assert case.eligibility == Eligibility(ald=True)
    assert page.consent.form.isVisible()
    assert page.consent.form.by.text() == "Aminata Cissé"


def test_an_unknown_requester_is_kept_as_an_outside_person(stage: CaseStage) -> None:
    stage.go("case", choice="new")
    type_text(None, "Motif")
    press(None, "Tab")
    type_text(None, "Zoé Quelconque")
    press(None, "Tab")
    press(None, "Ctrl+S")
    case = only(stage)
    assert (case.requester_id, case.requester_name) == (None, "Zoé Quelconque")


def test_nothing_is_created_before_it_is_asked_for(stage: CaseStage) -> None:
    stage.go("case", choice="new")
    stage.go("cases")
    assert stage.office.desk.cases.all() == ()


def test_leaving_a_new_situation_keeps_the_words_typed(stage: CaseStage) -> None:
    stage.go("case", choice="new")
    type_text(None, "Motif commencé")
    stage.go("cases")
    assert only(stage).title == "Motif commencé"
    assert "ce qui était écrit est gardé" in stage.toast.label.text()


def test_a_new_situation_can_be_given_up(stage: CaseStage) -> None:
    stage.go("case", choice="new")
    type_text(None, "Essai")
    stage.case.header.drop_button.click()
    assert stage.here() == Intent("cases")
    assert stage.office.desk.cases.all() == ()


def test_what_is_typed_is_on_the_disk_after_the_delay_and_the_word_says_so(
    stage: CaseStage, qtbot: QtBot
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    type_text(stage.case.summary.demand.wishes, "Rester chez elle.")
    assert stage.case.header.saved.text() == "Enregistrement…"
    assert stored(stage, case_id).wishes == ""
    qtbot.waitUntil(lambda: stored(stage, case_id).wishes != "", timeout=DELAY_MS + 1500)
    assert stored(stage, case_id).wishes == "Rester chez elle."
    assert stage.case.header.saved.text() == "Enregistré à 12:00"


def test_leaving_a_field_saves_at_once(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    title = stage.case.summary.demand.title_field.edit
    title.selectAll()
    type_text(title, "Perte de poids")
    press(title, "Tab")
    assert stored(stage, case_id).title == "Perte de poids"
    assert stage.case.header.title.text() == "S26-001 · Perte de poids"


def test_a_choice_is_saved_at_once(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    stage.case.summary.demand.reason.set_value(ComplexityReason.EXPERTISE.value)
    stage.case.summary.demand.reason.chosen.emit(ComplexityReason.EXPERTISE.value)
    stage.case.summary.landmarks.over_75.click()
    assert stored(stage, case_id).reason is ComplexityReason.EXPERTISE
    assert stored(stage, case_id).eligibility.over_75


@pytest.mark.parametrize("text", NASTY, ids=["signs", "long"])
def test_any_text_comes_back_as_it_was_typed(stage: CaseStage, text: str) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    for pane in stage.case.summary.fields.values():
        pane.text.insertPlainText(text.replace("\n", "\r\n"))
    stage.case.summary.demand.title_field.edit.insert(text[:80])
    stage.case.commit_drafts()
    case = stored(stage, case_id)
    assert case.organic == case.psychic == case.social == text
    assert text.splitlines()[0][:80] in case.title
    stage.go("cases")
    stage.go("case", case_id)
    assert stage.case.summary.form().organic == text
    assert stage.window.width() <= 1366, "a long motif must not widen the window"
    assert not stage.window.grab().isNull()


def test_a_review_date_is_read_warned_about_and_never_lost(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    review = stage.case.summary.landmarks.review
    review.setFocus()
    type_text(None, "14/01/2027")
    press(review.date_edit, "Tab")
    assert stored(stage, case_id).review_on == date(2027, 1, 14)
    review.setFocus()
    type_text(None, "31/02/2027")
    press(review.date_edit, "Tab")
    assert review.message.isVisible()
    assert review.date_edit.text() == "31/02/2027"
    stage.case.commit_drafts()
    assert stored(stage, case_id).review_on == date(2027, 1, 14), "the last good date stays"
    review.setFocus()
    type_text(None, "01/02/2020")
    assert "déjà passée" in review.message.text()


def test_a_meeting_held_meanwhile_is_not_undone_by_a_save(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    stage.office.consent(case_id, ConsentState.OBTAINED)
    stage.office.held(case_id)
    type_text(stage.case.summary.demand.wishes, "Marcher")
    stage.case.commit_drafts()
    assert stored(stage, case_id).status.value == "followed"


def test_meetings_open_actions_and_reports_owed_are_listed(stage: CaseStage) -> None:
    case_id = stage.discussed()
    stage.go("case", case_id)
    page = stage.case.summary
    assert [row.text for row in page.meetings.list.rows] == ["jeu. 26 nov. 2026"]
    assert page.open_actions.list.rows[0].text == "Revoir l’ordonnance"
    assert page.open_actions.list.rows[1].detail == "Luc Ami"
    assert "A. Cissé" in page.feedback.list.rows[0].text


def test_the_screen_holds_in_the_smallest_window(stage: CaseStage) -> None:
    stage.window.resize(1024, 640)
    stage.go("case", stage.discussed())
    assert stage.window.width() == 1024
    stage.go("case", stage.case._presenter.case_id or "", "plan")
    assert stage.window.width() == 1024


def test_referent_carer_priority_and_what_was_tried_are_kept_as_they_are_typed(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    demand, landmarks = stage.case.summary.demand, stage.case.summary.landmarks
    type_text(demand.priority.edit, "Ne plus tomber")
    type_text(demand.tried, "Kinésithérapie,\narrêtée")
    type_text(landmarks.carer.edit, "Sa fille, le week-end")
    type_text(landmarks.referent, "imb")
    landmarks.referent.take()
    stage.go("cases")
    case = stored(stage, case_id)
    assert (case.priority, case.tried) == ("Ne plus tomber", "Kinésithérapie,\narrêtée")
    assert (case.carer, case.referent_id) == ("Sa fille, le week-end", stage.imbert)
    stage.go("case", stage.situation("Autre"))
    assert (demand.priority.text(), demand.tried.text(), landmarks.carer.text()) == ("", "", "")
    stage.go("case", case_id)
    assert landmarks.referent.text() == "Jeanne Imbert"


def test_each_new_text_that_is_too_long_is_said_under_it_at_once(stage: CaseStage) -> None:
    stage.go("case", stage.situation())
    demand, landmarks = stage.case.summary.demand, stage.case.summary.landmarks
    for field, most in ((demand.priority, 120), (landmarks.carer, 1_000)):
        field.edit.setText("x" * (most + 1))
        field.edit.textEdited.emit("x" * (most + 1))
        assert "au plus" in field.message.text()
        field.edit.setText("")
        field.edit.textEdited.emit("")
        assert field.message.isHidden()
    assert stage.case._autosave.flush()
