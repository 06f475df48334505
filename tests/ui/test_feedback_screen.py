# SPDX-License-Identifier: EUPL-1.2
"""Reports owed to patients: seen, noted with a day and a name, corrected if need be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import NotSavedError
from app.domain.feedback import PatientFeedback
from app.domain.ids import CaseId, ProfessionalId
from app.storage.errors import DiskFull
from app.storage.unit_of_work import Store
from tests.ui.office_stage import NASTY, OfficeStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.feedback import FeedbackPresenter
from ui.shell import Intent
from ui.theme import Tone

TODAY = date(2026, 11, 26)
LAST_WEEK = date(2026, 11, 19)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as stage:
        yield stage


@pytest.fixture
def imbert(stage: OfficeStage) -> ProfessionalId:
    return stage.office.person("Imbert", "Jeanne", profession="Assistante sociale")


@pytest.fixture
def cases(stage: OfficeStage, imbert: ProfessionalId) -> list[CaseId]:
    """Two situations seen last week, both brought by Jeanne Imbert."""
    found = [stage.office.case(code, requester=imbert) for code in ("S26-014", "S26-021")]
    stage.office.held(*found, on=LAST_WEEK)
    stage.go("feedback")
    return found


def noted(stage: OfficeStage, case_id: CaseId) -> PatientFeedback:
    return stage.office.store.rows.feedbacks.of_case(case_id)[0]


def test_what_is_owed_shows_with_who_owes_it_and_since_when(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    model = stage.feedback.model
    texts = [str(model.index(0, column).data()) for column in range(4)]
    assert texts[0] == "S26-014"
    assert texts[2:] == ["J.\u00a0Imbert", "il y a 7 jours"]
    assert stage.feedback.header.subtitle.text() == "2 retours à faire, les plus anciens d’abord"


def test_the_form_proposes_today_and_whoever_owes_the_report(
    stage: OfficeStage, cases: list[CaseId], imbert: ProfessionalId
) -> None:
    form = stage.feedback.report.form()
    assert (form.on, form.by, form.by_text) == (TODAY, imbert, "J.\u00a0Imbert")


def test_a_report_is_noted_by_keyboard_and_confirmed_in_words(
    stage: OfficeStage, cases: list[CaseId], imbert: ProfessionalId
) -> None:
    cisse = stage.office.person("Cissé", "Aminata")
    screen = stage.feedback
    press(screen.table, "Return")
    type_text(None, "mardi")
    press(None, "Tab")
    type_text(None, "cis")
    press(None, "Tab")
    assert screen.report.reaction.hasFocus()
    type_text(None, "D’accord, sauf le lit médicalisé")
    press(None, "Ctrl+Return")
    done = noted(stage, cases[0])
    assert (done.done_on, done.done_by) == (date(2026, 11, 24), cisse)
    assert done.reaction == "D’accord, sauf le lit médicalisé"
    assert [report.view.code for report in screen.model.records] == ["S26-021"]
    assert screen.banner.isVisible()
    assert screen.banner.label.text() == (
        "Retour noté pour S26-014, fait le mar. 24 nov. 2026 par Aminata Cissé. "
        "Il n’est plus dans la liste."
    )


def test_a_slip_is_corrected_from_the_confirmation(stage: OfficeStage, cases: list[CaseId]) -> None:
    screen = stage.feedback
    screen.report.note.click()
    screen.banner.button.click()
    assert screen.report.code.text() == "S26-014"
    screen.report.reaction.setFocus()
    type_text(None, "A refusé")
    screen.report.note.click()
    assert noted(stage, cases[0]).reaction == "A refusé"
    assert noted(stage, cases[1]).done_on is None


def test_what_is_typed_about_one_report_waits_while_another_is_looked_at(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    screen.report.reaction.setFocus()
    type_text(None, "à finir")
    screen.table.selectRow(1)
    assert screen.report.reaction.text() == ""
    stage.go("home")
    stage.go("feedback")
    screen.table.selectRow(0)
    assert screen.report.reaction.text() == "à finir"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("27/11/2026", "La date du retour est dans l’avenir."),
        ("18/11", "Le retour suit la réunion du jeudi 19 novembre 2026."),
        ("30/02", "La date du retour manque."),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(
    stage: OfficeStage, cases: list[CaseId], typed: str, said: str
) -> None:
    report = stage.feedback.report
    report.on.edit.setFocus()
    type_text(None, typed)
    press(None, "Ctrl+Return")
    assert report.fault.isVisible()
    assert report.fault.text().startswith(said)
    assert noted(stage, cases[0]).done_on is None


def test_a_name_that_nobody_has_is_refused(stage: OfficeStage, cases: list[CaseId]) -> None:
    report = stage.feedback.report
    report.by.edit.setFocus()
    report.by.edit.selectAll()
    type_text(None, "zzz")
    press(None, "Ctrl+Return")
    assert report.fault.text().startswith("Cette personne n’est pas dans l’annuaire.")


def test_an_empty_name_stands_for_whoever_owed_it(
    stage: OfficeStage, cases: list[CaseId], imbert: ProfessionalId
) -> None:
    report = stage.feedback.report
    report.by.set_choice(None)
    report.note.click()
    assert noted(stage, cases[0]).done_by == imbert


def test_a_late_report_changes_colour(stage: OfficeStage, imbert: ProfessionalId) -> None:
    stage.office.held(stage.office.case(requester=imbert), on=date(2026, 11, 5))
    stage.go("feedback")
    model = stage.feedback.model
    tone = model.columns[3].tone
    assert tone is not None
    assert tone(model.record(0)) is Tone.LATE


def test_nothing_owed_is_said(stage: OfficeStage) -> None:
    stage.go("feedback")
    assert stage.feedback.none.isVisible()


def test_the_situation_is_one_button_away(stage: OfficeStage, cases: list[CaseId]) -> None:
    stage.feedback.report.case.click()
    assert stage.here == Intent("case", record=cases[0])


@pytest.mark.parametrize("text", NASTY)
def test_a_strange_reaction_is_kept_as_typed(
    stage: OfficeStage, cases: list[CaseId], text: str
) -> None:
    report = stage.feedback.report
    report.reaction.insertPlainText(text)
    report.note.click()
    assert noted(stage, cases[0]).reaction == text


def test_what_is_typed_is_in_the_vault_at_a_lock_and_the_report_is_still_owed(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    screen.report.reaction.setFocus()
    type_text(None, "Préfère en reparler avec sa fille")
    screen.commit_drafts()
    kept = noted(stage, cases[0])
    assert (kept.reaction, kept.done_on) == ("Préfère en reparler avec sa fille", None)
    stage.office.desk.feedbacks.record(kept.id, TODAY, None, kept.reaction)
    assert noted(stage, cases[0]).reaction == "Préfère en reparler avec sa fille"


def test_what_is_typed_is_saved_by_itself_and_shown_to_another_session(
    stage: OfficeStage, cases: list[CaseId], qtbot: QtBot
) -> None:
    type_text(stage.feedback.report.reaction, "Oui")
    qtbot.waitUntil(lambda: noted(stage, cases[0]).reaction == "Oui", timeout=5_000)
    desk = stage.office.desk
    after = FeedbackPresenter(desk.feedbacks, desk.directory, desk.outbox.forms, desk.clock.today)
    after.reload()
    assert after.form(after.state().owed[0]).reaction == "Oui"


def test_a_disk_that_refuses_is_said_and_leaves_the_text_on_the_screen(
    stage: OfficeStage, cases: list[CaseId], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> object:
        raise DiskFull

    screen = stage.feedback
    type_text(screen.report.reaction, "Oui")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", refuse)
        with pytest.raises(NotSavedError):
            screen.commit_drafts()
        screen._try_keep()
        assert "plein" in screen.banner.label.text()
    assert screen.report.reaction.text() == "Oui"
    screen.commit_drafts()
    assert noted(stage, cases[0]).reaction == "Oui"
