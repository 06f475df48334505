# SPDX-License-Identifier: EUPL-1.2
"""Row 12: locked in the middle of a removal, at once, and exactly one state opens afterwards."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.meetings import ItemText
from app.storage.integrity import examine
from app.vault.errors import AccountUnknown
from app.vault.keyring import add_account
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.row_check import row_faults
from app.vault.succession import INCOMING
from app.vault.vault import read_vault_card
from tests.durability.changer import READER, READER_PHRASE, opened
from tests.durability.lock_stage import LockStage, lock_stage, readable
from tests.durability.meeting import PASSPHRASE, Ground
from tests.ui.typing import type_text
from ui.screens.accounts import AccountsScreen

TEXT = "Elle dit ne plus tenir seule"
AT_ONCE = 5
"""Seconds; the figure is in benchmarks, this only tells it from waiting for the removal."""


@pytest.fixture
def stage(ground: Ground, qapp: QApplication) -> Iterator[LockStage]:
    with lock_stage(ground, qapp) as stage:
        add_account(stage.session.vault, READER, READER_PHRASE, FLOOR_KDF)
        yield stage


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Until it is set, the copy under the new keys is being checked."""
    event = threading.Event()

    def slow(*arguments: object) -> object:
        event.wait(20)
        return examine(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr("app.vault.rekeying.examine", slow)
    yield event
    event.set()


def type_without_saving(stage: LockStage, qtbot: QtBot) -> None:
    pane = stage.enter_meeting(qtbot).parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    type_text(pane, TEXT)


def begin_removal(stage: LockStage) -> None:
    screen = stage.window.screen_of("accounts")
    assert isinstance(screen, AccountsScreen)
    screen.list.opened.emit(READER.id)
    screen.account.sure.click()
    assert screen.removal.running


def reader_opens(ground: Ground) -> bool:
    """Whether the one who leaves still opens the vault; the one who stays does in any case."""
    known = True
    try:
        opened(ground.folder, READER_PHRASE, READER.id).close()
    except AccountUnknown:
        known = False
    with closing(ground_session(ground)) as vault:
        assert row_faults(vault.connection) == ()
        assert len(vault.content.slots) == (2 if known else 1)
    assert not (ground.folder / INCOMING).exists()
    return known


def ground_session(ground: Ground) -> OpenVault:
    owner = read_vault_card(ground.folder).accounts[0].id
    return opened(ground.folder, PASSPHRASE, owner)


def text_of(ground: Ground) -> str:
    with closing(ground_session(ground)) as vault:
        row = vault.connection.execute(
            "SELECT social FROM agenda_item WHERE id = ?", (ground.items[0],)
        ).fetchone()
    assert row is not None
    return row.text("social")


@pytest.mark.parametrize("by", ["idle", "session locked", "asked"])
def test_row_12_a_lock_while_keys_are_made_ready_keeps_the_account_and_the_line(
    stage: LockStage, qtbot: QtBot, go_on: threading.Event, by: str
) -> None:
    begin_removal(stage)
    qtbot.waitUntil((stage.ground.folder / INCOMING / "data.db").exists, timeout=5000)
    type_without_saving(stage, qtbot)
    begun = time.monotonic()
    stage.program.lock(by)
    assert time.monotonic() - begun < AT_ONCE
    assert readable() == []
    assert len(stage.restarts) == 1
    go_on.set()
    stage.session.close()  # what the end of the process does
    stage.tasks.close()
    assert reader_opens(stage.ground)
    assert text_of(stage.ground) == TEXT


def test_row_12_a_lock_once_keys_are_ready_decides_nothing(
    stage: LockStage, qtbot: QtBot, go_on: threading.Event
) -> None:
    begin_removal(stage)
    type_without_saving(stage, qtbot)
    go_on.set()
    last, begun = stage.ground.folder / INCOMING / "head.json", time.monotonic()
    while not last.exists() and time.monotonic() - begun < 10:  # no event is delivered meanwhile
        time.sleep(0.01)
    assert last.exists()
    stage.program.lock("sleep")
    assert len(stage.restarts) == 1
    stage.session.close()
    assert reader_opens(stage.ground)
    assert text_of(stage.ground) == TEXT


def test_row_12_control_a_lock_after_the_decision_finds_the_account_gone(
    stage: LockStage, qtbot: QtBot, go_on: threading.Event
) -> None:
    go_on.set()
    begin_removal(stage)
    qtbot.waitUntil(lambda: not stage.tasks.busy, timeout=20_000)
    type_without_saving(stage, qtbot)
    stage.program.lock("idle")
    assert not reader_opens(stage.ground)
    assert text_of(stage.ground) == TEXT
