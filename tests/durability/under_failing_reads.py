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
REASONS = ("Le disque n’a pas répondu à une lecture.", "Le disque ne répond pas correctement.")
"""The second where the file that is opened again does not answer either."""


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


def through(stage: LockStage, first: int, every: int) -> tuple[int, bool]:
    """Type while reads fail, then once more; how many failed, and whether the screen said so.

    What is refused together is tried again text by text: one read that fails may be mended before
    the screen has anything to say.
    """
    forget_pages(stage)
    arm(first, every)
    type_on(stage, f" {first}")
    warned = not_saved(stage)
    if warned and every == ALWAYS:
        stage.meeting.typing.autosave()
        assert not_saved(stage)
    failed = arm(0, 0, 0)
    assert every == ALWAYS or not failed or warned or saved_text(stage).endswith(f" {first}")
    stage.meeting.typing.autosave()
    if not_saved(stage):  # a read that failed unheard: said by the next
        stage.meeting.typing.autosave()
    assert word(stage).startswith("Enregistré"), word(stage)
    return failed, warned


def not_saved(stage: LockStage) -> bool:
    """The screen says that the disk is at fault, and never that the vault is."""
    warned = word(stage).startswith("NON ENREGISTRÉ")
    assert not warned or any(reason in word(stage) for reason in REASONS), word(stage)
    assert "abîmée" not in word(stage)
    return warned


def saved_text(stage: LockStage) -> str:
    return stage.session.desk.meetings.item(stage.ground.items[0]).item.notes.social


def require_whole(stage: LockStage, text: str) -> None:
    vault = stage.session.vault
    assert saved_text(stage) == text
    assert row_faults(vault.connection) == ()
    assert faults_of(vault.connection) == []
    assert read_damage(vault.folder) is None
    assert vault.state.may_write


@pytest.mark.parametrize("every", [ONCE, ALWAYS])
def test_row_04_a_read_that_fails_is_said_and_the_next_try_saves(
    stage: LockStage, count: Count, every: int
) -> None:
    firsts = range(1, count(8, 60) + 1)
    tries = [through(stage, first, every) for first in firsts]
    failed, warned = sum(bool(many) for many, _ in tries), sum(said for _, said in tries)
    assert failed
    assert every == ONCE or warned
    require_whole(stage, "".join(f" {first}" for first in firsts))
    note_figure(f"row 4: reads, again each {every}: {failed} failed, {warned} said, 0 lost")


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
