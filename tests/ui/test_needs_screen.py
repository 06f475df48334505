# SPDX-License-Identifier: EUPL-1.2
"""The needs of a year: counted, opened, exported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.unmet_need import UnmetCause
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import press
from ui.screens.needs import NeedsPresenter, NeedsScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName


class NeedsStage:
    def __init__(self, office: Office, window: MainWindow, dialogs: FakeDialogs) -> None:
        self.office, self.window, self.dialogs = office, window, dialogs

    @property
    def screen(self) -> NeedsScreen:
        found = self.window.screen_of("needs")
        assert isinstance(found, NeedsScreen)
        return found

    def go(self) -> None:
        self.window.navigator.go(Intent("needs"))

    def note(self, code: str, need: str, cause: UnmetCause, year: int = 2026) -> str:
        register = self.office.desk.care_plans.needs
        case_id = self.office.case(code)
        blank = register.blank(case_id)
        register.note(replace(blank, need=need, cause=cause, noted_on=date(year, 3, 2)))
        return case_id


class Blank(Screen):
    """Where the case would be shown."""

    def open_record(self, record: str, choice: str) -> None:
        self.opened = (record, choice)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[NeedsStage]:
    office, dialogs = Office(tmp_path / "data.db", HeldClock(NOON, PARIS)), FakeDialogs()
    desk, tasks = office.desk, Tasks()

    def needs(shell: Shell) -> Screen:
        return NeedsScreen(NeedsPresenter(desk.care_plans.needs, desk.clock.today), shell)

    specs = (
        ScreenSpec("needs", "Besoins", IconName.CASES, needs),
        ScreenSpec("case", "Situation", IconName.CASES, lambda _: Blank(), in_nav=False),
    )
    window = MainWindow("Maison", specs, tasks=tasks, dialogs=dialogs, full_screen=False)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    with qtbot.waitActive(window):
        window.show()
    yield NeedsStage(office, window, dialogs)
    tasks.close()
    office.close()


def test_a_year_is_counted_and_another_one_chosen(stage: NeedsStage) -> None:
    stage.note("A", "Répit", UnmetCause.NO_OFFER)
    stage.note("B", "Transport", UnmetCause.NO_OFFER)
    stage.note("C", "Atelier", UnmetCause.DELAY, year=2025)
    stage.go()
    screen = stage.screen
    assert screen.header.subtitle.text() == "2 besoins notés en 2026, aucun couvert"
    assert [(row.text, row.note) for row in screen.causes.rows] == [
        ("Pas d’offre sur le territoire", "2")
    ]
    screen.year.set_value("2025")
    screen.year.chosen.emit("2025")
    assert [line.need.need for line in screen.model.records] == ["Atelier"]
    assert screen.header.subtitle.text().startswith("1 besoin noté en 2025")


def test_a_need_opens_the_plan_of_its_situation(stage: NeedsStage) -> None:
    case_id = stage.note("A", "Répit", UnmetCause.NO_OFFER)
    stage.go()
    stage.screen.table.selectRow(0)
    press(stage.screen.table, "Return")
    assert stage.window.navigator.here == Intent("case", case_id, "plan")


def test_the_year_is_saved_as_a_table_or_says_why_not(stage: NeedsStage, tmp_path: Path) -> None:
    stage.note("A", "Répit", UnmetCause.NO_OFFER)
    stage.go()
    stage.dialogs.file_to_save = tmp_path / "besoins.csv"
    press(stage.screen, "Ctrl+S")
    assert "Répit" in (tmp_path / "besoins.csv").read_text(encoding="utf-8-sig")


def test_a_year_without_needs_says_where_they_are_noted(stage: NeedsStage) -> None:
    stage.go()
    assert stage.screen.none.isVisible()
    assert not stage.screen.export.isEnabled()
