# SPDX-License-Identifier: EUPL-1.2
"""A vault that is away and turns out damaged where it stayed: who may write, and what mends it."""

from contextlib import closing
from pathlib import Path

import pytest

from app.services.backups import Reason
from app.services.carry import CarryState
from app.services.restoring import Restorer
from app.vault.carry_errors import DamagedHere, GivenUpCopy
from app.vault.damage import Damage, write_damage
from app.vault.restoring import with_passphrase
from app.vault.standing import Standing
from tests.vault.support import PASSPHRASE, data_of
from tests.vault.travel import World, carry_of, events, name_in, rename, standing


@pytest.fixture
def damaged(away: tuple[World, Path]) -> tuple[World, Path]:
    """The vault has left, and a check has found its database damaged where it stayed."""
    world, copy = away
    write_damage(world.vault, Damage(world.station.clock.now(), "une page ne se lit pas."))
    return world, copy


def state_of(world: World) -> CarryState:
    with closing(world.station.open(world.vault)) as session:
        return carry_of(session).state


def test_the_copy_is_not_given_up_for_a_vault_that_cannot_take_over(
    damaged: tuple[World, Path],
) -> None:
    world, copy = damaged
    with closing(world.station.open(world.vault)) as session:
        state, before = carry_of(session).state, data_of(world.vault)
        assert state.standing is Standing.DAMAGED
        assert not state.may_give_up
        with pytest.raises(DamagedHere, match="abîmé") as refused:
            carry_of(session).give_up()
        assert "Rapportez la copie" in refused.value.remedy
        assert "emporté par" in state.sentence
        assert data_of(world.vault) == before
    assert name_in(world.laptop, copy) == "Travail en réunion"


def test_the_copy_that_comes_back_mends_the_vault(damaged: tuple[World, Path]) -> None:
    world, copy = damaged
    assert state_of(world).may_bring_back
    world.bring_back(copy)
    assert standing(world.station, world.vault) is Standing.WRITABLE
    assert name_in(world.station, world.vault) == "Travail en réunion"


def test_a_backup_restored_over_a_vault_that_is_away_gives_the_copy_up(world: World) -> None:
    with closing(world.station.open(world.vault)) as session:
        assert session.desk.backups is not None
        file = session.desk.backups.make(Reason.ASKED).made.path
    copy = world.carry()
    with closing(world.laptop.open(copy)) as session:
        rename(session, "Travail en réunion")
    restorer = Restorer(world.station.clock, world.station.workshop.heads)
    restorer.restore(file, world.vault, with_passphrase(None, PASSPHRASE))
    with closing(world.station.open(world.vault)) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert events(session).count("carry.given_up") == 1
        with pytest.raises(GivenUpCopy):
            carry_of(session).bring_back(copy, PASSPHRASE)


def test_a_backup_restored_elsewhere_gives_nothing_up(world: World) -> None:
    with closing(world.station.open(world.vault)) as session:
        assert session.desk.backups is not None
        file = session.desk.backups.make(Reason.ASKED).made.path
    world.carry()
    restorer = Restorer(world.station.clock)
    other = world.vault.with_name("ailleurs.tdt")
    restorer.restore(file, other, with_passphrase(None, PASSPHRASE))
    assert standing(world.station, world.vault) is Standing.AWAY
    with closing(world.laptop.open(other)) as session:
        assert "carry.given_up" not in events(session)


def test_a_backup_made_while_the_vault_is_away_stays_away(world: World) -> None:
    world.carry()
    with closing(world.station.open(world.vault)) as session:
        assert session.desk.backups is not None
        file = session.desk.backups.make(Reason.ASKED).made.path
    Restorer(world.station.clock, world.station.workshop.heads).restore(
        file, world.vault, with_passphrase(None, PASSPHRASE)
    )
    with closing(world.station.open(world.vault)) as session:
        assert session.vault.state.standing is Standing.AWAY
        assert "carry.given_up" not in events(session)
