# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet where the work does not go on: it opens to read, and says what counts."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.services.vault import Session
from app.vault.errors import WrongPassphrase
from app.vault.recovery_code import read_code
from app.vault.standing import Standing
from tests.services.safe import PHRASE, THIRD, Safe


class Away(Safe):
    """A vault that left on a stick, and the sheet that opens both."""

    def __init__(self, folder: Path, stick: Path) -> None:
        super().__init__(folder)
        session = self.make()
        paper = session.desk.recovery.draw()
        groups = paper.printable.view.groups
        session.desk.recovery.confirm(paper, groups)
        self.code, self.me = read_code(groups), session.desk.accounts.me.id
        self.copy = session.desk.carry.take_away(stick)
        session.close()

    def recover(self, folder: Path) -> Session:
        return self.workshop.recover(folder, self.code, self.me, THIRD)


@pytest.fixture
def away(tmp_path: Path) -> Away:
    (tmp_path / "stick").mkdir()
    return Away(tmp_path / "msp.tdt", tmp_path / "stick")


def test_the_sheet_opens_an_away_vault_to_read_and_says_that_the_phrase_counts_here_alone(
    away: Away,
) -> None:
    session = away.recover(away.folder)
    assert session.vault.state.standing is Standing.AWAY
    (notice,) = session.notices
    assert notice.startswith("Cette nouvelle phrase de passe n’ouvre le coffre qu’ici")
    assert "ouvrez la copie avec la même fiche" in notice
    session.desk.carry.bring_back(away.copy, PHRASE)
    session.close()
    with pytest.raises(WrongPassphrase), away.open(THIRD):
        pass  # as the notice said: the passphrase of the copy counts again
    away.clock.advance(timedelta(hours=1))
    with away.open(PHRASE) as back:
        assert back.vault.state.may_write


def test_what_the_notice_advises_makes_the_new_phrase_count_after_the_return(away: Away) -> None:
    home = away.recover(away.folder)
    copy = away.recover(away.copy)
    assert copy.notices == (), "the work goes on there: nothing to know"
    copy.close()
    home.desk.carry.bring_back(away.copy, THIRD)
    home.close()
    with away.open(THIRD) as back:
        assert back.vault.state.may_write
    returned = away.recover(away.copy)
    assert returned.vault.state.standing is Standing.RETURNED
    assert returned.notices[-1].startswith("Cette nouvelle phrase de passe n’ouvre que cette copie")
    returned.close()


def test_declared_lost_the_vault_goes_on_under_the_new_phrase(away: Away) -> None:
    home = away.recover(away.folder)
    home.desk.carry.give_up()
    home.close()
    with away.open(THIRD) as on:
        assert on.vault.state.may_write
        assert on.notices == ()
