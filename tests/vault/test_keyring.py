# SPDX-License-Identifier: EUPL-1.2
"""Accounts, passphrases and the recovery sheet of a real vault."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.ids import NewId
from app.system.clock import HeldClock
from app.vault.account import Account, Role
from app.vault.errors import (
    IdentitiesNeeded,
    LastCoordinator,
    NoRecoverySheet,
    PassphraseTooWeak,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.vault.folder import SLOT_COPIES
from app.vault.keyring import (
    add_account,
    change_account,
    change_passphrase,
    confirm_sheet,
    draw_sheet,
    revoke_sheet,
)
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.vault import read_vault_card, recover_vault
from tests.vault.support import PASSPHRASE, Door, forge_one

READER_PHRASE = "brouette cascade dentelle fougère harpon jonquille limace"
NEW_PHRASE = "ardoise bretelle capucine drakkar esquif falaise gerboise"
READER = Account("reader", "Paul Lecteur", Role.READER, may_see_identities=False)


@pytest.fixture
def vault(door: Door) -> Iterator[OpenVault]:
    with closing(door.open()) as opened:
        yield opened


def test_an_added_account_opens_with_its_own_passphrase(vault: OpenVault, door: Door) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)
    vault.close()
    with closing(door.open(READER_PHRASE, "reader")) as opened:
        assert opened.account == READER
        assert not opened.identities.available
        assert opened.generation == 2
    owner = read_vault_card(door.folder).accounts[0]
    with closing(door.open(account_id=owner.id)) as opened:
        assert opened.identities.available


def test_each_account_signs_with_a_key_of_its_own_and_keeps_it(
    vault: OpenVault, door: Door
) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)
    first = vault.signer.public
    vault.close()
    with closing(door.open(READER_PHRASE, "reader")) as opened:
        assert opened.signer.public != first
        second = opened.signer.public
    with closing(door.open(READER_PHRASE, "reader")) as opened:
        assert opened.signer.public == second


def test_a_changed_passphrase_opens_and_the_old_one_does_not(vault: OpenVault, door: Door) -> None:
    public = vault.signer.public
    change_passphrase(vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)
    vault.close()
    with pytest.raises(WrongPassphrase):
        door.open()
    door.clock.advance(timedelta(minutes=10))
    with closing(door.open(NEW_PHRASE)) as opened:
        assert opened.signer.public == public


def test_a_passphrase_is_changed_only_by_who_knows_it_and_for_a_strong_one(
    vault: OpenVault,
) -> None:
    before = vault.slot_file
    with pytest.raises(WrongPassphrase):
        change_passphrase(vault, NEW_PHRASE, NEW_PHRASE, FLOOR_KDF)
    with pytest.raises(PassphraseTooWeak):
        change_passphrase(vault, PASSPHRASE, "soleil", FLOOR_KDF)
    with pytest.raises(PassphraseTooWeak):
        add_account(vault, READER, "Paul Lecteur", FLOOR_KDF)
    assert vault.slot_file == before


def test_the_right_to_identities_is_given_and_taken_without_a_passphrase(
    vault: OpenVault, door: Door
) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)
    change_account(vault, replace(READER, may_see_identities=True, role=Role.WRITER))
    vault.close()
    with closing(door.open(READER_PHRASE, "reader")) as opened:
        assert opened.identities.available
        assert opened.account.role is Role.WRITER
        change_account(opened, READER)
    with closing(door.open(READER_PHRASE, "reader")) as opened:
        assert not opened.identities.available


def test_the_identity_key_must_be_held_to_be_given(vault: OpenVault) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)
    vault.identities.drop()
    with pytest.raises(IdentitiesNeeded):
        change_account(vault, replace(READER, may_see_identities=True))
    with pytest.raises(IdentitiesNeeded):
        draw_sheet(vault, lambda: "sheet")


def test_the_last_coordinator_stays_one(vault: OpenVault) -> None:
    for poorer in ({"role": Role.WRITER}, {"may_see_identities": False}):
        with pytest.raises(LastCoordinator):
            change_account(vault, replace(vault.account, **poorer))


def test_a_sheet_counts_once_confirmed_and_gives_a_new_passphrase(
    vault: OpenVault, door: Door, clock: HeldClock, new_id: NewId
) -> None:
    owner, lost = vault.account, vault.signer.public
    sheet = draw_sheet(vault, new_id)
    vault.close()
    with pytest.raises(NoRecoverySheet):
        recover_vault(door.folder, sheet.secret, owner.id, NEW_PHRASE, clock=clock, new_id=new_id)
    with closing(door.open()) as opened:
        confirm_sheet(opened, sheet)
    with closing(
        recover_vault(
            door.folder,
            sheet.secret,
            owner.id,
            NEW_PHRASE,
            clock=clock,
            new_id=new_id,
            kdf=FLOOR_KDF,
        )
    ) as opened:
        assert opened.account == owner
        assert opened.identities.available
        assert opened.signer.public != lost
    with pytest.raises(WrongPassphrase):
        door.open()
    clock.advance(timedelta(minutes=10))
    with closing(door.open(NEW_PHRASE)):
        pass


def test_a_sheet_that_is_replaced_or_revoked_opens_nothing(
    vault: OpenVault, door: Door, clock: HeldClock, new_id: NewId
) -> None:
    owner = vault.account
    old, new = draw_sheet(vault, new_id), draw_sheet(vault, new_id)
    confirm_sheet(vault, old)
    confirm_sheet(vault, new)
    vault.close()
    with pytest.raises(WrongRecoveryCode):
        recover_vault(door.folder, old.secret, owner.id, NEW_PHRASE, clock=clock, new_id=new_id)
    with closing(door.open()) as opened:
        revoke_sheet(opened)
    with pytest.raises(NoRecoverySheet):
        recover_vault(door.folder, new.secret, owner.id, NEW_PHRASE, clock=clock, new_id=new_id)


def test_a_sheet_gives_no_identities_to_an_account_without_that_right(
    vault: OpenVault, door: Door, clock: HeldClock, new_id: NewId
) -> None:
    add_account(vault, READER, READER_PHRASE, FLOOR_KDF)
    sheet = draw_sheet(vault, new_id)
    confirm_sheet(vault, sheet)
    vault.close()
    with closing(
        recover_vault(
            door.folder,
            sheet.secret,
            "reader",
            NEW_PHRASE,
            clock=clock,
            new_id=new_id,
            kdf=FLOOR_KDF,
        )
    ) as opened:
        assert not opened.identities.available
        assert set(opened.slot.secrets) == {"master", "signing"}


@pytest.mark.parametrize("cut", ["first copy written", "database told", "both written"])
def test_a_change_that_is_cut_short_leaves_exactly_one_passphrase(
    vault: OpenVault, door: Door, cut: str
) -> None:
    old = {name: (door.folder / name).read_bytes() for name in SLOT_COPIES}
    change_passphrase(vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)
    if cut == "first copy written":
        vault.connection.execute("UPDATE vault_state SET value = '1' WHERE key = 'generation'")
    vault.close()
    if cut != "both written":
        (door.folder / SLOT_COPIES[1]).write_bytes(old[SLOT_COPIES[1]])
    right, wrong = (
        (PASSPHRASE, NEW_PHRASE) if cut == "first copy written" else (NEW_PHRASE, PASSPHRASE)
    )
    with pytest.raises(WrongPassphrase):
        door.open(wrong)
    door.clock.advance(timedelta(minutes=10))
    with closing(door.open(right)):
        pass
    first, second = ((door.folder / name).read_bytes() for name in SLOT_COPIES)
    assert first == second


def test_a_forged_copy_of_a_higher_generation_does_not_keep_the_vault_shut(door: Door) -> None:
    forge_one(door.folder, SLOT_COPIES[0], lambda body: body.update(generation=99))
    with closing(door.open()) as opened:
        assert opened.generation == 1
    assert list(door.folder.glob("*.damaged-*"))
