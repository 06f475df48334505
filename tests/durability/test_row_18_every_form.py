# SPDX-License-Identifier: EUPL-1.2
"""Row 18: on every page that takes a text, what is typed when the vault locks is there again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.care_plan import PlanPart
from app.domain.ids import CaseId
from app.services.meetings import ActionDraft
from tests.durability.lock_stage import LockStage
from tests.durability.meeting import Ground
from tests.durability.test_row_18_forms import Home, locked
from tests.ui.typing import type_text
from ui.screens.actions import ActionsScreen
from ui.screens.actions.answer import Asking
from ui.screens.case import CaseScreen
from ui.screens.directory import DirectoryScreen
from ui.screens.feedback import FeedbackScreen
from ui.screens.prepare import PrepareScreen
from ui.screens.rhythm import RhythmScreen
from ui.screens.rhythm.state import Act
from ui.screens.settings import SettingsScreen
from ui.screens.short_form import ShortFormScreen
from ui.shell import Intent, Screen

TYPED = "Reparler du portage"
S = TypeVar("S", bound=Screen)


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def screen_of(stage: LockStage, key: str, kind: type[S]) -> S:
    screen = stage.window.screen_of(key)
    assert isinstance(screen, kind)
    return screen


def case_of(stage: LockStage) -> CaseId:
    return stage.session.desk.cases.all()[0].id


def in_point(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("prepare"))
    agenda = screen_of(stage, "prepare", PrepareScreen).agenda
    agenda.topic.set_value("team")
    type_text(agenda.point, TYPED)


def point(stage: LockStage) -> str:
    agenda = screen_of(stage, "prepare", PrepareScreen).agenda
    return agenda.point.text() if agenda.topic.value() == "team" else "of another topic"


def in_week(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("rhythm"))
    screen = screen_of(stage, "rhythm", RhythmScreen)
    screen.weeks.opened.emit(screen.weeks.rows[2].key)
    screen.week.acted.emit(Act.SKIP)
    type_text(screen.week.reason.edit, TYPED)


def week(stage: LockStage) -> str:
    screen = screen_of(stage, "rhythm", RhythmScreen)
    there = screen._key == screen.weeks.rows[2].key and screen.week.form is Act.SKIP
    return screen.week.reason.text() if there else "of another week"


def in_extra(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("rhythm"))
    screen = screen_of(stage, "rhythm", RhythmScreen)
    screen.extra.click()
    type_text(screen.week.reason.edit, TYPED)


def extra(stage: LockStage) -> str:
    screen = screen_of(stage, "rhythm", RhythmScreen)
    return screen.week.reason.text() if screen._adds else "not asked"


def in_answer(stage: LockStage) -> None:
    desk, ground = stage.session.desk, stage.ground
    desk.meetings.act(ground.items[0], ActionDraft("Appeler la fille", who_name="Ivo"))
    desk.minutes.close(ground.meeting)
    stage.window.navigator.go(Intent("actions"))
    answer = screen_of(stage, "actions", ActionsScreen).answer
    answer.no.click()
    type_text(answer.why.edit, TYPED)


def answered(stage: LockStage) -> str:
    answer = screen_of(stage, "actions", ActionsScreen).answer
    return answer.why.text() if answer.asking is Asking.WHY else "not asked"


def in_reaction(stage: LockStage) -> None:
    desk, meeting = stage.session.desk, stage.ground.meeting
    desk.meetings.decide(desk.agendas.view(meeting).lines[0].item.id, "Appeler la famille")
    desk.minutes.close(meeting)
    stage.window.navigator.go(Intent("feedback"))
    type_text(screen_of(stage, "feedback", FeedbackScreen).report.reaction, TYPED)


def reaction(stage: LockStage) -> str:
    return screen_of(stage, "feedback", FeedbackScreen).report.reaction.text()


def in_person(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("directory", "", "new"))
    type_text(screen_of(stage, "directory", DirectoryScreen).form.structure.edit, TYPED)


def person(stage: LockStage) -> str:
    return "".join(each.structure for each in stage.session.desk.directory.all())


def in_address(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("settings"))
    screen = screen_of(stage, "settings", SettingsScreen)
    screen.start.set_text("midi")  # and another line that cannot be kept
    type_text(screen.address.edit, TYPED)


def address(stage: LockStage) -> str:
    return screen_of(stage, "settings", SettingsScreen).address.text()


def in_short_form(stage: LockStage) -> None:
    stage.window.navigator.go(Intent("short_form"))
    type_text(screen_of(stage, "short_form", ShortFormScreen).said, TYPED)


def short_form(stage: LockStage) -> str:
    return screen_of(stage, "short_form", ShortFormScreen).said.text()


def _case(stage: LockStage, tab: str = "") -> CaseScreen:
    stage.window.navigator.go(Intent("case", case_of(stage), tab))
    return screen_of(stage, "case", CaseScreen)


def in_question(stage: LockStage) -> None:
    question = _case(stage).summary.demand.question
    question.set_text("")
    type_text(question, TYPED)


def question(stage: LockStage) -> str:
    return screen_of(stage, "case", CaseScreen).summary.demand.question.text()


def in_line(stage: LockStage) -> None:
    screen = _case(stage, "plan")
    screen.plan.add_buttons[PlanPart.CARE].click()
    editor = screen.plan._editor
    assert editor is not None
    type_text(editor.objective, TYPED)


def line(stage: LockStage) -> str:
    plan = stage.session.desk.care_plans.view(case_of(stage)).plan
    return plan.lines[0].objective if plan and plan.lines else ""


def in_identity(stage: LockStage) -> None:
    card = _case(stage).summary.identity
    card.show_button.click()
    type_text(card.last.edit, TYPED)


def identity(stage: LockStage) -> str:
    known = stage.session.desk.cases.identity(case_of(stage))
    return known.last if known else ""


def in_consent(stage: LockStage) -> None:
    card = _case(stage).summary.consent
    card.note_button.click()
    card.scope.set_text("")
    type_text(card.scope.edit, TYPED)


def consent(stage: LockStage) -> str:
    card = screen_of(stage, "case", CaseScreen).summary.consent
    return card.scope.text() if not card.form.isHidden() else "not asked"


@dataclass(frozen=True)
class Form:
    """A place to type in, and where the text is looked for after the lock."""

    write: Callable[[LockStage], None]
    read: Callable[[LockStage], str]


FORMS = {
    "a point of the agenda": Form(in_point, point),
    "why a week is skipped": Form(in_week, week),
    "a meeting beside the rhythm": Form(in_extra, extra),
    "why an action was not done": Form(in_answer, answered),
    "what a patient answered": Form(in_reaction, reaction),
    "a person without a name yet": Form(in_person, person),
    "the practice, a line amiss": Form(in_address, address),
    "a concertation of two": Form(in_short_form, short_form),
    "the question of a situation": Form(in_question, question),
    "a line of a plan": Form(in_line, line),
    "an answer not confirmed": Form(in_consent, consent),
    "an identity": Form(in_identity, identity),
}


@pytest.mark.parametrize("name", FORMS)
def test_row_18_what_is_typed_on_any_page_is_there_after_a_lock(
    home: Home, qtbot: QtBot, name: str
) -> None:
    form = FORMS[name]
    with home.window() as stage:
        stage.window.showNormal()
        with qtbot.waitActive(stage.window):
            stage.window.activateWindow()
        form.write(stage)
        place = locked(stage)
    with home.window(place) as back:
        assert form.read(back) == TYPED


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
        screen_of(back, "prepare", PrepareScreen).agenda.point.returnPressed.emit()
        back.window.commit_drafts()
        assert home.kept() == []
    with home.window(place) as again:
        assert screen_of(again, "prepare", PrepareScreen).agenda.point.text() == ""


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
        desk.erasure.erase(first)
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
