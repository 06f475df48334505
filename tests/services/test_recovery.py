# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet through the services: it counts once it was typed back, and not before."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.services.accounts import Role
from app.services.practices import PracticeService
from app.services.recovery import GROUPS, PaperSheet
from app.services.vault import Session
from app.storage.errors import DiskFull
from app.storage.unit_of_work import Store
from app.vault.card import read_vault_card
from app.vault.errors import NoRecoverySheet, RecoveredUnopened, WrongPassphrase, WrongRecoveryCode
from app.vault.recovery_code import RecoveryCodeWrong, read_code
from tests.services.safe import (
    PHRASE,
    THIRD,
    Safe,
    events,
    known_patient,
    let_in,
)


def groups(paper: PaperSheet) -> tuple[str, ...]:
    """What is read on the paper."""
    return paper.printable.view.groups


def recover(safe: Safe, paper: PaperSheet, account: str, phrase: str = THIRD) -> Session:
    return safe.workshop.recover(safe.folder, read_code(groups(paper)), account, phrase)


def in_force(session: Session) -> PaperSheet:
    paper = session.desk.recovery.draw()
    session.desk.recovery.confirm(paper, groups(paper))
    return paper


def test_a_sheet_counts_once_all_its_groups_were_typed_back(safe: Safe, chief: Session) -> None:
    recovery, me = chief.desk.recovery, chief.desk.accounts.me.id
    paper = recovery.draw()
    assert recovery.in_force is None
    chief.close()
    with pytest.raises(NoRecoverySheet):
        recover(safe, paper, me)
    with safe.open() as session:
        paper = in_force(session)
        now = session.desk.recovery.in_force
        assert now is not None
        assert (now.number, now.on) == (paper.number, "jeu. 26 nov. 2026")
        assert events(session)[-2:] == ["recovery.drawn", "recovery.confirmed"]
    assert read_vault_card(safe.folder).has_recovery_sheet


def test_it_replaces_a_forgotten_passphrase_and_opens_who_the_patients_are(
    safe: Safe, chief: Session
) -> None:
    case_id, me = known_patient(chief), chief.desk.accounts.me.id
    paper = in_force(chief)
    chief.close()
    session = recover(safe, paper, me)
    identity = session.desk.cases.identity(case_id)
    assert identity is not None
    assert identity.last == "Kervella"
    assert "recovery.used" in events(session)
    session.close()
    with pytest.raises(WrongPassphrase), safe.open(PHRASE):
        pass
    safe.clock.advance(timedelta(hours=1))
    with safe.open(THIRD) as opened:
        assert opened.desk.recovery.in_force is not None


def test_it_opens_for_another_account_without_giving_it_more_rights(
    safe: Safe, chief: Session
) -> None:
    reader, paper = let_in(chief), in_force(chief)
    chief.close()
    session = recover(safe, paper, reader)
    assert session.desk.accounts.me.role is Role.READER
    assert not session.desk.identities.available
    session.close()


def test_the_groups_typed_back_are_those_of_this_sheet(chief: Session) -> None:
    recovery = chief.desk.recovery
    first, second = recovery.draw(), recovery.draw()
    with pytest.raises(UserError, match="autre fiche"):
        recovery.confirm(second, groups(first))
    mixed = [*groups(second)]
    mixed[2] = groups(first)[2]
    with pytest.raises(RecoveryCodeWrong, match="groupe 3"):
        recovery.confirm(second, mixed)
    assert recovery.in_force is None


def test_a_group_typed_back_is_judged_at_once(chief: Session) -> None:
    first, second = chief.desk.recovery.draw(), chief.desk.recovery.draw()
    for at in range(GROUPS):
        right, other = groups(first)[at], groups(second)[at]
        assert first.state_of(at, right.lower()).good
        assert first.state_of(at, other).wrong
        assert not first.state_of(at, right[:3]).wrong


def test_a_sheet_printed_again_is_a_new_one_and_the_old_opens_nothing(
    safe: Safe, chief: Session
) -> None:
    old, new, me = in_force(chief), in_force(chief), chief.desk.accounts.me.id
    chief.close()
    with pytest.raises(WrongRecoveryCode):
        recover(safe, old, me)
    recover(safe, new, me).close()


def test_a_revoked_sheet_opens_nothing(safe: Safe, chief: Session) -> None:
    paper, me = in_force(chief), chief.desk.accounts.me.id
    chief.desk.recovery.revoke()
    assert chief.desk.recovery.in_force is None
    assert events(chief)[-1] == "recovery.revoked"
    chief.close()
    with pytest.raises(NoRecoverySheet):
        recover(safe, paper, me)


def test_a_sheet_is_not_drawn_while_identities_are_closed(chief: Session) -> None:
    chief.desk.identities.drop()
    with pytest.raises(UserError, match="identités"):
        chief.desk.recovery.draw()


def test_neither_the_journal_nor_the_repr_holds_the_secret(chief: Session) -> None:
    paper = in_force(chief)
    said = repr(paper) + repr(chief.store.rows.journal.entries())
    assert not [group for group in groups(paper) if group in said]


def test_the_account_of_a_sheet_keeps_its_passphrase_when_the_new_one_is_weak(
    safe: Safe, chief: Session
) -> None:
    paper, me = in_force(chief), chief.desk.accounts.me.id
    chief.close()
    with pytest.raises(UserError, match="facile"):
        recover(safe, paper, me, "soleil")
    with safe.open(PHRASE):
        pass


def refusing(monkeypatch: pytest.MonkeyPatch, event: str) -> None:
    """The disk is full when the journal is to be told of `event`."""
    note = Store.note

    def full(store: Store, code: str, *record: Any) -> None:
        if code == event:
            raise DiskFull
        note(store, code, *record)

    monkeypatch.setattr(Store, "note", full)


def test_a_recovery_that_stops_after_the_passphrase_was_changed_says_so_and_lets_the_vault_go(
    safe: Safe, chief: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, paper = chief.desk.accounts.me.id, in_force(chief)
    chief.close()
    with monkeypatch.context() as patch:
        refusing(patch, "recovery.used")
        with pytest.raises(RecoveredUnopened) as caught:
            recover(safe, paper, me)
    assert "La nouvelle phrase de passe est en service" in caught.value.sentence
    assert "disque est plein" in caught.value.sentence
    with safe.open(THIRD) as session:
        assert session.vault.state.may_write


def test_an_opening_that_fails_after_the_keys_lets_the_vault_go(
    safe: Safe, chief: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief.close()
    with pytest.raises(WrongPassphrase), safe.open(THIRD):
        pass
    safe.clock.advance(timedelta(hours=1))
    with monkeypatch.context() as patch:
        refusing(patch, "unlock.failed")
        with pytest.raises(DiskFull), safe.open():
            pass
    with safe.open() as session:  # and not « déjà ouvert »
        assert "unlock.failed" in events(session)


def test_a_creation_that_fails_at_its_end_lets_the_vault_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Safe(tmp_path / "neuf.tdt")

    def full(_service: PracticeService, _practice: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(PracticeService, "save", full)
        with pytest.raises(DiskFull):
            new.make()
    with new.open() as session:
        assert session.vault.state.may_write
