# SPDX-License-Identifier: EUPL-1.2
"""« Emporter / Rapporter » and the band of the vault's standing, through their widgets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.practice import Practice
from app.services.accounts import Role
from app.services.vault import Session
from app.storage.errors import DatabaseClosed
from app.vault.damage import Damage, write_damage
from app.vault.errors import PlaceUnusable
from app.vault.folder import DATABASE
from app.vault.settling import standing_of
from app.vault.standing import Standing
from tests.services.safe import OTHER, PHRASE, READER, Safe, copied, let_in
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import type_text
from ui.screens.carry import CarryScreen
from ui.shell import Intent, MainWindow, ScreenSpec, StandingBand
from ui.tasks import Tasks
from ui.theme import IconName


class Stage:
    """A window on one open vault, with its band."""

    def __init__(self, qtbot: QtBot, session: Session, tasks: Tasks) -> None:
        self.qtbot, self.session, self.tasks = qtbot, session, tasks
        self.dialogs = FakeDialogs()
        self._locks = 0
        carry = session.desk.carry
        spec = ScreenSpec(
            "carry",
            "Emporter",
            IconName.CARRIED_OVER,
            lambda shell: CarryScreen(shell, carry, self._lock),
        )
        self.window = MainWindow(
            "Port", [spec], tasks=tasks, dialogs=self.dialogs, full_screen=False
        )
        self.band = StandingBand(
            carry, self.dialogs, lambda screen: self.window.navigator.go(Intent(screen))
        )
        self.window.show_above(self.band)
        self.window.changes.changed.connect(lambda _changes, _who: self.band.update_state())
        with qtbot.waitActive(self.window):
            self.window.show()
        self.window.navigator.go(Intent("carry"))

    def _lock(self) -> None:
        self._locks += 1

    def locks(self) -> int:
        """How often the session was ended."""
        return self._locks

    @property
    def screen(self) -> CarryScreen:
        screen = self.window.screen_of("carry")
        assert isinstance(screen, CarryScreen)
        return screen

    def standing(self) -> Standing:
        return self.session.vault.state.standing

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    safe = Safe(tmp_path_factory.mktemp("model") / "port.tdt")
    session = safe.make()
    let_in(session, READER, Role.READER)
    session.close()
    return safe.folder


@pytest.fixture
def safe(model: Path, tmp_path: Path) -> Safe:
    (tmp_path / "stick").mkdir()
    return copied(model, tmp_path / "port.tdt")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Session], Stage]]:
    tasks, stages = Tasks(), list[Stage]()

    def make(session: Session) -> Stage:
        stages.append(Stage(qtbot, session, tasks))
        return stages[-1]

    yield make
    tasks.close()
    for stage in stages:
        stage.window.hide()
        stage.window.deleteLater()


def test_the_vault_leaves_is_given_up_and_leaves_again(
    safe: Safe, show: Callable[[Session], Stage], tmp_path: Path
) -> None:
    with safe.open() as session:
        stage = show(session)
        assert stage.band.isHidden()
        assert stage.screen.back_card.isHidden()
        stage.dialogs.folder = tmp_path / "stick"
        stage.screen.take_button.click()
        assert not stage.screen.take_button.isEnabled()
        stage.settle()

        assert "port.tdt" in stage.screen.done.text()
        assert (tmp_path / "stick" / "port.tdt").is_dir()
        assert stage.band.isVisible()
        assert "emporté par Émile Marchand" in stage.band.banner.label.text()
        assert stage.screen.take_card.isHidden()
        stage.dialogs.agrees = False
        stage.screen.lost_button.click()
        assert stage.standing() is Standing.AWAY
        stage.dialogs.agrees = True
        stage.screen.lost_button.click()
        assert stage.standing() is Standing.WRITABLE
        assert stage.band.isHidden()
        assert stage.screen.take_card.isVisible()


def test_a_return_that_the_disk_leaves_unfinished_ends_the_session(
    safe: Safe, show: Callable[[Session], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PlaceUnusable

    with safe.open() as session:
        copy = session.desk.carry.take_away(tmp_path / "stick")
    with Safe(copy).open() as session:
        session.desk.practice.save(Practice("Travail en réunion"))
    with safe.open() as session, monkeypatch.context() as patch:
        stage = show(session)
        patch.setattr("app.vault.returning.finish_succession", refuse)
        stage.dialogs.folder = copy
        type_text(stage.screen.passphrase.edit, PHRASE)
        stage.screen.back_button.click()
        stage.settle()
        assert "La copie est acceptée" in stage.screen.trouble.text()
        assert stage.locks() == 1
        assert stage.standing() is Standing.UNFINISHED
        with pytest.raises(DatabaseClosed):
            session.desk.practice.get()
    with safe.open() as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert session.desk.practice.get().name == "Travail en réunion"


def test_the_copy_comes_back_and_the_session_ends(
    safe: Safe, show: Callable[[Session], Stage], tmp_path: Path
) -> None:
    with safe.open() as session:
        copy = session.desk.carry.take_away(tmp_path / "stick")
    with Safe(copy).open() as session:
        session.desk.practice.save(Practice("Travail en réunion"))
        stage = show(session)
        assert "copie emportée" in stage.screen.note.text()
    with safe.open() as session:
        stage = show(session)
        stage.band.banner.button.click()
        stage.screen.back_button.click()
        assert stage.screen.passphrase.message.text() == "Écrivez votre phrase de passe."
        type_text(stage.screen.passphrase.edit, PHRASE)
        stage.dialogs.folder = tmp_path
        stage.screen.back_button.click()
        stage.settle()
        assert "n’est pas un coffre" in stage.screen.trouble.text()
        assert stage.standing() is Standing.AWAY
        assert not stage.locks()

        stage.dialogs.folder = copy  # what was typed is still there
        stage.screen.back_button.click()
        stage.settle()

        assert stage.screen.trouble.text() == ""
        assert stage.locks() == 1
        assert stage.screen.passphrase.text() == ""
        assert session.desk.practice.get().name == "Travail en réunion"


def test_a_reader_is_told_who_may(safe: Safe, show: Callable[[Session], Stage]) -> None:
    with safe.open() as session:
        reader = next(line for line in session.desk.accounts.all() if line.name == READER)
    with safe.open(OTHER, reader.id) as session:
        stage = show(session)
        assert stage.screen.take_card.isHidden()
        assert "permet de lire" in stage.screen.note.text()


def test_an_older_database_is_gone_on_with_from_the_band(
    safe: Safe, show: Callable[[Session], Stage]
) -> None:
    old = (safe.folder / DATABASE).read_bytes()
    with safe.open() as session:
        session.desk.practice.save(Practice("Perdu"))
    (safe.folder / DATABASE).write_bytes(old)
    with safe.open() as session:
        stage = show(session)
        assert "plus ancienne" in stage.band.banner.label.text()
        stage.dialogs.agrees = False
        stage.band.banner.button.click()
        assert stage.standing() is Standing.ROLLED_BACK
        stage.dialogs.agrees = True
        stage.band.banner.button.click()
        assert stage.standing() is Standing.WRITABLE
        assert stage.band.isHidden()


def test_coming_back_to_the_screen_shows_how_the_vault_stands_now(
    safe: Safe, show: Callable[[Session], Stage], tmp_path: Path
) -> None:
    stick = tmp_path / "another-stick"
    stick.mkdir()
    with safe.open() as session:
        stage = show(session)
        session.desk.carry.take_away(stick)
        assert stage.screen.take_card.isVisible()
        stage.window.navigator.go(Intent("carry"))
        assert not stage.screen.take_card.isVisible()
        assert stage.screen.back_card.isVisible()


def test_the_band_of_a_damaged_vault_leads_to_the_backups(safe: Safe, qtbot: QtBot) -> None:
    led: list[str] = []
    with safe.open() as session:
        write_damage(safe.folder, Damage(safe.clock.now(), "2 pages illisibles."))
        session.vault.state = standing_of(session.vault, safe.clock)
        band = StandingBand(session.desk.carry, FakeDialogs(), led.append)
        qtbot.addWidget(band)
        assert "2 pages illisibles" in band.banner.label.text()
        band.banner.button.click()
    assert led == ["backups"]
