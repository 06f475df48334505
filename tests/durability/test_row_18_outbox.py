# SPDX-License-Identifier: EUPL-1.2
"""Row 18: a lock on a full disk locks as well, and the line comes back at the next opening."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.meetings import ItemText
from app.services.vault import Session
from app.storage.errors import DiskFull
from tests.durability.lock_stage import LockStage, lock_stage, readable
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.ui.typing import type_text
from ui.restart import Place
from ui.shell.cover import LockCover

TYPED = "Elle dit ne plus tenir"


def opened(ground: Ground, state: Path) -> Session:
    return replace(workshop(), outbox=state).unlock(ground.folder, PASSPHRASE)


def refuse(*_arguments: object) -> None:
    raise DiskFull


def type_on_a_full_disk(stage: LockStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    meetings = stage.session.desk.meetings
    pane = stage.enter_meeting(qtbot).parts.fields.panes[ItemText.SOCIAL].text
    for name in ("write_text", "keep_draft", "spend"):
        monkeypatch.setattr(meetings, name, refuse)
    pane.setFocus()
    type_text(pane, TYPED)
    stage.program.lock("idle")


@pytest.mark.logs("lock: KeptAsideError of screen meeting")
def test_row_18_on_a_full_disk_the_line_is_kept_aside_and_comes_back(
    ground: Ground,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = tmp_path / "state"
    with lock_stage(ground, qapp, session=opened(ground, state)) as stage:
        type_on_a_full_disk(stage, qtbot, monkeypatch)
        assert readable() == []
        (restart,) = stage.restarts
    assert stage.reread().item.notes.social == "", "the vault has it not"
    assert len(list(state.rglob("*.sealed"))) == 1
    again = opened(ground, state)
    with lock_stage(ground, qapp, Place.read(str(restart.place)), again) as back:
        pane = back.meeting.parts.fields.panes[ItemText.SOCIAL].text
        assert pane.text() == TYPED
    assert back.reread().item.notes.social == TYPED
    assert list(state.rglob("*.sealed")) == []


@pytest.mark.logs("lock: NotSavedError of screen meeting")
def test_row_18_control_where_both_places_fail_the_cover_stays(
    ground: Ground,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = tmp_path / "state"
    state.write_text("a file where the folder should be", encoding="utf-8")
    with lock_stage(ground, qapp, session=opened(ground, state)) as stage:
        type_on_a_full_disk(stage, qtbot, monkeypatch)
        assert stage.restarts == []
        cover = stage.window.findChild(LockCover)
        assert isinstance(cover, LockCover)
        assert cover.isVisible()
        assert readable() == ["MainWindow"]
        monkeypatch.undo()
        cover.retried.emit()
        assert readable() == []
        assert len(stage.restarts) == 1
    assert stage.reread().item.notes.social == TYPED
