# SPDX-License-Identifier: EUPL-1.2
"""The texts that wait aside: announced at the opening, read, copied, erased after a question."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.services.kept_texts import _FIELDS, _HIDDEN
from app.services.meetings import ItemText
from tests.durability.lock_stage import LockStage, lock_stage
from tests.durability.meeting import PASSPHRASE, Ground, make_ground, workshop
from ui.dialogs import QtDialogs
from ui.screens.backups import BackupsScreen
from ui.screens.backups.kept_texts import KeptTextsCard
from ui.screens.meeting_mode.drafts import DraftName, Editor
from ui.shell import Intent
from ui.widgets import Banner

TYPED = "Elle ne tient plus\u00a0: son fils le dit."


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


@pytest.fixture
def stage(pristine: Ground, tmp_path: Path, qapp: QApplication) -> Iterator[LockStage]:
    """The program opened on a vault whose closed meeting has a text that waits."""
    ground = pristine.copied(tmp_path / "msp.tdt")
    opener = replace(workshop(), outbox=tmp_path / "state")
    with closing(opener.unlock(ground.folder, PASSPHRASE)) as session:
        assert session.desk.outbox.keep(ground.items[0], ItemText.SOCIAL, TYPED)
        session.desk.minutes.close(ground.meeting)
    again = opener.unlock(ground.folder, PASSPHRASE)
    with lock_stage(ground, qapp, session=again) as opened:
        yield opened


def card_of(stage: LockStage) -> KeptTextsCard:
    stage.window.navigator.go(Intent("backups"))
    screen = stage.window.screen_of("backups")
    assert isinstance(screen, BackupsScreen)
    assert screen.kept_texts is not None
    return screen.kept_texts


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    asked: list[str] = []

    def confirm(_dialogs: QtDialogs, question: str, *_words: str) -> bool:
        asked.append(question)
        return yes

    monkeypatch.setattr(QtDialogs, "confirm", confirm)
    return asked


def test_what_is_said_at_the_opening_leads_to_the_texts(stage: LockStage) -> None:
    (band,) = [band for band in stage.window.findChildren(Banner) if "attend" in band.label.text()]
    band.button.click()
    here = stage.window.navigator.here
    assert here is not None
    assert here.screen == "backups"
    assert band.isHidden()
    assert card_of(stage).isVisible()


def test_a_chosen_text_is_shown_as_typed_and_copied(stage: LockStage) -> None:
    card = card_of(stage)
    (row,) = card.list.rows
    assert "Champ social" in row.text
    assert card.text.isHidden(), "nothing is read before somebody chooses it"
    card.list.opened.emit(row.key)
    assert card.text.text() == TYPED
    assert card.text.isReadOnly()
    card.copy_button.click()
    assert QGuiApplication.clipboard().text() == TYPED


def test_erasing_asks_first_and_takes_the_card_away(
    stage: LockStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(stage)
    card.list.opened.emit(card.list.rows[0].key)
    asked = answer(monkeypatch, yes=False)
    card.erase_button.click()
    assert len(asked) == 1
    assert len(card.list.rows) == 1
    answer(monkeypatch, yes=True)
    card.erase_button.click()
    assert card.isHidden()
    assert stage.session.desk.kept_texts.all() == ()


def test_without_such_texts_there_is_no_card_and_no_band(
    pristine: Ground, tmp_path: Path, qapp: QApplication
) -> None:
    with lock_stage(pristine.copied(tmp_path / "msp.tdt"), qapp) as stage:
        assert card_of(stage).isHidden()
        assert not [b for b in stage.window.findChildren(Banner) if "attend" in b.label.text()]


def test_whatever_is_begun_in_a_meeting_is_called_in_words_where_it_is_listed() -> None:
    begun = {part.value for part in (*Editor, *DraftName)}
    assert begun - _HIDDEN <= _FIELDS.keys()
