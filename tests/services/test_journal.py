# SPDX-License-Identifier: EUPL-1.2
"""The journal as a service: verified, signed, pruned by a checkpoint that nobody can forge."""

from datetime import timedelta

import pytest

from app.domain.changes import Changes, Kind
from app.domain.errors import NotAllowedError, UserError
from app.domain.journal import event_words, events_of, family_of, short_head
from app.services.chain import SLICE
from app.services.desk import desk
from app.services.journal_reader import JournalQuery
from app.services.signatures import Signatures
from app.storage.errors import ConstraintBroken
from app.storage.signatures import SIGNED_EVERY
from app.vault.account import Role
from app.vault.signing import Signer
from tests.services.office import ACCOUNT, VAULT, Office


def fill(office: Office, entries: int) -> None:
    """Journal some readings, in one transaction."""
    with office.store.recording() as work:
        for _ in range(entries):
            work.journal("minutes.read", Kind.MINUTES)


def last(office: Office) -> int:
    return office.store.rows.journal.last().seq


def signed(office: Office) -> set[int]:
    return set(office.store.rows.journal_signatures.between(0, last(office)))


def old_entries(office: Office, entries: int = 120) -> int:
    """Entries of more than a year ago, then a few of now; the number of the last old one."""
    fill(office, entries)
    before = last(office)
    office.clock.advance(timedelta(days=400))
    fill(office, 10)
    return before


def prune(office: Office, months: int = 12, reason: str = "") -> tuple[int, Changes]:
    """Prune, and erase all that the checkpoint stands for."""
    done = office.desk.journal.prune(months, reason)
    while office.desk.journal.sweep():
        pass
    return done


def at_desk_of(office: Office, role: Role) -> Office:
    """The same office, with another role at the desk."""
    signer = Signer(VAULT, ACCOUNT, bytearray(range(32)))
    signatures = Signatures(office.store, VAULT, "Émile Marchand", role, signer)
    office.desk = desk(office.store, office.clock, office.identities, signatures)
    return office


def test_every_hundredth_entry_is_signed_and_the_head_when_asked(office: Office) -> None:
    fill(office, 2 * SIGNED_EVERY)
    assert signed(office) == {100, 200}
    office.desk.journal.sign_head()
    office.desk.journal.sign_head()  # a second time changes nothing
    assert signed(office) == {100, 200, last(office)}
    assert office.desk.journal.verify() is None


def test_a_session_without_a_key_signs_nothing_and_still_verifies(office: Office) -> None:
    signatures = Signatures(office.store, VAULT, "Émile Marchand", Role.WRITER, None)
    services = desk(office.store, office.clock, office.identities, signatures)
    services.journal.sign_head()
    assert signed(office) == set()
    assert services.journal.verify() is None


def test_a_key_is_noted_once(office: Office) -> None:
    office.signatures.introduce()
    (key,) = office.store.rows.account_keys.all()
    assert (key.account_id, key.name, key.role) == (ACCOUNT, "Émile Marchand", "coordinator")
    assert office.signatures.book().name(ACCOUNT) == "Émile Marchand"
    assert office.signatures.book().name("ffffffff-0000-7000-8000-000000abcdef") == "compte abcdef"


def test_the_verification_goes_by_slices_and_says_where_it_stands(office: Office) -> None:
    fill(office, 3 * SLICE)
    check = office.desk.journal.checking()
    check.step()
    assert (check.ended, check.upto) == (False, SLICE)
    assert check.sentence == f"Vérification en cours, jusqu’au n°\u00a0{SLICE}…"
    steps = 1
    while not check.ended:
        check.step()
        steps += 1
    assert steps >= 4
    assert check.sentence == f"Chaîne vérifiée jusqu’au n°\u00a0{last(office)}."


def test_entries_rewritten_with_all_their_hashes_are_found_by_the_signature(
    office: Office,
) -> None:
    fill(office, SIGNED_EVERY)
    rows = office.store.rows.journal
    kept = rows.stored(0, last(office))
    office.sealed("DELETE FROM journal")
    for entry in kept:  # without triggers anybody who holds the passphrase can tell it again
        event = "minutes.kept" if entry.seq == 50 else entry.event
        rows.append(office.clock.now(), ACCOUNT, event, Kind(entry.kind), entry.record_id)
    assert rows.first_fault() is None  # the chain alone does not see it
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith("La signature de l’entrée n°\u00a0100 (")
    assert fault.endswith("ne correspond plus.")


def test_a_cut_tail_is_found_by_the_signature_of_the_head(office: Office) -> None:
    fill(office, 20)
    office.desk.journal.sign_head()
    end = last(office)
    office.sealed("DELETE FROM journal WHERE seq > ?", end - 5)
    fault = office.desk.journal.verify()
    assert fault is not None
    assert f"l’entrée n°\u00a0{end} avait été signée" in fault


def test_a_pruned_journal_still_verifies_and_says_why_it_was_pruned(office: Office) -> None:
    before = old_entries(office)
    office.desk.journal.verify()
    pruning = office.desk.journal.prunable()
    assert (pruning.upto, pruning.count) == (before, before)
    gone, _ = prune(office)
    assert gone == before
    assert office.store.rows.journal.first() == before + 1
    assert office.store.rows.journal_signatures.of(100) is None
    checkpoint = office.desk.journal.last_pruning()
    assert checkpoint is not None
    assert (checkpoint.seq, checkpoint.reason) == (before, "Entrées gardées 12 mois.")
    assert office.store.rows.journal.entries()[-1].event == "journal.pruned"
    assert office.desk.journal.verify() is None
    fill(office, 2 * SIGNED_EVERY)
    assert office.desk.journal.verify() is None


def test_what_an_interrupted_sweep_left_is_no_part_of_the_journal_and_goes_later(
    office: Office,
) -> None:
    before = old_entries(office)
    office.desk.journal.verify()
    office.desk.journal.prune()
    assert office.desk.journal.sweep()
    office.crash_and_reopen()
    assert 1 < office.store.rows.journal.first() <= before
    assert office.desk.journal.verify() is None
    lines = office.desk.journal_reader.page(JournalQuery()).lines
    assert min(line.seq for line in lines) == before + 1
    assert office.desk.journal.prunable().count == 0
    while office.desk.journal.sweep():
        pass
    assert office.store.rows.journal.first() == before + 1
    assert office.desk.journal.verify() is None


def test_an_altered_entry_after_the_checkpoint_is_still_named(office: Office) -> None:
    before = old_entries(office)
    office.desk.journal.verify()
    prune(office)
    office.sealed("UPDATE journal SET event = 'case.read' WHERE seq = ?", before + 3)
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith(f"L’entrée n°\u00a0{before + 3} (")


def test_keeping_longer_needs_a_reason_and_no_longer_than_three_years(office: Office) -> None:
    old_entries(office)
    office.desk.journal.verify()
    with pytest.raises(UserError, match="a besoin d’une raison"):
        prune(office, 24, "  ")
    for months in (11, 37):
        with pytest.raises(UserError, match="de 12 à 36 mois"):
            prune(office, months, "une enquête")
    with pytest.raises(UserError, match="assez ancienne"):
        prune(office, 24, "une enquête")
    office.clock.advance(timedelta(days=500))
    prune(office, 24, "une enquête")
    checkpoint = office.desk.journal.last_pruning()
    assert checkpoint is not None
    assert checkpoint.reason == "Entrées gardées 24 mois. une enquête"


@pytest.mark.parametrize("role", [Role.WRITER, Role.READER])
def test_the_coordination_alone_prunes(office: Office, role: Role) -> None:
    old_entries(office)
    at_desk_of(office, role).desk.journal.verify()
    assert not office.desk.journal.may_prune
    with pytest.raises(NotAllowedError):
        prune(office)
    assert office.store.rows.journal.first() == 1


def test_a_journal_that_was_not_verified_or_has_a_fault_is_not_pruned(office: Office) -> None:
    old_entries(office)
    with pytest.raises(UserError, match="pas encore vérifiée"):
        prune(office)
    office.sealed("UPDATE journal SET event = 'case.read' WHERE seq = 7")
    office.desk.journal.verify()
    with pytest.raises(UserError, match="défaut"):
        prune(office)
    assert office.store.rows.journal.first() == 1


def test_the_newest_entry_always_stays(office: Office) -> None:
    fill(office, 5)
    office.clock.advance(timedelta(days=500))
    office.desk.journal.verify()
    prune(office)
    assert office.desk.journal.verify() is None
    assert office.store.rows.journal.first() < last(office)


def test_deleting_beyond_the_checkpoint_is_refused_by_the_trigger(office: Office) -> None:
    before = old_entries(office)
    office.desk.journal.verify()
    prune(office)
    for statement in (
        "DELETE FROM journal WHERE seq = ?",
        "DELETE FROM journal_signature WHERE seq > ? - 1000",
    ):
        office.desk.journal.sign_head()
        with pytest.raises(ConstraintBroken):
            office.connection.execute(statement, (before + 1,))
    with pytest.raises(ConstraintBroken):
        office.connection.execute("DELETE FROM journal_checkpoint")
    assert office.desk.journal.verify() is None


@pytest.mark.parametrize("owner", ["nobody", "writer", "stolen name"])
def test_a_checkpoint_cannot_be_forged(office: Office, owner: str) -> None:
    fill(office, 40)
    entry = office.store.rows.journal.at(20)
    assert entry is not None
    stranger = "019ab000-0000-7000-8000-0000000acc02"
    signer = Signer(VAULT, stranger, bytearray(range(1, 33)))
    if owner == "writer":
        now = office.clock.now()
        office.store.rows.account_keys.add(stranger, signer.public, "Nadia", "writer", now)
    mark = signer.sign("journal-checkpoint", 20, entry.hash, entry.at, "faux")
    named = ACCOUNT if owner == "stolen name" else stranger
    office.connection.execute(
        "INSERT INTO journal_checkpoint VALUES (20, ?, ?, 'faux', ?, ?, ?)",
        (entry.hash, entry.at, named, mark.public, mark.signature),
    )
    office.connection.execute("DELETE FROM journal WHERE seq <= 20")
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith("Le point de contrôle de l’élagage (entrée n°\u00a020)")


def test_a_checkpoint_counts_by_the_role_that_its_signer_had_then(office: Office) -> None:
    at_desk_of(office, Role.WRITER)
    old_entries(office)
    signer = Signer(VAULT, ACCOUNT, bytearray(range(32)))
    writer = Signatures(office.store, VAULT, "Émile M.", Role.WRITER, signer)
    writer.introduce()
    office.clock.advance(timedelta(minutes=1))
    chief = Signatures(office.store, VAULT, "Émile Marchand", Role.COORDINATOR, signer)
    chief.introduce()
    chief.introduce()
    assert [key.role for key in office.store.rows.account_keys.all()] == [
        "coordinator",
        "writer",
        "coordinator",
    ]
    at_desk_of(office, Role.COORDINATOR).desk.journal.verify()
    prune(office)
    office.clock.advance(timedelta(minutes=1))
    writer.introduce()
    assert office.signatures.book().name(ACCOUNT) == "Émile M."
    assert office.desk.journal.verify() is None


def test_a_pruning_binds_the_keys_anew_and_a_name_altered_afterwards_is_named(
    office: Office,
) -> None:
    old_entries(office)
    office.desk.journal.verify()
    prune(office)
    assert office.desk.journal.verify() is None
    office.sealed("UPDATE account_key SET name = 'Une autre'")
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith("La clé de signature que note l’entrée n°")


def test_a_checkpoint_put_back_from_before_is_seen_at_the_first_entry(office: Office) -> None:
    before = old_entries(office)
    office.desk.journal.verify()
    prune(office)
    office.sealed("DELETE FROM journal_checkpoint")
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith("L’entrée n°\u00a01 du journal manque")
    assert f"n°\u00a0{before + 1}" in fault


def test_a_deed_has_its_words_and_its_family() -> None:
    assert event_words("identity.read") == "Identité lue"
    assert event_words("later.kind") == "Événement later.kind"
    assert family_of("later.kind") is None
    family = family_of("minutes.sealed")
    assert family is not None
    assert "minutes.sealed" in events_of(family)


def test_a_head_has_a_form_that_two_people_can_compare() -> None:
    assert short_head("152:4f7a09c122be81d0ffff") == "n° 152 · 4F7A 09C1 22BE 81D0"
    assert short_head("") == ""
