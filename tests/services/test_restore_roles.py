# SPDX-License-Identifier: EUPL-1.2
"""Who may put a backup in the place of a vault: the coordination, of then and of now."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from app.domain.errors import NotAllowedError
from app.services.accounts import Role
from app.services.backups import Reason
from app.services.vault import Session
from app.services.way_back import WayBack
from app.vault.carry_errors import GivenUpCopy
from app.vault.folder import SLOT_COPIES
from app.vault.keyring import change_account
from tests.services.safe import CHIEF, OTHER, PHRASE, THIRD, Safe, let_in
from tests.services.typed import HOMES
from tests.vault.support import data_of

SECOND = "Bruno Partant"


class House:
    """A vault of three accounts, a backup of that day, and what became of it since."""

    def __init__(self, home: Path) -> None:
        self.safe = Safe(home / "port.tdt")
        self.way = WayBack(self.safe.workshop)
        with closing(self.safe.make()) as session:
            self.reader = let_in(session)
            self.second = let_in(session, SECOND, Role.COORDINATOR, identities=True, phrase=THIRD)
            self.chief = session.desk.accounts.me.id
            assert session.desk.backups is not None
            self.file = session.desk.backups.make(Reason.ASKED).made.path

    @property
    def folder(self) -> Path:
        return self.safe.folder

    def restore(self, account: str, phrase: str, folder: Path | None = None) -> Session:
        return self.way.restore(self.file, folder or self.folder, account, phrase)

    def remove_second(self) -> None:
        with self.safe.open() as session:
            accounts = session.desk.accounts
            accounts.remove(accounts.ready_removal(self.second))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def refused(house: House, account: str, phrase: str) -> NotAllowedError:
    """What is said; nothing was changed."""
    before = data_of(house.folder)
    with pytest.raises(NotAllowedError) as caught:
        house.restore(account, phrase)
    assert data_of(house.folder) == before
    return caught.value


def test_a_reader_puts_no_backup_in_the_place_of_the_vault(house: House) -> None:
    said = refused(house, house.reader, OTHER)
    assert "Seule la coordination" in said.sentence
    assert CHIEF in said.remedy
    assert SECOND in said.remedy


def test_an_account_removed_since_does_not_come_back_with_an_old_backup(house: House) -> None:
    house.remove_second()
    said = refused(house, house.second, THIRD)
    assert "n’est plus de ce coffre" in said.sentence
    assert CHIEF in said.remedy
    assert SECOND not in said.remedy


def test_a_coordinator_of_then_who_is_none_now_is_refused(house: House) -> None:
    with house.safe.open() as session:
        slot = session.vault.content.slot(house.second)
        assert slot is not None
        change_account(session.vault, replace(slot.account, role=Role.WRITER))
    assert SECOND not in refused(house, house.second, THIRD).remedy


def test_control_a_coordinator_of_then_and_now_restores_over_the_vault(house: House) -> None:
    house.remove_second()
    with closing(house.restore(house.chief, PHRASE)) as session:
        assert session.vault.state.may_write
        assert [account.name for account in session.desk.accounts.all()].count(SECOND) == 1


def test_where_the_slots_in_place_are_lost_the_roles_of_the_backup_count(house: House) -> None:
    for name in SLOT_COPIES:
        (house.folder / name).write_bytes(b"\0")
    assert CHIEF in refused(house, house.reader, OTHER).remedy
    house.restore(house.second, THIRD).close()


def test_only_the_coordination_gives_a_carried_copy_up_by_restoring(
    house: House, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with house.safe.open() as session:
        copy = session.desk.carry.take_away(stick)
    refused(house, house.reader, OTHER)
    with house.safe.open() as session:
        assert session.vault.content.away is not None
    house.restore(house.chief, PHRASE).close()
    with house.safe.open() as session, pytest.raises(GivenUpCopy):
        session.desk.carry.bring_back(copy, PHRASE)


def test_into_another_place_whoever_opens_the_backup_may_restore_it(
    house: House, tmp_path: Path
) -> None:
    house.remove_second()
    for account, phrase, name in ((house.reader, OTHER, "a"), (house.second, THIRD, "b")):
        house.restore(account, phrase, tmp_path / f"{name}.tdt").close()


def test_the_command_refuses_too_and_ends_with_1(
    house: House,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in HOMES:
        monkeypatch.setenv(name, str(tmp_path / "home"))
    secret = tmp_path / "phrase.txt"
    secret.write_text(OTHER + "\n", encoding="utf-8")
    before = data_of(house.folder)
    words = ["restore", str(house.file), str(house.folder), "--account", house.reader]
    assert main([*words, "--passphrase-file", str(secret)]) == 1
    assert "Seule la coordination" in capsys.readouterr().err
    assert data_of(house.folder) == before
