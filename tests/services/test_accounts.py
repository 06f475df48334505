# SPDX-License-Identifier: EUPL-1.2
"""Accounts through the services, over real vaults: who may do what, and what the journal keeps."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, UserError
from app.domain.practice import Practice
from app.services.accounts import AccountDraft, KeysOvertaken, Role
from app.services.cases import CaseDraft
from app.services.vault import Session
from app.vault.errors import (
    AccountUnknown,
    LastCoordinator,
    PassphraseTooWeak,
    SlotsChanged,
    TooManyAttempts,
    WrongPassphrase,
)
from app.vault.keys import FLOOR_KDF
from app.vault.vault import create_vault
from tests.services.safe import (
    CHIEF,
    OTHER,
    PHRASE,
    READER,
    THIRD,
    Safe,
    events,
    known_patient,
    let_in,
)


def test_a_person_let_in_opens_with_her_own_passphrase_and_the_journal_names_the_deed(
    safe: Safe, chief: Session
) -> None:
    reader = let_in(chief)
    assert [(line.name, line.role, line.mine) for line in chief.desk.accounts.all()] == [
        (CHIEF, Role.COORDINATOR, True),
        (READER, Role.READER, False),
    ]
    assert events(chief)[-1] == "account.added"
    chief.close()
    with safe.open(OTHER, reader) as session:
        assert session.desk.accounts.me.name == READER
        assert not session.desk.accounts.may_manage


def test_the_journal_names_the_account_that_did_it(safe: Safe, chief: Session) -> None:
    writer = let_in(chief, role=Role.WRITER)
    chief.close()
    with safe.open(OTHER, writer) as session:
        case_id, _ = session.desk.cases.open(CaseDraft(title="Chutes"))
        last = session.store.rows.journal.entries()[-1]
        assert (last.event, last.record_id, last.account_id) == ("case.opened", case_id, writer)


@pytest.mark.parametrize("role", [Role.WRITER, Role.READER])
def test_only_the_coordination_changes_accounts_and_the_sheet(
    safe: Safe, chief: Session, role: Role
) -> None:
    id_ = let_in(chief, role=role)
    chief.close()
    with safe.open(OTHER, id_) as session:
        accounts, recovery = session.desk.accounts, session.desk.recovery
        for attempt in (
            lambda: accounts.ready(AccountDraft("Paul", passphrase=THIRD)),
            lambda: accounts.change(
                id_, name="Paul", role=Role.COORDINATOR, may_see_identities=False
            ),
            recovery.draw,
            recovery.revoke,
        ):
            with pytest.raises(NotAllowedError, match="coordination"):
                attempt()
        assert not accounts.may_manage
        assert not recovery.may_manage


def test_a_reader_reads_and_changes_nothing_but_her_own_passphrase(
    safe: Safe, chief: Session
) -> None:
    reader = let_in(chief)
    chief.close()
    with safe.open(OTHER, reader) as session:
        with pytest.raises(NotAllowedError):
            session.desk.cases.open(CaseDraft(title="Chutes"))
        accounts = session.desk.accounts
        accounts.change_passphrase(accounts.ready_passphrase(OTHER, THIRD))
        assert events(session)[-1] == "account.passphrase_changed"
    with pytest.raises(WrongPassphrase), safe.open(OTHER, reader):
        pass
    with pytest.raises(TooManyAttempts), safe.open(THIRD, reader):
        pass


def test_a_wrong_or_weak_passphrase_changes_nothing(safe: Safe, chief: Session) -> None:
    accounts = chief.desk.accounts
    with pytest.raises(PassphraseTooWeak):
        accounts.ready_passphrase(PHRASE, "soleil")
    with pytest.raises(WrongPassphrase):
        accounts.ready_passphrase(OTHER, THIRD)
    chief.close()
    with pytest.raises(TooManyAttempts), safe.open(PHRASE):
        pass


@pytest.mark.parametrize(
    "name", ["", "   ", CHIEF, "emile MARCHAND", "Am\u200binata", "Cissé\u202e", "x" * 1_100_000]
)
def test_an_account_has_a_name_of_its_own(chief: Session, name: str) -> None:
    with pytest.raises(UserError, match="nom"):
        chief.desk.accounts.ready(AccountDraft(name, passphrase=OTHER))


def test_a_vault_whose_names_break_the_rule_opens_and_its_accounts_can_be_changed(
    safe: Safe, tmp_path: Path
) -> None:
    old = "M\u200baëlle " + "x" * 200
    create_vault(
        tmp_path / "vieux.tdt",
        practice_name=old,
        account_name=old,
        passphrase=PHRASE,
        clock=safe.clock,
        new_id=safe.workshop.new_id,
        kdf=FLOOR_KDF,
    ).close()
    with Safe(tmp_path / "vieux.tdt").open() as session:
        accounts, mine = session.desk.accounts, session.desk.accounts.me
        assert mine.name == old
        let_in(session, role=Role.COORDINATOR, identities=True)
        accounts.change(mine.id, name=old, role=mine.role, may_see_identities=False)
        assert not accounts.me.may_see_identities
        with pytest.raises(UserError, match="invisible"):
            accounts.change(mine.id, name=f"{old}y", role=mine.role, may_see_identities=False)


def test_no_vault_is_made_under_a_name_that_cannot_be_kept(safe: Safe, tmp_path: Path) -> None:
    for practice, account in (("P\u202e", CHIEF), ("MSP du Port", "x" * 81)):
        with pytest.raises(UserError, match="nom"):
            safe.workshop.create(tmp_path / "neuf.tdt", Practice(practice), account, PHRASE)
    assert not (tmp_path / "neuf.tdt").exists()


def test_a_role_and_a_right_are_changed_and_journalled(safe: Safe, chief: Session) -> None:
    id_ = let_in(chief)
    accounts = chief.desk.accounts
    accounts.change(id_, name="Aminata C.", role=Role.WRITER, may_see_identities=True)
    assert events(chief)[-1] == "account.changed"
    chief.close()
    with safe.open(OTHER, id_) as session:
        me = session.desk.accounts.me
        assert (me.name, me.role, me.may_see_identities) == ("Aminata C.", Role.WRITER, True)
        assert session.desk.identities.available


def test_who_gives_the_coordination_away_prunes_and_signs_as_such_no_more(
    safe: Safe, chief: Session
) -> None:
    let_in(chief, "Yann Le Goff", Role.COORDINATOR, identities=True)
    accounts, journal = chief.desk.accounts, chief.desk.journal
    before = journal.may_prune
    safe.clock.advance(timedelta(minutes=1))
    accounts.change(accounts.me.id, name="É. Marchand", role=Role.WRITER, may_see_identities=True)
    assert (before, journal.may_prune) == (True, False)
    noted = chief.store.rows.account_keys.all()[-1]
    assert (noted.account_id, noted.name, noted.role) == (accounts.me.id, "É. Marchand", "writer")


def test_somebody_must_stay_to_look_after_the_vault(chief: Session) -> None:
    accounts = chief.desk.accounts
    with pytest.raises(LastCoordinator):
        accounts.change(accounts.me.id, name=CHIEF, role=Role.READER, may_see_identities=True)
    assert accounts.me.role is Role.COORDINATOR


def test_nothing_said_is_nothing_journalled(chief: Session) -> None:
    me, before = chief.desk.accounts.me, events(chief)
    chief.desk.accounts.change(me.id, name=me.name, role=me.role, may_see_identities=True)
    assert events(chief) == before


def test_two_changes_at_once_do_not_mix(chief: Session) -> None:
    accounts = chief.desk.accounts
    ready = accounts.ready(AccountDraft(READER, passphrase=OTHER))
    accounts.change_passphrase(accounts.ready_passphrase(PHRASE, THIRD))
    with pytest.raises(SlotsChanged):
        accounts.add(ready)
    assert len(accounts.all()) == 1


def test_the_words_proposed_are_strong_for_the_person_they_are_for(chief: Session) -> None:
    accounts = chief.desk.accounts
    for _ in range(20):
        assert accounts.strength(accounts.propose("Aminata"), "Aminata").accepted


def test_the_right_to_identities_is_given_only_while_they_are_open(chief: Session) -> None:
    chief.desk.identities.drop()
    accounts = chief.desk.accounts
    assert not accounts.may_give_identities
    with pytest.raises(UserError, match="identités"):
        accounts.ready(AccountDraft(READER, Role.WRITER, may_see_identities=True, passphrase=OTHER))


def test_a_removed_account_opens_nothing_any_more_and_the_work_goes_on(
    safe: Safe, chief: Session
) -> None:
    gone = let_in(chief, role=Role.WRITER, identities=True)
    case_id = known_patient(chief)
    accounts = chief.desk.accounts
    accounts.remove(accounts.ready_removal(gone))
    assert [line.name for line in chief.desk.accounts.all()] == [CHIEF]
    assert events(chief)[-1] == "account.removed"
    chief.desk.cases.open(CaseDraft(title="Sortie"))
    identity = chief.desk.cases.identity(case_id)
    assert identity is not None
    assert identity.last == "Kervella"
    assert chief.desk.journal.verify() is None
    chief.close()
    with pytest.raises(AccountUnknown), safe.open(OTHER, gone):
        pass
    with safe.open() as session:
        assert len(session.desk.cases.all()) == 2


def test_a_removal_is_journalled_when_it_is_done_and_only_then(safe: Safe, chief: Session) -> None:
    gone = let_in(chief)
    accounts = chief.desk.accounts
    overtaken = accounts.ready_removal(gone)
    chief.desk.cases.open(CaseDraft(title="Sortie"))
    with pytest.raises(KeysOvertaken):
        accounts.remove(overtaken)
    assert "account.removed" not in events(chief)
    ready = accounts.ready_removal(gone)
    assert "account.removed" not in events(chief)
    accounts.remove(ready)
    assert events(chief).count("account.removed") == 1
    assert chief.desk.journal.verify() is None
    assert [fault for fault in chief.vault.digests.faults() if fault] == []
    chief.close()
    with safe.open() as session:
        assert session.vault.state.may_write
        assert session.desk.journal.verify() is None


def test_a_removal_while_identities_are_closed_loses_no_identity(
    safe: Safe, chief: Session
) -> None:
    case_id = known_patient(chief)
    gone = let_in(chief)
    desk = chief.desk
    desk.identities.drop()
    desk.accounts.remove(desk.accounts.ready_removal(gone))
    desk.identities.reopen(PHRASE)
    here = desk.cases.identity(case_id)
    chief.close()
    with safe.open() as session:
        later = session.desk.cases.identity(case_id)
    assert here is not None
    assert later is not None
    assert (here.last, later.last) == ("Kervella", "Kervella")


def test_nobody_removes_the_account_that_is_open(chief: Session) -> None:
    accounts = chief.desk.accounts
    with pytest.raises(AccountUnknown):
        accounts.ready_removal(accounts.me.id)
