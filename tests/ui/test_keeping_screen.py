# SPDX-License-Identifier: EUPL-1.2
"""« Conservation » : what may be archived or erased, the rules, and the bin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import CaseStatus
from app.domain.retention import RetentionName
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import press
from ui.screens.keeping import KeepingPresenter, KeepingScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast

YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Stage:
    """A window on the one screen, and the office underneath."""

    office: Office
    window: MainWindow

    @property
    def screen(self) -> KeepingScreen:
        found = self.window.screen_of("keeping")
        assert isinstance(found, KeepingScreen)
        return found

    def go(self) -> None:
        self.window.navigator.go(Intent("case"))
        self.window.navigator.go(Intent("keeping"))


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    office = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    person, tasks = office.desk.person, Tasks()

    def keeping(shell: Shell) -> Screen:
        presenter = KeepingPresenter(person.retention, person.bin, office.desk.clock.today)
        return KeepingScreen(presenter, shell)

    window = MainWindow(
        "Maison de santé",
        (
            ScreenSpec("case", "Situation", IconName.CASES, lambda _shell: Screen()),
            ScreenSpec("keeping", "Conservation", IconName.TRASH, keeping),
        ),
        tasks=tasks,
        dialogs=FakeDialogs(),
        full_screen=False,
    )
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    with qtbot.waitActive(window):
        window.show()
    yield Stage(office, window)
    tasks.close()
    office.close()


def test_with_nothing_to_decide_it_says_so(stage: Stage) -> None:
    stage.go()
    assert stage.screen.none_due.isVisible()
    assert stage.screen.bin_empty.isVisible()
    assert stage.screen.rules[RetentionName.ACTIVE].value() == "5"
    assert "CNIL" in stage.screen.sources[RetentionName.ACTIVE].text()


def test_a_file_kept_long_enough_is_proposed_and_leads_to_its_rights(stage: Stage) -> None:
    case_id = stage.office.case("S26-001")
    stage.office.held(case_id)
    stage.office.desk.cases.set_status(case_id, CaseStatus.CLOSED)
    stage.office.clock.advance(6 * YEAR)
    stage.go()
    (row,) = stage.screen.proposals.rows
    assert row.code == "S26-001"
    assert row.chip is not None
    assert row.chip.text == "à archiver"
    stage.screen.proposals.focus_first()
    press(stage.window.focusWidget(), "Return")
    assert stage.window.navigator.here == Intent("case", case_id, "rights")
    assert stage.office.desk.cases.file(case_id).case.status is CaseStatus.CLOSED


def test_a_rule_is_changed_by_a_choice_and_the_toast_takes_it_back(stage: Stage) -> None:
    stage.go()
    screen = stage.screen
    screen.rules[RetentionName.ACTIVE].combo.setCurrentIndex(6)
    screen.rules[RetentionName.ACTIVE].chosen.emit("7")
    rules = stage.office.desk.person.retention.rules
    assert rules()[RetentionName.ACTIVE].years == 7
    assert "décision de la structure" in screen.sources[RetentionName.ACTIVE].text()
    toast = stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert rules()[RetentionName.ACTIVE].years == 5
    assert "CNIL" in screen.sources[RetentionName.ACTIVE].text()


def test_enter_puts_a_thing_back_and_what_has_no_place_any_more_says_why(stage: Stage) -> None:
    office = stage.office
    meeting, (item,) = office.running(office.case("S26-001"))
    for text in ("Revoir le traitement", "Appeler la famille"):
        decision, _ = office.desk.meetings.decide(item, text)
        office.desk.meetings.drop_decision(item, decision)
    stage.go()
    assert [row.text for row in stage.screen.bin.rows] == [
        "Décision\u00a0: Appeler la famille",
        "Décision\u00a0: Revoir le traitement",
    ]
    stage.screen.bin.focus_first()
    press(stage.window.focusWidget(), "Return")
    assert [one.text for one in office.store.rows.decisions.of(item)] == ["Appeler la famille"]
    office.desk.minutes.close(meeting)
    stage.screen.bin.focus_first()
    press(stage.window.focusWidget(), "Return")
    assert stage.screen.banner.isVisible()
    assert "close" in stage.screen.banner.label.text()
    assert len(stage.screen.bin.rows) == 1


def test_a_long_bin_shows_its_beginning_and_says_how_many_more(stage: Stage) -> None:
    _, (item,) = stage.office.running(stage.office.case("S26-001"))
    for number in range(43):
        decision, _ = stage.office.desk.meetings.decide(item, f"décision {number}")
        stage.office.desk.meetings.drop_decision(item, decision)
    stage.go()
    assert len(stage.screen.bin.rows) == 40
    assert stage.screen.more_binned.text() == "Montrer la suite (3 autres)"
    stage.screen.more_binned.click()
    assert len(stage.screen.bin.rows) == 43
    assert stage.screen.more_binned.isHidden()
