# SPDX-License-Identifier: EUPL-1.2
"""Row 18: what is kept of a page comes back to it alone, once, and to whoever typed it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.domain.lengths import LONGEST_LINE, LONGEST_TEXT
from app.services.accounts import AccountDraft, Role
from app.services.erasure import EarlyErasure
from tests.durability.lock_stage import LockStage, lock_stage
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.durability.row_18_fields import FORMS
from tests.durability.row_18_form import first_case, screen
from tests.durability.test_row_18_forms import Home, locked
from tests.ui.typing import type_text
from ui.screens.accounts import AccountsScreen
from ui.screens.case import CaseScreen
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.minutes import MinutesScreen
from ui.screens.prepare import PrepareScreen
from ui.screens.rhythm import RhythmScreen
from ui.shell import Intent
from ui.widgets import LabeledField, Suggestion

TYPED = "Reparler du portage"


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def in_point(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("prepare"))
    agenda = screen(stage, "prepare", PrepareScreen).agenda
    agenda.topic.set_value("team")
    type_text(agenda.point, TYPED)


def point(stage: LockStage) -> str:
    agenda = screen(stage, "prepare", PrepareScreen).agenda
    return agenda.point.text() if agenda.topic.value() == "team" else "of another topic"


def _case(stage: LockStage) -> CaseScreen:
    stage.window.navigator.go(Intent("case", first_case(stage)))
    return screen(stage, "case", CaseScreen)


def in_consent(stage: LockStage) -> None:
    card = _case(stage).summary.consent
    card.note_button.click()
    card.form.more.click()
    card.form.details.scope.set_text("")
    type_text(card.form.details.scope.edit, TYPED)


def consent(stage: LockStage) -> str:
    card = screen(stage, "case", CaseScreen).summary.consent
    return card.form.details.scope.text() if not card.form.isHidden() else "not asked"


def test_row_18_a_page_that_is_settled_or_emptied_leaves_nothing_aside(
    home: Home, qtbot: QtBot
) -> None:
    with home.window() as stage:
        in_point(stage)
        place = locked(stage)
    assert len(home.kept()) == 1
    with home.window(place) as back:
        assert point(back) == TYPED
        assert back.session.desk.kept_texts.all() == (), "it waits for nothing: its page has it"
        screen(back, "prepare", PrepareScreen).agenda.point.returnPressed.emit()
        back.window.commit_drafts()
        assert home.kept() == []
    with home.window(place) as again:
        assert screen(again, "prepare", PrepareScreen).agenda.point.text() == ""


def test_row_18_an_answer_half_typed_stays_with_its_person_and_goes_with_her(home: Home) -> None:
    with home.window() as stage:
        in_consent(stage)
        first, other = (case.id for case in stage.session.desk.cases.all()[:2])
        stage.window.navigator.go(Intent("case", other))
        assert consent(stage) == "not asked"
        stage.window.navigator.go(Intent("case", first))
        assert consent(stage) == TYPED
        locked(stage)
    assert len(home.kept()) == 1
    with home.desk() as desk:
        assert desk.erasure is not None
        desk.erasure.erase(first, EarlyErasure.DECIDED)
    with home.desk() as desk:
        desk.outbox.replay()
    assert home.kept() == []


def test_row_18_a_page_that_nobody_opens_keeps_what_it_has(home: Home, qtbot: QtBot) -> None:
    with home.window() as stage:
        in_point(stage)
        place = locked(stage)
    with home.window() as other:
        other.program.lock("idle")
    with home.window(place) as back:
        assert point(back) == TYPED


def _skip(stage: LockStage) -> None:
    screen(stage, "rhythm", RhythmScreen).week.settle.click()


def _note_away(stage: LockStage) -> None:
    card = screen(stage, "rhythm", RhythmScreen).absences
    card.person.set_choice(Suggestion(stage.session.desk.directory.all()[0].id, "Ivo"))
    card.first.set_value(stage.session.desk.clock.today())
    card.last.set_value(None)
    card.note.click()


def _correct(stage: LockStage) -> None:
    pane = screen(stage, "minutes", MinutesScreen).pane
    for view in pane.items:
        if view.reason is not None:
            view.reason.set_text("")
    pane.begin.click()


def _rename(stage: LockStage) -> None:
    screen(stage, "accounts", AccountsScreen).account.confirm.click()


CARRIED_OUT: dict[str, Callable[[LockStage], None]] = {
    "what minutes are corrected or read for": _correct,
    "another name of an account": _rename,
    "a week that is moved, and an absence": _note_away,
}


@pytest.mark.parametrize("name", CARRIED_OUT)
def test_row_18_what_is_carried_out_is_kept_no_more_at_once(home: Home, name: str) -> None:
    form = FORMS[name]
    with home.window() as stage:
        stage.session.desk.directory.save(Professional(ProfessionalId(""), "Ivo", "Ann"))
        form.open(stage)
        if name == "a week that is moved, and an absence":
            screen(stage, "rhythm", RhythmScreen).week.close_form()
        find = list(form.fields.values())[-1 if "absence" in name else 0]
        field = find(stage)
        assert isinstance(field, LabeledField)
        field.set_text(TYPED)
        place = locked(stage)
    assert len(home.kept()) == 1
    with home.window(place) as back:
        CARRIED_OUT[name](back)
        assert home.kept() == []


def test_row_18_what_one_account_has_begun_is_shown_to_no_other_and_waits_for_it(
    home: Home, qapp: QApplication
) -> None:
    other = "chaloupe ortie vitrail mousson tapir écluse girofle"
    with home.window() as stage:
        accounts = stage.session.desk.accounts
        accounts.add(accounts.ready(AccountDraft("Ann Ivo", Role.COORDINATOR, passphrase=other)))
        in_consent(stage)
        in_point(stage)
        mine, hers = accounts.me.id, next(each.id for each in accounts.all() if not each.mine)
        place = locked(stage)
    vault = replace(workshop(), outbox=home.state)
    session = vault.unlock(home.ground.folder, other, hers)
    with lock_stage(home.ground, qapp, place, session) as stage:
        assert point(stage) != TYPED
        _case(stage)
        assert consent(stage) == "not asked"
        type_text(screen(stage, "prepare", PrepareScreen).agenda.point, "Le sien")
        locked(stage)
    assert len(home.kept()) == 3
    session = vault.unlock(home.ground.folder, PASSPHRASE, mine)
    with lock_stage(home.ground, qapp, place, session) as back:
        assert point(back) == TYPED
        _case(back)
        assert consent(back) == TYPED


@pytest.mark.logs("lock: UserError of screen case")
def test_row_18_a_text_that_is_too_long_is_said_at_once_and_comes_back_whole(home: Home) -> None:
    long = "Elle dit ne plus tenir. " * 500
    assert len(long) > LONGEST_TEXT
    with home.window() as stage:
        page = _case(stage).summary
        page.demand.question.setPlainText(long)
        page.demand.title_field.edit.clear()
        type_text(page.demand.title_field.edit, "m" * (LONGEST_LINE + 1))
        type_text(page.demand.wishes, TYPED)
        said = f"{len(long):,}".replace(",", "\u202f")
        assert said in page.demand.question.accessibleDescription()
        assert "121 caractères" in page.demand.title_field.message.text()
        other = stage.session.desk.cases.all()[1].id
        place = locked(stage)
    with home.window(place) as back:
        page = screen(back, "case", CaseScreen).summary
        case = back.session.desk.cases.file(first_case(back)).case
        assert (case.question, case.wishes) == ("Que faire ?", TYPED), "the rest is saved"
        assert page.demand.question.text() == long
        assert "121 caractères" in page.demand.title_field.message.text()
        back.window.navigator.go(Intent("case", other))
        assert page.demand.question.text() == "Que faire ?"
        assert page.demand.question.accessibleDescription() == ""
        _case(back)
        page.demand.question.setPlainText(long[:LONGEST_TEXT])
        page.demand.title_field.set_text("Chutes")
        page.demand.title_field.edited.emit("Chutes")
        back.window.commit_drafts()
        assert home.kept() == []
        case = back.session.desk.cases.file(first_case(back)).case
        assert (case.question, case.title) == (long[:LONGEST_TEXT], "Chutes")


def test_row_18_a_motif_on_an_empty_agenda_is_kept_until_it_is_taken(
    home: Home, qtbot: QtBot
) -> None:
    with home.window() as stage:
        desk = stage.session.desk
        running = desk.agendas.next_meeting()
        assert running is not None
        desk.minutes.close(running.id)
        empty, _ = desk.agendas.prepare_next()
        for line in desk.agendas.view(empty).lines:
            desk.agendas.remove(line.item.id)
        meeting = stage.enter_meeting(qtbot)
        assert meeting.presenter.item is None
        meeting.controls.unplanned.ask()
        type_text(meeting.parts.unplanned.search, TYPED)
        place = locked(stage)
    with home.window(place) as back:
        meeting = back.enter_meeting(qtbot)
        meeting.controls.unplanned.ask()
        assert meeting.parts.unplanned.search.text() == TYPED
        meeting.parts.unplanned.search.clear()
        meeting.controls.begun.typed_for_all(EditorName(Editor.UNPLANNED), "")
        back.window.commit_drafts()
        assert home.kept() == []
