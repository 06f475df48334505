# SPDX-License-Identifier: EUPL-1.2
"""What was put aside, on the backups screen: shown where there is any, erased after a question."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.vault import Session
from tests.services.safe import OTHER, Safe, let_in
from tests.ui.fakes import FakeDialogs
from ui.screens.backups import BackupsScreen
from ui.screens.backups.asides import AsidesCard
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName

NOON = "aside-2026-11-26-120000"
RETURNED = "aside-retour-2026-11-20-081500"
Show = Callable[[Session], AsidesCard]


@pytest.fixture
def safe(tmp_path: Path) -> Safe:
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    let_in(session)
    session.close()
    for name in (NOON, RETURNED):
        (safe.folder / name).mkdir()
        shutil.copy(safe.folder / "data.db", safe.folder / name / "data.db")
    return safe


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def show(qtbot: QtBot, dialogs: FakeDialogs) -> Iterator[Show]:
    tasks = Tasks()

    def make(session: Session) -> AsidesCard:
        backups, keys = session.desk.backups, session.desk.keys
        assert backups is not None
        assert keys is not None
        spec = ScreenSpec(
            "backups",
            "Sauvegardes",
            IconName.SAVE,
            lambda shell: BackupsScreen(shell, backups, lambda *_: None, keys.asides),
        )
        window = MainWindow("Port", [spec], tasks=tasks, dialogs=dialogs, full_screen=False)
        qtbot.addWidget(window, before_close_func=lambda _: window.hide())
        with qtbot.waitActive(window):
            window.show()
        window.navigator.go(Intent("backups"))
        screen = window.screen_of("backups")
        assert isinstance(screen, BackupsScreen)
        assert screen.asides is not None
        return screen.asides

    yield make
    tasks.close()


def test_each_is_shown_with_its_moment_its_origin_and_its_size(safe: Safe, show: Show) -> None:
    with safe.open() as session:
        card = show(session)
        assert card.isVisible()
        assert [row.text for row in card.list.rows] == [
            "jeu. 26 nov. 2026 à 12\u00a0h",
            "ven. 20 nov. 2026 à 8\u00a0h\u00a015",
        ]
        notes = [row.note for row in card.list.rows]
        assert notes[0].startswith("remplacé par une restauration · ")
        assert notes[0].endswith("Mo")
        assert notes[1].startswith("remplacé par une copie rapportée")
        card.list.opened.emit(RETURNED)
        assert "après 30 jours" in card.subject.text()


def test_one_is_erased_after_a_question_and_the_card_goes_with_the_last(
    safe: Safe, show: Show, dialogs: FakeDialogs
) -> None:
    with safe.open() as session:
        card = show(session)
        dialogs.agrees = False
        card.erase_button.click()
        assert (safe.folder / NOON).exists()
        assert "26 nov. 2026" in dialogs.asked[0]
        dialogs.agrees = True
        card.erase_button.click()
        assert not (safe.folder / NOON).exists()
        assert (safe.folder / RETURNED).exists()
        assert len(card.list.rows) == 1
        shutil.rmtree(safe.folder / RETURNED)  # gone by another way meanwhile
        card.erase_button.click()
        assert not card.isVisible()


def test_an_account_that_only_reads_sees_them_and_erases_none(safe: Safe, show: Show) -> None:
    with safe.open() as session:
        reader = session.desk.accounts.all()[1].id
    with safe.open(OTHER, reader) as session:
        card = show(session)
        assert len(card.list.rows) == 2
        assert not card.erase_button.isVisible()


def test_nothing_is_shown_where_nothing_is_put_aside(safe: Safe, show: Show) -> None:
    for name in (NOON, RETURNED):
        shutil.rmtree(safe.folder / name)
    with safe.open() as session:
        assert not show(session).isVisible()
