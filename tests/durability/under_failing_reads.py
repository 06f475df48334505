# SPDX-License-Identifier: EUPL-1.2
"""Row 4, reads: run by test_row_04_faults, in a process whose reads of the disk can fail."""

import ctypes
import errno
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.meetings import ItemText
from app.vault.damage import read_damage
from app.vault.row_check import row_faults
from tests.durability.conftest import Count
from tests.durability.lock_stage import LockStage, lock_stage
from tests.durability.meeting import Ground, faults_of, note_figure
from tests.ui.typing import type_text

READS = 8
"""What may fail, as faults.c counts."""

ONCE, ALWAYS = 0, 1


@pytest.fixture
def stage(ground: Ground, qapp: QApplication, qtbot: QtBot) -> Iterator[LockStage]:
    with lock_stage(ground, qapp) as opened:
        opened.enter_meeting(qtbot)
        yield opened
        arm(0, 0, 0)


def arm(first: int, every: int, error: int = errno.EIO) -> int:
    """Let reads fail from now on; how many did so far."""
    library = ctypes.CDLL(None)
    failures: int = library.tdt_failures()
    library.tdt_arm(READS if first else 0, first, every, error if first else 0)
    return failures


def forget_pages(stage: LockStage) -> None:
    """Let the pages that are kept decrypted go: the next statement reads the disk."""
    connection = stage.session.vault.connection
    with connection.turn:
        connection._raw.set_authorizer(None)
        connection._raw.execute("PRAGMA shrink_memory").fetchall()
        connection._raw.set_authorizer(connection._authorizer.verdict)


def type_on(stage: LockStage, words: str) -> None:
    pane = stage.meeting.parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    type_text(pane, words)
    stage.meeting.typing.autosave()


def word(stage: LockStage) -> str:
    return stage.meeting.parts.bar.save_word.text()


def through(stage: LockStage, first: int, every: int) -> bool:
    """Type while reads fail, then once more; whether the screen had to say so."""
    forget_pages(stage)
    arm(first, every)
    type_on(stage, f" {first}")
    warned = word(stage).startswith("NON ENREGISTRÉ")
    if warned:
        assert "n’a pas répondu à une lecture" in word(stage), word(stage)
        assert "abîmée" not in word(stage)
    if warned and every == ALWAYS:
        stage.meeting.typing.autosave()
        assert word(stage).startswith("NON ENREGISTRÉ")
    arm(0, 0, 0)
    stage.meeting.typing.autosave()
    if not word(stage).startswith("Enregistré"):  # a read that failed unheard: said by the next
        assert "n’a pas répondu à une lecture" in word(stage), word(stage)
        stage.meeting.typing.autosave()
    assert word(stage).startswith("Enregistré"), word(stage)
    return warned


def require_whole(stage: LockStage, text: str) -> None:
    vault = stage.session.vault
    assert stage.session.desk.meetings.item(stage.ground.items[0]).item.notes.social == text
    assert row_faults(vault.connection) == ()
    assert faults_of(vault.connection) == []
    assert read_damage(vault.folder) is None
    assert vault.state.may_write


@pytest.mark.parametrize("every", [ONCE, ALWAYS])
def test_row_04_a_read_that_fails_is_said_and_the_next_try_saves(
    stage: LockStage, count: Count, every: int
) -> None:
    firsts = range(1, count(8, 60) + 1)
    warned = [first for first in firsts if through(stage, first, every)]
    assert warned
    require_whole(stage, "".join(f" {first}" for first in firsts))
    note_figure(f"row 4: reads, again each {every}: {len(firsts)} ways, {len(warned)} said")


def test_row_04_control_without_opening_again_nothing_can_be_written_any_more(
    stage: LockStage,
) -> None:
    stage.session.vault.connection.reopening = None
    forget_pages(stage)
    arm(1, ONCE)
    type_on(stage, "Elle")
    arm(0, 0, 0)
    for _ in range(3):
        stage.meeting.typing.autosave()
        assert word(stage).startswith("NON ENREGISTRÉ")
    said = ("abîmée", "lecture seule", "ne correspond pas aux clés")
    assert any(words in word(stage) for words in said), "all of them wrong: the file is sound"
