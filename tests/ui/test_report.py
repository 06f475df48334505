# SPDX-License-Identifier: EUPL-1.2
"""A problem is reported: what is shown is what is saved, from every place that leads there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.domain.trouble import Section
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.stage import shown
from tests.ui.typing import focused, press, type_text
from ui.gate import GateWindow
from ui.program import Doors, Program
from ui.report_door import report_maker, show_report
from ui.screens.report import ReportPresenter, ReportScreen
from ui.screens.report.pane import ReportPane
from ui.screens.settings import SettingsScreen
from ui.screens.unlock import UnlockPage
from ui.shell import Intent, MainWindow
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme

DAY = date(2026, 11, 29)
FACTS = (
    Section("Le programme", ("Tour de table : 0.1.0",)),
    Section("Le relevé du programme", ("2026-11-29 08:30:01,123 INFO tdt.ui lock: idle",)),
)


class Named:
    """Knows one name."""

    def learn(self) -> None: ...

    def found(self, text: str) -> tuple[str, ...]:
        return ("Verdier",) if "Verdier" in text else ()


class Desk:
    """A pane in a window."""

    def __init__(self, qtbot: QtBot, home: Path) -> None:
        self.qtbot, self.dialogs, self.tasks = qtbot, FakeDialogs(), Tasks()
        vault = home / "msp-des-tilleuls.tdt"
        presenter = ReportPresenter(lambda: FACTS, lambda: DAY, vault=vault, names=Named())
        self.pane = ReportPane(presenter, self.dialogs, self.tasks)
        shown(qtbot, self.pane)
        self.pane.gather()
        qtbot.waitUntil(lambda: not self.tasks.busy)
        self.pane.said.setFocus()

    def type(self, text: str) -> None:
        type_text(self.pane.said, text)
        self.qtbot.waitUntil(lambda: not self.pane._rest.isActive(), timeout=5000)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.tasks.close()


def test_what_is_shown_is_what_is_saved_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    desk.dialogs.file_to_save = tmp_path / "signalement.txt"
    type_text(
        desk.pane.said, "L’écran « Préparer » reste vide ; 10 € perdus !\n\tdeux\u00a0fois\r\nici"
    )
    desk.pane.save_button.click()
    saved = desk.dialogs.file_to_save.read_bytes()
    assert saved == desk.pane.whole.text().encode()
    assert "L’écran « Préparer » reste vide" in saved.decode()
    assert "Tour de table : 0.1.0" in saved.decode()
    assert "lock: idle" in saved.decode()
    assert "signalement.txt" in desk.pane.done.text()
    assert desk.dialogs.asked[1] == "tour-de-table-probleme-2026-11-29.txt"


def test_what_is_typed_is_shown_in_the_file_when_the_hand_rests(desk: Desk) -> None:
    desk.type("Rien ne s’imprime.")
    assert "Rien ne s’imprime." in desk.pane.whole.text()
    assert desk.pane.warning.isHidden()


def test_a_name_is_said_at_once_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.type("Chez Verdier, rien.")
    assert "Verdier" in desk.pane.warning.text()
    assert desk.pane.warning.isVisible()
    desk.dialogs.file_to_save = tmp_path / "signalement.txt"
    desk.pane.save_button.click()
    assert desk.dialogs.file_to_save.exists()


def test_without_a_vault_a_name_is_known_by_its_form(qtbot: QtBot) -> None:
    presenter = ReportPresenter(lambda: FACTS, lambda: DAY)
    assert "Mme Keranguen" in presenter.warning("Vide, chez Mme Keranguen.")
    assert presenter.warning("L’écran Préparer reste vide.") == ""


def test_nothing_can_be_typed_into_what_will_be_saved(desk: Desk) -> None:
    before = desk.pane.whole.text()
    type_text(desk.pane.whole, "autre chose")
    assert desk.pane.whole.text() == before


def test_places_become_signs_that_say_nothing(desk: Desk, tmp_path: Path) -> None:
    vault = tmp_path / "msp-des-tilleuls.tdt"
    desk.type(f"Dans {vault}, et {Path.home() / 'Bureau'} ; msp-des-tilleuls.tdt aussi.")
    assert "Dans <coffre>, et ~/Bureau ; <coffre> aussi." in desk.pane.whole.text()
    assert "tilleuls" not in desk.pane.whole.text()


def test_a_place_that_refuses_is_said_on_the_page(desk: Desk, tmp_path: Path) -> None:
    desk.dialogs.file_to_save = tmp_path / "nowhere" / "signalement.txt"
    desk.pane.save_button.click()
    assert "n’a pas pu être enregistré" in desk.pane.trouble.text()
    assert desk.pane.done.isHidden()


def test_thinking_better_of_it_saves_nothing_and_says_nothing(desk: Desk) -> None:
    desk.pane.save_button.click()
    assert desk.pane.done.isHidden()
    assert desk.pane.trouble.isHidden()


def test_facts_that_cannot_be_gathered_leave_what_is_said(qtbot: QtBot) -> None:
    def refuse() -> tuple[Section, ...]:
        raise UserError("Le coffre ne peut pas être lu.")

    tasks = Tasks()
    pane = ReportPane(ReportPresenter(refuse, lambda: DAY), FakeDialogs(), tasks)
    shown(qtbot, pane)
    pane.gather()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert pane.save_button.isEnabled()
    assert "ne peut pas être lu" in pane.trouble.text()
    tasks.close()


class Run:
    """The program, over real vaults."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.real, self.dialogs, self.tasks = RealDoors(folder), FakeDialogs(), Tasks()
        doors = Doors(self.real, self.real, self.real, self.real, lambda: FACTS)
        theme = apply_theme(qapp, Scheme.LIGHT)
        self.program = Program(doors, theme, self.tasks, self.dialogs, lambda _restart: None)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    @property
    def gate(self) -> GateWindow:
        assert isinstance(self.program.window, GateWindow)
        return self.program.window

    def at_work(self) -> MainWindow:
        self.program.show_demo()
        self.qtbot.waitUntil(lambda: isinstance(self.program.window, MainWindow), timeout=20_000)
        window = self.program.window
        assert isinstance(window, MainWindow)
        with self.qtbot.waitActive(window):
            window.activateWindow()
        return window


@pytest.fixture
def run(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Run]:
    run = Run(qtbot, qapp, tmp_path)
    yield run
    if run.program.window is not None:
        run.program.window.close()
    run.program.close()
    run.real.close()


def _visible(window: QWidget) -> ReportPane | None:
    return next((pane for pane in window.findChildren(ReportPane) if pane.isVisible()), None)


def test_before_a_vault_is_open_the_page_waits_behind_the_report(run: Run) -> None:
    run.real.make(run.folder / "port.tdt").close()
    run.program.show_unlock(run.folder / "port.tdt")
    run.settle()
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    with run.qtbot.waitActive(run.gate):
        run.gate.activateWindow()
    page.passphrase.set_text("ancre")
    run.gate.report.click()
    run.settle()
    pane = _visible(run.gate)
    assert pane is not None
    assert not page.isVisible()
    assert not run.gate.report.isVisible()
    assert "signalé depuis la première fenêtre" in pane.whole.text()
    assert pane.whole.text().rstrip().endswith("lock: idle")
    press(focused(), "Esc")
    assert _visible(run.gate) is None
    assert page.isVisible()
    assert page.passphrase.text() == "ancre"


def test_a_lock_lets_go_of_what_was_reported_and_of_the_passphrase(run: Run) -> None:
    run.real.make(run.folder / "port.tdt").close()
    run.program.show_unlock(run.folder / "port.tdt")
    run.settle()
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    page.passphrase.set_text(PHRASE)
    run.gate.show_report()
    run.settle()
    run.program.lock("session locked")
    assert _visible(run.gate) is None
    assert page.passphrase.text() == ""


def test_the_first_run_has_the_link_too(run: Run) -> None:
    run.program.show_first_run()
    run.gate.report.click()
    run.settle()
    assert _visible(run.gate) is not None


def test_the_palette_and_the_settings_lead_to_it(run: Run) -> None:
    window = run.at_work()
    press(focused(), "Ctrl+K")
    type_text(window.palette_line.letters, "signaler")
    press(window.palette_line.letters, "Return")
    assert isinstance(window.current, ReportScreen)
    window.navigator.go(Intent("settings"))
    settings = window.current
    assert isinstance(settings, SettingsScreen)
    settings.report_button.click()
    assert isinstance(window.current, ReportScreen)
    run.settle()
    text = window.current.pane.whole.text()
    assert "ÉTAT" not in text
    assert "  État : writable" in text
    assert "  practice : 1\n" in text


def test_an_unexpected_error_leads_to_it_in_any_window(run: Run) -> None:
    show_report(None)
    run.program.show_first_run()
    show_report(run.program.window)
    assert _visible(run.gate) is not None
    window = run.at_work()
    show_report(window)
    assert isinstance(window.current, ReportScreen)


def test_asking_twice_makes_one_report(qtbot: QtBot) -> None:
    tasks = Tasks()
    gate = GateWindow(report_maker(lambda: FACTS, FakeDialogs(), tasks))
    qtbot.addWidget(gate)
    gate.show_page(QWidget())
    gate.show()
    gate.show_report()
    gate.show_report()
    assert len(gate.findChildren(ReportPane)) == 1
    gate.show_page(QWidget())
    assert _visible(gate) is None
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.close()
