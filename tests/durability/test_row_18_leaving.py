# SPDX-License-Identifier: EUPL-1.2
"""Row 18: a page whose text is kept aside may be left; one whose text nothing keeps may not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import KeptAsideError
from app.storage.errors import DiskFull
from tests.durability.lock_stage import LockStage
from tests.durability.meeting import Ground
from tests.durability.test_row_18_forms import TYPED, Home, case_of, full, in_question, show
from ui.shell import Intent


@pytest.fixture
def home(ground: Ground, tmp_path: Path, qapp: QApplication) -> Home:
    return Home(ground, tmp_path / "state", qapp)


def left_words(stage: LockStage) -> str:
    return stage.window._left.label.text() if not stage.window._left.isHidden() else ""


def test_row_18_a_page_whose_text_is_kept_aside_may_be_left_and_has_it_still(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        stage.window._left._timer.setInterval(50)
        screen = show(stage, qtbot, Intent("case", case_id))
        screen.summary.demand.question.set_text("")
        in_question(screen)
        other = stage.session.desk.cases.all()[1].id
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            stage.window.navigator.go(Intent("directory"))
            assert stage.window.current is stage.window.screen_of("directory")
            assert left_words(stage).startswith("NON ENREGISTRÉ · Le disque est plein")
            assert "gardé à part" in left_words(stage)
            with pytest.raises(KeptAsideError):
                stage.window._show(Intent("case", other))
            stage.window.navigator.go(Intent("case", case_id))
            assert screen.summary.demand.question.text() == TYPED
            stage.window.navigator.go(Intent("home"))
        assert len(home.kept()) == 1
        qtbot.waitUntil(lambda: not left_words(stage), timeout=5000)
        assert home.kept() == []
        assert stage.session.desk.cases.file(case_id).case.question == TYPED
        stage.window.navigator.go(Intent("case", other))
        assert screen.summary.demand.question.text() != TYPED


def test_row_18_a_page_whose_text_nothing_keeps_is_not_left(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.state.write_text("a file where the folder should be", encoding="utf-8")
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", stage.session.desk.cases.all()[0].id))
        in_question(screen)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            with pytest.raises(DiskFull):
                stage.window._show(Intent("directory"))
            assert stage.window.current is screen
            assert left_words(stage) == ""


def test_row_18_a_window_over_a_text_kept_aside_can_be_closed_and_the_text_comes_back(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = case_of(home)
    with home.window() as stage:
        screen = show(stage, qtbot, Intent("case", case_id))
        in_question(screen)
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            stage.window.navigator.go(Intent("directory"))
            assert stage.window.close()
        assert not stage.window.isVisible()
        assert stage.restarts == [], "closed, not locked"
        stage.program.close()
    assert len(home.kept()) == 1
    with home.window() as back:
        assert TYPED in back.session.desk.cases.file(case_id).case.question
    assert home.kept() == []


def test_row_18_control_a_window_over_a_text_that_nothing_keeps_stays_open(
    home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.state.write_text("a file where the folder should be", encoding="utf-8")
    with home.window() as stage:
        in_question(show(stage, qtbot, Intent("case", stage.session.desk.cases.all()[0].id)))
        with monkeypatch.context() as patch:
            full(stage.session.vault.connection, patch)
            with pytest.raises(DiskFull):
                stage.window.close()
        assert stage.window.isVisible()
