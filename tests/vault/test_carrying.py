# SPDX-License-Identifier: EUPL-1.2
"""The vault leaves on a stick and comes back: what each side says, and what is refused."""

import shutil
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.changes import Kind
from app.domain.errors import NotAllowedError
from app.domain.practice import Practice
from app.storage.errors import CopyAbandoned, StorageError
from app.vault import carrying
from app.vault.carry_errors import (
    CopyCarriedOn,
    CopyNotGood,
    CopyUncertain,
    EarlierCarrying,
    StickFull,
)
from app.vault.errors import NotAVault, VaultError, WrongPassphrase
from app.vault.folder import DATABASE
from app.vault.keyring import change_passphrase
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.rekeying import rotate_keys
from app.vault.slot_file import SlotFile, write_slot_file
from app.vault.standing import Standing
from app.vault.succession import ASIDE
from app.vault.vault import read_vault_card
from tests.vault.support import PASSPHRASE
from tests.vault.travel import OTHER, World, carry_of, events, name_in, rename, standing

# --- leaving --------------------------------------------------------------------------------------


def test_what_leaves_is_a_whole_vault_and_what_stays_is_read_only_and_says_so(world: World) -> None:
    copy = world.carry()

    assert copy == world.stick / "msp.tdt"
    with closing(world.laptop.open(copy)) as session:
        rename(session, "Sur le portable")
        assert carry_of(session).state.is_copy
        assert session.desk.journal.verify() is None
    with closing(world.station.open(world.vault)) as session:
        assert session.vault.state.standing is Standing.AWAY
        assert session.vault.state.sentence.startswith(
            "Ce coffre a été emporté par Claire Vasseur le jeu. 8 janv. 2026 à 12"
        )
        with pytest.raises(NotAllowedError, match="emporté par Claire Vasseur"):
            rename(session, "Au poste")
        assert session.desk.practice.get().name == "MSP des Tilleuls"
    card = read_vault_card(world.vault).away
    assert card is not None
    assert card.by == "Claire Vasseur"
    assert read_vault_card(copy).away is None


def test_the_session_that_carries_the_vault_away_cannot_write_any_more(world: World) -> None:
    with closing(world.station.open(world.vault)) as session:
        rename(session, "Avant")
        carry_of(session).take_away(world.stick)
        with pytest.raises(NotAllowedError):
            rename(session, "Après")


def test_a_second_copy_takes_a_name_that_is_free(world: World) -> None:
    (world.stick / "msp.tdt").mkdir()

    assert world.carry().name == "msp-2026-01-08.tdt"


def test_a_stick_without_room_is_refused_before_anything_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_SPARE", 1 << 60)
    with closing(world.station.open(world.vault)) as session, pytest.raises(StickFull):
        carry_of(session).take_away(world.stick)

    assert list(world.stick.iterdir()) == []
    assert standing(world.station, world.vault) is Standing.WRITABLE


def test_a_copy_that_does_not_read_back_gives_the_vault_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad(*_args: object) -> None:
        raise CopyNotGood

    monkeypatch.setattr(carrying, "settle_copy", bad)
    with closing(world.station.open(world.vault)) as session:
        with pytest.raises(CopyNotGood):
            carry_of(session).take_away(world.stick)
        rename(session, "Le travail continue")
        assert events(session)[-3:] == ["vault.carried", "carry.cancelled", "practice.changed"]

    assert list(world.stick.iterdir()) == []


def test_a_vault_that_is_locked_while_the_copy_is_made_has_not_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = carrying._fill

    def lock_then_fill(vault: OpenVault, site: Path, content: SlotFile) -> None:
        vault.close()
        fill(vault, site, content)

    def fill_then_lock(vault: OpenVault, site: Path, content: SlotFile) -> None:
        fill(vault, site, content)
        vault.close()

    for cut in (lock_then_fill, fill_then_lock):
        monkeypatch.setattr(carrying, "_fill", cut)
        session = world.station.open(world.vault)
        with pytest.raises((CopyAbandoned, StorageError)):
            carry_of(session).take_away(world.stick)
        session.close()
        assert list(world.stick.iterdir()) == []
        with closing(world.station.open(world.vault)) as session:
            assert session.vault.state.standing is Standing.WRITABLE
            rename(session, "Le travail continue")


def test_a_process_that_ends_while_the_copy_is_made_leaves_the_vault_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    fill = carrying._fill

    def look(vault: OpenVault, site: Path, content: SlotFile) -> None:
        fill(vault, site, content)
        seen.append(read_vault_card(world.vault).away is not None)
        seen.append(vault.state.may_write)

    monkeypatch.setattr(carrying, "_fill", look)
    world.carry()
    assert seen == [False, False]
    assert read_vault_card(world.vault).away is not None  # the control: it is, once all is done


def test_an_unfinished_copy_does_not_open_under_its_temporary_name(world: World) -> None:
    copy = world.carry()
    unfinished = copy.rename(copy.with_name(".msp.tdt.en-cours"))

    with pytest.raises(NotAVault):
        world.laptop.open(unfinished)
    assert name_in(world.laptop, unfinished.rename(copy)) == "MSP des Tilleuls"


def test_a_copy_that_got_its_name_though_the_stick_refused_may_not_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename_folder = Path.rename

    def rename_then_fail(path: Path, target: Path) -> Path:
        rename_folder(path, target)
        raise OSError(5, "pulled")

    with closing(world.station.open(world.vault)) as session:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", rename_then_fail)
            with pytest.raises(VaultError):
                carry_of(session).take_away(world.stick)
        rename(session, "Le travail continue ici")

    assert standing(world.laptop, world.stick / "msp.tdt") is Standing.PREPARED


def test_when_the_last_step_fails_the_vault_stays_away_since_the_copy_may_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = write_slot_file

    def write_then_fail(folder: Path, content: SlotFile, master: bytearray) -> None:
        real(folder, content, master)
        if folder.name == "msp.tdt":
            raise OSError(5, "pulled")

    with closing(world.station.open(world.vault)) as session:
        with monkeypatch.context() as patch:
            patch.setattr(carrying, "write_slot_file", write_then_fail)
            with pytest.raises(CopyUncertain):
                carry_of(session).take_away(world.stick)
        with pytest.raises(NotAllowedError):
            rename(session, "Deux coffres ouverts")

    assert standing(world.laptop, world.stick / "msp.tdt") is Standing.WRITABLE


# --- coming back ----------------------------------------------------------------------------------


def test_what_comes_back_is_the_work_done_away_and_the_copy_says_that_it_returned(
    away: tuple[World, Path],
) -> None:
    world, copy = away
    before = read_vault_card(world.vault)

    world.bring_back(copy)

    with closing(world.station.open(world.vault)) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert session.desk.practice.get().name == "Travail en réunion"
        rename(session, "Au poste de nouveau")
        assert not carry_of(session).state.is_copy
        assert session.desk.journal.verify() is None
        assert "carry.brought_back" in events(session)
    assert read_vault_card(world.vault).vault_id == before.vault_id
    assert standing(world.laptop, copy) is Standing.RETURNED
    with closing(world.laptop.open(copy)) as session, pytest.raises(NotAllowedError):
        rename(session, "Trop tard")


def test_the_session_that_brings_the_copy_back_goes_on_over_it(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).bring_back(copy, PASSPHRASE)

        assert session.desk.practice.get().name == "Travail en réunion"
        rename(session, "Et la suite")
    assert name_in(world.station, world.vault) == "Et la suite"


def test_readings_made_at_the_place_meanwhile_join_the_journal_that_comes_back(
    away: tuple[World, Path],
) -> None:
    world, copy = away
    with closing(world.station.open(world.vault)) as session:
        for _ in range(120):  # enough for one to be signed
            session.store.note("journal.read", Kind.VAULT)

    assert world.bring_back(copy) == 120

    with closing(world.station.open(world.vault)) as session:
        told = events(session)
        assert told.count("journal.read") == 120
        assert told.index("journal.read") > told.index("practice.changed")
        assert told[-1] == "carry.brought_back"
        assert session.desk.journal.verify() is None


def test_no_machine_takes_a_return_for_a_loss(world: World) -> None:
    for round_ in range(2):
        copy = world.carry()
        with closing(world.laptop.open(copy)) as session:
            assert session.vault.state.standing is Standing.WRITABLE
            rename(session, f"Tour {round_}")
        with closing(world.station.open(world.vault)) as session:
            session.store.note("journal.read", Kind.VAULT)  # not in the copy's journal
        world.bring_back(copy)
        shutil.rmtree(copy)
        with closing(world.station.open(world.vault)) as session:
            assert session.vault.state.standing is Standing.WRITABLE
            rename(session, f"Au poste {round_}")


def test_a_database_put_back_after_a_return_is_still_noticed(away: tuple[World, Path]) -> None:
    """The control of the test above: the heads are read."""
    world, copy = away
    old = (copy / DATABASE).read_bytes()
    with closing(world.laptop.open(copy)) as session:
        rename(session, "Une ligne de plus")
    (copy / DATABASE).write_bytes(old)

    assert standing(world.laptop, copy) is Standing.ROLLED_BACK


def test_keys_changed_in_the_copy_come_back_with_it(away: tuple[World, Path]) -> None:
    world, copy = away
    with closing(world.laptop.open(copy)) as session:
        change_passphrase(session.vault, PASSPHRASE, OTHER, FLOOR_KDF)

    with closing(world.station.open(world.vault)) as session, pytest.raises(WrongPassphrase):
        carry_of(session).bring_back(copy, PASSPHRASE)
    world.station.clock.advance(timedelta(minutes=5))
    world.bring_back(copy, OTHER)

    world.station.clock.advance(timedelta(minutes=5))
    assert name_in(world.station, world.vault, OTHER) == "Travail en réunion"
    with pytest.raises(WrongPassphrase):
        world.station.open(world.vault, PASSPHRASE)


def test_what_was_there_is_kept_aside_read_only_for_thirty_days(away: tuple[World, Path]) -> None:
    world, copy = away
    world.bring_back(copy)

    (aside,) = world.vault.glob(f"{ASIDE}retour-*")
    assert name_in(world.station, aside) == "MSP des Tilleuls"
    assert standing(world.station, aside) is Standing.AWAY
    world.station.clock.advance(timedelta(days=31))
    world.station.open(world.vault).close()
    assert aside.exists(), "one opening may have a clock that is wrong"
    for _ in range(6):
        world.station.clock.advance(timedelta(days=7))
        world.station.open(world.vault).close()
    assert not aside.exists()


def test_a_copy_may_be_carried_further_and_each_comes_back_to_its_place(
    away: tuple[World, Path],
) -> None:
    world, copy = away
    further = world.stick / "further"
    further.mkdir()
    with closing(world.laptop.open(copy)) as session:
        last = carry_of(session).take_away(further)
    with closing(world.laptop.open(last)) as session:
        rename(session, "Le plus loin")

    with closing(world.station.open(world.vault)) as session:
        with pytest.raises(CopyCarriedOn):
            carry_of(session).bring_back(copy, PASSPHRASE)
        with pytest.raises(EarlierCarrying):
            carry_of(session).bring_back(last, PASSPHRASE)
    with closing(world.laptop.open(copy)) as session:
        carry_of(session).bring_back(last, PASSPHRASE)
    world.bring_back(copy)

    assert name_in(world.station, world.vault) == "Le plus loin"


def test_closing_a_vault_whose_stick_is_gone_makes_no_folder_in_its_place(world: World) -> None:
    copy = world.carry()
    session = world.laptop.open(copy)
    world.stick.rename(world.stick.with_name("gone"))
    with suppress(StorageError):
        session.close()

    assert not world.stick.exists()


def test_a_text_kept_here_before_leaving_comes_back_although_the_keys_were_renewed_away(
    world: World,
) -> None:
    station = replace(world.station.workshop, outbox=world.station.home / "outbox")
    with closing(station.unlock(world.vault, PASSPHRASE)) as session:
        session.desk.outbox.forms.keep_practice(
            session.desk.practice.get(), Practice("MSP", address="3 rue des Tilleuls")
        )
    copy = world.carry()
    with closing(world.laptop.open(copy)) as session:
        rotate_keys(session.vault, session.vault.content)
    world.bring_back(copy)
    with closing(station.unlock(world.vault, PASSPHRASE)) as session:
        assert session.desk.outbox.replay().back == 1
        assert session.desk.practice.get().address == "3 rue des Tilleuls"
