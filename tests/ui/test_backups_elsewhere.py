# SPDX-License-Identifier: EUPL-1.2
"""What other screens do with backups: before an import, after a removal; a week without."""

from datetime import timedelta

import pytest

from app.services.backups import Reason
from app.services.way_back import WayBack
from app.vault.errors import AccountUnknown
from tests.services.safe import OTHER
from tests.ui.house import House, house

__all__ = ["house"]


def test_a_removal_names_the_old_backups_and_makes_a_new_one_that_lets_nobody_in(
    house: House,
) -> None:
    old = house.backups.make(Reason.ASKED).made.path
    screen, reader = house.accounts, house.session.desk.accounts.all()[1]
    screen.list.opened.emit(reader.id)
    screen.account.remove.click()
    assert "1 sauvegarde faite avant s’ouvre encore" in screen.account.warning.text()
    screen.account.sure.click()
    house.qtbot.waitUntil(lambda: house.backups.count() == 2 and not house.tasks.busy)
    assert len(house.session.desk.accounts.all()) == 1
    assert house.toast == "1 ancienne sauvegarde s’ouvre encore avec la phrase de passe retirée."
    (new,) = [line for line in house.backups.all() if line.path != old]
    assert new.reason == "après un changement de clés"
    way = WayBack(house.safe.workshop)
    assert reader.id in dict(way.look(old).accounts)
    assert reader.id not in dict(way.look(new.path).accounts)
    with pytest.raises(AccountUnknown):
        way.restore(new.path, house.safe.folder.with_name("autre.tdt"), reader.id, OTHER)


def test_a_backup_is_made_before_an_import(house: House) -> None:
    pane = house.directory.importing
    pane.paste.set_text("Nom;Prénom\nRivoal;Maëlle\n")
    pane.read_paste()
    pane.add_button.click()
    assert house.session.desk.directory.all() == ()
    house.settle()
    assert [person.last for person in house.session.desk.directory.all()] == ["Rivoal"]
    assert [line.reason for line in house.backups.all()] == ["avant un import"]


def test_nobody_is_imported_where_no_backup_can_be_made(house: House) -> None:
    first = house.backups.state().first
    first.parent.mkdir(parents=True, exist_ok=True)
    first.write_bytes(b"")
    pane = house.directory.importing
    pane.paste.set_text("Nom;Prénom\nRivoal;Maëlle\n")
    pane.read_paste()
    pane.add_button.click()
    house.settle()
    assert pane.error.text().startswith("Personne n’a été ajouté")
    assert house.session.desk.directory.all() == ()
    first.unlink()
    pane.add_button.click()
    house.settle()
    assert len(house.session.desk.directory.all()) == 1


def test_the_home_screen_is_silent_until_a_week_went_by(house: House) -> None:
    def lines() -> list[str]:
        return [each.text for each in house.home().state().reminders if each.screen == "backups"]

    house.backups.make(Reason.ASKED)
    house.safe.clock.set_local(house.safe.clock.local() + timedelta(days=6))
    assert lines() == []
    house.safe.clock.set_local(house.safe.clock.local() + timedelta(days=1))
    assert lines() == ["Aucune sauvegarde depuis 7 jours"]
