# SPDX-License-Identifier: EUPL-1.2
"""From the icon to the first meeting in under five minutes, through the real widgets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import TrialPractice
from app.domain.consent import ConsentState
from app.domain.meeting import MeetingState
from tests.conftest import DATA
from tests.journeys.newcomer import Newcomer
from tests.ui.doors import RealDoors
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import focused
from ui.main import Demo
from ui.program import Doors, Program
from ui.screens.accounts import FirstSheet
from ui.screens.backups import FirstPlace
from ui.screens.case import CaseScreen
from ui.screens.cases import CasesScreen
from ui.screens.directory import ImportPane
from ui.screens.first_run import FirstRunPage
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.prepare import PrepareScreen
from ui.shell import MainWindow
from ui.tasks import Tasks
from ui.theme import Scheme, apply_theme
from ui.widgets.pdf_preview import PdfPreview

FIVE_MINUTES = 300
MOST_SECONDS = 276
"""What it costs today, reading each page included; it may only go down.

Not counted: to write the seven words on paper, some 30 s by hand, which may wait for the printer.
"""
PRACTICE = "Maison de santé du Port"
QUESTION = "Comment prévenir une nouvelle chute ?"
SEVEN_WORDS = "amandier balustrade cerise dauphin escalier fougère grenade"
"""Of the usual length: those that are drawn have 57 letters and spaces in the mean of 400."""
START, DERIVE, DEMO, PRINTER, SPREADSHEET = 2.0, 1.5, 6.0, 30.0, 5.0
"""Seconds that are stated, not timed: the program's start and one derivation of Argon2 (256 MiB,
3 passes) on a slow office computer, the fictional practice being made, a page that comes out of a
printer and is fetched there, a spreadsheet that opens."""
SCREEN = TypeVar("SCREEN", bound=QWidget)


class OfficeDoors(RealDoors):
    """Proposes the same seven words each time, so that they cost the same."""

    def propose(self, known: Sequence[str]) -> str:
        assert PRACTICE in known
        return SEVEN_WORDS


@dataclass
class OfficeDialogs(FakeDialogs):
    """The system's dialogs; `hands` pays for what is done in them."""

    hands: Newcomer = field(default_factory=Newcomer)

    def choose_printer(self) -> QPrinter | None:
        self.hands.elsewhere(keys=1, thoughts=1)  # Enter: the usual printer
        self.hands.wait(PRINTER)
        return super().choose_printer()

    def choose_folder(self, title: str) -> Path | None:
        self.hands.elsewhere(clicks=3, thoughts=2)  # the stick, its folder, « Choisir »
        return super().choose_folder(title)


class Office:
    """The program from its icon, with somebody in front of it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self.folder, self.hands = qtbot, folder, Newcomer()
        self.dialogs = OfficeDialogs(hands=self.hands, folder=folder / "cle")
        self.doors, self.tasks = OfficeDoors(folder / "data"), Tasks()
        doors = Doors(self.doors, self.doors, self.doors, Demo(TrialPractice()))
        theme = apply_theme(qapp, Scheme.LIGHT)
        self.program = Program(doors, theme, self.tasks, self.dialogs, lambda _restart: None)
        self.hands.elsewhere(clicks=2, thoughts=1)  # the icon
        self.hands.wait(START)
        self.program.show_first_run()
        self._active()

    def page(self, kind: type[SCREEN]) -> SCREEN:
        """What is shown before the work, or on it."""
        self.wait(lambda: self._find(kind) is not None)
        found = self._find(kind)
        assert found is not None
        self.hands.read(found)
        return found

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def at_work(self) -> MainWindow:
        self.wait(lambda: isinstance(self.program.window, MainWindow))
        self._active()
        return self.window

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy and done(), timeout=100_000)

    def _active(self) -> None:
        window = self.program.window
        assert window is not None
        with self.qtbot.waitActive(window):
            window.activateWindow()

    def _find(self, kind: type[SCREEN]) -> SCREEN | None:
        window = self.program.window
        shown = window.findChildren(kind) if window is not None else []
        return next((each for each in shown if each.isVisible()), None)


@pytest.fixture
def office(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    for name in ("data", "cle"):
        (tmp_path / name).mkdir()
    office = Office(qtbot, qapp, tmp_path)
    yield office
    if office.program.window is not None:
        office.program.window.close()
    office.program.close()
    office.doors.close()


def _tell_practice(office: Office) -> None:
    hands, page = office.hands, office.page(FirstRunPage).practice
    assert focused() is page.name.edit
    hands.fill(PRACTICE)
    hands.press("Tab")
    hands.fill("Salle du premier étage")
    hands.think(3)  # the day and the hours stand as most have them
    hands.think()  # no FINESS number at hand
    hands.press("Return")


def _choose_passphrase(office: Office) -> None:
    hands, page = office.hands, office.page(FirstRunPage).account
    assert focused() is page.name.edit
    hands.fill("Maëlle Rivoal")
    hands.click(page.secret.propose_button)
    hands.click(page.again.edit)
    words = page.passphrase.text()
    hands.think(len(words.split()))  # read, and typed a word at a time
    hands.type(words)
    hands.think()  # where the vault will lie
    hands.press("Return")
    hands.wait(DERIVE)


def _print_sheet(office: Office) -> None:
    hands, page = office.hands, office.page(FirstSheet)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(office.folder / "fiche.pdf"))
    office.dialogs.printer = printer
    assert focused() is page.pane.draw_button
    hands.think()
    hands.press("Space")
    office.page(PdfPreview)
    hands.think()
    hands.press("Ctrl+P", "Esc")
    assert (office.folder / "fiche.pdf").stat().st_size > 0
    paper = page.pane._paper
    assert paper is not None
    assert focused() is page.pane.groups.fields[0].edit
    for group in paper.printable.view.groups:
        hands.think()
        hands.type(group.lower())
    hands.press("Return")
    hands.wait(DERIVE)
    office.wait(lambda: page.pane.done)
    hands.think()
    hands.press("Space")


def _choose_backups(office: Office) -> None:
    hands, page = office.hands, office.page(FirstPlace)
    assert focused() is page.places.choose_button
    hands.think()
    hands.press("Space")
    hands.think()
    hands.press("Space")


def _paste_people(office: Office) -> None:
    """The file that a spreadsheet saved, opened again in it, copied whole."""
    hands, pane = office.hands, office.page(ImportPane)
    hands.elsewhere(clicks=2, thoughts=1)
    hands.wait(SPREADSHEET)
    hands.elsewhere(keys=6, thoughts=2)  # Ctrl+A, Ctrl+C, Alt+Tab
    table = (DATA / "professionnels.csv").read_text(encoding="cp1252")
    QGuiApplication.clipboard().setText(table.replace(";", "\t"))
    assert focused() is pane.paste
    hands.press("Ctrl+V")
    office.wait(pane.add_button.isEnabled)
    hands.think(3)  # what was understood of the lines
    hands.click(pane.add_button)


def _open_case(office: Office) -> None:
    hands, window = office.hands, office.at_work()
    hands.click(window.rail._entries["cases"])
    office.page(CasesScreen)
    hands.press("Ctrl+N")
    case = office.page(CaseScreen)
    hands.fill("Chutes répétées")
    hands.press("Tab")
    hands.fill("cis")
    hands.press("Tab", "Tab")
    hands.think()  # why this situation: the usual reason stands
    assert focused() is case.summary.demand.question
    hands.fill(QUESTION)
    hands.think()
    hands.press("Ctrl+S")
    hands.think(3)  # obtained, today, by the one who asks
    hands.click(case.summary.consent.form.confirm)


def _prepare_and_start(office: Office) -> None:
    hands, window = office.hands, office.window
    hands.click(window.rail._entries["prepare"])
    prepare = window.current
    assert isinstance(prepare, PrepareScreen)
    hands.fill("1")
    hands.press("Return")
    assert len(prepare.agenda.list.rows) == 1
    hands.think()
    hands.press("F5")


def test_from_the_icon_to_the_first_meeting_in_under_five_minutes(office: Office) -> None:
    for step in (
        _tell_practice,
        _choose_passphrase,
        _print_sheet,
        _choose_backups,
        _paste_people,
        _open_case,
        _prepare_and_start,
    ):
        before, words = office.hands.seconds, office.hands.words
        step(office)
        took, read = office.hands.seconds - before, office.hands.words - words
        print(f"{step.__name__}: {took:.0f} s, {read} mots")  # noqa: T201 - the measure
    assert isinstance(office.window.current, MeetingModeScreen)
    desk, hands = office.doors.sessions[0].desk, office.hands
    meeting = desk.agendas.next_meeting()
    assert meeting is not None
    assert meeting.state is MeetingState.RUNNING
    (case,) = desk.cases.all()
    assert case.consent is ConsentState.OBTAINED
    assert desk.cases.file(case.id).case.question == QUESTION
    assert len(desk.directory.all()) == 14
    assert desk.recovery.in_force is not None
    assert desk.backups is not None
    assert desk.backups.state().second == office.dialogs.folder
    print(  # noqa: T201 - the measure of the journey
        f"touches={hands.keys} clics={hands.clicks} pensées={hands.thoughts} "
        f"attente={hands.waited:.0f} s gestes={hands.seconds:.0f} s lecture={hands.reading:.0f} s"
    )
    assert hands.seconds + hands.reading <= MOST_SECONDS < FIVE_MINUTES


@pytest.mark.timeout(240)  # the whole practice is made
def test_a_meeting_of_the_fictional_practice_is_one_click_and_one_key_from_the_first_page(
    office: Office,
) -> None:
    hands, clicks, keys = office.hands, office.hands.clicks, office.hands.keys
    hands.click(office.page(FirstRunPage).practice.demo)
    hands.wait(DEMO)
    window = office.at_work()
    hands.think()
    hands.press("F5")
    assert isinstance(window.current, MeetingModeScreen)
    assert (hands.clicks - clicks, hands.keys - keys) == (1, 1)
    assert window.current.presenter.state is not None
