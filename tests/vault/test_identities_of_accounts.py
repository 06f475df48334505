# SPDX-License-Identifier: EUPL-1.2
"""Identities against the accounts without the right, on the raw rows of a real vault.

A reader has the database open and its master key in memory. What she lacks is the identity key: no
key that she holds or can derive opens a row.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from app.services.accounts import Role
from app.services.vault import Session
from app.vault.encoding import context
from app.vault.errors import IdentitiesClosed, WrongPassphrase
from app.vault.keys import Purpose
from app.vault.primitives import SealBroken
from app.vault.sealing import open_box, unseal
from app.vault.slots import IDENTITY, secret_aad
from tests.services.safe import OTHER, PHRASE, Safe, copied, known_patient, let_in

NAME = "Kervella"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    safe = Safe(tmp_path_factory.mktemp("model") / "port.tdt")
    session = safe.make()
    known_patient(session, NAME)
    let_in(session, "Aminata", Role.READER)
    session.close()
    return safe.folder


@pytest.fixture
def safe(model: Path, tmp_path: Path) -> Safe:
    return copied(model, tmp_path / "port.tdt")


@pytest.fixture
def reader(safe: Safe) -> Iterator[Session]:
    with safe.open() as chief:
        id_ = chief.desk.accounts.all()[1].id
    with safe.open(OTHER, id_) as session:
        yield session


def sealed_rows(session: Session) -> list[tuple[str, bytes]]:
    """Every identity as it lies in the table, read by SQL."""
    rows = session.vault.connection.execute("SELECT case_id, sealed FROM identity")
    return [(row.text("case_id"), row.blob("sealed")) for row in rows]


def every_key_of(session: Session) -> list[bytearray]:
    """All that the session holds or can derive."""
    vault = session.vault
    keys = [vault.vault_keys().master]
    keys += [vault.subkey(purpose, length) for purpose, length in product(Purpose, (32,))]
    if vault._signing is not None:
        keys.append(vault._signing)
    held = vault.identities.held()
    return keys if held is None else [*keys, held]


def opened_names(session: Session) -> list[bytes]:
    """What any key of the session makes of any row."""
    found = []
    for (case_id, sealed), key in product(sealed_rows(session), every_key_of(session)):
        try:
            aad = context("identity", session.vault.vault_id, case_id)
            found.append(bytes(unseal(key, sealed, aad)))
        except SealBroken:
            continue
    return found


def test_a_reader_has_the_rows_and_no_key_that_opens_one(reader: Session) -> None:
    assert reader.desk.cases.all()
    assert len(sealed_rows(reader)) == 1
    assert len(every_key_of(reader)) > 4
    assert opened_names(reader) == []
    assert all(NAME.encode() not in sealed for _, sealed in sealed_rows(reader))


def test_control_the_same_search_finds_the_name_for_who_has_the_right(safe: Safe) -> None:
    with safe.open() as chief:
        assert len(opened_names(chief)) == 1
        assert NAME.encode() in opened_names(chief)[0]


def test_the_identity_key_sealed_to_others_does_not_open_for_the_reader(reader: Session) -> None:
    vault = reader.vault
    mine = vault.slot
    assert IDENTITY not in mine.secrets
    private = mine._private_key(vault.vault_id, OTHER)
    others = [slot for slot in vault.content.slots if IDENTITY in slot.secrets]
    assert others
    for slot, owner in product(others, (mine.account.id, others[0].account.id)):
        with pytest.raises(SealBroken):
            open_box(private, slot.secrets[IDENTITY], secret_aad(vault.vault_id, owner, IDENTITY))


def test_the_services_refuse_the_reader_and_say_whom_to_ask(reader: Session) -> None:
    case_id = reader.desk.cases.all()[0].id
    with pytest.raises(IdentitiesClosed):
        reader.desk.cases.identity(case_id)
    identities = reader.desk.identities
    assert not identities.may_reopen
    assert "Émile Marchand" in identities.refusal
    with pytest.raises(IdentitiesClosed):
        identities.reopen(OTHER)


def test_a_meeting_closes_identities_and_the_passphrase_opens_them_again(safe: Safe) -> None:
    with safe.open() as chief:
        desk = chief.desk
        case_id = desk.cases.all()[0].id
        meeting_id, _ = desk.agendas.prepare_next()
        desk.meetings.start(meeting_id)
        assert not desk.identities.available
        assert chief.vault.identities.held() is None
        assert opened_names(chief) == []
        with pytest.raises(IdentitiesClosed):
            desk.cases.identity(case_id)
        with pytest.raises(WrongPassphrase):
            desk.identities.reopen(OTHER)
        safe.clock.advance(timedelta(hours=1))
        desk.identities.reopen(PHRASE)
        desk.identities.reopened()
        identity = desk.cases.identity(case_id)
        assert identity is not None
        assert identity.last == NAME
        desk.meetings.start(meeting_id)
        assert not desk.identities.available
