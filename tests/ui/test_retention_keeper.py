# SPDX-License-Identifier: EUPL-1.2
"""The one line about files that were kept long enough: counted beside the interface, once a day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from ui.retention_keeper import RetentionKeeper
from ui.screens.home import HomePresenter
from ui.shell import Intent, MainWindow, Screen, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    yield office
    office.close()


def test_files_that_were_kept_long_enough_are_one_line_that_leads_to_them(
    office: Office, qtbot: QtBot
) -> None:
    desk, tasks = office.desk, Tasks()
    specs = (ScreenSpec("home", "Accueil", IconName.HOME, lambda _shell: Screen()),)
    window = MainWindow("Port", specs, tasks=tasks, dialogs=FakeDialogs(), full_screen=False)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    retention = desk.person.retention
    keeper = RetentionKeeper(retention, desk.clock.today, window, tasks)
    home = HomePresenter(
        *(desk.home, desk.minutes, desk.documents, desk.directory, desk.cases),
        retention=retention,
    )

    def said() -> list[str]:
        keeper.look()
        qtbot.waitUntil(lambda: not tasks.busy)
        return [one.text for one in home.state().reminders if one.screen == "keeping"]

    window.navigator.go(Intent("home"))
    first, second = office.case("A"), office.case("B")
    for case_id in (first, second):
        desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.MOVED_AWAY)
    assert said() == []
    office.clock.advance(timedelta(days=6 * 366))
    assert said() == ["2 dossiers ont dépassé leur durée de conservation"]
    _, changes = desk.lives.life.move(first, CaseStatus.ARCHIVED, StepReason.OTHER)
    window.changes.publish(changes)
    assert said() == ["1 dossier a dépassé sa durée de conservation"]
    tasks.close()
