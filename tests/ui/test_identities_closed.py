# SPDX-License-Identifier: EUPL-1.2
"""Identities closed by a meeting, over a real vault: the passphrase is taken in place."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.services.accounts import Role
from app.services.consents import ConsentDraft
from app.services.vault import Session
from tests.services.safe import OTHER, PHRASE, Safe, copied, events, known_patient, let_in
from tests.ui.fakes import FakeDialogs
from tests.ui.test_settings_screen import FakeMachine
from tests.ui.typing import focused, press, type_text
from ui.screens.case import CaseScreen
from ui.screens_of import Screens
from ui.shell import Intent, MainWindow
from ui.tasks import Tasks
from ui.widgets.pdf_preview import PdfPreview

NAME = "Kervella"


class Room:
    """A window on one situation of an open vault."""

    def __init__(self, qtbot: QtBot, session: Session, tasks: Tasks) -> None:
        self.qtbot, self.session, self.tasks = qtbot, session, tasks
        machine = FakeMachine(session.vault.folder)
        specs = Screens(session.desk, machine, lambda: None, lambda _deed, _stamp: None).specs
        spec = next(spec for spec in specs if spec.key == "case")
        self.window = MainWindow(
            "Port", [spec], tasks=tasks, dialogs=FakeDialogs(), full_screen=False
        )
        with qtbot.waitActive(self.window):
            self.window.show()

    @property
    def case(self) -> CaseScreen:
        screen = self.window.screen_of("case")
        assert isinstance(screen, CaseScreen)
        return screen

    def open(self, case_id: CaseId) -> None:
        self.window.navigator.go(Intent("case", case_id))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def words(self) -> str:
        """All that can be read or is held in a field of the window."""
        found = [label.text() for label in self.window.findChildren(QLabel)]
        return "\n".join([*found, *(one.text() for one in self.window.findChildren(QLineEdit))])

    def printed(self) -> bool:
        return self.window.findChild(PdfPreview) is not None


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    safe = Safe(tmp_path_factory.mktemp("model") / "port.tdt")
    session = safe.make()
    case_id = known_patient(session, NAME)
    draft = ConsentDraft(ConsentState.OBTAINED, date(2026, 11, 20), scope="Équipe")
    session.desk.consents.record(case_id, draft)
    let_in(session, "Aminata Cissé", Role.READER)
    session.close()
    return safe.folder


@pytest.fixture
def safe(model: Path, tmp_path: Path) -> Safe:
    return copied(model, tmp_path / "port.tdt")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Session], Room]]:
    tasks = Tasks()
    yield lambda session: Room(qtbot, session, tasks)
    tasks.close()


@pytest.fixture
def room(safe: Safe, show: Callable[[Session], Room]) -> Iterator[Room]:
    """A situation after a meeting began: identities are closed."""
    with safe.open() as session:
        desk = session.desk
        meeting_id, _ = desk.agendas.prepare_next()
        desk.meetings.start(meeting_id)
        room = show(session)
        room.open(desk.cases.all()[0].id)
        yield room
        room.window.close()


def test_the_card_says_that_identities_are_closed_and_opens_them_in_place(room: Room) -> None:
    card, key = room.case.summary.identity, room.case.summary.identity.key
    card.show_button.click()
    assert key.sentence.text().startswith("Identités fermées.")
    assert focused() is key.passphrase.edit
    type_text(None, PHRASE)
    press(None, "Return")
    room.settle()
    assert card.unfolded
    assert card.last.text() == NAME
    assert not key.isVisible()
    assert key.passphrase.text() == ""
    assert room.window.findChildren(QDialog) == []
    assert events(room.session)[-2:] == ["identities.reopened", "identity.read"]


def test_a_wrong_passphrase_opens_nothing_and_stays_to_be_corrected(room: Room) -> None:
    card, key = room.case.summary.identity, room.case.summary.identity.key
    card.show_button.click()
    type_text(key.passphrase.edit, OTHER)
    key.open_button.click()
    room.settle()
    assert "ne correspond pas" in key.passphrase.message.text()
    assert key.passphrase.text() == OTHER
    assert not card.unfolded
    assert NAME not in room.words()


def test_leaving_them_closed_forgets_what_was_typed(room: Room) -> None:
    key = room.case.summary.identity.key
    room.case.summary.identity.show_button.click()
    type_text(key.passphrase.edit, PHRASE)
    key.cancel_button.click()
    assert key.passphrase.text() == ""
    assert not key.isVisible()
    assert not room.session.desk.identities.available


def test_a_nominative_print_takes_the_passphrase_once_and_goes_on(room: Room) -> None:
    press(room.case, "Ctrl+P")
    key = room.case.key
    assert key.isVisible()
    assert not room.printed()
    type_text(key.passphrase.edit, PHRASE)
    key.open_button.click()
    room.qtbot.waitUntil(room.printed)
    assert not key.isVisible()
    assert not room.case.banner.isVisible()


def test_an_account_without_the_right_is_told_whom_to_ask(
    safe: Safe, show: Callable[[Session], Room]
) -> None:
    with safe.open() as chief:
        reader = chief.desk.accounts.all()[1].id
    with safe.open(OTHER, reader) as session:
        room = show(session)
        room.open(session.desk.cases.all()[0].id)
        room.case.summary.identity.show_button.click()
        key = room.case.summary.identity.key
        assert "Demandez à Émile Marchand" in key.sentence.text()
        assert not key.passphrase.isVisible()
        press(room.case, "Ctrl+P")
        assert "Demandez à Émile Marchand" in room.case.key.sentence.text()
        assert not room.printed()
        assert NAME not in room.words()
        room.window.close()
