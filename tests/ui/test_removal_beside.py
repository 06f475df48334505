# SPDX-License-Identifier: EUPL-1.2
"""Removing an account beside the work: the window lives, and what is written meanwhile stays."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from app.domain.directory import Professional
from app.domain.errors import NotAllowedError
from app.domain.ids import ProfessionalId
from app.services.way_back import WayBack
from app.storage.errors import DatabaseClosed
from app.storage.integrity import examine
from app.vault.errors import AccountUnknown, PlaceReadOnly
from app.vault.standing import Standing
from tests.services.safe import OTHER
from tests.ui.house import House, house

__all__ = ["house"]


@dataclass
class Brake:
    """Holds the check of the copy up, as a vault of many years does."""

    rounds: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def examine(self, *arguments: object) -> object:
        self.rounds += 1
        self.reached.set()
        self.go_on.wait(20)
        self.go_on.clear()
        return examine(*arguments)  # type: ignore[arg-type]  # handed on as they came


@pytest.fixture
def brake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Brake]:
    held = Brake()
    monkeypatch.setattr("app.vault.rekeying.examine", held.examine)
    yield held
    held.go_on.set()


def leaving(house: House) -> str:
    return house.session.desk.accounts.all()[1].id


def begin(house: House, brake: Brake) -> None:
    """Ask for the removal, and wait until the copy was made and is being checked."""
    screen = house.accounts
    screen.list.opened.emit(leaving(house))
    screen.account.remove.click()
    screen.account.sure.click()
    reach(house, brake)


def reach(house: House, brake: Brake) -> None:
    house.qtbot.waitUntil(brake.reached.is_set, timeout=10_000)
    brake.reached.clear()


def ticking() -> tuple[QTimer, list[int]]:
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    return timer, ticks


def write(house: House, last: str) -> None:
    house.session.desk.directory.save(Professional(ProfessionalId(""), last, ""))


def people(house: House) -> list[str]:
    return [person.last for person in house.session.desk.directory.all()]


def test_the_window_goes_on_while_the_vault_is_encrypted_afresh(house: House, brake: Brake) -> None:
    begin(house, brake)
    timer, ticks = ticking()
    house.qtbot.wait(400)
    timer.stop()
    assert len(ticks) >= 20
    line = house.accounts.removal.line
    assert line.isVisible()
    assert line.text().startswith("Retrait du compte «\u202fAminata Cissé\u202f»")
    assert not house.accounts.account.isVisible()
    assert len(house.session.desk.accounts.all()) == 2
    house.accounts.list.opened.emit(leaving(house))
    assert not house.accounts.account.remove.isVisible()
    brake.go_on.set()
    house.settle()
    assert len(house.session.desk.accounts.all()) == 1
    assert not line.isVisible()
    assert house.backups.count() == 1


def test_control_on_the_database_s_own_thread_the_window_stands_still(
    house: House, brake: Brake
) -> None:
    timer, ticks = ticking()
    release = threading.Timer(0.4, brake.go_on.set)
    release.start()
    house.session.desk.accounts.ready_removal(leaving(house))
    timer.stop()
    release.join()
    assert ticks == []


def test_a_line_written_meanwhile_is_there_under_the_new_keys(house: House, brake: Brake) -> None:
    begin(house, brake)
    write(house, "Rivoal")
    brake.go_on.set()
    reach(house, brake)
    assert "essai 2 sur 3" in house.accounts.removal.line.text()
    assert len(house.session.desk.accounts.all()) == 2
    brake.go_on.set()
    house.settle()
    assert len(house.session.desk.accounts.all()) == 1
    assert people(house) == ["Rivoal"]
    house.session.close()
    with house.safe.open() as session:
        assert [person.last for person in session.desk.directory.all()] == ["Rivoal"]
        assert session.desk.journal.verify() is None
        assert session.vault.state.standing is Standing.WRITABLE


def test_work_that_does_not_stop_has_its_way_and_the_account_stays(
    house: House, brake: Brake
) -> None:
    begin(house, brake)
    for number in range(3):
        write(house, f"Rivoal {number}")
        brake.go_on.set()
        if number < 2:
            reach(house, brake)
    house.settle()
    assert brake.rounds == 3
    said = house.accounts.removal.line.text()
    assert said.startswith("Le compte n’a pas été retiré. Le coffre a été modifié")
    assert len(people(house)) == 3
    assert house.backups.count() == 0
    reader = leaving(house)
    house.session.close()
    with house.safe.open(OTHER, reader) as session:
        assert len(session.desk.directory.all()) == 3


def test_a_backup_asked_meanwhile_waits_and_is_made_under_the_new_keys(
    house: House, brake: Brake
) -> None:
    begin(house, brake)
    made: list[object] = []
    pair: list[tuple[int, int]] = []

    def make() -> object:
        accounts = len(house.session.desk.accounts.all())
        pair.append((accounts, house.session.vault.generation))
        return house.backups.make_at_close()

    house.tasks.run(make, made.append, made.append)
    house.qtbot.wait(200)
    assert (house.backups.count(), made) == (0, [])
    brake.go_on.set()
    house.settle()
    assert pair == [(1, house.session.vault.generation)]
    assert house.backups.count() == 2  # that one, and the one of every removal
    way, (asked, after) = WayBack(house.safe.workshop), house.backups.all()
    for line in (asked, after):
        assert line.fault == ""
        assert len(way.look(line.path).accounts) == 1
        house.backups.rehearse(line.path)


def test_an_account_changed_meanwhile_stays_changed(house: House, brake: Brake) -> None:
    begin(house, brake)
    reader = leaving(house)
    accounts = house.session.desk.accounts
    me = accounts.me
    accounts.change(me.id, name="Émile M.", role=me.role, may_see_identities=True)
    brake.go_on.set()
    reach(house, brake)
    brake.go_on.set()
    house.settle()
    assert [line.name for line in accounts.all()] == ["Émile M."]
    house.session.close()
    with pytest.raises(AccountUnknown), house.safe.open(OTHER, reader):
        pass


def test_closing_the_program_in_the_middle_leaves_the_account_and_the_work(
    house: House, brake: Brake
) -> None:
    begin(house, brake)
    write(house, "Rivoal")
    reader = leaving(house)
    threading.Timer(0.3, brake.go_on.set).start()
    house.tasks.finish(lambda: None, 10)
    house.session.close()
    with house.safe.open(OTHER, reader) as session:
        assert len(session.desk.directory.all()) == 1


def test_what_the_disk_refuses_after_the_decision_is_said_and_nothing_is_written_any_more(
    house: House, brake: Brake, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(house, brake)
    with monkeypatch.context() as patch:
        patch.setattr("app.vault.rekeying.finish_succession", _refuse)
        brake.go_on.set()
        house.settle()
    said = house.accounts.removal.line.text()
    assert said.startswith("Les nouvelles clés sont décidées")
    assert house.locks == [True], "no screen can read the closed database"
    with pytest.raises(DatabaseClosed):
        house.session.desk.directory.all()
    assert not house.session.vault.state.may_write
    with pytest.raises(NotAllowedError, match="décidées"):
        write(house, "Rivoal")
    house.session.close()
    with house.safe.open() as session:
        assert len(session.desk.accounts.all()) == 1


def _refuse(_folder: Path) -> None:
    raise PlaceReadOnly
