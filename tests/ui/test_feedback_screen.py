# SPDX-License-Identifier: EUPL-1.2
"""Reports owed to patients: seen, noted with a day and a name, corrected if need be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.care_plan import LineState
from app.domain.errors import NotSavedError
from app.domain.feedback import Agreement, PatientFeedback
from app.domain.ids import CaseId, ProfessionalId
from app.services.feedbacks import Told
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


def choose(stage: OfficeStage, value: str) -> None:
    stage.feedback.filters.set_value(value)
    stage.feedback.filters.chosen.emit(value)


def agree(stage: OfficeStage, value: str) -> None:
    stage.feedback.report.agreement.set_value(value)
    stage.feedback.report.agreement.chosen.emit(value)


def noted(stage: OfficeStage, case_id: CaseId) -> PatientFeedback:
    return stage.office.store.rows.feedbacks.of_case(case_id)[0]


def test_what_is_owed_shows_with_who_owes_it_and_since_when(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    model = stage.feedback.model
    texts = [str(model.index(0, column).data()) for column in range(4)]
    assert texts[0] == "S26-014"
    assert texts[2:] == ["J.\u00a0Imbert", "dans 8 jours"]
    assert stage.feedback.header.subtitle.text() == "2 retours à faire, par échéance"


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
        "Il est dans «\u202fFaits\u202f»."
    )


def test_a_report_that_was_just_noted_is_undone_with_what_was_typed(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    type_text(screen.report.reaction, "Oui")
    screen.report.note.click()
    assert noted(stage, cases[0]).done_on == TODAY
    screen.banner.button.click()
    assert not screen.banner.isVisible()
    assert screen.report.code.text() == "S26-014"
    kept = noted(stage, cases[0])
    assert (kept.done_on, kept.done_by, kept.reaction) == (None, None, "Oui")
    assert [report.view.code for report in screen.model.records] == ["S26-014", "S26-021"]


def test_a_report_that_was_made_is_corrected_among_those_made_or_is_to_do_again(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    screen.report.note.click()
    choose(stage, "done")
    assert screen.header.subtitle.text() == "1 retour fait"
    assert str(screen.model.index(0, 3).data()) == "fait le jeu. 26 nov."
    type_text(screen.report.reaction, "A refusé le lit")
    screen.report.agreement.set_value("partly")
    screen.report.note.click()
    done = noted(stage, cases[0])
    assert (done.reaction, done.agreement) == ("A refusé le lit", Agreement.PARTLY)
    screen.banner.button.click()
    assert noted(stage, cases[0]).agreement is Agreement.UNSAID, "as it stood before"
    assert noted(stage, cases[0]).done_on == TODAY
    screen.report.undo.click()
    assert noted(stage, cases[0]).done_on is None
    assert screen.filters.value() == "due"
    assert screen.report.code.text() == "S26-014"


def test_what_the_person_refuses_and_why_the_plan_departs_are_asked_when_they_matter(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    report = stage.feedback.report
    hidden = (report.refused, report.departure, report.withdraw, report.plan)
    assert not any(each.isVisible() for each in hidden)
    agree(stage, "partly")
    assert [each.isVisible() for each in hidden] == [True, True, False, True]
    type_text(report.refused, "Le lit")
    type_text(report.departure, "Sa chambre est trop petite")
    agree(stage, "refuses")
    assert all(each.isVisible() for each in hidden)
    report.note.click()
    done = noted(stage, cases[0])
    assert (done.agreement, done.refused) == (Agreement.REFUSES, "Le lit")
    assert done.departure == "Sa chambre est trop petite"


def test_what_is_thought_better_of_is_kept_as_it_stands(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    agree(stage, "refuses")
    stage.feedback.commit_drafts()
    assert noted(stage, cases[0]).agreement is Agreement.REFUSES
    agree(stage, "")
    stage.feedback.commit_drafts()
    assert noted(stage, cases[0]).agreement is Agreement.UNSAID


def test_a_line_that_was_refused_at_the_plan_asks_why(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    desk, rows = stage.office.desk, stage.office.store.rows
    plan = rows.care_plans.of_case(cases[0])
    assert plan is not None
    refused = plan.lines[0], plan.lines[-1]
    for line in refused:
        desk.care_plans.answer(line.id, LineState.REFUSED)
    stage.go("home")
    stage.go("feedback")
    stage.feedback._reload()
    report = stage.feedback.report
    assert report.departure.isVisible()
    assert not report.refused.isVisible()
    assert all(line.action in report.why.text() for line in refused)
    assert refused[0].action != refused[1].action, "a decision and an action"


@pytest.mark.parametrize(("button", "choice"), [("withdraw", "withdrawal"), ("plan", "plan")])
def test_a_refusal_leads_in_one_key_to_a_withdrawal_or_to_the_plan(
    stage: OfficeStage, cases: list[CaseId], button: str, choice: str
) -> None:
    agree(stage, "refuses")
    getattr(stage.feedback.report, button).click()
    assert stage.here == Intent("case", record=cases[0], choice=choice)


def test_a_day_that_is_promised_moves_the_report_in_the_list(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    screen.table.selectRow(1)
    screen.report.due.setFocus()
    type_text(None, "27/11")
    screen.commit_drafts()
    assert noted(stage, cases[1]).due == date(2026, 11, 27)
    screen._reload()
    assert [report.view.code for report in screen.model.records] == ["S26-021", "S26-014"]


def test_a_day_that_is_promised_before_the_meeting_is_said_under_it(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    report = stage.feedback.report
    report.due.setFocus()
    type_text(None, "02/11/2026")
    assert "précède la réunion" in report.due.message.text()
    stage.feedback.commit_drafts()
    assert noted(stage, cases[0]).due == date(2026, 12, 4), "the one that the meeting gave"


def test_a_text_that_is_too_long_is_said_and_does_not_hold_up_the_rest(
    stage: OfficeStage, cases: list[CaseId]
) -> None:
    screen = stage.feedback
    agree(stage, "partly")
    type_text(screen.report.refused, "Le lit")
    screen.report.reaction.insertPlainText("x" * 10_001)
    screen.commit_drafts()
    assert "10\u202f000 au plus" in screen.report._panes["reaction"].message.text()
    kept = noted(stage, cases[0])
    assert (kept.refused, kept.reaction) == ("Le lit", "")


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
    assert str(model.index(0, 3).data()) == "en retard de 6 jours"
    assert stage.feedback.header.subtitle.text() == "1 retour à faire · 1 en retard"


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
    stage.office.desk.feedbacks.record(kept.id, TODAY, None, Told(kept.reaction))
    assert noted(stage, cases[0]).reaction == "Préfère en reparler avec sa fille"


def test_what_is_typed_is_saved_by_itself_and_shown_to_another_session(
    stage: OfficeStage, cases: list[CaseId], qtbot: QtBot
) -> None:
    type_text(stage.feedback.report.reaction, "Oui")
    qtbot.waitUntil(lambda: noted(stage, cases[0]).reaction == "Oui", timeout=5_000)
    desk = stage.office.desk
    after = FeedbackPresenter(desk.feedbacks, desk.directory, desk.outbox.forms, desk.clock.today)
    after.reload()
    assert after.form(after.state().reports[0]).told.reaction == "Oui"


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
