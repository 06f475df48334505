# SPDX-License-Identifier: EUPL-1.2
"""The vault's folder is deleted or replaced while it is open: nothing is said saved, or lost."""

import builtins
import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.cases import CaseDraft
from app.services.meetings import ItemText
from app.services.rescue import rescue
from app.services.restoring import Restorer
from app.services.vault import Session, Workshop
from app.storage.driver import Connection
from app.storage.errors import DatabaseGone, LogGone
from app.storage.place import Place as FilePlace
from app.system.backup_notes import BackupPlaces
from app.vault.backup import PlaceGone
from app.vault.folder import DATABASE
from app.vault.restoring import with_passphrase
from app.vault.rotation import backups_in, free_name
from tests.durability.lock_stage import LockStage, lock_stage, readable
from tests.durability.meeting import PASSPHRASE, Ground, workshop
from tests.ui.typing import type_text
from ui import watches
from ui.restart import Place
from ui.shell import MainWindow
from ui.shell.cover import LockCover
from ui.widgets import Banner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a file in use stays")

SAVED, UNSAVED = "Elle dit", "Elle dit ne plus tenir"


@dataclass
class Home:
    """A vault, and this machine's own folder: outbox and backups."""

    ground: Ground
    state: Path

    @property
    def workshop(self) -> Workshop:
        return replace(
            workshop(),
            outbox=self.state / "outbox",
            heads=self.state / "heads",
            backups=BackupPlaces(self.state / "notes", self.state / "backups"),
        )

    def session(self) -> Session:
        return self.workshop.unlock(self.ground.folder, PASSPHRASE)

    def backups(self) -> list[Path]:
        places = self.state / "backups" / self.ground.folder.stem
        return [name.path for name in backups_in(places, self.ground.folder.stem)]


@pytest.fixture
def home(ground: Ground, tmp_path: Path) -> Home:
    return Home(ground, tmp_path / "state")


def delete(home: Home) -> None:
    shutil.rmtree(home.ground.folder)


def replace_by_older(home: Home) -> None:
    older = home.ground.folder.with_name("older")
    shutil.copytree(home.ground.folder, older)
    shutil.rmtree(home.ground.folder)
    older.rename(home.ground.folder)


def move(home: Home) -> None:
    home.ground.folder.rename(home.ground.folder.with_name("ailleurs.tdt"))


WAYS: dict[str, Callable[[Home], None]] = {
    "deleted": delete,
    "replaced": replace_by_older,
    "moved": move,
}


def type_and_lose(stage: LockStage, qtbot: QtBot, home: Home, way: str) -> None:
    """A line that the vault has; the folder goes; a word more."""
    pane = stage.enter_meeting(qtbot).parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    type_text(pane, SAVED)
    stage.meeting.typing.autosave()
    assert word(stage).startswith("Enregistré")
    WAYS[way](home)
    type_text(pane, UNSAVED.removeprefix(SAVED))
    stage.meeting.typing.autosave()


def word(stage: LockStage) -> str:
    return stage.meeting.parts.bar.save_word.text()


@pytest.mark.logs("lock: KeptAsideError of screen meeting")
@pytest.mark.parametrize("way", WAYS)
def test_what_is_open_is_backed_up_what_is_typed_kept_aside_and_all_comes_back(
    home: Home, qapp: QApplication, qtbot: QtBot, way: str
) -> None:
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        type_and_lose(stage, qtbot, home, way)
        assert word(stage).startswith("NON ENREGISTRÉ · Le dossier du coffre n’est plus à sa place")
        assert "gardé à part" in stage.meeting.parts.bar.save_word.accessibleName()
        stage.program.lock("idle")
        assert readable() == []
        (restart,) = stage.restarts
    (backup,) = home.backups()
    if home.ground.folder.exists():
        shutil.rmtree(home.ground.folder)
    workshop_ = home.workshop
    restorer = Restorer(workshop_.clock, workshop_.heads)
    restorer.restore(backup, home.ground.folder, with_passphrase(None, PASSPHRASE))
    place = Place.read(str(restart.place))
    with lock_stage(home.ground, qapp, place, home.session()) as back:
        assert back.session.vault.state.may_write
        pane = back.meeting.parts.fields.panes[ItemText.SOCIAL].text
        assert pane.text() == UNSAVED


@pytest.mark.parametrize("way", WAYS)
def test_control_without_looking_at_its_place_a_line_is_said_saved_and_lost(
    home: Home, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(FilePlace, "holds", lambda _self: True)
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        type_and_lose(stage, qtbot, home, way)
        assert word(stage).startswith("Enregistré")
        stage.program.lock("idle")
    assert home.backups() == []


def test_a_folder_put_back_where_it_was_is_worked_in_again(
    home: Home, qapp: QApplication, qtbot: QtBot
) -> None:
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        type_and_lose(stage, qtbot, home, "moved")
        assert word(stage).startswith("NON ENREGISTRÉ")
        home.ground.folder.with_name("ailleurs.tdt").rename(home.ground.folder)
        stage.meeting.typing.autosave()
        assert word(stage).startswith("Enregistré")
        stage.program.lock("idle")
    assert stage.reread().item.notes.social == UNSAVED


def test_it_is_said_above_every_screen_and_no_more_once_it_is_back(
    home: Home, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "PLACE_MS", 50)
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        move(home)

        def said() -> list[str]:
            bands = stage.window.findChildren(Banner)
            return [band.label.text() for band in bands if band.isVisible()]

        qtbot.waitUntil(lambda: said() == [f"NON ENREGISTRÉ · {DatabaseGone().text}"], timeout=3000)
        home.ground.folder.with_name("ailleurs.tdt").rename(home.ground.folder)
        qtbot.waitUntil(lambda: said() == [], timeout=3000)


@pytest.mark.logs("lock: KeptAsideError of screen meeting")
def test_where_no_backup_can_be_made_the_vault_stays_open_behind_the_cover(
    home: Home, qapp: QApplication, qtbot: QtBot
) -> None:
    home.state.mkdir()
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        blocked = home.state / "backups"
        blocked.write_text("a file where the folder should be", encoding="utf-8")
        type_and_lose(stage, qtbot, home, "deleted")
        stage.program.lock("idle")
        assert stage.restarts == []
        cover = stage.window.findChild(LockCover)
        assert isinstance(cover, LockCover)
        assert readable() == ["MainWindow"]
        assert cover.isVisible()
        blocked.unlink()
        cover.retried.emit()
        assert len(stage.restarts) == 1
        assert readable() == []
    assert len(home.backups()) == 1


UNFORESEEN = [
    pytest.param(PermissionError(errno.EACCES, "x"), id="forbidden"),
    pytest.param(OSError(errno.ENAMETOOLONG, "x"), id="too-long"),
    pytest.param(ValueError("x"), id="a-bug", marks=pytest.mark.logs("rescue: ValueError")),
]


@pytest.mark.parametrize("failure", UNFORESEEN)
def test_whatever_the_place_of_the_backups_answers_the_cover_stays_and_the_lock_is_tried_again(
    home: Home,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
) -> None:
    def refuse(*_name: object) -> Path:
        raise failure

    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        move(home)
        with monkeypatch.context() as patch:
            patch.setattr("app.vault.backup.free_name", refuse)
            stage.program.lock("idle")
            assert stage.restarts == []
            assert readable() == ["MainWindow"]
        cover = stage.window.findChild(LockCover)
        assert isinstance(cover, LockCover)
        cover.retried.emit()
        assert len(stage.restarts) == 1
        assert not stage.session.vault.held
    assert len(home.backups()) == 1


@pytest.mark.logs("lock: ValueError before closing")
def test_a_cover_that_cannot_be_shown_lets_no_unseen_process_keep_the_keys(
    home: Home, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_window: MainWindow, _reason: str) -> None:
        raise ValueError

    home.state.mkdir()
    (home.state / "backups").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(MainWindow, "hold", fail)
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        move(home)
        stage.program.lock("idle")
        assert len(stage.restarts) == 1
        assert not stage.session.vault.held


def test_a_first_place_that_fails_keeps_nothing_from_the_second(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second"

    def refuse(place: Path, stem: str, made: datetime) -> Path:
        if place != second:
            raise PermissionError(errno.EACCES, "x")
        return free_name(place, stem, made)

    with closing(home.session()) as session:
        assert session.desk.backups is not None
        session.desk.backups.use_second(second)
        move(home)
        monkeypatch.setattr("app.vault.backup.free_name", refuse)
        assert rescue(session.desk.backups).parent == second


def test_closing_the_window_backs_up_first_and_is_refused_where_that_fails(
    home: Home, qapp: QApplication, qtbot: QtBot
) -> None:
    home.state.mkdir()
    with lock_stage(home.ground, qapp, session=home.session()) as stage:
        stage.enter_meeting(qtbot)
        blocked = home.state / "backups"
        blocked.write_text("a file where the folder should be", encoding="utf-8")
        delete(home)
        with pytest.raises(PlaceGone):
            stage.window.close()
        assert stage.window.isVisible()
        blocked.unlink()
        stage.window.close()
        assert not stage.window.isVisible()
        assert len(home.backups()) == 1


def test_looking_costs_less_than_twenty_microseconds(home: Home) -> None:
    with closing(home.session()) as session:
        rounds = 2000
        spent = min(_timed(session.vault.connection, rounds) for _ in range(5))
        assert spent / rounds < 20e-6


def _timed(connection: Connection, rounds: int) -> float:
    begin = perf_counter()
    for _ in range(rounds):
        assert connection.gone is None
    return perf_counter() - begin


def test_the_file_is_never_opened_by_its_path(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(home.session()) as session:
        asked: list[str] = []
        monkeypatch.setattr(Path, "open", lambda path, *_how: asked.append(str(path)))
        monkeypatch.setattr(builtins, "open", lambda path, *_how: asked.append(str(path)))
        monkeypatch.setattr(os, "open", lambda path, *_how: asked.append(str(path)))
        assert session.in_place
        session.desk.meetings.write_text(home.ground.items[0], ItemText.SOCIAL, "x", "v")
        monkeypatch.undo()
        assert asked == []


def lines_after_the_log_went(home: Home, lost: Callable[[Path], object]) -> tuple[int, int]:
    """Situations opened, said saved after the log went, and there again after a kill."""
    with closing(home.session()) as session:
        before = len(session.desk.cases.all())
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said = 0
        try:
            session = home.session()
            lost(home.ground.folder / f"{DATABASE}-wal")
            for number in range(3):
                with suppress(DatabaseGone):
                    session.desk.cases.open(CaseDraft(code=f"S26-90{number}"))
                    said += 1
            os.write(writing, bytes([said]))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    (said,) = os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    with closing(home.session()) as session:
        return said, len(session.desk.cases.all()) - before


def replace_log(wal: Path) -> None:
    """Another file of that name, with the same bytes."""
    shutil.copy(wal, wal.with_name("other"))
    wal.with_name("other").replace(wal)


@pytest.mark.parametrize("lost", [Path.unlink, replace_log], ids=["deleted", "replaced"])
def test_nothing_is_said_saved_once_the_write_ahead_log_alone_is_gone(
    home: Home, lost: Callable[[Path], object]
) -> None:
    assert lines_after_the_log_went(home, lost) == (0, 0)


@pytest.mark.parametrize(
    ("lost", "said"), [(f"{DATABASE}-wal", LogGone), (DATABASE, DatabaseGone)], ids=["log", "file"]
)
def test_what_is_gone_is_named(home: Home, lost: str, said: type[DatabaseGone]) -> None:
    with closing(home.session()) as session:
        assert session.gone == ""
        (home.ground.folder / lost).unlink()
        assert session.gone == said().text
        with pytest.raises(said) as refused:
            session.desk.cases.open(CaseDraft(code="S26-900"))
        assert type(refused.value) is said
        assert ("data.db-wal" in session.gone) == (said is LogGone)


def test_control_with_the_log_in_its_place_what_is_said_saved_is_there_after_a_kill(
    home: Home,
) -> None:
    assert lines_after_the_log_went(home, lambda _wal: None) == (3, 3)


def test_control_with_the_log_unwatched_what_is_said_saved_is_lost(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FilePlace, "holds", lambda _self: True)
    assert lines_after_the_log_went(home, Path.unlink) == (3, 0)
