# SPDX-License-Identifier: EUPL-1.2
"""The screen of one protocol in a real window, over a real vault."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ids import CaseId, ProtocolId, ProtocolStepId
from app.domain.protocol import Moment, Protocol, ProtocolContent, ProtocolStep
from app.services.desk import desk
from app.system.clock import HeldClock
from app.vault.outbox import Outbox
from tests.services.office import NOON, PARIS, VAULT, Office
from tests.ui.fakes import FakeDialogs
from ui.screens.protocol.life_page import LifePage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.steps_page import StepsPage
from ui.screens.protocol.text_page import TextPage
from ui.screens.protocol.view import ProtocolScreen
from ui.screens.protocols import ProtocolsPresenter, ProtocolsScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast


def step(key: str, moment: Moment = Moment.SPOT, **cells: str) -> ProtocolStep:
    return ProtocolStep(ProtocolStepId(key), moment, **cells)


THREE = (
    step("a", who="Infirmière", what="Repérer"),
    step("b", who="Médecin", what="Confirmer"),
    step("c", Moment.FOLLOW, who="Pharmacien", what="Compter"),
)


class Blank(Screen):
    """Where another screen would be shown."""

    opened = ("", "")

    def open_record(self, record: str, choice: str) -> None:
        self.opened = (record, choice)


class ProtocolStage:
    """A window on one protocol, and the office underneath."""

    def __init__(self, office: Office, window: MainWindow, dialogs: FakeDialogs) -> None:
        self.office, self.window, self.dialogs = office, window, dialogs
        self.id = ProtocolId("")

    @property
    def screen(self) -> ProtocolScreen:
        found = self.window.screen_of("protocol")
        assert isinstance(found, ProtocolScreen)
        return found

    @property
    def list(self) -> ProtocolsScreen:
        found = self.window.screen_of("protocols")
        assert isinstance(found, ProtocolsScreen)
        return found

    @property
    def text(self) -> TextPage:
        found = self.screen.pages["text"]
        assert isinstance(found, TextPage)
        return found

    @property
    def life(self) -> LifePage:
        found = self.screen.pages["life"]
        assert isinstance(found, LifePage)
        return found

    @property
    def protocol(self) -> Protocol:
        """As the vault has it."""
        return self.office.desk.protocols.texts.get(self.id)

    @property
    def toast(self) -> Toast:
        found = self.window.findChild(Toast)
        assert isinstance(found, Toast)
        return found

    @property
    def opened_case(self) -> tuple[str, str]:
        found = self.window.screen_of("case")
        assert isinstance(found, Blank)
        return found.opened

    def open(self, content: ProtocolContent, side: str) -> ProtocolId:
        """A new protocol with this text, shown on one of its sides."""
        self.id, _ = self.office.desk.protocols.texts.create(content)
        self.show(side)
        return self.id

    def show(self, side: str) -> None:
        self.window.navigator.go(Intent("protocol", self.id, side))
        QApplication.processEvents()

    def kept(self) -> tuple[ProtocolStep, ...]:
        """The steps as the vault has them."""
        return self.office.desk.protocols.texts.get(self.id).content.steps

    def case(self, code: str) -> CaseId:
        return self.office.case(code)


@contextmanager
def open_protocol_stage(folder: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    """The stage, shown and active, closed at the end."""
    office, tasks = Office(folder / "data.db", HeldClock(NOON, PARIS)), Tasks()
    dialogs = FakeDialogs()
    window = protocol_window(office, tasks, qtbot, folder, dialogs)
    yield ProtocolStage(office, window, dialogs)
    tasks.close()
    office.close()


def protocol_window(
    office: Office, tasks: Tasks, qtbot: QtBot, folder: Path, dialogs: FakeDialogs
) -> MainWindow:
    """A session of its own over the office, its outbox in `folder`; the window is active."""
    outbox = Outbox(folder / "outbox", VAULT, lambda: bytes(32), tuple)
    opened = desk(
        office.store, office.clock, office.identities, office.signatures, str, outbox=outbox
    )
    services = ProtocolServices.of(opened)
    presenter, today = ProtocolsPresenter(opened.protocols), opened.clock.today
    specs = (
        ScreenSpec(
            "protocols",
            "Protocoles",
            IconName.PROTOCOL,
            lambda shell: ProtocolsScreen(presenter, shell, today),
        ),
        ScreenSpec("case", "Situation", IconName.CASES, lambda _: Blank(), in_nav=False),
        ScreenSpec(
            "protocol",
            "Protocole",
            IconName.PLAN,
            lambda shell: ProtocolScreen(shell, services),
            in_nav=False,
        ),
    )
    window = MainWindow("Maison", specs, tasks=tasks, dialogs=dialogs, full_screen=False)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    with qtbot.waitActive(window):
        window.show()
    return window


def on_steps(stage: ProtocolStage, *steps: ProtocolStep) -> StepsPage:
    stage.open(ProtocolContent(title="Plaie chronique", steps=steps), "steps")
    page = stage.screen.page
    assert isinstance(page, StepsPage)
    return page


def said(stage: ProtocolStage) -> list[tuple[Moment, str, str]]:
    return [(each.moment, each.who, each.what) for each in stage.kept()]


def whats(stage: ProtocolStage) -> list[str]:
    return [each.what for each in stage.kept()]
