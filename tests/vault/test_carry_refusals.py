# SPDX-License-Identifier: EUPL-1.2
"""What may not come back, and who may not carry: a sentence each, the vault as it was."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, UserError
from app.domain.practice import Practice
from app.vault.account import Account, Role
from app.vault.carry_errors import (
    AlreadyBack,
    CarriedInside,
    CopyDamaged,
    ForeignVault,
    GivenUpCopy,
    NotACopy,
    NothingAway,
    OlderCopy,
    TwinCopy,
)
from app.vault.errors import VaultBusy
from app.vault.folder import DATABASE
from app.vault.heads import HEAD
from app.vault.keyring import add_account
from app.vault.keys import FLOOR_KDF
from app.vault.standing import Standing
from app.vault.vault import read_vault_card
from tests.vault.support import PASSPHRASE, data_of
from tests.vault.travel import OTHER, World, carry_of, events, name_in, rename, standing

# --- refusals: the vault that stayed is untouched -------------------------------------------------


def refused(world: World, copy: Path, expected: type[UserError]) -> str:
    """Bring it back, which must be refused and change no byte of the vault; the sentence."""
    world.station.open(world.vault).close()
    before = data_of(world.vault)
    with pytest.raises(expected) as caught:
        world.bring_back(copy)
    after = data_of(world.vault)
    if read_vault_card(world.vault).away is None:  # closing a vault that works notes the moment
        assert before.pop(HEAD) != after.pop(HEAD)
    assert after == before
    return caught.value.sentence


def test_another_vault_is_refused(away: tuple[World, Path]) -> None:
    world, _ = away
    other = world.stick / "autre.tdt"
    world.laptop.workshop.create(other, Practice("Autre"), "Claire Vasseur", PASSPHRASE).close()

    refused(world, other, ForeignVault)


def test_a_plain_copy_of_the_folder_is_refused(world: World) -> None:
    plain = Path(shutil.copytree(world.vault, world.stick / "plain.tdt"))
    world.carry()

    refused(world, plain, NotACopy)


def test_a_copy_of_an_earlier_carrying_is_refused(away: tuple[World, Path]) -> None:
    world, copy = away
    kept = Path(shutil.copytree(copy, world.stick / "kept.tdt"))
    world.bring_back(copy)

    assert "son contenu est dans ce coffre" in refused(world, copy, AlreadyBack)
    assert "n’est pas dans ce coffre" in refused(world, kept, TwinCopy)  # there may be work in it
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).take_away(world.stick)
    refused(world, kept, TwinCopy)


def test_a_copy_given_up_never_comes_back(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).give_up()
        rename(session, "Sans la copie")
        assert "carry.given_up" in events(session)
    assert standing(world.station, world.vault) is Standing.WRITABLE

    refused(world, copy, GivenUpCopy)
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).take_away(world.stick)
    refused(world, copy, GivenUpCopy)


def test_giving_up_a_copy_that_was_opened_here_is_no_loss(world: World) -> None:
    copy = world.carry()
    with closing(world.station.open(copy)) as session:
        rename(session, "Sur le même poste")
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).give_up()

    assert standing(world.station, world.vault) is Standing.WRITABLE


def test_nothing_is_awaited_by_a_vault_that_did_not_leave(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.laptop.open(copy)) as session:
        further = world.stick / "further"
        further.mkdir()
        last = carry_of(session).take_away(further)
        carry_of(session).give_up()
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).give_up()

    refused(world, last, NothingAway)


def test_a_copy_older_than_what_this_machine_saw_of_it_is_refused(world: World) -> None:
    copy = world.carry()
    old = Path(shutil.copytree(copy, world.stick / "old.tdt"))
    with closing(world.station.open(copy)) as session:
        rename(session, "Vu par ce poste")

    refused(world, old, OlderCopy)
    world.bring_back(copy)
    assert name_in(world.station, world.vault) == "Vu par ce poste"


def test_a_copy_that_lost_what_had_left_is_refused(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.laptop.open(copy)) as session:
        connection = session.vault.connection
        away_ = read_vault_card(world.vault).away
        assert away_ is not None
        with connection.transaction():
            connection.execute("DROP TRIGGER journal_kept")
            connection.execute("DELETE FROM journal WHERE seq = ?", (away_.seq,))

    refused(world, copy, OlderCopy)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_a_copy_that_was_cut_is_refused(away: tuple[World, Path], part: float) -> None:
    world, copy = away
    whole = (copy / DATABASE).read_bytes()
    (copy / DATABASE).write_bytes(whole[: int(len(whole) * part) // 4096 * 4096])

    refused(world, copy, CopyDamaged)
    (copy / DATABASE).write_bytes(whole)
    world.bring_back(copy)


def test_a_copy_with_one_damaged_page_is_refused(away: tuple[World, Path]) -> None:
    world, copy = away
    whole = bytearray((copy / DATABASE).read_bytes())
    whole[-2000] ^= 1
    (copy / DATABASE).write_bytes(whole)

    refused(world, copy, CopyDamaged)


def test_a_copy_that_is_open_elsewhere_is_refused(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.laptop.open(copy)):
        refused(world, copy, VaultBusy)


# --- roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.WRITER, Role.READER])
def test_a_writer_may_carry_a_reader_may_not_and_neither_gives_up(world: World, role: Role) -> None:
    account = Account("acc-2", "Hugo Lenoir", role, may_see_identities=False)
    with closing(world.station.open(world.vault)) as session:
        add_account(session.vault, account, OTHER, FLOOR_KDF)
        claire = session.vault.account.id
    if role is Role.READER:
        with closing(world.station.open(world.vault, OTHER, "acc-2")) as session:
            assert not carry_of(session).state.may_carry
            with pytest.raises(NotAllowedError, match="lire"):
                carry_of(session).take_away(world.stick)
        with closing(world.station.open(world.vault, PASSPHRASE, claire)) as session:
            copy = carry_of(session).take_away(world.stick)
        with closing(world.station.open(world.vault, OTHER, "acc-2")) as session:
            with pytest.raises(NotAllowedError, match="lire"):
                carry_of(session).bring_back(copy, OTHER)
            with pytest.raises(NotAllowedError, match="Seule la coordination"):
                carry_of(session).give_up()
        return
    with closing(world.station.open(world.vault, OTHER, "acc-2")) as session:
        copy = carry_of(session).take_away(world.stick)
        with pytest.raises(NotAllowedError, match="Seule la coordination"):
            carry_of(session).give_up()
        assert not carry_of(session).state.may_give_up
        carry_of(session).bring_back(copy, OTHER)
        assert session.vault.state.standing is Standing.WRITABLE


def test_going_on_with_an_older_database_is_an_act_of_the_coordinator(world: World) -> None:
    old = (world.vault / DATABASE).read_bytes()
    with closing(world.station.open(world.vault)) as session:
        rename(session, "Perdu")
        with pytest.raises(NotAllowedError, match="Rien ne manque"):
            carry_of(session).go_on()
    (world.vault / DATABASE).write_bytes(old)
    with closing(world.station.open(world.vault)) as session:
        assert session.vault.state.standing is Standing.ROLLED_BACK
        assert carry_of(session).state.may_go_on
        with pytest.raises(UserError, match="plus ancienne"):
            carry_of(session).take_away(world.stick)
        carry_of(session).go_on()
        rename(session, "Et la suite")
        assert "vault.loss_accepted" in events(session)

    assert standing(world.station, world.vault) is Standing.WRITABLE


@pytest.mark.parametrize("within", [".", "dedans"])
def test_a_vault_is_not_carried_into_itself(world: World, within: str) -> None:
    place = world.vault / within
    place.mkdir(exist_ok=True)
    with closing(world.station.open(world.vault)) as session:
        with pytest.raises(CarriedInside):
            carry_of(session).take_away(place)
        assert session.vault.state.may_write
    assert not list(place.glob("*.tdt"))
