# SPDX-License-Identifier: EUPL-1.2
"""Row 4: a commit that was reported as failed and is there all the same makes no second line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.storage.driver import Connection
from app.storage.errors import DiskFailure
from tests.durability.lock_stage import LockStage, lock_stage
from tests.durability.meeting import Ground
from tests.durability.test_row_18_outbox import opened
from tests.ui.typing import press, type_text
from ui.restart import Place
from ui.screens.meeting_mode.drafts import DraftBook

TYPED = "Appeler la famille"


@contextmanager
def unheard(connection: Connection) -> Iterator[None]:
    """Each transaction is durable, and reported as failed."""
    execute = connection.execute

    def late(sql: str, *arguments: object) -> object:
        done = execute(sql, *arguments)  # type: ignore[arg-type]  # as they came
        if sql == "COMMIT":
            raise DiskFailure
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "execute", late)
        yield


def decide(stage: LockStage, text: str) -> None:
    new = stage.meeting.parts.dock.decisions_pane.new
    new.setFocus()
    type_text(None, text)
    enter_decision(stage)


def enter_decision(stage: LockStage) -> None:
    pane = stage.meeting.parts.dock.decisions_pane
    pane.new.setFocus()
    press(None, "Return")


def act(stage: LockStage, text: str) -> None:
    row = stage.meeting.parts.dock.actions_pane.new
    row.text.setFocus()
    type_text(None, text)
    row.who.setFocus()
    type_text(None, "Ivo Quelconque")
    press(row.who, "Down")  # nobody of the directory: somebody from outside is chosen
    press(row.who, "Tab")
    enter_action(stage)


def enter_action(stage: LockStage) -> None:
    press(stage.meeting.parts.dock.actions_pane.new.due, "Return")


def lines(stage: LockStage) -> list[str]:
    item = stage.reread()
    return [*(each.text for each in item.decisions), *(each.text for each in item.actions)]


KINDS = {"decision": (decide, enter_decision), "action": (act, enter_action)}
Act = Callable[[LockStage], None]


def twice(ground: Ground, qapp: QApplication, qtbot: QtBot, kind: str) -> list[str]:
    """Enter a line whose commit is not heard of, and again."""
    add, enter = KINDS[kind]
    with lock_stage(ground, qapp) as stage:
        stage.enter_meeting(qtbot)
        with unheard(stage.session.vault.connection):
            add(stage, TYPED)
        assert stage.meeting.parts.bar.save_word.text().startswith("NON ENREGISTRÉ")
        enter(stage)
        stage.program.lock("idle")
    return lines(stage)


@pytest.mark.parametrize("kind", KINDS)
def test_row_04_tried_again_it_is_one_line(
    ground: Ground, qapp: QApplication, qtbot: QtBot, kind: str
) -> None:
    assert twice(ground, qapp, qtbot, kind) == [TYPED]


@pytest.mark.parametrize("kind", KINDS)
def test_row_04_control_an_id_given_at_each_try_makes_two_lines(
    ground: Ground, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(DraftBook, "line_id", lambda self, *_slot: self._new_id())
    assert twice(ground, qapp, qtbot, kind) == [TYPED, TYPED]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.logs("lock: KeptAsideError of screen meeting")
def test_row_04_after_a_lock_it_is_one_line_and_nothing_is_begun(
    ground: Ground, tmp_path: Path, qapp: QApplication, qtbot: QtBot, kind: str
) -> None:
    add, _ = KINDS[kind]
    state = tmp_path / "state"
    with lock_stage(ground, qapp, session=opened(ground, state)) as stage:
        stage.enter_meeting(qtbot)
        with unheard(stage.session.vault.connection):
            add(stage, TYPED)
            stage.program.lock("idle")
        (restart,) = stage.restarts
    with lock_stage(ground, qapp, Place.read(str(restart.place)), opened(ground, state)) as back:
        assert back.meeting.parts.dock.draft().texts == ()
        back.program.lock("idle")
    assert lines(back) == [TYPED]


@pytest.mark.logs("lock: KeptAsideError of screen meeting")
def test_row_04_what_was_typed_on_after_the_failure_replaces_the_line(
    ground: Ground, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    state = tmp_path / "state"
    with lock_stage(ground, qapp, session=opened(ground, state)) as stage:
        stage.enter_meeting(qtbot)
        with unheard(stage.session.vault.connection):
            decide(stage, TYPED)
            type_text(None, " ce soir")
            stage.program.lock("idle")
        (restart,) = stage.restarts
    with lock_stage(ground, qapp, Place.read(str(restart.place)), opened(ground, state)) as back:
        assert back.meeting.parts.dock.draft().decision == f"{TYPED} ce soir"
        with qtbot.waitActive(back.window):
            back.window.activateWindow()
        enter_decision(back)
        back.program.lock("idle")
    assert lines(back) == [f"{TYPED} ce soir"]
