# SPDX-License-Identifier: EUPL-1.2
"""Identities: sealed by the second key, for one case of one vault, and gone while it is dropped."""

from contextlib import closing
from datetime import timedelta

import pytest

from app.system.clock import HeldClock
from app.vault.errors import IdentitiesClosed, IdentityAltered, WrongPassphrase
from app.vault.identities import IdentityKey
from app.vault.keys import new_key
from tests.vault.support import PASSPHRASE, Door

RECORD = "Mme Zéphyrine Durand, née le 29/02/1944".encode()


@pytest.fixture
def identities() -> IdentityKey:
    return IdentityKey("v1", new_key())


def test_a_sealed_record_opens_for_its_case(identities: IdentityKey) -> None:
    sealed = identities.seal("c1", RECORD)
    assert RECORD not in sealed
    assert identities.open("c1", sealed) == RECORD
    assert identities.seal("c1", RECORD) != sealed


def test_it_opens_for_no_other_case_vault_or_key(identities: IdentityKey) -> None:
    sealed = identities.seal("c1", RECORD)
    assert identities._key is not None
    other_vault = IdentityKey("v2", bytearray(identities._key))
    with pytest.raises(IdentityAltered):
        identities.open("c2", sealed)
    with pytest.raises(IdentityAltered):
        other_vault.open("c1", sealed)
    with pytest.raises(IdentityAltered):
        IdentityKey("v1", new_key()).open("c1", sealed)


@pytest.mark.parametrize("place", [0, 12, -1])
def test_an_altered_or_cut_record_is_refused(identities: IdentityKey, place: int) -> None:
    sealed = bytearray(identities.seal("c1", RECORD))
    sealed[place] ^= 1
    with pytest.raises(IdentityAltered):
        identities.open("c1", bytes(sealed))
    with pytest.raises(IdentityAltered):
        identities.open("c1", bytes(sealed[:20]))


def test_a_dropped_key_opens_nothing_and_is_wiped(identities: IdentityKey) -> None:
    sealed = identities.seal("c1", RECORD)
    key = identities._key
    identities.drop()
    assert key == bytearray(32)
    assert not identities.available
    with pytest.raises(IdentitiesClosed):
        identities.open("c1", sealed)
    with pytest.raises(IdentitiesClosed):
        identities.seal("c1", RECORD)


def test_an_account_without_the_right_holds_no_key() -> None:
    assert not IdentityKey("v1", None).available


def test_the_passphrase_brings_dropped_identities_back(door: Door, clock: HeldClock) -> None:
    with closing(door.open()) as vault:
        sealed = vault.identities.seal("c1", RECORD)
        vault.identities.drop()
        with pytest.raises(WrongPassphrase):
            vault.reopen_identities("wrong")
        assert not vault.identities.available
        clock.advance(timedelta(seconds=1))
        vault.reopen_identities(PASSPHRASE)
        assert vault.identities.open("c1", sealed) == RECORD
    with closing(door.open()) as vault:
        assert vault.identities.open("c1", sealed) == RECORD
