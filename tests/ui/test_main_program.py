# SPDX-License-Identifier: EUPL-1.2
"""The program from its first window to its lock, over real vaults."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.services.backups import Reason
from app.vault.folder import SLOT_COPIES
from tests.ui.doors import PHRASE, RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import press, type_text
from ui.frame import Frame
from ui.gate import GateWindow
from ui.opened import Opened
from ui.program import Doors, Program
from ui.restart import Place, Restart
from ui.screens.backups import BackupsScreen, FirstPlace
from ui.screens.first_run import FirstRunPage
from ui.screens.settings import SettingsScreen
from ui.screens.unlock import UnlockPage
from ui.screens.unlock.recovery import RecoveryPage
from ui.screens.unlock.restoring import RestorePage
from ui.shell import IdleWatch, Intent, MainWindow
from ui.shell.cover import IdleLine
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme
from ui.watches import HEAD_MS, IDLE_SECONDS, IDLE_SECONDS_IN_MEETING
from ui.widgets import Banner


class Run:
    """A program that a test drives."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.doors, self.dialogs, self.tasks = RealDoors(folder), FakeDialogs(), Tasks()
        self.theme = apply_theme(qapp, Scheme.LIGHT)
        self.begun: list[Restart] = []
        self.start()

    def start(self) -> None:
        """Begin, knowing what the machine remembers now."""
        doors = Doors(self.doors, self.doors, self.doors, self.doors)
        self.program = Program(doors, self.theme, self.tasks, self.dialogs, self.begun.append)

    @property
    def main(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    @property
    def gate(self) -> GateWindow:
        assert isinstance(self.program.window, GateWindow)
        return self.program.window

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy and done(), timeout=20_000)

    def at_work(self) -> MainWindow:
        """Wait for the screens, in an active window."""
        self.wait(lambda: isinstance(self.program.window, MainWindow))
        with self.qtbot.waitActive(self.main):
            self.main.activateWindow()
        return self.main


@pytest.fixture
def run(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Run]:
    run = Run(qtbot, qapp, tmp_path)
    yield run
    if run.program.window is not None:
        run.program.window.close()
    run.program.close()
    run.doors.close()


@pytest.fixture
def demo(run: Run) -> MainWindow:
    """The program over the fictional practice, which opens without asking."""
    run.program.show_demo()
    return run.at_work()


def test_a_known_vault_is_unlocked_into_the_home_screen(run: Run) -> None:
    folder = run.folder / "port.tdt"
    run.doors.make(folder).close()
    run.program.show_unlock(folder)
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    run.wait(lambda: bool(page.state.account))
    type_text(page.passphrase.edit, PHRASE)
    press(page.passphrase.edit, "Return")
    main = run.at_work()
    assert main.navigator.here == Intent("home")
    assert "Maison de santé du Port" in main.windowTitle()
    assert run.doors.remembered == [folder]
    assert run.doors.last == run.doors.sessions[0].desk.accounts.me.id


def test_what_the_opening_repaired_is_said_until_somebody_has_read_it(run: Run) -> None:
    folder = run.folder / "port.tdt"
    run.doors.make(folder).close()
    (folder / SLOT_COPIES[1]).write_bytes(b"torn")
    run.program.show_unlock(folder)
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    run.wait(lambda: bool(page.state.account))
    page.passphrase.set_text(PHRASE)
    page.try_passphrase()
    bands = [band for band in run.at_work().findChildren(Banner) if band.isVisible()]
    (said,) = (band for band in bands if "copie du fichier de clés" in band.label.text())
    said.button.click()
    assert not said.isVisible()


def test_a_forgotten_passphrase_leads_to_the_sheet_then_to_the_home_screen(run: Run) -> None:
    folder = run.folder / "port.tdt"
    session = run.doors.make(folder)
    paper = session.desk.recovery.draw()
    session.desk.recovery.confirm(paper, paper.printable.view.groups)
    session.close()
    run.program.show_unlock(folder)
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    run.wait(lambda: page.state.has_sheet)
    page.forgotten.click()
    asked = run.gate.page
    assert isinstance(asked, RecoveryPage)
    asked.back.click()
    back = run.gate.page
    assert isinstance(back, UnlockPage)
    run.wait(lambda: back.state.has_sheet)
    back.forgotten.click()
    asked = run.gate.page
    assert isinstance(asked, RecoveryPage)
    type_text(asked.groups.fields[0].edit, " ".join(paper.printable.view.groups))
    asked.secret.propose()
    asked.secret.again.set_text(asked.secret.text())
    asked.try_sheet()
    assert run.at_work().navigator.here == Intent("home")


def test_a_first_run_ends_in_the_home_screen(run: Run) -> None:
    run.program.show_first_run()
    page = run.gate.page
    assert isinstance(page, FirstRunPage)
    page.practice.name.set_text("Maison de santé du Port")
    page.practice.go_on()
    page.account.name.set_text("Maëlle Rivoal")
    page.account.passphrase.set_text(PHRASE)
    page.account.again.set_text(PHRASE)
    page.account.go_on()
    run.wait(lambda: bool(run.doors.remembered))
    from ui.screens.accounts import FirstSheet
    from ui.screens.directory import ImportPane

    sheet = page.findChild(FirstSheet)
    assert isinstance(sheet, FirstSheet)
    sheet.next.click()
    place = page.findChild(FirstPlace)
    assert isinstance(place, FirstPlace)
    assert place.next.caption == "Plus tard"
    run.dialogs.folder = run.folder / "cle"
    place.places.choose_button.click()
    assert place.next.caption == "Continuer"
    place.next.click()
    pane = page.findChild(ImportPane)
    assert isinstance(pane, ImportPane)
    pane.paste.set_text("Nom;Prénom\nRivoal;Maëlle\n")
    pane.read_paste()
    pane.add_button.click()
    run.at_work()
    people = run.doors.sessions[0].desk.directory.all()
    assert [person.last for person in people] == ["Rivoal"]


def test_the_fictional_practice_opens_at_once_and_is_not_remembered(
    run: Run, demo: MainWindow
) -> None:
    assert demo.navigator.here == Intent("home")
    assert run.doors.remembered == []


def test_the_fictional_practice_is_removed_at_the_end(run: Run, demo: MainWindow) -> None:
    demo.close()
    run.program.close()
    assert run.doors.removed[-1] == run.folder / "fictif.tdt"


def test_a_fictional_practice_that_cannot_be_made_is_said(run: Run) -> None:
    run.doors.trial_error = UserError("Le disque est plein.", "Faites de la place.")
    run.program.show_demo()
    run.wait(lambda: bool(run.dialogs.told))
    assert run.dialogs.told == [("Le disque est plein.", "Faites de la place.")]
    assert isinstance(run.gate.page, FirstRunPage)


@pytest.mark.usefixtures("demo")
def test_once_its_screens_are_painted_no_collection_looks_at_them_again(run: Run) -> None:
    run.wait(lambda: gc.get_freeze_count() > 0)
    assert len(gc.get_objects()) < gc.get_freeze_count()


def test_locking_saves_what_is_typed_closes_the_vault_and_asks_for_a_new_process(
    run: Run, demo: MainWindow
) -> None:
    demo.navigator.go(Intent("settings"))
    screen = demo.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    type_text(screen.phone.edit, "01 99 00 10 00")
    press(None, "Ctrl+L")
    assert not demo.isVisible()
    restart = run.program.restart
    assert restart is not None
    assert restart.folder == run.folder / "fictif.tdt"
    again = run.doors.unlock(restart.folder, PHRASE)  # free again: nobody holds it
    assert again.desk.practice.get().phone == "01 99 00 10 00"
    run.program.close()
    assert run.folder / "fictif.tdt" not in run.doors.removed


def test_the_place_of_the_window_survives_a_lock(run: Run, demo: MainWindow) -> None:
    demo.setGeometry(70, 50, 660, 520)
    demo.lock()
    assert run.program.restart is not None
    kept = Frame.read(run.doors.kept["window"])
    assert kept is not None
    assert (kept.left, kept.top, kept.width, kept.height) == (70, 50, 660, 520)


def test_the_unlock_window_and_the_work_stand_at_one_place(run: Run) -> None:
    run.doors.kept["window"] = str(Frame("", 30, 40, 660, 520))
    run.start()
    folder = run.folder / "port.tdt"
    run.doors.make(folder).close()
    run.program.show_unlock(folder)
    assert run.gate.geometry().getRect() == (30, 40, 660, 520)
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    run.wait(lambda: bool(page.state.account))
    page.passphrase.set_text(PHRASE)
    page.try_passphrase()
    assert run.at_work().geometry().getRect() == (30, 40, 660, 520)


def test_nobody_at_the_keyboard_locks_later_in_a_meeting(
    run: Run, demo: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = demo.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    limits: list[float] = []
    monkeypatch.setattr(watch, "set_limit", limits.append)
    demo.navigator.go(Intent("meeting"))
    demo.showNormal()
    demo.navigator.go(Intent("home"))
    assert limits == [IDLE_SECONDS_IN_MEETING, IDLE_SECONDS]
    watch.idle.emit()
    assert run.program.restart is not None


def test_each_minute_of_a_meeting_the_head_of_the_journal_is_noted_outside(
    run: Run, demo: MainWindow
) -> None:
    head = run.folder / "fictif.tdt" / "head.json"
    (minute,) = [each for each in demo.findChildren(QTimer) if each.interval() == HEAD_MS]
    head.unlink(missing_ok=True)
    minute.timeout.emit()
    assert not head.exists(), "no meeting runs"
    demo.navigator.go(Intent("meeting"))
    demo.showNormal()
    minute.timeout.emit()
    assert head.exists()


def test_a_minute_before_the_idle_lock_of_a_meeting_a_line_says_so(
    run: Run, demo: MainWindow
) -> None:
    watch = demo.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    watch.nearly.emit()
    assert demo.findChild(IdleLine) is None, "no meeting runs"
    demo.navigator.go(Intent("meeting"))
    demo.showNormal()
    watch.nearly.emit()
    line = demo.findChild(IdleLine)
    assert isinstance(line, IdleLine)
    assert line.isVisible()
    assert "dans une minute" in line.label.text()
    watch.touched.emit()
    run.qtbot.waitUntil(lambda: not line.isVisible(), timeout=2000)


def test_a_new_name_of_the_practice_reaches_the_rail(run: Run, demo: MainWindow) -> None:
    from dataclasses import replace

    practices = run.doors.sessions[0].desk.practice
    demo.changes.publish(practices.save(replace(practices.get(), name="Maison des Ormes")))
    assert demo.rail.practice.text() == "Maison des Ormes"


def test_colours_chosen_in_the_settings_are_used_and_remembered(run: Run, demo: MainWindow) -> None:
    from ui.theme import current_tokens
    from ui.theme.tokens import DARK

    demo.navigator.go(Intent("settings"))
    screen = demo.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen.scheme.chosen.emit("dark")
    assert current_tokens() == DARK
    assert run.doors.schemes == ["dark"]
    screen.scheme.chosen.emit("light")


def test_the_rail_shows_the_screens_that_work(demo: MainWindow) -> None:
    for key in ("prepare", "cases", "actions", "feedback", "minutes", "directory", "settings"):
        demo.navigator.go(Intent(key))
        assert demo.current is demo.screen_of(key)


def test_the_way_to_another_vault_closes_the_one_that_is_open(run: Run) -> None:
    folder = run.folder / "port.tdt"
    run.program.open(Opened(run.doors.make(folder), folder))
    run.at_work()
    run.program.show_unlock(folder)
    run.wait(lambda: True)
    run.doors.unlock(folder, PHRASE)


def test_a_backup_opened_from_the_file_manager_is_chosen_on_the_page_of_restoring(
    run: Run,
) -> None:
    session = run.doors.make(run.folder / "port.tdt")
    assert session.desk.backups is not None
    file = session.desk.backups.make(Reason.ASKED).made.path
    session.close()
    run.program.show_backup(run.folder / "port.tdt", file)
    page = run.gate.page
    assert isinstance(page, RestorePage)
    assert page.which.value() == str(file)
    assert page.may_go()


def test_restoring_goes_through_the_lock_to_the_page_of_the_chosen_backup(run: Run) -> None:
    folder = run.folder / "port.tdt"
    run.program.open(Opened(run.doors.make(folder), folder))
    window = run.at_work()
    window.navigator.go(Intent("backups"))
    screen = window.screen_of("backups")
    assert isinstance(screen, BackupsScreen)
    screen.make_button.click()
    run.wait(screen.make_button.isEnabled)
    screen.restore.click()
    assert [str(each.place) for each in run.begun] == ["restore/2026-11-26-120000/"]
    run.program.restart = None
    run.program.show_unlock(folder, run.begun[0].place)
    page = run.gate.page
    assert isinstance(page, RestorePage)
    assert page.which.value().endswith("port-2026-11-26-120000.tdtb")


def test_a_lock_before_the_work_leaves_nothing_typed_on_any_page(run: Run) -> None:
    folder = run.folder / "port.tdt"
    run.doors.make(folder).close()
    run.program.show_unlock(folder)
    page = run.gate.page
    assert isinstance(page, UnlockPage)
    run.wait(lambda: bool(page.state.account))
    page.passphrase.set_text(PHRASE)
    run.program.lock()
    assert page.passphrase.text() == ""
    run.program.show_unlock(folder, Place("restore"))
    restore = run.gate.page
    assert isinstance(restore, RestorePage)
    restore.passphrase.set_text(PHRASE)
    run.program.lock()
    assert restore.passphrase.text() == ""
    run.program.show_first_run()
    first = run.gate.page
    assert isinstance(first, FirstRunPage)
    first.account.passphrase.set_text(PHRASE)
    run.program.lock()
    assert first.account.passphrase.text() == ""
    assert run.begun == []
